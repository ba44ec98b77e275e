"""Who is left on a business day, by what will become of them when it is closed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from counter_app.db.queries.day_left import LeftTicket
from counter_app.domain.ticket import TicketPhase
from counter_app.ui.i18n import text
from counter_app.ui.widgets.boxes import Column
from counter_app.ui.widgets.themed import TextLabel

NAMED = 24
"""Numbers of one kind that are named; the rest are counted."""
GROUPS = (
    ("closing.serving", TicketPhase.SERVING, (True, False)),
    ("closing.called", TicketPhase.CALLED, (True, False)),
    ("closing.parked_served", TicketPhase.PARKED, (True,)),
    ("closing.parked_unserved", TicketPhase.PARKED, (False,)),
    ("closing.waiting", TicketPhase.WAITING, (True, False)),
)
"""Words, phase, and whether service had begun, of those who are told together (``day_end.settled_by``)."""


class LeftList(Column):
    """One paragraph a group; numbers of this counter without it."""

    def __init__(self, counter: int, parent: QWidget | None = None) -> None:
        super().__init__(gap=12, parent=parent)
        self._counter = counter

    def show_left(self, head: Sequence[QWidget], tickets: Sequence[LeftTicket]) -> None:
        """The head, then who is left."""
        self.clear()
        for part in head:
            self.add(part)
        for words, phase, started in GROUPS:
            told = [one for one in tickets if one.phase is phase and one.is_started in started]
            if told:
                group = Column(gap=2)
                group.add(TextLabel(text(words), role="strong", wrap=True))
                group.add(TextLabel(self._numbers(told), wrap=True))
                self.add(group)

    def _numbers(self, tickets: Sequence[LeftTicket]) -> str:
        words = [self._number(ticket) for ticket in tickets[:NAMED]]
        more = len(tickets) - NAMED
        return ", ".join(words) + (f", {text('closing.and_more', n=more)}" if more > 0 else "")

    def _number(self, ticket: LeftTicket) -> str:
        if ticket.counter in (None, self._counter):
            return ticket.number
        return text("closing.at_counter", number=ticket.number, n=ticket.counter)
