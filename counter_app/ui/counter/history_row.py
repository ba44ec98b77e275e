"""One ticket of the officer's own day: number, service, result, how long, when."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from counter_app.db.queries.counter import ServedRow
from counter_app.ui.figures import clock_time, minutes, rounded_minutes
from counter_app.ui.i18n import text
from counter_app.ui.models.rows_by_id import ROW_ROLE
from counter_app.ui.theme import Role, Theme, current_theme
from counter_app.ui.widgets.pieces import Piece, height_of, paint_pieces
from counter_app.ui.widgets.row_ground import on_ground

HEIGHT, LINE = 36, 20
INSIDE, SERVICE_LEFT, ENDED_WIDTH, LENGTH_RIGHT, LENGTH_WIDTH, GAP = 8, 80, 64, 88, 76, 8
RESULT_FROM = 0.608
"""Where the result begins between service and length, as in the mock."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def result_words(row: ServedRow) -> str:
    """What came out of it."""
    match row.result:
        case "papers_missing":
            return text("history.papers_missing", n=row.missing)
        case "cancelled":
            return text("result.cancelled")
        case "finished" if row.outcome not in ("", "served"):
            return text(f"outcome.{row.outcome}")
        case known:
            return text(f"history.{known}")


def cells(row: ServedRow, zone: ZoneInfo) -> tuple[str, str, str, str, str]:
    """The words of the five columns."""
    length = "–" if row.serving_s is None else minutes(rounded_minutes(row.serving_s))
    return row.number, row.service_name, result_words(row), length, clock_time(row.ended_at_ms, zone)


def heads() -> tuple[str, str, str, str, str]:
    """The words above the columns."""
    return (
        text("history.number"),
        text("history.service"),
        text("history.result"),
        text("history.duration"),
        text("history.finished"),
    )


def columns(box: QRectF, theme: Theme) -> tuple[QRectF, ...]:
    """Boxes of the five columns in a row of that width."""
    px = theme.px
    left, right = box.left(), box.right()
    length = QRectF(right - px(LENGTH_RIGHT + LENGTH_WIDTH), box.top(), px(LENGTH_WIDTH), box.height())
    ended = QRectF(right - px(INSIDE + ENDED_WIDTH), box.top(), px(ENDED_WIDTH), box.height())
    middle = length.left() - px(GAP) - left - px(SERVICE_LEFT)
    result_left = left + px(SERVICE_LEFT) + middle * RESULT_FROM
    return (
        QRectF(left + px(INSIDE), box.top(), px(SERVICE_LEFT - INSIDE), box.height()),
        QRectF(left + px(SERVICE_LEFT), box.top(), middle * RESULT_FROM - px(GAP), box.height()),
        QRectF(result_left, box.top(), length.left() - px(GAP) - result_left, box.height()),
        length,
        ended,
    )


def laid_out(
    words: tuple[str, ...], box: QRectF, theme: Theme, *, is_head: bool = False
) -> tuple[Piece, ...]:
    """The pieces of a row or of the heads."""
    pieces = []
    for at, (cell, column) in enumerate(zip(words, columns(box, theme), strict=True)):
        role: Role = "strong" if is_head or at == 0 else "body"
        align = _RIGHT if at > 2 else _LEFT  # noqa: PLR2004 - the two columns of figures
        color = "muted" if is_head else "text"
        pieces.append(Piece(column, cell, role, color, align, is_wrapped=at in (1, 2)))
    return tuple(pieces)


def height_for(words: tuple[str, ...], width: float, theme: Theme) -> int:
    """36, and 20 more for each further line of service or result."""
    _, service, result, _, _ = columns(QRectF(0, 0, width, 0), theme)
    tallest = max(height_of(theme, words[1], service.width()), height_of(theme, words[2], result.width()))
    return round(tallest) + theme.px(HEIGHT - LINE)


class HistoryDelegate(QStyledItemDelegate):
    """Paints the rows of the officer's own day."""

    def __init__(self, zone: ZoneInfo, view: QListView) -> None:
        super().__init__(view)
        self._zone = zone
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its longest cell."""
        row: ServedRow = index.data(ROW_ROLE)
        width = self._view.viewport().width()
        return QSize(0, height_for(cells(row, self._zone), width, current_theme()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Cells on the row's ground."""
        theme, box = current_theme(), QRectF(option.rect)
        with on_ground(painter, option, box):
            paint_pieces(painter, theme, laid_out(cells(index.data(ROW_ROLE), self._zone), box, theme))
