"""Serving by presence: the hub is away, nobody can say who is next, and somebody stands here (DESIGN 7)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from counter_app.db.queries.waiting import ticket_by_number
from counter_app.db.work import Work
from counter_app.domain.entry import EntryRef
from counter_app.domain.errors import Refused
from counter_app.domain.queue_policy import PRESENT
from counter_app.domain.ticket import TicketPhase, printed_form
from counter_app.operations.actor import Actor
from counter_app.operations.authority import decides
from counter_app.operations.days import business_day
from counter_app.operations.tickets import record_on, refuse_busy_counter, refuse_busy_visit, ticket_of


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who was here was called and is being served, in one step."""

    ticket_id: UUID
    number: str
    entry: EntryRef


def serve_present(work: Work, actor: Actor, number: str) -> Present:
    """Serves the waiting number of who stands in front of the counter, without asking the hub.

    The call is marked as a direct one; if another counter calls the same number meanwhile, both stay in
    its history. Only where the hub decides: elsewhere nothing speaks against calling.
    Raises Refused: presence_not_needed, number_unknown (number), ticket_not_waiting (number), visit_busy
    (number, other, counter), counter_busy (number, phase), day_not_open.
    """
    if decides(work.station, work.site):
        raise Refused("presence_not_needed")
    day = business_day(work)
    found = ticket_by_number(work.connection, work.site.code, day, printed_form(number))
    if found is None:
        raise Refused("number_unknown", number=printed_form(number))
    ticket = ticket_of(work, UUID(bytes=found.id))
    if ticket.phase != TicketPhase.WAITING:
        raise Refused("ticket_not_waiting", number=ticket.number)
    refuse_busy_counter(work, actor, day)
    refuse_busy_visit(work, ticket)
    started = record_on(work, actor, ticket, "ticket.started", {"counter": actor.counter, "rule": PRESENT})
    return Present(UUID(bytes=ticket.id), ticket.number, started)
