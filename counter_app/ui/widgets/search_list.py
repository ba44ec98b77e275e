"""Type to find, arrows to choose, Enter to do: one field to type in, the rows found below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QWidget

from counter_app.ui.models.rows_by_id import ROW_ROLE, RowsById
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import SCROLL_BAR, Column, Rule
from counter_app.ui.widgets.reason_edit import EscapableEdit
from counter_app.ui.widgets.row_list import RowList
from counter_app.ui.widgets.themed import TextLabel

Row = TypeVar("Row")

FIELD_HEIGHT = 48


class SearchField(EscapableEdit):
    """Arrows and pages move in the list while one types here.

    Signals: ``stepped(int)`` by so many rows.
    """

    stepped = Signal(int)

    _STEPS = {  # noqa: RUF012 - a constant of the class
        Qt.Key.Key_Down: 1,
        Qt.Key.Key_Up: -1,
        Qt.Key.Key_PageDown: 5,
        Qt.Key.Key_PageUp: -5,
    }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the list, the rest is typing."""
        step = self._STEPS.get(Qt.Key(event.key()), 0)
        if step:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)


class SearchList(Column, Generic[Row]):
    """The field, a line that says what to do, and the rows found.

    ``SearchList(title, rows)``; a subclass gives the list its delegate. Signals: ``searched(str)`` what is
    typed now; ``selected()`` another row is chosen, or none; ``entered()`` Enter on a row; ``closed()`` Esc.
    """

    searched = Signal(str)
    selected = Signal()
    entered = Signal()
    closed = Signal()

    def __init__(self, title: str, rows: RowsById[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._was_moved = False
        self.title = TextLabel(title, role="section", wrap=True)
        self.field = SearchField()
        self.field.setAccessibleName(title)
        self.title.setBuddy(self.field)
        self.hint = TextLabel(color="muted", wrap=True)
        self.list = RowList(title)
        self.rows = rows
        rows.setParent(self)
        self._set_up_list()
        head = Column(margins=(0, 0, SCROLL_BAR, 0))
        head.add(self.title)
        head.space(12)
        head.add(self.field)
        head.space(8)
        head.add(self.hint)
        head.space(12)
        head.add(Rule("line"))
        self.add(head)
        self.add(self.list, stretch=1)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self.searched)
        self.field.stepped.connect(self._step)
        self.field.returnPressed.connect(self._enter)
        self.field.escaped.connect(self.closed)
        self.list.clicked.connect(self._click)
        self.list.doubleClicked.connect(self._enter)
        self.restyle(current_theme())

    def set_title(self, title: str) -> None:
        """Ask for something else."""
        self.title.setText(title)
        self.field.setAccessibleName(title)

    def set_delegate(self, delegate: QStyledItemDelegate) -> None:
        """Who paints the rows."""
        self.list.setItemDelegate(delegate)

    def show_rows(self, rows: Sequence[Row], hint: str) -> None:
        """What was found, best first; the first is chosen."""
        self.rows.replace(rows)
        self._was_moved = False
        self.hint.setText(hint)
        self._choose(0)

    def show_again(self, rows: Sequence[Row]) -> None:
        """The same things with other words; the chosen one stays chosen."""
        self.rows.replace(rows)

    def row(self) -> Row | None:
        """The row that is chosen."""
        index = self.list.currentIndex()
        found: Row | None = index.data(ROW_ROLE) if index.isValid() else None
        return found

    def is_chosen(self) -> bool:
        """Whether a person looked for the chosen row or went to it, not only the list itself."""
        return self.row() is not None and (self._was_moved or bool(self.field.text().strip()))

    def go_to(self, at: int) -> None:
        """Choose a row by its place; as if a person had gone there."""
        self._was_moved = True
        self._choose(at)

    def clear(self) -> None:
        """Nothing typed."""
        self.field.clear()

    def restyle(self, theme: Theme) -> None:
        """The field is higher than others: it is the only place of typing."""
        super().restyle(theme)
        if hasattr(self, "field"):
            height = theme.px(FIELD_HEIGHT)
            inner = height - 2 * theme.px(1)
            self.field.setStyleSheet(f"QLineEdit {{ min-height: {inner}px; max-height: {inner}px; }}")

    def _set_up_list(self) -> None:
        self.list.setModel(self.rows)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def _choose(self, at: int) -> None:
        index = self.rows.index(at) if 0 <= at < self.rows.rowCount() else QModelIndex()
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(index, flag)
        if index.isValid():
            self.list.scrollTo(index)
        self.selected.emit()

    @Slot(int)
    def _step(self, by: int) -> None:
        last = self.rows.rowCount() - 1
        if last >= 0:
            self._was_moved = True
            self._choose(min(max(self.list.currentIndex().row() + by, 0), last))

    @Slot()
    def _click(self) -> None:
        self._was_moved = True
        self.selected.emit()

    @Slot()
    def _enter(self) -> None:
        if self.row() is not None:
            self.entered.emit()
