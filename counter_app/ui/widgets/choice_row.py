"""One row of what can be chosen: a name with what was typed in bold, a word at the right, a line below."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from counter_app.ui.models.rows_by_id import ROW_ROLE
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.drawing import MIDDLE_RIGHT
from counter_app.ui.widgets.flow import Flow, Span
from counter_app.ui.widgets.pieces import Piece, height_of, paint_pieces, width_of
from counter_app.ui.widgets.row_ground import is_selected, on_ground

TOP, LINE, BETWEEN, INSIDE, GAP = 10, 20, 2, 12, 16


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """Something that can be chosen."""

    key: str
    """Names the row over time."""
    title: str
    detail: str = ""
    """What choosing it means, or what it is."""
    right: str = ""
    """A figure or a kind, short."""
    right_color: str = "muted"
    spans: tuple[tuple[int, int], ...] = ()
    """Parts of the title that were typed."""


def spoken(row: ChoiceRow) -> str:
    """The whole row in words."""
    return ", ".join(part for part in (row.title, row.right, row.detail) if part)


def title_spans(row: ChoiceRow) -> tuple[Span, ...]:
    """The title cut into plain and bold parts."""
    spans, at = [], 0
    for start, end in row.spans:
        spans += [Span(row.title[at:start]), Span(row.title[start:end], "strong")]
        at = end
    return tuple(span for span in (*spans, Span(row.title[at:])) if span.words)


@dataclass(frozen=True, slots=True)
class ChoiceLayout:
    """A row laid out: the title's paragraph, everything else, and how high it all is."""

    name: Flow
    name_box: QRectF
    pieces: tuple[Piece, ...]
    height: float


def laid_out(row: ChoiceRow, box: QRectF, theme: Theme, *, is_selected: bool = False) -> ChoiceLayout:
    """Lay out a row from the upper left corner of the box, as wide as the box."""
    px = theme.px
    inner = box.adjusted(px(INSIDE), px(TOP), -px(INSIDE), 0)
    right = width_of(theme, row.right, "strong") + px(GAP) if row.right else 0
    title_box = QRectF(inner.left(), inner.top(), inner.width() - right, px(LINE))
    title = Flow(theme, title_spans(row), title_box.width())
    title_box.setHeight(title.height)
    pieces, bottom = [], title_box.bottom()
    if row.right:
        color = "text" if is_selected and row.right_color == "muted" else row.right_color
        first = QRectF(inner.left(), inner.top(), inner.width(), px(LINE))
        pieces.append(Piece(first, row.right, "strong", color, MIDDLE_RIGHT))
    if row.detail:
        height = height_of(theme, row.detail, inner.width())
        below = QRectF(inner.left(), bottom + px(BETWEEN), inner.width(), height)
        pieces.append(Piece(below, row.detail, color="text" if is_selected else "muted", is_wrapped=True))
        bottom = below.bottom()
    return ChoiceLayout(title, title_box, tuple(pieces), bottom + px(TOP) - box.top())


class ChoiceDelegate(QStyledItemDelegate):
    """Paints what can be chosen."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its words need."""
        box = QRectF(0, 0, self._view.viewport().width(), 0)
        return QSize(0, round(laid_out(index.data(ROW_ROLE), box, current_theme()).height))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Title and pieces on the row's ground."""
        theme, box = current_theme(), QRectF(option.rect)
        parts = laid_out(index.data(ROW_ROLE), box, theme, is_selected=is_selected(option))
        with on_ground(painter, option, box):
            parts.name.draw(painter, parts.name_box.left(), parts.name_box.top())
            paint_pieces(painter, theme, parts.pieces)


def matches(words: str, title: str) -> tuple[tuple[int, int], ...] | None:
    """Where each typed word begins a word of the title; None where one of them begins none.

    Figures match as figures: ``4`` finds ``Loket 4`` and not ``Loket 14``.
    """
    found = []
    for word in words.casefold().split():
        at = _begins(word, title.casefold())
        if at is None:
            return None
        found.append((at, at + len(word)))
    return tuple(sorted(set(found)))


def _begins(word: str, title: str) -> int | None:
    at = title.find(word)
    while at >= 0:
        is_begun = at == 0 or not title[at - 1].isalnum()
        is_figure_cut = word[-1].isdigit() and title[at + len(word) : at + len(word) + 1].isdigit()
        if is_begun and not is_figure_cut:
            return at
        at = title.find(word, at + 1)
    return None
