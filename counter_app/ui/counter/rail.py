"""The rail: who is in front, what comes next. Its primary button stands 283 px from the top, always."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from counter_app.ui.commands import Command
from counter_app.ui.counter.rail_facts import NOBODY, RailFacts
from counter_app.ui.i18n import text
from counter_app.ui.theme import Role, Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Panel
from counter_app.ui.widgets.buttons import CommandButton, LinkButton, PrimaryButton, SecondaryButton
from counter_app.ui.widgets.chip import PriorityChip
from counter_app.ui.widgets.fact_row import FactRow
from counter_app.ui.widgets.pieces import height_of, width_of
from counter_app.ui.widgets.reason_edit import EscapableEdit
from counter_app.ui.widgets.themed import TextLabel

WIDTH, SIDE = 304, 24
NUMBER_HEIGHT, WIDE_ENOUGH = 76, 256
CLOSE_NUMBER_HEIGHT = 66
"""Above a name of two lines with a priority below: the last fact keeps off the button."""
SECONDARIES, FACTS = 3, 2


@dataclass(frozen=True, slots=True)
class Measures:
    """Where the rail's parts stand, px at 100 %."""

    top: int = 32
    block: int = 251
    between: int = 8
    bottom: int = 16
    has_facts: bool = True


PLAIN = Measures()
MEASURES = (PLAIN, Measures(12, 251, 4, 8), Measures(12, 191, 4, 8, has_facts=False))
"""As in the mocks; where a low screen at high zoom has no room for that: smaller gaps, then no facts."""


class RailBlock(Column):
    """State, number, service, priority and up to two facts, in a height that never changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._measures = PLAIN
        self._has_facts = False
        super().__init__(parent=parent)
        self.state = TextLabel(color="muted")
        self.number = TextLabel(role="number")
        self.field = EscapableEdit()
        self.field.setProperty("look", "number")
        self.field.setAccessibleName(text("rail.presence_label"))
        self._typed = Column(margins=(0, 0, 0, 8))
        self._typed.add(self.field)
        self._typed.hide()
        self.title = TextLabel(role="action", wrap=True)
        self.priority = PriorityChip("")
        self.facts = tuple(FactRow("", "") for _ in range(FACTS))
        self._fact_rows = Column()
        for fact in self.facts:
            self._fact_rows.add(fact)
        self._lower = Column(gap=12, margins=(0, 12, 0, 0))
        self._lower.add(self.priority)
        self._lower.add(self._fact_rows)
        self.add(self.state)
        self.space(8)
        self.add(self.number)
        self.add(self._typed)
        self.space(3)
        self.add(self.title)
        self.add(self._lower)
        self.stretch()
        self.restyle(current_theme())

    def show_facts(self, facts: RailFacts) -> None:
        """Say it."""
        self.state.setText(facts.state)
        self.number.setText(facts.number)
        self.number.setVisible(not facts.is_typed)
        self._typed.setVisible(facts.is_typed)
        self.title.setText(facts.title)
        self.priority.setVisible(bool(facts.priority))
        self.priority.set_words(facts.priority)
        for at, row in enumerate(self.facts):
            row.setVisible(at < len(facts.facts))
            if at < len(facts.facts):
                row.set_fact(*facts.facts[at])
        self._has_facts = bool(facts.facts)
        self.set_measures(self._measures)

    def set_measures(self, measures: Measures) -> None:
        """Take more or less of the height."""
        self._measures = measures
        self._fact_rows.setVisible(self._has_facts and measures.has_facts)
        self.restyle(current_theme())

    def restyle(self, theme: Theme) -> None:
        """Keep the height."""
        super().restyle(theme)
        self.setFixedHeight(theme.px(self._measures.block))
        if hasattr(self, "_lower"):
            self._fit(theme)

    def _fit(self, theme: Theme) -> None:
        """Long numbers and long names take a smaller role, so that the block keeps its height."""
        width, line = theme.px(WIDE_ENOUGH), theme.line_height("action")
        is_long = width_of(theme, self.number.text(), "number") > width
        number_role: Role = "number_field" if is_long else "number"
        lines = height_of(theme, self.title.text(), width, "action") / line
        title_role: Role = "strong" if lines > 2 else "action"  # noqa: PLR2004 - lines that leave room for facts
        for label, role in ((self.number, number_role), (self.title, title_role)):
            label.role = role
            label.restyle(theme)
        self.number.set_color("line" if self.number.text() == NOBODY else "text")
        is_full = lines > 1 and not self.priority.isHidden()
        self.field.setFont(theme.font("number_field"))
        self.number.setFixedHeight(theme.px(CLOSE_NUMBER_HEIGHT if is_full else NUMBER_HEIGHT))
        self.title.setFixedHeight(round(height_of(theme, self.title.text(), width, title_role)))
        room = 12 if lines <= 1 else 8
        self._lower.set_gap(room)
        self._lower.set_margins((0, room, 0, 0))


class Rail(Panel):
    """Block, one primary button, up to three others, and at high zoom who waits in one line.

    Signals: ``triggered(Command)``; ``waiting_wanted()`` the line of the waiting.
    """

    triggered = Signal(object)
    waiting_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._measures = PLAIN
        super().__init__("panel", margins=(SIDE, PLAIN.top, SIDE, PLAIN.bottom), parent=parent)
        self.block = RailBlock()
        self.primary = PrimaryButton("", "")
        self.secondary = tuple(SecondaryButton("", "") for _ in range(SECONDARIES))
        self.waiting = LinkButton("")
        self._gives_way = False
        self._commands: dict[CommandButton, Command] = {}
        self.add(self.block)
        self.add(self.primary)
        self._others = Column(gap=PLAIN.between, margins=(0, PLAIN.between, 0, 0))
        for button in self.secondary:
            self._others.add(button)
        self.add(self._others)
        self.stretch()
        self.add(self.waiting)
        self.waiting.hide()
        self.waiting.clicked.connect(self.waiting_wanted)
        for pressed in (self.primary, *self.secondary):
            pressed.clicked.connect(partial(self._trigger, pressed))
        self.restyle(current_theme())

    def show_facts(self, facts: RailFacts) -> None:
        """Say it; buttons keep their places, only verb and key change."""
        self.block.show_facts(facts)
        if facts.primary is not None:
            self._set(self.primary, facts.primary, facts.primary_words)
        self.primary.setEnabled(facts.is_ready)
        for at, button in enumerate(self.secondary):
            button.setVisible(at < len(facts.secondary))
            if at < len(facts.secondary):
                self._set(button, facts.secondary[at], facts.secondary_words.get(facts.secondary[at], ""))
        self._fit()

    def show_waiting(self, words: str) -> None:
        """Who waits, in one line; empty where the column shows them."""
        self.waiting.setText(words)
        self.waiting.setAccessibleName(words)
        self.waiting.updateGeometry()
        self.waiting.setVisible(bool(words) and not self._gives_way)
        self._fit()

    def give_way(self, is_given: bool) -> None:  # noqa: FBT001 - as Qt's own setVisible
        """A toast stands where the line of the waiting stands."""
        self._gives_way = is_given
        self.waiting.setVisible(bool(self.waiting.text()) and not is_given)

    def lowest(self) -> int:
        """Where the buttons end, px from the top; by measure, since a new zoom is laid out later."""
        return self._lowest(self._measures)

    def minimumSizeHint(self) -> QSize:
        """Never higher than the least that it can do with."""
        return QSize(super().minimumSizeHint().width(), self._height(MEASURES[-1]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Do with the height there is."""
        super().resizeEvent(event)
        self._fit()

    def restyle(self, theme: Theme) -> None:
        """Keep the width."""
        super().restyle(theme)
        self.setFixedWidth(theme.px(WIDTH))
        if hasattr(self, "waiting"):
            self._fit()

    def _lowest(self, measures: Measures) -> int:
        theme = current_theme()
        shown = sum(1 for button in self.secondary if not button.isHidden())
        above = theme.px(measures.top) + theme.px(measures.block) + self.primary.sizeHint().height()
        return above + shown * (theme.px(measures.between) + self.secondary[0].sizeHint().height())

    def _height(self, measures: Measures) -> int:
        """Room for the line of the waiting is kept while a toast stands in its place."""
        line = self.waiting.sizeHint().height() if self.waiting.text() else 0
        return self._lowest(measures) + line + current_theme().px(measures.bottom)

    def _fit(self) -> None:
        """As in the mocks wherever there is room."""
        fitting = (measures for measures in MEASURES if self._height(measures) <= self.height())
        chosen = next(fitting, MEASURES[-1])
        if chosen == self._measures:
            return
        self._measures = chosen
        self.block.set_measures(chosen)
        self._others.set_gap(chosen.between)
        self._others.set_margins((0, chosen.between, 0, 0))
        self.set_margins((SIDE, chosen.top, SIDE, chosen.bottom))

    def _set(self, button: CommandButton, command: Command, words: str = "") -> None:
        self._commands[button] = command
        button.set_command(words or text(command.text), command.key)

    def _trigger(self, button: CommandButton) -> None:
        self.triggered.emit(self._commands[button])
