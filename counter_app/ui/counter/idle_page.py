"""Nobody is at the counter: what happens next, and the officer's own day."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.ui.commands import shift
from counter_app.ui.counter.history import History
from counter_app.ui.desk.desk import Desk
from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import SCROLL_BAR, Column, Row
from counter_app.ui.widgets.buttons import SecondaryButton
from counter_app.ui.widgets.themed import TextLabel

SELDOM = (shift.BREAK, shift.CLOSE_UP)
"""What is done once or twice a day stands at the foot of the page, with its key."""

ROOM_FOR_FOOT = 430
"""Height of the page, px at 100 %, that has room for two rows of the day and the foot."""


class IdlePage(Column):
    """The counter is ready. The first focus is the rail's: F2.

    Signals: ``command_wanted(str)`` the id of a command whose button was pressed.
    """

    command_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(margins=(32, 32, 32 - SCROLL_BAR, 16), parent=parent)
        self._letters = " / ".join(desk.letters)
        self.title = TextLabel(role="display", wrap=True)
        self.first = TextLabel(color="muted", wrap=True)
        self.second = TextLabel(text("idle.text_2"), color="muted", wrap=True)
        self.history = History(desk.zone)
        texts = Column(gap=4)
        texts.add(self.first)
        texts.add(self.second)
        self.add(self.title)
        self.space(9)
        self.add(texts)
        self.space(44)
        self.add(self.history, stretch=1)
        self._foot = self._seldom()
        self.add(self._foot)
        self.restyle(current_theme())

    def show_screen(self, screen: CounterScreen) -> None:
        """Take a fresh reading."""
        if screen.waiting:
            first = screen.waiting[0]
            self.title.setText(text("idle_waiting.title", n=len(screen.waiting)))
            self.first.setText(text("idle_waiting.text", number=first.number, service=first.service_name))
        else:
            self.title.setText(text("idle.title"))
            self.first.setText(text("idle.text_1", letter=self._letters))
        self.history.show_screen(screen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen at high zoom the day stays, and the buttons go: their keys work all the same."""
        super().resizeEvent(event)
        self._fit(current_theme())

    def restyle(self, theme: Theme) -> None:
        """The same at another zoom."""
        super().restyle(theme)
        if hasattr(self, "_foot"):
            self._fit(theme)

    def _fit(self, theme: Theme) -> None:
        self._foot.setVisible(self.height() >= theme.px(ROOM_FOR_FOOT))

    def _seldom(self) -> Row:
        foot = Row(gap=8, margins=(0, 12, SCROLL_BAR, 0))
        for command in SELDOM:
            button = SecondaryButton(text(command.text), command.key)
            button.clicked.connect(partial(self.command_wanted.emit, command.id))
            foot.add(button)
        foot.stretch()
        return foot

    def focus_first(self) -> None:
        """The rail's button has the first focus here."""
