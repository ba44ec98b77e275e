"""One queue as a row: letter, agency, how many wait, and the longest wait with a word where it is crowded."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from counter_app.db.queries.hall import HallQueue
from counter_app.ui.figures import minutes, minutes_between
from counter_app.ui.i18n import text
from counter_app.ui.models.rows_by_id import ROW_ROLE
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.drawing import MIDDLE_RIGHT
from counter_app.ui.widgets.pieces import SIGN, Piece, paint_pieces, width_of
from counter_app.ui.widgets.row_ground import on_ground

HEIGHT, INSIDE, NAME_LEFT, WAITING_RIGHT, GAP, RING = 32, 8, 48, 128, 8, 3


@dataclass(frozen=True, slots=True)
class QueueRow:
    """The words of a row."""

    letter: str
    agency: str
    waiting: str
    longest: str
    is_crowded: bool

    def spoken(self) -> str:
        """The whole row, with the word for crowded."""
        crowded = text("hall.crowded") if self.is_crowded else ""
        return ", ".join(
            one for one in (self.letter, self.agency, self.waiting, self.longest, crowded) if one
        )


def queue_row(queue: HallQueue, now_ms: int) -> QueueRow:
    """The row of a queue as it stands."""
    since = queue.longest_since_ms
    longest = "–" if since is None else minutes(minutes_between(since, now_ms))
    return QueueRow(queue.letter, queue.agency_name, str(queue.waiting), longest, bool(queue.crowding))


def heads() -> tuple[str, str, str]:
    """The words above the columns."""
    return text("sup.queue"), text("hall.waiting"), text("sup.longest")


def laid_out(row: QueueRow, box: QRectF, theme: Theme) -> tuple[Piece, ...]:
    """The pieces of a row."""
    px = theme.px
    right, top, high = box.right() - px(INSIDE), box.top(), box.height()
    words = f"{text('hall.crowded')} {row.longest}" if row.is_crowded else row.longest
    longest = max(width_of(theme, words, "strong") + 1, px(WAITING_RIGHT) - px(INSIDE))
    waiting_right = right - longest - (px(SIGN + GAP) if row.is_crowded else 0)
    waiting_right = min(waiting_right, box.right() - px(WAITING_RIGHT))
    name_left = box.left() + px(NAME_LEFT)
    pieces = [
        Piece(QRectF(box.left() + px(INSIDE), top, px(NAME_LEFT - INSIDE), high), row.letter, "strong"),
        Piece(
            QRectF(name_left, top, waiting_right - px(56) - name_left, high), row.agency, may_be_elided=True
        ),
        Piece(QRectF(waiting_right - px(48), top, px(48), high), row.waiting, align=MIDDLE_RIGHT),
        Piece(
            QRectF(right - longest, top, longest, high),
            words,
            "strong" if row.is_crowded else "body",
            "warning" if row.is_crowded else "text",
            MIDDLE_RIGHT,
        ),
    ]
    if row.is_crowded:
        left = right - width_of(theme, words, "strong") - px(SIGN + GAP)
        pieces.append(
            Piece(
                QRectF(left, top + (high - px(SIGN)) / 2, px(SIGN), px(SIGN)),
                "",
                color="warning",
                sign="warning",
            )
        )
    return tuple(pieces)


def head_pieces(box: QRectF, theme: Theme) -> tuple[Piece, ...]:
    """The pieces of the heads."""
    px, (queue, waiting, longest) = theme.px, heads()
    left, right = box.left() + px(NAME_LEFT), box.right() - px(INSIDE)
    return (
        Piece(QRectF(left, box.top(), box.width() / 2, box.height()), queue, "strong", "muted"),
        Piece(
            QRectF(left, box.top(), box.right() - px(WAITING_RIGHT) - left, box.height()),
            waiting, "strong", "muted", MIDDLE_RIGHT,
        ),
        Piece(QRectF(left, box.top(), right - left, box.height()), longest, "strong", "muted", MIDDLE_RIGHT),
    )  # fmt: skip


class QueueDelegate(QStyledItemDelegate):
    """Paints the rows of the queues."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """32 high."""
        return QSize(0, current_theme().px(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground by state, pieces, hair line, ring."""
        theme, box = current_theme(), QRectF(option.rect)
        with on_ground(painter, option, box):
            paint_pieces(painter, theme, laid_out(index.data(ROW_ROLE), box, theme))
