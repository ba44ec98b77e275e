"""The ticket in hand when officers change places at a counter."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from counter_app.db.queries.day import open_day_number
from counter_app.db.queries.waiting import busy_ticket
from counter_app.db.tables import JOURNAL
from counter_app.db.work import Work
from counter_app.domain.ticket import TICKET, TicketPhase, TicketState
from counter_app.operations.actor import Actor

_HELD_BY = ("ticket.called", "ticket.started", "ticket.handed_over")


def ticket_in_hand(work: Work, actor: Actor) -> TicketState | None:
    """Whom the actor's counter has called or is serving, or None."""
    day = open_day_number(work.connection, work.site.code)
    if day is None or not actor.counter:
        return None
    busy = busy_ticket(work.connection, day, actor.counter)
    return None if busy is None else work.state(TICKET, UUID(bytes=busy.id))


def hand_over(work: Work, actor: Actor, ticket: TicketState) -> None:
    """The actor goes on with a ticket that another officer called or began to serve."""
    _record(work, actor, ticket, "ticket.handed_over", {"counter": actor.counter})


def put_back(work: Work, actor: Actor, ticket: TicketState) -> None:
    """The ticket waits again in the place that it had: start and call are taken back by name.

    What was checked and typed for it stays with it.
    """
    held = work.connection.execute(
        select(JOURNAL.c.replica_no, JOURNAL.c.seq)
        .where(JOURNAL.c.entity_id == ticket.id, JOURNAL.c.kind.in_(_HELD_BY))
        .order_by(JOURNAL.c.rev.desc())
    ).all()
    for row in held:
        if _is_in_hand(work, ticket):
            body: dict[str, object] = {"replica": work.ids[row.replica_no].hex(), "seq": row.seq}
            _record(work, actor, ticket, "ticket.put_back", body)


def _is_in_hand(work: Work, ticket: TicketState) -> bool:
    now: TicketState | None = work.state(TICKET, ticket.id)
    return now is not None and now.phase in (TicketPhase.CALLED, TicketPhase.SERVING)


def _record(work: Work, actor: Actor, ticket: TicketState, kind: str, body: dict[str, object]) -> None:
    work.record(
        kind, ticket.id, body, officer=actor.officer, business_day=ticket.business_day, agency=ticket.agency
    )
