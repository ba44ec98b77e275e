"""One thing found: a ticket, a person, an application, a service or a command, in two lines."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from counter_app.ui.models.rows_by_id import ROW_ROLE
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.drawing import MIDDLE_RIGHT
from counter_app.ui.widgets.flow import Flow, Span
from counter_app.ui.widgets.pieces import Piece, height_of, paint_pieces, width_of
from counter_app.ui.widgets.row_ground import is_selected, on_ground

Kind = Literal["ticket", "person", "application", "service", "command"]

TOP, LINE, BETWEEN, INSIDE, GAP, BOTTOM = 8, 20, 2, 12, 16, 8
HEAD_ABOVE, HEAD_BELOW = 16, 6
"""Around the name of a group, which stands above its first row."""


@dataclass(frozen=True, slots=True)
class FinderRow:
    """One row."""

    kind: Kind
    key: Hashable
    """Code of a service, id of a command; else the ids below name it."""
    title: str
    below: str
    right: str = ""
    """State, agency, or the key of a command."""
    spans: tuple[tuple[int, int], ...] = ()
    """Parts of the title that were typed."""
    head: str = ""
    """Name of the group where this is its first row."""
    is_off: bool = False
    """A command that can't be used now; ``below`` says why."""
    ticket_id: UUID | None = None
    application_id: UUID | None = None

    @property
    def identity(self) -> tuple[str, Hashable]:
        """What it is over time."""
        return self.kind, self.key


def spoken(row: FinderRow) -> str:
    """The whole row in words."""
    return ", ".join(part for part in (row.head, row.title, row.right, row.below) if part)


@dataclass(frozen=True, slots=True)
class FinderLayout:
    """A row laid out: its title's paragraph, everything else, the ground, and how high it all is."""

    title: Flow
    title_box: QRectF
    pieces: tuple[Piece, ...]
    ground: QRectF
    height: float


def laid_out(row: FinderRow, box: QRectF, theme: Theme, *, is_selected: bool = False) -> FinderLayout:
    """Lay out a row from the upper left corner of the box, as wide as the box."""
    px, line = theme.px, theme.px(LINE)
    head_height = px(HEAD_ABOVE) + line + px(HEAD_BELOW) if row.head else 0
    pieces = []
    if row.head:
        head_box = QRectF(box.left() + px(INSIDE), box.top() + px(HEAD_ABOVE), box.width(), line)
        pieces.append(Piece(head_box, row.head, "strong", "muted"))
    ground = QRectF(box.left(), box.top() + head_height, box.width(), 0)
    inner = ground.adjusted(px(INSIDE), px(TOP), -px(INSIDE), 0)
    right_width = min(width_of(theme, row.right) + 1, inner.width() / 2) if row.right else 0
    title_box = QRectF(inner.left(), inner.top(), inner.width() - right_width - px(GAP), line)
    title = Flow(theme, _title(row), title_box.width())
    title_box.setHeight(title.height)
    muted = "text" if is_selected else "muted"
    if row.right:
        right_box = QRectF(inner.right() - right_width, inner.top(), right_width, 0)
        right_box.setHeight(height_of(theme, row.right, right_width))
        is_wrapped = right_box.height() > line
        pieces.append(Piece(right_box, row.right, "body", muted, MIDDLE_RIGHT, is_wrapped=is_wrapped))
        title_box.setHeight(max(title_box.height(), right_box.height()))
    below_box = QRectF(inner.left(), title_box.bottom() + px(BETWEEN), inner.width(), 0)
    below_box.setHeight(height_of(theme, row.below, inner.width()) if row.below else 0)
    if row.below:
        pieces.append(Piece(below_box, row.below, "body", muted, is_wrapped=True))
    ground.setBottom(below_box.bottom() + px(BOTTOM))
    return FinderLayout(title, title_box, tuple(pieces), ground, ground.bottom() - box.top())


def _title(row: FinderRow) -> tuple[Span, ...]:
    ink = "disabled" if row.is_off else "text"
    spans, at = [], 0
    for start, end in row.spans:
        spans += [Span(row.title[at:start], "body", ink), Span(row.title[start:end], "strong", ink)]
        at = end
    rest: Span = Span(row.title[at:], "body" if row.spans else "strong", ink)
    return tuple(span for span in (*spans, rest) if span.words)


class FinderDelegate(QStyledItemDelegate):
    """Paints what was found."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines, more where words need it, and the group's name above."""
        box = QRectF(0, 0, self._view.viewport().width(), 0)
        return QSize(0, round(laid_out(index.data(ROW_ROLE), box, current_theme()).height))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Group's name, title and pieces; the ground begins below the group's name."""
        theme = current_theme()
        row, box = index.data(ROW_ROLE), QRectF(option.rect)
        parts = laid_out(row, box, theme, is_selected=is_selected(option))
        with on_ground(painter, option, parts.ground):
            parts.title.draw(painter, parts.title_box.left(), parts.title_box.top())
            paint_pieces(painter, theme, parts.pieces)
