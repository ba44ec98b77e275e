"""Ctrl+N's page: the numbers in a list, and beside it what can be done with the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.ui.counter.numbers import (
    WAITING,
    KnownNumber,
    acts_on,
    found_numbers,
    known_numbers,
    question,
)
from counter_app.ui.counter.why import why
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.two_sides import TwoSides
from counter_app.ui.i18n import text
from counter_app.ui.models.rows_by_id import RowsById
from counter_app.ui.widgets.boxes import Column
from counter_app.ui.widgets.choice_row import ChoiceDelegate, ChoiceRow, spoken
from counter_app.ui.widgets.open_choices import OpenChoices
from counter_app.ui.widgets.search_list import SearchList
from counter_app.ui.widgets.themed import TextLabel


class NumberPage(TwoSides):
    """Type a number, Enter; where a reason is asked, arrows and Enter once more.

    Signals: ``wanted(KnownNumber, str)`` do an act of ``acts_on``; ``selected()`` another number or act is
    chosen; ``closed()``.
    """

    wanted = Signal(object, str)
    selected = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._zone = desk.zone
        self._order = desk.store.site.order
        self._known: list[KnownNumber] = []
        self._is_hub_away = False
        self.list: SearchList[ChoiceRow] = SearchList(
            text("number.title"), RowsById(identity=lambda row: row.key, words=spoken)
        )
        self.list.set_delegate(ChoiceDelegate(self.list.list))
        self.question = TextLabel(role="section", wrap=True)
        self.detail = TextLabel(color="muted", wrap=True)
        self.acts = OpenChoices(text("number.title"))
        head = Column(gap=4)
        head.add(self.question)
        head.add(self.detail)
        self.why = TextLabel(color="muted", wrap=True)
        super().__init__(self.list, ((head, 0), (self.acts, 1), (self.why, 0)), parent)
        self.list.searched.connect(self._find)
        self.list.selected.connect(self._show_chosen)
        self.list.entered.connect(self._enter)
        self.list.closed.connect(self.closed)
        self.acts.chosen.connect(self._want)
        self.acts.selectionModel().currentChanged.connect(self._tell)

    def open(self, screen: CounterScreen, number: str = "", *, is_hub_away: bool = False) -> None:
        """Begin anew: nothing typed, or a number. Without the hub a waiting number is served at once."""
        self._is_hub_away = is_hub_away
        self._known = known_numbers(screen, self._zone)
        self.list.field.setText(number)
        self._find(number)

    def show_screen(self, screen: CounterScreen) -> None:
        """Take a fresh reading; the chosen number stays chosen while it is there."""
        known = known_numbers(screen, self._zone)
        if known != self._known:
            self._known = known
            self.list.show_again(found_numbers(self.list.field.text(), known))
            self._show_chosen()

    def chosen(self) -> KnownNumber | None:
        """The number that is chosen."""
        row = self.list.row()
        return next((one for one in self._known if row is not None and one.ticket_id.hex == row.key), None)

    def focus_first(self) -> None:
        """The field is where one begins."""
        self.list.field.setFocus()

    def press(self) -> bool:
        """Ctrl+N once more: does the chosen act, but only on a number that was looked for; else False."""
        if not self.list.is_chosen():
            return False
        if self.acts.hasFocus():
            self._want(self.acts.key())
        else:
            self._enter()
        return True

    @Slot(str)
    def _find(self, words: str) -> None:
        rows = found_numbers(words, self._known)
        self.list.show_rows(rows, self._hint(words.strip(), len(rows)))

    def _hint(self, words: str, count: int) -> str:
        if not self._known:
            return text("number.none")
        if not words:
            return text("number.hint")
        return text("number.found", n=count) if count else text("number.nothing", words=words)

    @Slot()
    def _show_chosen(self) -> None:
        one = self.chosen()
        away = self._is_hub_away
        self.question.setText(question(one, is_hub_away=away) if one is not None else "")
        self.detail.setText(one.detail if one is not None else "")
        self.acts.show_rows(acts_on(one, is_hub_away=away) if one is not None else [])
        self.why.setText(why(one.rule, self._order) if one is not None else "")
        self.selected.emit()

    @Slot()
    def _enter(self) -> None:
        """The usual act at once; a call out of order is never without its reason."""
        one = self.chosen()
        if one is None:
            return
        if one.state == WAITING and not self._is_hub_away:
            self.acts.setFocus()
        else:
            self._want(self.acts.keys()[0])

    @Slot(str)
    def _want(self, act: str) -> None:
        one = self.chosen()
        if one is not None and act:
            self.wanted.emit(one, act)

    @Slot(QModelIndex, QModelIndex)
    def _tell(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.selected.emit()
