"""What the close of the business day makes of every ticket that is left (DESIGN 7)."""

from __future__ import annotations

from counter_app.domain.ticket import TicketPhase

SETTLED_PHASES = (TicketPhase.CALLED, TicketPhase.PARKED, TicketPhase.SERVING)
"""What the close of the day ends."""

LEFT_PHASES = (*SETTLED_PHASES, TicketPhase.WAITING)
"""What a person is told of before the day is closed."""


def settled_by(started_at: int | None) -> str:
    """The entry that ends a ticket which is left, with the reason DAY_CLOSED.

    Never started did not come, or did not come back. Started and never finished was served, and is marked
    as not closed. Waiting stays waiting: nobody called them, and the day's figure says how many went home
    without service.
    """
    return "ticket.no_show" if started_at is None else "ticket.finished"
