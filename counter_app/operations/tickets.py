"""What every verb of the queue asks first: which ticket, whose it is, and whether the way is free."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from counter_app.db import journal
from counter_app.db.queries.waiting import busy_of_visit, busy_ticket, ticket_by_number
from counter_app.db.work import Work
from counter_app.domain.entry import Entry, EntryRef, ref
from counter_app.domain.errors import Refused
from counter_app.domain.kinds import KINDS
from counter_app.domain.ticket import TicketPhase, TicketState, printed_form
from counter_app.domain.ticket_fold import TICKET
from counter_app.operations.actor import Actor
from counter_app.operations.days import business_day

HELD = (TicketPhase.CALLED, TicketPhase.PARKED, TicketPhase.SERVING)
"""States in which one counter has the ticket."""


def ticket_of(work: Work, ticket_id: UUID) -> TicketState:
    """The ticket. Raises Refused("ticket_unknown")."""
    ticket: TicketState | None = work.state(TICKET, ticket_id)
    if ticket is None:
        raise Refused("ticket_unknown")
    return ticket


def ticket_of_today(work: Work, ticket_id: UUID) -> TicketState:
    """The ticket, if it is of the open day.

    Raises Refused: ticket_unknown, day_not_open, ticket_of_another_day (number).
    """
    ticket = ticket_of(work, ticket_id)
    if ticket.business_day != business_day(work):
        raise Refused("ticket_of_another_day", number=ticket.number)
    return ticket


def waiting_number(work: Work, number: str) -> TicketState:
    """The ticket of today that waits under a number as people type it.

    Raises Refused: day_not_open, number_unknown (number), ticket_not_waiting (number).
    """
    printed = printed_form(number)
    found = ticket_by_number(work.connection, work.site.code, business_day(work), printed)
    if found is None:
        raise Refused("number_unknown", number=printed)
    ticket = ticket_of(work, UUID(bytes=found.id))
    if ticket.phase != TicketPhase.WAITING:
        raise Refused("ticket_not_waiting", number=ticket.number)
    return ticket


def held_ticket(
    work: Work, actor: Actor, ticket_id: UUID, phases: Collection[TicketPhase], otherwise: str
) -> TicketState:
    """The ticket that the actor's counter has in one of these states.

    Raises Refused: ``otherwise`` (number) in another state, not_your_ticket (number, counter) where
    another counter has it, ticket_unknown.
    """
    ticket = ticket_of(work, ticket_id)
    if ticket.phase not in phases:
        raise Refused(otherwise, number=ticket.number)
    refuse_of_others(actor, ticket)
    return ticket


def refuse_of_others(actor: Actor, ticket: TicketState) -> None:
    """Raises Refused("not_your_ticket") for a ticket that another counter has."""
    if ticket.phase in HELD and ticket.counter != actor.counter:
        raise Refused("not_your_ticket", number=ticket.number, counter=ticket.counter)


def refuse_busy_counter(work: Work, actor: Actor, day: int) -> None:
    """Raises Refused("counter_busy", number, phase) where somebody is in front of the counter.

    ``phase`` is called or serving: who is half served must be asked about (stay, or finish and call).
    """
    busy = busy_ticket(work.connection, work.site.code, day, actor.counter)
    if busy is not None:
        raise Refused("counter_busy", number=busy.number, phase=TicketPhase(busy.phase).name.lower())


def refuse_busy_visit(work: Work, ticket: TicketState) -> None:
    """Raises Refused("visit_busy", number, other, counter): its holder is at another counter just now."""
    other = busy_of_visit(work.connection, ticket)
    if other is not None:
        raise Refused("visit_busy", number=ticket.number, other=other.number, counter=other.counter)


def entries_of(work: Work, ticket: TicketState) -> list[Entry]:
    """Everything that was written about a ticket and is folded, unordered."""
    known = journal.entries_of(work.connection, ticket.id, work.ids)
    return [one for one in known if one.site == ticket.site and TICKET in KINDS.get(one.kind, ())]


def record_on(
    work: Work, actor: Actor, ticket: TicketState, kind: str, body: dict[str, object], *, agency: str = ""
) -> EntryRef:
    """Records what happened to a ticket; ``agency`` where its case goes to another one."""
    entry = work.record(
        kind,
        ticket.id,
        body,
        officer=actor.officer,
        business_day=business_day(work),
        agency=agency or ticket.agency,
    )
    return ref(entry)


def checked_choice(choice: str, choices: Collection[str]) -> str:
    """A code of a short list. Raises Refused("choice_unknown", choice)."""
    if choice not in choices:
        raise Refused("choice_unknown", choice=choice)
    return choice
