"""Which day it is: a person says so, the clock only proposes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.day import DayState
from counter_app.db.queries.day_left import LeftTicket
from counter_app.domain.calendar import is_working_day
from counter_app.domain.catalogue import Holiday
from counter_app.domain.errors import Refused
from counter_app.domain.identity import parse_birth_date
from counter_app.ui.desk.left_list import LeftList
from counter_app.ui.desk.page import Page
from counter_app.ui.figures import day_in_words
from counter_app.ui.forms.typed_date import date_as_typed
from counter_app.ui.i18n import text
from counter_app.ui.messages import sentence
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.field import Field
from counter_app.ui.widgets.notice import NoticeBar
from counter_app.ui.widgets.themed import TextLabel

FIELD_WIDTH = 338


class DayPage(Page):
    """Enter confirms the proposed day or the one that was typed.

    Signals: ``day_chosen(date)``.
    """

    day_chosen = Signal(object)

    def __init__(self, holidays: Sequence[Holiday] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._holidays = {holiday.day: holiday.name for holiday in holidays}
        self.title = TextLabel(role="display", wrap=True)
        self.warning = NoticeBar()
        self.day = Field(text("day.date"), hint=text("day.date_hint"))
        self.remark = TextLabel(color="muted", wrap=True)
        self.left = LeftList(counter=0)
        self.left.hide()
        self._place = Column()
        self._place.add(self.day)
        texts = Column(gap=9)
        texts.add(self.title)
        texts.add(TextLabel(text("day.text"), color="muted", wrap=True))
        self.content.set_gap(24)
        for part in (texts, self.warning):
            self.content.add(part)
        row = Row()
        row.add(self._place)
        row.stretch()
        self.content.add(row)
        self.content.add(self.remark)
        self.content.add(self.left)
        self.content.stretch()
        self.day.line_edit.textChanged.connect(self._show_remark)
        self.day.line_edit.returnPressed.connect(self.submit)
        self.restyle(current_theme())

    def show_state(self, state: DayState, left: Sequence[LeftTicket] = ()) -> None:
        """Propose a day; where the clock is not to be trusted the officer types it.

        ``left``: who is left on a day that is still open, and that another one closes.
        """
        self._show_left(state, left)
        self.title.setText(text("day.today", day=day_in_words(state.proposed)))
        self.day.set_error(None)
        self._show_remark()
        if state.is_question and state.last_day is not None:
            self.warning.show_notice(
                "warning",
                text("day.clock", day=day_in_words(state.proposed)),
                text("day.clock_differs", day=day_in_words(state.last_day)),
            )
            self.day.setText("")
        else:
            self.warning.hide()
            self.day.setText(date_as_typed(state.proposed.isoformat()))

    def _show_left(self, state: DayState, left: Sequence[LeftTicket]) -> None:
        is_open = state.open_day is not None and state.open_day != state.proposed
        self.left.setVisible(is_open)
        if is_open and state.open_day is not None:
            day = day_in_words(state.open_day)
            words = text("day.still_open_left" if left else "day.still_open_none")
            head = (
                TextLabel(text("day.still_open", day=day), role="strong", wrap=True),
                TextLabel(words, color="muted", wrap=True),
            )
            self.left.show_left(head, left)

    def focus_first(self) -> None:
        """The field; Enter confirms what stands in it."""
        self.day.setFocus()

    @Slot()
    def submit(self) -> None:
        """Enter, or the rail's button."""
        chosen = _read(self.day.text())
        if chosen is None:
            self._complain(text("day.date_wrong"))
        else:
            self.day_chosen.emit(chosen)

    def refuse(self, error: Refused) -> None:
        """What is wrong stands at the field; what was typed stays."""
        self._complain(sentence(error).sentence)

    def restyle(self, theme: Theme) -> None:
        """The field is as wide as half the form."""
        super().restyle(theme)
        if hasattr(self, "_place"):
            self._place.setFixedWidth(theme.px(FIELD_WIDTH))

    @Slot()
    def _show_remark(self) -> None:
        """That the calendar knows no work on this day; whether there is any, people decide."""
        self.remark.setText(self._remark())
        self.remark.setVisible(bool(self.remark.text()))

    def _remark(self) -> str:
        day = _read(self.day.text())
        if day is None or is_working_day(day, self._holidays):
            return ""
        if day in self._holidays:
            return text("day.holiday", day=day_in_words(day), name=self._holidays[day])
        return text("day.not_working", day=day_in_words(day))

    def _complain(self, words: str) -> None:
        self.day.set_error(words)
        self.day.setFocus()


def _read(words: str) -> date | None:
    try:
        return parse_birth_date(words)
    except Refused:
        return None
