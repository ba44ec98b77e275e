"""The end of a shift: the counter is closed, or the whole day."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from uuid import UUID

from counter_app.db.queries.day_left import left_tickets
from counter_app.db.work import Work
from counter_app.domain.errors import Refused
from counter_app.domain.shift import ShiftCount
from counter_app.domain.ticket import TicketPhase
from counter_app.operations import days
from counter_app.operations.actor import Actor
from counter_app.operations.counters import close_counter, refuse_busy
from counter_app.operations.shifts import close_shifts

Left = AbstractSet[tuple[UUID, TicketPhase]]
"""Which tickets are left, and how each stands."""


def close_desk(work: Work, actor: Actor) -> ShiftCount:
    """Closes the actor's counter and ends the shift; the day goes on. Answers the shift's count.

    Raises Refused("counter_busy", number=…) while somebody is called or sits there.
    """
    refuse_busy(work, actor)
    close_counter(work, actor)
    return close_shifts(work, actor)


def end_day(work: Work, actor: Actor, seen: Left) -> ShiftCount:
    """Ends the shift and closes the day as ``days.close_day`` does; answers the shift's count.

    ``seen``: what the officer was told of before agreeing; a ticket that came, went or moved on since is
    asked about anew. Raises Refused("day_left_changed") and what ``days.close_day`` raises.
    """
    refuse_unseen(work, seen)
    count = close_shifts(work, actor)
    days.close_day(work, actor)
    return count


def refuse_unseen(work: Work, seen: Left) -> None:
    """Raises Refused("day_left_changed") where other tickets are left than were told, and day_not_open."""
    number = days.business_day(work)
    left = left_tickets(work.connection, work.catalogue, work.site.code, number)
    if {(ticket.ticket_id, ticket.phase) for ticket in left} != set(seen):
        raise Refused("day_left_changed")
