"""What the close of the business day makes of every ticket that is left (DESIGN 7)."""

from __future__ import annotations

from collections.abc import Mapping

from counter_app.domain.ticket import TicketPhase

SETTLED_BY: Mapping[TicketPhase, str] = {
    TicketPhase.CALLED: "ticket.no_show",
    TicketPhase.SERVING: "ticket.finished",
}
"""Phase -> the entry that ends it, with the reason DAY_CLOSED.

Called and never started did not come. Serving and never finished was served, and marked as not closed.
Waiting stays waiting: nobody called them, and the day's figure says how many went home without service.
"""

LEFT_PHASES = (*SETTLED_BY, TicketPhase.WAITING)
"""What a person is told of before the day is closed."""
