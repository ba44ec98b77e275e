"""Issue, call, start, finish: what happens to a ticket at the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from counter_app.db.queries.waiting import busy_ticket, first_waiting
from counter_app.db.tables import JOURNAL, REPLICA
from counter_app.db.work import Work
from counter_app.domain.catalogue import Queue, Service
from counter_app.domain.entry import EntryRef, ref
from counter_app.domain.errors import Refused
from counter_app.domain.ticket import PRIORITY_CLASSES, TICKET, TicketPhase, TicketState, ticket_number
from counter_app.domain.tracking_code import new_code
from counter_app.domain.visit import VISIT
from counter_app.operations.actor import Actor, queues_of
from counter_app.operations.days import business_day
from counter_app.operations.print_jobs import drop_unprinted, queue_paper


@dataclass(frozen=True, slots=True)
class IssuedTicket:
    """A number was given and its slip asked for."""

    ticket_id: UUID
    visit_id: UUID
    number: str
    code: str
    """The visit's tracking code."""
    entry: EntryRef


@dataclass(frozen=True, slots=True)
class CalledTicket:
    """Somebody was called."""

    ticket_id: UUID
    number: str
    entry: EntryRef


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was undone."""

    kind: str
    number: str


def issue_ticket(
    work: Work, actor: Actor, *, service: str, priority: str = "", visit_id: UUID | None = None
) -> IssuedTicket:
    """Gives the next number of the service's queue and asks for its slip.

    ``visit_id``: one more service for a person who is here already.
    Raises Refused: service_unknown, service_without_queue, priority_unknown, visit_unknown,
    day_not_open.
    """
    wanted, queue = _service(work, service)
    if priority and priority not in PRIORITY_CLASSES:
        raise Refused("priority_unknown", priority=priority)
    day = business_day(work)
    visit, code = _visit(work, actor, day, visit_id)
    serial = work.next_number(f"t/{day}/{queue.letter}")
    number = ticket_number(queue.letter, work.station.issuer, serial, work.site.main_issuer)
    ticket_id = work.new_entity()
    body: dict[str, object] = {
        "number": number, "queue": queue.letter, "service": wanted.code, "visit": visit.hex,
    }  # fmt: skip
    if priority:
        body["priority"] = priority
    entry = work.record(
        "ticket.issued", ticket_id, body, officer=actor.officer, business_day=day, agency=wanted.agency
    )
    queue_paper(work, actor, "ticket", ticket_id, f"{number} {wanted.name}")
    return IssuedTicket(ticket_id, visit, number, code, ref(entry))


def _service(work: Work, code: str) -> tuple[Service, Queue]:
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


def call_next(work: Work, actor: Actor) -> CalledTicket:
    """Calls who is first by the site's order, of the queues that this counter serves.

    Raises Refused: counter_busy (number), nobody_waiting (queues), day_not_open, calling_elsewhere
    (counter) where another counter of the hub's site calls.
    """
    _refuse_elsewhere(work, actor)
    day, queues = business_day(work), queues_of(work, actor)
    busy = busy_ticket(work.connection, day, actor.counter)
    if busy is not None:
        raise Refused("counter_busy", number=busy.number)
    turn = first_waiting(work.connection, day, queues, work.site.order, work.clock())
    if turn is None:
        raise Refused("nobody_waiting", queues=", ".join(queues))
    ticket = _ticket(work, UUID(bytes=turn.ticket.id))
    entry = work.record(
        "ticket.called",
        ticket.id,
        {"counter": actor.counter, "rule": turn.rule},
        officer=actor.officer,
        business_day=day,
        agency=ticket.agency,
    )
    return CalledTicket(UUID(bytes=ticket.id), ticket.number, ref(entry))


def _refuse_elsewhere(work: Work, actor: Actor) -> None:
    """Two stations that call from copies of one queue would call somebody twice."""
    calling = work.site.calling_counter
    if work.station.hub and actor.counter != calling:
        raise Refused("calling_elsewhere", counter=calling)


def start_serving(work: Work, actor: Actor, ticket_id: UUID) -> EntryRef:
    """The person has come: service begins. Raises Refused: ticket_not_called, not_your_ticket."""
    ticket = _at_this_counter(work, actor, ticket_id, TicketPhase.CALLED, "ticket_not_called")
    return _record(work, actor, ticket, "ticket.started", {"counter": actor.counter})


def finish(work: Work, actor: Actor, ticket_id: UUID) -> EntryRef:
    """Service ends. Raises Refused: ticket_not_serving, not_your_ticket."""
    ticket = _at_this_counter(work, actor, ticket_id, TicketPhase.SERVING, "ticket_not_serving")
    return _record(work, actor, ticket, "ticket.finished", {})


def mark_no_show(work: Work, actor: Actor, ticket_id: UUID) -> EntryRef:
    """The person did not come. Raises Refused: ticket_not_called, not_your_ticket."""
    ticket = _at_this_counter(work, actor, ticket_id, TicketPhase.CALLED, "ticket_not_called")
    return _record(work, actor, ticket, "ticket.no_show", {})


def take_back(work: Work, actor: Actor, entry: EntryRef) -> TakenBack:
    """Undoes one entry of a ticket by an entry of its own; the journal keeps both.

    An issued ticket is cancelled instead: its number was printed and is never given again.
    Raises Refused: undo_too_late (something else happened to the ticket since, another ticket is at
    its counter now, or its day is over), undo_unknown.
    """
    ticket, kind = _ticket(work, entry.entity_id), _kind_of(work, entry)
    if kind not in _UNDONE_KINDS:
        raise Refused("undo_unknown")
    if ticket.business_day != business_day(work) or not _is_last(work, entry):
        raise Refused("undo_too_late", number=ticket.number)
    if kind == "ticket.issued":
        _record(work, actor, ticket, "ticket.cancelled", {"reason": "undo"})
        drop_unprinted(work, entry.entity_id)
        return TakenBack(kind, ticket.number)
    if kind in ("ticket.finished", "ticket.no_show") and _is_somebody_else_there(work, ticket):
        raise Refused("undo_too_late", number=ticket.number)
    body: dict[str, object] = {"replica": entry.replica_id.hex(), "seq": entry.seq}
    _record(work, actor, ticket, "ticket.put_back", body)
    return TakenBack(kind, ticket.number)


_PAPER_KINDS = ("slip.printed",)
_UNDONE_KINDS = ("ticket.issued", "ticket.called", "ticket.started", "ticket.finished", "ticket.no_show")
"""Taking back an undo would put a ticket at a counter that has called somebody else, or bring one back
whose slip will never come out."""


def _is_somebody_else_there(work: Work, ticket: TicketState) -> bool:
    return ticket.counter is not None and (
        busy_ticket(work.connection, ticket.business_day, ticket.counter) is not None
    )


def _kind_of(work: Work, entry: EntryRef) -> str:
    found = work.connection.execute(
        select(JOURNAL.c.kind)
        .join(REPLICA, REPLICA.c.replica_no == JOURNAL.c.replica_no)
        .where(REPLICA.c.replica_id == entry.replica_id, JOURNAL.c.seq == entry.seq)
        .where(JOURNAL.c.entity_id == entry.entity_id.bytes)
    ).scalar()
    if found is None:
        raise Refused("undo_unknown")
    return str(found)


def _is_last(work: Work, entry: EntryRef) -> bool:
    """Whether nothing but a print of its slip stands on the entry."""
    last = work.connection.execute(
        select(JOURNAL.c.seq, REPLICA.c.replica_id)
        .join(REPLICA, REPLICA.c.replica_no == JOURNAL.c.replica_no)
        .where(JOURNAL.c.entity_id == entry.entity_id.bytes, JOURNAL.c.kind.not_in(_PAPER_KINDS))
        .order_by(JOURNAL.c.rev.desc())
        .limit(1)
    ).one()
    return (last.replica_id, last.seq) == (entry.replica_id, entry.seq)


def ticket_of(work: Work, ticket_id: UUID) -> TicketState:
    """The ticket. Raises Refused("ticket_unknown")."""
    return _ticket(work, ticket_id)


def _ticket(work: Work, ticket_id: UUID) -> TicketState:
    ticket: TicketState | None = work.state(TICKET, ticket_id)
    if ticket is None:
        raise Refused("ticket_unknown")
    return ticket


def _at_this_counter(
    work: Work, actor: Actor, ticket_id: UUID, phase: TicketPhase, otherwise: str
) -> TicketState:
    ticket = _ticket(work, ticket_id)
    if ticket.phase != phase:
        raise Refused(otherwise, number=ticket.number)
    if ticket.counter != actor.counter:
        raise Refused("not_your_ticket", number=ticket.number, counter=ticket.counter)
    return ticket


def _record(work: Work, actor: Actor, ticket: TicketState, kind: str, body: dict[str, object]) -> EntryRef:
    entry = work.record(
        kind, ticket.id, body, officer=actor.officer, business_day=business_day(work), agency=ticket.agency
    )
    return ref(entry)
