"""One waiting person in the column on the right: 52 px high, two lines."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from counter_app.db.queries.waiting import WaitingRow
from counter_app.ui.figures import minutes, minutes_between
from counter_app.ui.i18n import text
from counter_app.ui.icons import IconName
from counter_app.ui.models.rows_by_id import ROW_ROLE
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.choice_list import priority_word
from counter_app.ui.widgets.drawing import MIDDLE_RIGHT
from counter_app.ui.widgets.pieces import SIGN, Piece, paint_pieces, width_of
from counter_app.ui.widgets.row_ground import is_selected, on_ground

HEIGHT, LINE, TOP, INSIDE = 52, 20, 6, 8
PRINTING_MS = 15_000
"""A slip is on its way out for so long before its absence is worth a word."""


def notes(row: WaitingRow, now_ms: int) -> tuple[tuple[IconName, str, str], ...]:
    """Sign, word and colour of what is special about a row."""
    found: list[tuple[IconName, str, str]] = []
    if row.priority:
        found.append(("person", priority_word(row.priority), "brand"))
    if row.for_counter is not None or row.for_officer:
        found.append(("person", text("aside.for_here"), "brand"))
    elif row.returned_at_ms is not None:
        found.append(("clock", text("aside.returned"), "brand"))
    if not row.is_slip_printed and now_ms - row.issued_at_ms > PRINTING_MS:
        found.append(("warning", text("waiting.not_printed"), "warning"))
    return tuple(found)


def spoken(row: WaitingRow, now_ms: int) -> str:
    """The whole row in words: tool tip and accessible name."""
    parts = [row.number, *(word for _, word, _ in notes(row, now_ms))]
    return ", ".join([*parts, row.service_name, minutes(minutes_between(row.issued_at_ms, now_ms))])


def laid_out(row: WaitingRow, box: QRectF, theme: Theme, now_ms: int) -> tuple[Piece, ...]:
    """The row's pieces. Notes stand beside the number while they fit, else before the service."""
    line = theme.px(LINE)
    first = QRectF(box.left(), box.top() + theme.px(TOP), box.width(), line)
    second = first.translated(0, line)
    waited = minutes(minutes_between(row.issued_at_ms, now_ms))
    pieces = [
        Piece(first, row.number, "strong"),
        Piece(first, waited, align=MIDDLE_RIGHT),
    ]
    left = first.left() + width_of(theme, row.number, "strong") + theme.px(12)
    end = first.right() - width_of(theme, waited) - theme.px(8)
    for sign, word, color in notes(row, now_ms):
        wide = theme.px(SIGN + 6) + width_of(theme, word, "strong") + 1
        if left + wide <= end:
            pieces += _note(left, first, sign, word, color, theme)
            left += wide + theme.px(12)
        else:
            pieces += _note(second.left(), second, sign, word, color, theme)
            second.setLeft(second.left() + wide + theme.px(8))
    pieces.append(Piece(second, row.service_name, color="muted", may_be_elided=True))
    return tuple(pieces)


def _note(
    left: float, line: QRectF, sign: IconName, word: str, color: str, theme: Theme
) -> tuple[Piece, ...]:
    side = theme.px(SIGN)
    sign_box = QRectF(left, line.center().y() - side / 2, side, side)
    word_box = QRectF(
        sign_box.right() + theme.px(6), line.top(), width_of(theme, word, "strong") + 1, line.height()
    )
    return Piece(sign_box, "", color=color, sign=sign), Piece(word_box, word, "strong", color)


class WaitingDelegate(QStyledItemDelegate):
    """Paints waiting rows; ``now_ms`` is set with every fresh screen."""

    now_ms = 0

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Every row has the same height."""
        return QSize(0, current_theme().px(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Pieces on the row's ground; the selected row has them further inside."""
        theme, box = current_theme(), QRectF(option.rect)
        inside = theme.px(INSIDE) if is_selected(option) else 0
        row: WaitingRow = index.data(ROW_ROLE)
        pieces = laid_out(row, box.adjusted(inside, 0, -inside, 0), theme, self.now_ms)
        with on_ground(painter, option, box):
            paint_pieces(painter, theme, pieces)
