"""One field, and below it everything that may be meant: Ctrl+K, and lost slips."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.ui.desk.finder_row import FinderDelegate, FinderRow, spoken
from counter_app.ui.models.rows_by_id import RowsById
from counter_app.ui.widgets.boxes import SCROLL_BAR, Column
from counter_app.ui.widgets.search_list import SearchList

PAUSE_MS = 90
"""Typing rests so long before the database is asked."""


Hint = Callable[[str, int], str]
"""What stands below the field: of what was typed, and how many rows there are."""


class FinderPage(Column):
    """``FinderPage(title, hint)``: the field and the rows.

    Signals: ``asked(str)`` a text to be looked for; ``chosen(FinderRow)`` Enter on a row; ``closed()``.
    """

    asked = Signal(str)
    chosen = Signal(object)
    closed = Signal()

    def __init__(self, title: str, hint: Hint, parent: QWidget | None = None) -> None:
        super().__init__(margins=(32, 32, 32 - SCROLL_BAR, 16), parent=parent)
        self._hint = hint
        rows: RowsById[FinderRow] = RowsById(identity=lambda row: row.identity, words=spoken)
        self.results: SearchList[FinderRow] = SearchList(title, rows)
        self.results.set_delegate(FinderDelegate(self.results.list))
        self.add(self.results, stretch=1)
        self._answered: str | None = None
        self._enter_waits = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.results.searched.connect(self._typed)
        self.results.list.doubleClicked.connect(self.enter)
        self.results.field.returnPressed.connect(self.enter)
        self.results.closed.connect(self.closed)

    def open(self) -> None:
        """Begin anew: nothing typed, and what can be done now below."""
        self.clear()
        self._ask()

    def look_for(self, words: str) -> None:
        """As if these words had been typed, without a pause after them."""
        self.results.field.setText(words)
        self._ask()

    def clear(self) -> None:
        """Names of people do not stay behind."""
        self._enter_waits, self._answered = False, None
        self.results.clear()
        self._pause.stop()
        self.results.show_rows((), "")

    def focus_first(self) -> None:
        """The field; what is typed there is selected, so that typing begins anew."""
        self.results.field.setFocus()
        self.results.field.selectAll()

    def typed(self) -> str:
        """What stands in the field, without what is around it."""
        return self.results.field.text().strip()

    def is_ready(self) -> bool:
        """Whether there is a row that Enter is about."""
        return self.results.row() is not None

    def show_rows(self, typed: str, rows: Sequence[FinderRow]) -> None:
        """The answer to a text; an older one than what is typed now is left out."""
        if typed != self.typed():
            return
        self._answered = typed
        self.results.show_rows(rows, self._hint(typed, len(rows)))
        if self._enter_waits:
            self._enter_waits = False
            self._choose()

    @Slot()
    def enter(self) -> None:
        """Act on the chosen row; where the answer is still on its way, on its first when it comes."""
        if self._answered == self.typed():
            self._choose()
        else:
            self._enter_waits = True
            self._ask()

    @Slot(str)
    def _typed(self, _words: str) -> None:
        self._enter_waits = False
        self._pause.start()

    @Slot()
    def _ask(self) -> None:
        self._pause.stop()
        self.asked.emit(self.typed())

    def _choose(self) -> None:
        row = self.results.row()
        if row is not None:
            self.chosen.emit(row)
