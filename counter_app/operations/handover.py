"""The ticket in hand when officers change places at a counter."""

from __future__ import annotations

from uuid import UUID

from counter_app.db.queries.day import open_day_number
from counter_app.db.queries.waiting import busy_ticket
from counter_app.db.work import Work
from counter_app.domain.ticket import TicketState
from counter_app.domain.ticket_fold import TICKET
from counter_app.operations.actor import Actor
from counter_app.operations.lining_up import names_since_waiting


def ticket_in_hand(work: Work, actor: Actor) -> TicketState | None:
    """Whom the actor's counter has called or is serving, or None."""
    day = open_day_number(work.connection, work.site.code)
    if day is None or not actor.counter:
        return None
    busy = busy_ticket(work.connection, work.site.code, day, actor.counter)
    return None if busy is None else work.state(TICKET, UUID(bytes=busy.id))


def hand_over(work: Work, actor: Actor, ticket: TicketState) -> None:
    """The actor goes on with a ticket that another officer called or began to serve."""
    _record(work, actor, ticket, "ticket.handed_over", {"counter": actor.counter})


def put_back(work: Work, actor: Actor, ticket: TicketState) -> None:
    """The ticket waits again in the place that it had: start and call are taken back by name.

    What was checked and typed for it stays with it. Raises Refused("presence_not_in_line", number).
    """
    named: dict[str, object] = {"entries": names_since_waiting(work, ticket)}
    _record(work, actor, ticket, "ticket.handed_back", named)


def _record(work: Work, actor: Actor, ticket: TicketState, kind: str, body: dict[str, object]) -> None:
    work.record(
        kind, ticket.id, body, officer=actor.officer, business_day=ticket.business_day, agency=ticket.agency
    )
