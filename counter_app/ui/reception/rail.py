"""The rail of the reception: what this person came for, who goes first, and the one button that prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from counter_app.domain.ticket import PRIORITY_CLASSES
from counter_app.ui.commands import Command
from counter_app.ui.i18n import text
from counter_app.ui.reception.chosen import StopOnTheWay, spans
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import SCROLL_BAR, Column, Panel, Row, Rule, scrolling
from counter_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from counter_app.ui.widgets.choice_list import PriorityChoice
from counter_app.ui.widgets.themed import TextLabel
from counter_app.ui.widgets.toast import Toast

WIDTH, SIDE, TOP = 320, 24, 32
OTHERS = 2
"""Buttons above the primary one, over what was found."""


class Stop(Column):
    """One service of the visit: queue and who waits there, service, agency and counters."""

    def __init__(self, stop: StopOnTheWay, waiting: int) -> None:
        super().__init__(margins=(0, 12, 0, 12))
        head = Row(gap=8)
        head.add(TextLabel(text("reception.queue", letter=stop.letter), role="action"))
        head.stretch()
        self.waiting = TextLabel(color="muted")
        head.add(self.waiting)
        counters = text("reception.where", agency=stop.agency, counters=spans(stop.counters))
        self.add(head)
        self.space(4)
        self.add(TextLabel(stop.service, wrap=True))
        self.add(TextLabel(counters, color="muted", wrap=True))
        self.show_waiting(waiting)

    def show_waiting(self, count: int) -> None:
        """Say how many wait now."""
        self.waiting.setText(text("reception.waiting", n=count))


@dataclass(frozen=True, slots=True)
class Before:
    """What the rail says before work, or over it."""

    title: str
    """Key of its words."""
    command: Command
    words: str = ""
    """Other words for the command than its own."""
    is_ready: bool = True
    """Whether it has anything to act on."""
    others: tuple[Command, ...] = ()


class ReceptionRail(Panel):
    """Visit, priority, toast, buttons; everything above them scrolls where it must.

    Signals: ``pressed()`` the primary button; ``triggered(Command)`` one of the others.
    """

    pressed = Signal()
    triggered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.state = TextLabel(color="muted")
        self.title = TextLabel(role="display", wrap=True)
        self.priority = PriorityChoice(PRIORITY_CLASSES, columns=1)
        self.toast = Toast()
        self.primary = PrimaryButton("", "")
        self.others = tuple(SecondaryButton("", "") for _ in range(OTHERS))
        self._commands: tuple[Command, ...] = ()
        self._stops: list[tuple[StopOnTheWay, Stop]] = []
        self._rows = Column()
        self._rule = Rule()
        content = Column(margins=(SIDE, TOP, SIDE - SCROLL_BAR, 16))
        for part, room in ((self.state, 4), (self.title, 12), (self._rule, 0), (self._rows, 0)):
            content.add(part)
            if room:
                content.space(room)
        self._below = Column(margins=(0, 20, 0, 0))
        self._below.add(self.priority)
        content.add(self._below)
        content.stretch()
        self.area: QScrollArea = scrolling(content)
        foot = Column(gap=8, margins=(SIDE, 8, SIDE, 16))
        foot.add(self.toast)
        for button in self.others:
            foot.add(button)
            button.clicked.connect(partial(self._trigger, button))
            button.hide()
        foot.add(self.primary)
        self.add(self.area, stretch=1)
        self.add(foot)
        self.primary.clicked.connect(self.pressed)
        self.restyle(current_theme())

    def show_before(self, before: Before) -> None:
        """No visit is put together now."""
        self.state.setText(text("reception.place"))
        self.title.setText(text(before.title))
        self._show_visit(is_shown=False)
        self.primary.set_command(before.words or text(before.command.text), before.command.key)
        self.primary.setEnabled(before.is_ready)
        self._show_others(before.others)

    def show_visit(self, stops: Sequence[tuple[StopOnTheWay, int]], command: Command) -> None:
        """What this person came for; each with how many wait in its queue."""
        count = len(stops)
        self.state.setText(text("reception.visit"))
        self.title.setText(text("reception.services", n=count) if count else text("reception.nothing_yet"))
        self._show_visit(is_shown=True)
        self._show_others(())
        self._fill(stops)
        words = text(command.text, n=count) if count else text("reception.print_none")
        self.primary.set_command(words, command.key)
        self.primary.setEnabled(bool(count))

    def restyle(self, theme: Theme) -> None:
        """Keep the width."""
        super().restyle(theme)
        self.setFixedWidth(theme.px(WIDTH))

    def _show_others(self, commands: tuple[Command, ...]) -> None:
        if commands == self._commands:
            return
        self._commands = commands
        for at, button in enumerate(self.others):
            button.setVisible(at < len(commands))
            if at < len(commands):
                button.set_command(text(commands[at].text), commands[at].key)

    def _trigger(self, button: SecondaryButton) -> None:
        self.triggered.emit(self._commands[self.others.index(button)])

    def _show_visit(self, *, is_shown: bool) -> None:
        for part in (self._rule, self._rows, self._below):
            part.setVisible(is_shown)

    def _fill(self, stops: Sequence[tuple[StopOnTheWay, int]]) -> None:
        if [stop for stop, _ in self._stops] != [stop for stop, _ in stops]:
            self._rows.clear()
            self._stops = [(stop, Stop(stop, waiting)) for stop, waiting in stops]
            for _, row in self._stops:
                self._rows.add(row)
                self._rows.add(Rule())
        for (_, row), (_, waiting) in zip(self._stops, stops, strict=True):
            row.show_waiting(waiting)
