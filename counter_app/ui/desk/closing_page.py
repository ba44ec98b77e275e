"""The end of a shift: its count, who is left, and what becomes of each; asked, since it can't be undone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.day_left import ClosingScreen, LeftTicket
from counter_app.db.queries.shifts import ShiftRow
from counter_app.domain.shift import ShiftCount
from counter_app.domain.ticket import TicketPhase
from counter_app.ui.commands.shift import CLOSE_UP, END_DAY, END_SHIFT
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.left_list import LeftList
from counter_app.ui.desk.page import Page
from counter_app.ui.figures import clock_time
from counter_app.ui.i18n import text
from counter_app.ui.widgets.boxes import Column, Row, Rule, reached_by_keys
from counter_app.ui.widgets.buttons import SecondaryButton
from counter_app.ui.widgets.flow import FlowLabel, Span
from counter_app.ui.widgets.themed import TextLabel


class ClosingPage(Page):
    """The first focus is the rail's: back to work.

    Signals: ``counter_wanted()``; ``day_wanted()``.
    """

    counter_wanted = Signal()
    day_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        reached_by_keys(self.area)
        self._desk = desk
        self.told: ClosingScreen | None = None
        """What is told now; it is what the officer agrees to."""
        self.shift = TextLabel(role="section", wrap=True)
        self.counts = FlowLabel()
        self.left = LeftList(desk.number)
        self.remark = TextLabel(color="muted", wrap=True)
        self.may_close_counter = self.may_end_day = False
        ends = CLOSE_UP if desk.number else END_SHIFT
        self.counter_button = SecondaryButton(text(ends.text), ends.key)
        self.day_button = SecondaryButton(text(END_DAY.text), END_DAY.key)
        title = text("closing.title", n=desk.number) if desk.number else text("closing.end_shift")
        self.content.add(TextLabel(title, role="display", wrap=True))
        for part in (self.shift, self.counts, Rule(), self.left):
            self.content.space(16)
            self.content.add(part)
        self.content.stretch()
        self.add(self._foot())
        self.counter_button.clicked.connect(self.counter_wanted)
        self.day_button.clicked.connect(self.day_wanted)

    def show_screen(self, screen: ClosingScreen, officer: str, *, is_supervisor: bool) -> None:
        """Tell it; the same again changes nothing."""
        if screen == self.told:
            return
        self.told = screen
        busy = (*screen.of(TicketPhase.SERVING), *screen.of(TicketPhase.CALLED))
        here = [ticket for ticket in busy if ticket.counter == self._desk.number]
        self.may_close_counter = not here
        self.may_end_day = is_supervisor or not screen.open_elsewhere
        self._show_shift(screen.shift, officer)
        self._show_left(screen)
        self.counter_button.setVisible(self.may_close_counter)
        self.day_button.setVisible(self.may_end_day)
        self.remark.setText(self._remark(screen, here))

    def _foot(self) -> QWidget:
        foot = Column(gap=8, margins=(32, 12, 32, 16))
        foot.add(self.remark)
        buttons = Row(gap=8)
        buttons.add(self.counter_button)
        buttons.add(self.day_button)
        buttons.stretch()
        foot.add(buttons)
        place = Column()
        place.add(Rule())
        place.add(foot)
        return place

    def _show_shift(self, shift: ShiftRow | None, officer: str) -> None:
        self.shift.setVisible(shift is not None)
        self.counts.setVisible(shift is not None and bool(self._desk.number))
        if shift is None:
            return
        since = clock_time(shift.opened_at_ms, self._desk.zone)
        self.shift.setText(text("closing.shift", name=officer, time=since))
        self.counts.set_spans(_told(shift.count))

    def _show_left(self, screen: ClosingScreen) -> None:
        words = text("closing.left_text") if screen.left else text("closing.nobody_left")
        head = (TextLabel(text("closing.left"), role="section"), TextLabel(words, color="muted", wrap=True))
        self.left.show_left(head, screen.left)

    def _remark(self, screen: ClosingScreen, here: Sequence[LeftTicket]) -> str:
        """What the buttons do, and why one of them is not there."""
        lines = []
        if here:
            lines.append(text("closing.busy", number=here[0].number))
        else:
            lines.append(text("closing.counter_text" if self._desk.number else "closing.shift_text"))
        if not self.may_end_day:
            lines.append(text("closing.elsewhere", counters=", ".join(map(str, screen.open_elsewhere))))
        return " ".join(lines)


def _told(count: ShiftCount) -> list[Span]:
    """Each figure behind its word, all in one paragraph: who is left must be seen without scrolling."""
    spans: list[Span] = []
    for name, figure in count._asdict().items():
        between = Span(" · " if spans else "", color="muted")
        spans += [between, Span(f"{text(f'closing.{name}')} ", color="muted"), Span(str(figure), "strong")]
    return spans
