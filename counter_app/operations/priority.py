"""Who goes first, said after the number was given, asked or unasked (UU 25/2009 art. 29)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from counter_app.db.tables import TICKET as TICKETS
from counter_app.db.work import Work
from counter_app.domain.entry import EntryRef
from counter_app.domain.errors import Refused
from counter_app.domain.ticket import PRIORITY_CLASSES, TicketPhase, TicketState
from counter_app.operations.actor import Actor
from counter_app.operations.tickets import record_on, ticket_of, ticket_of_today

_STILL_TO_CALL = (TicketPhase.WAITING, TicketPhase.CALLED, TicketPhase.PARKED)


def set_priority(work: Work, actor: Actor, ticket_id: UUID, priority: str) -> tuple[EntryRef, ...]:
    """Puts a ticket into a priority class, or into none; it keeps its number and its time.

    Of one visit all tickets that are still to be called change: it is the person who goes first.
    Raises Refused: priority_unknown (priority), priority_too_late (number) once service has begun or ended,
    priority_same (number), ticket_of_another_day (number), ticket_unknown, day_not_open.
    """
    if priority and priority not in PRIORITY_CLASSES:
        raise Refused("priority_unknown", priority=priority)
    ticket = ticket_of_today(work, ticket_id)
    if ticket.phase not in _STILL_TO_CALL:
        raise Refused("priority_too_late", number=ticket.number)
    changed = [one for one in _of_visit(work, ticket) if one.priority != priority]
    if not changed:
        raise Refused("priority_same", number=ticket.number)
    return tuple(
        record_on(work, actor, one, "ticket.prioritised", {"priority": priority, "before": one.priority})
        for one in changed
    )


def _of_visit(work: Work, ticket: TicketState) -> list[TicketState]:
    """The ticket first, then the others of its visit that are still to be called."""
    if ticket.visit_id is None:
        return [ticket]
    others = work.connection.execute(
        select(TICKETS.c.id)
        .where(TICKETS.c.visit_id == ticket.visit_id, TICKETS.c.id != ticket.id)
        .where(TICKETS.c.phase.in_(_STILL_TO_CALL), TICKETS.c.business_day == ticket.business_day)
        .order_by(TICKETS.c.issued_at, TICKETS.c.id)
    ).scalars()
    return [ticket, *(ticket_of(work, UUID(bytes=one)) for one in others.all())]
