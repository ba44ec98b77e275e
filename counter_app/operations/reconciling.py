"""At contact: what the hub granted to this counter while its officer went on without an answer (DESIGN 7)."""

from __future__ import annotations

import json
from uuid import UUID

from sqlalchemy import Connection, literal_column, or_, select

from counter_app.db.queries.day import open_day_number
from counter_app.db.queries.shifts import officer_at
from counter_app.db.queries.waiting import IS_IN_HAND
from counter_app.db.tables import JOURNAL
from counter_app.db.tables import TICKET as TICKETS
from counter_app.db.work import Work
from counter_app.domain.queue_policy import PRESENT
from counter_app.domain.ticket import TicketPhase
from counter_app.operations.authority import decides
from counter_app.operations.lining_up import names_since_waiting
from counter_app.operations.tickets import ticket_of

NOT_SERVED = "not_served"
"""Reason of a call that was given back because its counter had gone on with somebody else."""
_T, _J = TICKETS.c, JOURNAL.c
_UUID7 = 7


def give_back_unserved(work: Work) -> int:
    """Puts whom the hub called for this counter back to the front, if somebody else was served meanwhile.

    The press whose answer was lost stands in the call; answers how many were given back.
    """
    counter, day = work.station.counter, open_day_number(work.connection, work.site.code)
    if day is None or not counter or decides(work.station, work.site):
        return 0
    called = select(_T.id).where(
        _T.site == work.site.code, _T.business_day == day, _T.counter == counter,
        _T.phase == literal_column(str(int(TicketPhase.CALLED))),
    )  # fmt: skip
    given = [row.id for row in work.connection.execute(called).all() if _went_on_without(work, row.id, day)]
    for ticket_id in given:
        _give_back(work, ticket_id, day)
    return len(given)


def _went_on_without(work: Work, ticket_id: bytes, day: int) -> bool:
    """Whether another one sits here now, or was served by presence after the press."""
    key = _press(work.connection, ticket_id)
    if key is None:
        return False
    is_later = _T.phase == int(TicketPhase.SERVING)
    if key.version == _UUID7:
        is_later = or_(is_later, _T.started_at > (key.int >> 80))
    others = select(_T.id).where(
        _T.site == work.site.code, _T.business_day == day, _T.counter == work.station.counter,
        _T.id != ticket_id, _T.rule == PRESENT, IS_IN_HAND, is_later,
    )  # fmt: skip
    return work.connection.execute(others.limit(1)).first() is not None


def _press(connection: Connection, ticket_id: bytes) -> UUID | None:
    """The key of the press by which a ticket was called last: made on this counter's own clock."""
    body = connection.execute(
        select(_J.body)
        .where(_J.entity_id == ticket_id, _J.kind == "ticket.called")
        .order_by(_J.rev.desc())
        .limit(1)
    ).scalar()
    claim = json.loads(body or "{}").get("claim")
    try:
        return UUID(hex=claim) if isinstance(claim, str) else None
    except ValueError:
        return None


def _give_back(work: Work, ticket_id: bytes, day: int) -> None:
    ticket = ticket_of(work, UUID(bytes=ticket_id))
    named: dict[str, object] = {"reason": NOT_SERVED, "entries": names_since_waiting(work, ticket)}
    work.record(
        "ticket.handed_back", ticket.id, named, officer=officer_at(work.connection, work.station.counter),
        business_day=day, agency=ticket.agency,
    )  # fmt: skip
