"""A number for a person who comes, or who goes on to the next service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from counter_app.db.work import Work
from counter_app.domain.catalogue import Queue, Service
from counter_app.domain.entry import EntryRef, ref
from counter_app.domain.errors import Refused
from counter_app.domain.ticket import PRIORITY_CLASSES, ticket_number
from counter_app.domain.tracking_code import new_code
from counter_app.domain.visit import VISIT
from counter_app.operations.actor import Actor
from counter_app.operations.days import business_day
from counter_app.operations.print_jobs import queue_paper
from counter_app.operations.serving import finish
from counter_app.operations.tickets import ticket_of


@dataclass(frozen=True, slots=True)
class IssuedTicket:
    """A number was given and its slip asked for."""

    ticket_id: UUID
    visit_id: UUID
    number: str
    code: str
    """The visit's tracking code."""
    entry: EntryRef


def issue_ticket(
    work: Work, actor: Actor, *, service: str, priority: str = "", visit_id: UUID | None = None
) -> IssuedTicket:
    """Gives the next number of the service's queue and asks for its slip.

    ``visit_id``: one more service for a person who is here already.
    Raises Refused: service_unknown, service_without_queue, priority_unknown, visit_unknown,
    day_not_open.
    """
    return _issue(work, actor, service, priority, visit_id, {})


def next_service(work: Work, actor: Actor, ticket_id: UUID, service: str) -> IssuedTicket:
    """Ends this service and gives the same person a number for the next one, with the same priority.

    Taking the issue back takes back both. Raises Refused: what ``finish`` and ``issue_ticket`` raise.
    """
    ticket = ticket_of(work, ticket_id)
    finish(work, actor, ticket_id)
    visit = None if ticket.visit_id is None else UUID(bytes=ticket.visit_id)
    return _issue(work, actor, service, ticket.priority, visit, {"after": ticket_id.hex})


def _issue(
    work: Work, actor: Actor, service: str, priority: str, visit_id: UUID | None, body: dict[str, object]
) -> IssuedTicket:
    wanted, queue = queue_for(work, service)
    if priority and priority not in PRIORITY_CLASSES:
        raise Refused("priority_unknown", priority=priority)
    day = business_day(work)
    visit, code = _visit(work, actor, day, visit_id)
    serial = work.next_number(f"t/{day}/{queue.letter}")
    number = ticket_number(queue.letter, work.station.issuer, serial, work.site.main_issuer)
    ticket_id = work.new_entity()
    body = {
        "number": number, "queue": queue.letter, "service": wanted.code, "visit": visit.hex, **body,
    }  # fmt: skip
    if priority:
        body["priority"] = priority
    entry = work.record(
        "ticket.issued", ticket_id, body, officer=actor.officer, business_day=day, agency=wanted.agency
    )
    queue_paper(work, actor, "ticket", ticket_id, f"{number} {wanted.name}")
    return IssuedTicket(ticket_id, visit, number, code, ref(entry))


def queue_for(work: Work, code: str) -> tuple[Service, Queue]:
    """A service and the queue in which its people wait.

    Raises Refused: service_unknown, service_without_queue.
    """
    service = work.catalogue.services.get(code)
    if service is None:
        raise Refused("service_unknown", service=code)
    queue = next((queue for queue in work.site.queues if queue.agency == service.agency), None)
    if queue is None:
        raise Refused("service_without_queue", service=service.name)
    return service, queue


def _visit(work: Work, actor: Actor, day: int, visit_id: UUID | None) -> tuple[UUID, str]:
    if visit_id is not None:
        known = work.state(VISIT, visit_id)
        if known is None:
            raise Refused("visit_unknown")
        return visit_id, known.code
    made, code = work.new_entity(), new_code(random_bits(work))
    channel = work.station.kind
    work.record(
        "visit.opened", made, {"code": code, "channel": channel}, officer=actor.officer, business_day=day
    )
    return made, code


def random_bits(work: Work) -> Callable[[int], int]:
    """A source of so many random bits, from the work's own chance."""

    def bits(count: int) -> int:
        raw = work.random_bytes((count + 7) // 8)
        return int.from_bytes(raw, "big") >> (-count % 8)

    return bits
