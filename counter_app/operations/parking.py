"""Who is sent for copies or to the bank: away with the counter's knowledge, and back."""

from __future__ import annotations

from uuid import UUID

from counter_app.db.work import Work
from counter_app.domain.entry import EntryRef
from counter_app.domain.errors import Refused
from counter_app.domain.ticket import BUSY_PHASES, PARKED_AT, TicketPhase
from counter_app.operations.actor import Actor
from counter_app.operations.lining_up import place_in_line
from counter_app.operations.tickets import (
    checked_choice,
    held_ticket,
    record_on,
    refuse_busy_counter,
    refuse_busy_visit,
    ticket_of_today,
)

TO_COUNTER, TO_QUEUE = "counter", "queue"
"""Where a parked person goes on."""


def park(work: Work, actor: Actor, ticket_id: UUID, *, place: str, until_ms: int | None = None) -> EntryRef:
    """The person goes away for a while and the counter is free; the time is not waiting.

    ``place`` is a code of PARKED_AT, ``until_ms`` (UTC) when the person is expected back, if anybody
    knows. Raises Refused: ticket_not_at_counter, not_your_ticket, choice_unknown (choice).
    """
    ticket = held_ticket(work, actor, ticket_id, BUSY_PHASES, "ticket_not_at_counter")
    body: dict[str, object] = {"counter": actor.counter, "place": checked_choice(place, PARKED_AT)}
    if until_ms is not None:
        body["until"] = until_ms
    return record_on(work, actor, ticket, "ticket.parked", body)


def unpark(work: Work, actor: Actor, ticket_id: UUID, *, to: str = TO_COUNTER) -> EntryRef:
    """A parked person is back: at the counter that parked (TO_COUNTER), or in the line (TO_QUEUE).

    At the counter it goes on where it stopped, called or in service. In the line the person is a return:
    front third, never the very first, for whichever counter is free.
    Raises Refused: ticket_not_parked (number), choice_unknown (choice), ticket_of_another_day (number);
    to the counter also not_your_ticket (number, counter), counter_busy (number, phase), visit_busy
    (number, other, counter).
    """
    ticket = ticket_of_today(work, ticket_id)
    if ticket.phase != TicketPhase.PARKED:
        raise Refused("ticket_not_parked", number=ticket.number)
    if checked_choice(to, (TO_COUNTER, TO_QUEUE)) == TO_QUEUE:
        return record_on(work, actor, ticket, "ticket.unparked", place_in_line(work, ticket))
    held_ticket(work, actor, ticket_id, (TicketPhase.PARKED,), "ticket_not_parked")
    refuse_busy_counter(work, actor, ticket.business_day)
    refuse_busy_visit(work, ticket)
    return record_on(work, actor, ticket, "ticket.unparked", {"counter": actor.counter})
