"""Before the day is closed: who is left and what becomes of them, counters that never opened, a note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.db.queries.day_end import DayEnd
from counter_app.domain.incident import LONGEST_NOTE
from counter_app.ui.commands.supervisor import CLOSE_DAY
from counter_app.ui.desk.left_list import LeftList
from counter_app.ui.desk.page import Page
from counter_app.ui.figures import day_in_words
from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Row, Rule, reached_by_keys
from counter_app.ui.widgets.buttons import SecondaryButton
from counter_app.ui.widgets.field import Field
from counter_app.ui.widgets.themed import TextLabel

NOTE_WIDTH = 560


class DayClosingPage(Page):
    """It can't be undone: Enter in the note does nothing, only the key or the button closes the day.

    Signals: ``wanted()`` the button.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        reached_by_keys(self.area)
        self.told = DayEnd("", (), (), ())
        self.title = TextLabel(role="display", wrap=True)
        self.left = LeftList(counter=-1)
        self.never, self.still = TextLabel(wrap=True), TextLabel(color="warning", wrap=True)
        self.note = Field(text("day_end.note"))
        self.note.line_edit.setMaxLength(LONGEST_NOTE)
        self.button = SecondaryButton(text(CLOSE_DAY.text), CLOSE_DAY.key)
        for part in (self.title, self.still, self.never, Rule(), self.left):
            self.content.add(part)
            self.content.space(16)
        self.content.stretch()
        foot = Column(gap=12, margins=(32, 12, 32, 16))
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        for one in (self.note, self.button):
            row = Row()
            row.add(one, stretch=4)
            row.stretch()
            foot.add(row)
        self.add(Rule())
        self.add(foot)
        self.button.clicked.connect(self.wanted)
        self.restyle(current_theme())

    def focus_first(self) -> None:
        """The note; nothing is closed by it."""
        self.note.line_edit.setFocus()

    def show_told(self, told: DayEnd) -> None:
        """Tell it; the same again changes nothing."""
        if told == self.told and self.title.text():
            return
        self.told = told
        is_open = bool(told.business_day)
        day = day_in_words(date.fromisoformat(told.business_day)) if is_open else ""
        self.title.setText(text("day_end.title", day=day) if is_open else text("day_end.no_day"))
        never, still = _listed(told.never_opened), _listed(told.still_open)
        self.never.setText(text("day_end.never", counters=never) if never else text("day_end.all_opened"))
        self.still.setText(text("day_end.still", counters=still))
        self.still.setVisible(bool(told.still_open))
        for part in (self.never, self.note, self.button, self.left):
            part.setVisible(is_open)
        self._show_left(told)

    def restyle(self, theme: Theme) -> None:
        """The note is a sentence."""
        super().restyle(theme)
        if hasattr(self, "note"):
            self.note.setMaximumWidth(theme.px(NOTE_WIDTH))

    def _show_left(self, told: DayEnd) -> None:
        words = text("closing.left_text") if told.left else text("closing.nobody_left")
        head = (TextLabel(text("closing.left"), role="section"), TextLabel(words, color="muted", wrap=True))
        self.left.show_left(head, told.left)


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
