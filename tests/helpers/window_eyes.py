"""Eyes for windows: which words are cut, which parts lie on top of each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QLineEdit, QListView, QWidget

from counter_app.ui.counter import history_row, waiting_row
from counter_app.ui.counter.history import HistoryHead, HistoryList
from counter_app.ui.counter.waiting_column import WaitingList
from counter_app.ui.desk import finder_row
from counter_app.ui.desk.finder_row import FinderRow
from counter_app.ui.models.rows_by_id import ROW_ROLE
from counter_app.ui.supervisor import queue_row
from counter_app.ui.supervisor.counter_cell import CounterCell
from counter_app.ui.supervisor.figure_table import FigureHead, FigureList
from counter_app.ui.supervisor.queue_row import QueueRow
from counter_app.ui.supervisor.tabs import Tab
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets import choice_row, service_hit_row
from counter_app.ui.widgets.buttons import CommandButton, LinkButton
from counter_app.ui.widgets.chip import Chip
from counter_app.ui.widgets.choice_list import Radio
from counter_app.ui.widgets.choice_row import ChoiceRow
from counter_app.ui.widgets.eliding_label import ElidingLabel
from counter_app.ui.widgets.flow import Flow, FlowLabel
from counter_app.ui.widgets.key_hint import KeyHint
from counter_app.ui.widgets.pieces import Piece, is_cut
from counter_app.ui.widgets.segmented import Segmented
from counter_app.ui.widgets.select import Select
from counter_app.ui.widgets.sign import Sign

SELF_DRAWN = (Tab, CounterCell, CommandButton, LinkButton, Chip, KeyHint, Segmented, Select, Radio)
LEAVES = (*SELF_DRAWN, QLabel, QLineEdit, FlowLabel, Sign, HistoryHead)


def leaves(window: QWidget) -> Iterator[QWidget]:
    """Every visible part with words or a sign, none of them inside another."""
    for part in window.findChildren(QWidget):
        if not isinstance(part, LEAVES) or not part.isVisibleTo(window):
            continue
        if isinstance(part, QLabel) and not part.text():
            continue
        yield part


def cut_words(window: QWidget) -> list[str]:
    """Words that do not fit where they stand; elided ones count as cut."""
    theme = current_theme()
    found = [_name(part) for part in leaves(window) if _is_cut(part)]
    for view in window.findChildren(QListView):
        if view.isVisibleTo(window):
            found += [piece.words for piece in _row_pieces(view, theme) if is_cut(theme, piece)]
    for heads in window.findChildren(FigureHead):
        if heads.isVisibleTo(window):
            found += [piece.words for piece in heads.pieces(theme) if is_cut(theme, piece)]
    for head in window.findChildren(HistoryHead):
        if head.isVisibleTo(window):
            row = history_row.laid_out(history_row.heads(), QRectF(head.rect()), theme, is_head=True)
            found += [piece.words for piece in row if is_cut(theme, piece)]
    return found


def overlapping(window: QWidget) -> list[tuple[str, str]]:
    """Pairs of parts that share some of the screen."""
    seen = [(part, _seen_box(part, window)) for part in leaves(window)]
    return [
        (_name(one), _name(other))
        for (one, box), (other, other_box) in combinations(seen, 2)
        if box.intersects(other_box) and not one.isAncestorOf(other) and not other.isAncestorOf(one)
    ]


def outside(window: QWidget) -> list[str]:
    """Parts that reach over the window's edge and cannot be scrolled to."""
    return [
        _name(part)
        for part in leaves(window)
        if _scroll_area(part, window) is None and not window.rect().contains(_box(part, window))
    ]


def _is_cut(part: QWidget) -> bool:
    if isinstance(part, ElidingLabel):
        return part.is_elided()
    if isinstance(part, QLabel):
        return _is_label_cut(part)
    if isinstance(part, FlowLabel):
        return (
            part.heightForWidth(part.width()) > part.height() or part.minimumSizeHint().width() > part.width()
        )
    if isinstance(part, SELF_DRAWN):
        needed = part.minimumSizeHint()
        return part.width() < needed.width() or part.height() < needed.height()
    return False


BREAK = "\u200b"
"""A place where a line may end without a space."""


def _is_label_cut(label: QLabel) -> bool:
    if label.textFormat() is Qt.TextFormat.RichText:
        return label.heightForWidth(label.width()) > label.height()
    metrics = QFontMetricsF(label.font())
    if not label.wordWrap():
        is_wide = metrics.horizontalAdvance(label.text()) > label.width() + 1
        return is_wide or metrics.tightBoundingRect(label.text()).height() > label.height()
    parts = label.text().replace(BREAK, " ").split()
    longest = max(metrics.horizontalAdvance(part) for part in parts)
    return longest > label.width() + 1 or label.heightForWidth(label.width()) > label.height() + 4


def _row_pieces(view: QListView, theme: Theme) -> Iterator[Piece]:
    model = view.model()
    for at in range(model.rowCount()):
        index = model.index(at, 0)
        box, row = QRectF(view.visualRect(index)), index.data(ROW_ROLE)
        if isinstance(view, WaitingList):
            yield from waiting_row.laid_out(row, box, theme, _now_of(view))
        elif isinstance(view, HistoryList):
            yield from history_row.laid_out(view.words_of(row), box, theme)
        elif isinstance(view, FigureList):
            yield from view.pieces_of(row, box, theme)
        elif isinstance(row, QueueRow):
            yield from queue_row.laid_out(row, box, theme)
        elif isinstance(row, FinderRow):
            found = finder_row.laid_out(row, box, theme)
            yield from found.pieces
            yield from _title_pieces(found.title, found.title_box, found.height, box)
        else:
            lay_out = choice_row.laid_out if isinstance(row, ChoiceRow) else service_hit_row.laid_out
            parts = lay_out(row, box, theme)
            yield from parts.pieces
            yield from _title_pieces(parts.name, parts.name_box, parts.height, box)


def _title_pieces(title: Flow, box: QRectF, height: float, row: QRectF) -> Iterator[Piece]:
    """A title whose paragraph is wider than its box, or lower than the row."""
    if title.width > box.width() + 1 or height > row.height() + 1:
        yield Piece(QRectF(0, 0, 0, 0), title.words)


def _now_of(view: WaitingList) -> int:
    delegate = view.itemDelegate()
    return delegate.now_ms if isinstance(delegate, waiting_row.WaitingDelegate) else 0


def _box(part: QWidget, window: QWidget) -> QRect:
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


def _seen_box(part: QWidget, window: QWidget) -> QRect:
    """Where words of the part can be, as far as no scroll area hides it."""
    box = _box(part, window)
    if isinstance(part, QLabel) and not part.wordWrap():
        box.setWidth(min(box.width(), round(QFontMetricsF(part.font()).horizontalAdvance(part.text()))))
    area = _scroll_area(part, window)
    while area is not None:
        box = box.intersected(_box(area.viewport(), window))
        area = _scroll_area(area, window)
    return box


def _scroll_area(part: QWidget, window: QWidget) -> QAbstractScrollArea | None:
    parent = part.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QAbstractScrollArea):
            return parent
        parent = parent.parentWidget()
    return None


def _name(part: QWidget) -> str:
    words = (
        part.text()
        if isinstance(part, QLabel | QLineEdit | CommandButton | LinkButton)
        else part.accessibleName()
    )
    return f"{type(part).__name__}: {words}"
