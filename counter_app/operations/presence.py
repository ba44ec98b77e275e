"""Serving by presence: the hub is away, nobody can say who is next, and somebody stands here (DESIGN 7)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from counter_app.db.queries.waiting import ticket_by_number
from counter_app.db.work import Work
from counter_app.domain.entry import EntryRef, ref
from counter_app.domain.errors import Refused
from counter_app.domain.queue_policy import PRESENT
from counter_app.domain.ticket import printed_form, queue_letter
from counter_app.operations.actor import Actor
from counter_app.operations.authority import decides
from counter_app.operations.days import business_day
from counter_app.operations.issuing import queue_for
from counter_app.operations.tickets import (
    record_on,
    refuse_busy_counter,
    refuse_busy_visit,
    waiting_number,
)


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who was here was called and is being served, in one step."""

    ticket_id: UUID
    number: str
    entry: EntryRef


def serve_present(work: Work, actor: Actor, number: str, service: str = "") -> Present:
    """Serves the number of who stands in front of the counter, without asking the hub.

    One that waits here is called directly, and marked so; if another counter calls it meanwhile, both stay in
    its history. One that is not known here is served for ``service`` (code), as an entity of its own, until
    the authority finds the ticket that was issued. Only where the hub decides: elsewhere nothing speaks
    against calling.
    Raises Refused: presence_not_needed, ticket_not_waiting (number), visit_busy (number, other, counter),
    counter_busy (number, phase), day_not_open; for a number not known here number_unknown (number: no service
    was named, or nobody could have printed it), service_unknown, presence_other_queue (number, service).
    """
    if decides(work.station, work.site):
        raise Refused("presence_not_needed")
    printed, day = printed_form(number), business_day(work)
    if service and ticket_by_number(work.connection, work.site.code, day, printed) is None:
        return _serve_unknown(work, actor, printed, service)
    ticket = waiting_number(work, printed)
    refuse_busy_counter(work, actor, day)
    refuse_busy_visit(work, ticket)
    started = record_on(work, actor, ticket, "ticket.started", {"counter": actor.counter, "rule": PRESENT})
    return Present(UUID(bytes=ticket.id), ticket.number, started)


def _serve_unknown(work: Work, actor: Actor, number: str, code: str) -> Present:
    letter = queue_letter(number)
    if letter not in {queue.letter for queue in work.site.queues}:
        raise Refused("number_unknown", number=number)
    service, queue = queue_for(work, code)
    if queue.letter != letter:
        raise Refused("presence_other_queue", number=number, service=service.name)
    day = business_day(work)
    refuse_busy_counter(work, actor, day)
    made = work.new_entity()
    body: dict[str, object] = {
        "number": number, "queue": letter, "service": service.code, "counter": actor.counter,
    }  # fmt: skip
    entry = work.record(
        "presence.started", made, body, officer=actor.officer, business_day=day, agency=service.agency
    )
    return Present(made, number, ref(entry))
