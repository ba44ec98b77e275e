"""Who waits, in the order of the site's rules, and who is at a counter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, exists, literal_column, select, union_all

from counter_app.db.prepared import Prepared
from counter_app.db.tables import TICKET, AnyRow
from counter_app.domain.catalogue import Catalogue, OrderPolicy
from counter_app.domain.queue_policy import Turn, Waiting, first, order


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One waiting ticket in the order in which it will be called."""

    ticket_id: UUID
    number: str
    service_name: str
    priority: str
    """Key of a priority class (elderly, disabled, pregnant, infant, disaster) or empty."""
    is_slip_printed: bool
    issued_at_ms: int


_T = TICKET.c
_WAITING = _T.phase == literal_column("1")  # a literal: the partial index is used only with one
_BUSY = _T.phase.in_((literal_column("2"), literal_column("5")))
_OTHER = TICKET.alias("other")
_VISIT_IS_BUSY = exists().where(
    _OTHER.c.visit_id == _T.visit_id,
    _OTHER.c.business_day == _T.business_day,
    _OTHER.c.phase.in_((literal_column("2"), literal_column("5"))),
)
"""Of one visit at most one ticket is called or serving; the others keep their place (DESIGN 7)."""

_ORDER = (_T.issued_at, _T.id)
_HEAD = (
    select(_T.id, _T.issued_at, _T.priority)
    .where(_WAITING, _T.business_day == bindparam("day"), _T.queue == bindparam("queue"), ~_VISIT_IS_BUSY)
    .order_by(*_ORDER)
    .limit(1)
)
_HEADS = Prepared(
    union_all(
        *(select(_HEAD.where(of_class).subquery()) for of_class in (_T.priority == "", _T.priority > ""))
    )
)
"""Who waits longest without and with priority."""
_CALLED = (
    select(_T.priority, _T.called_at)
    .where(_T.business_day == bindparam("day"), _T.queue == bindparam("queue"), _T.called_at.is_not(None))
    .order_by(_T.called_at.desc())
    .limit(bindparam("most"))
)
_RECENT = Prepared(_CALLED)
_RECENT_OF_SITE = Prepared(_CALLED.where(_T.site == bindparam("site")))
_AT_COUNTER = (
    select(_T.id, _T.number, _T.phase)
    .where(_BUSY, _T.business_day == bindparam("day"), _T.counter == bindparam("counter"))
    .order_by(_T.phase.desc(), _T.called_at)
    .limit(1)
)


def busy_ticket(connection: Connection, day: int, counter: int) -> AnyRow | None:
    """The ticket (id, number, phase) that a counter has called or is serving, or None."""
    return connection.execute(_AT_COUNTER, {"day": day, "counter": counter}).first()


def ticket_by_number(connection: Connection, day: int, number: str) -> AnyRow | None:
    """The ticket (id, number, phase) that has this printed number on a day, or None."""
    return connection.execute(
        select(_T.id, _T.number, _T.phase)
        .where(_T.business_day == day, _T.queue == number[:1].upper(), _T.number == number.upper())
        .order_by(_T.issued_at)
    ).first()


def recent_calls(
    connection: Connection, day: int, queues: Sequence[str], policy: OrderPolicy, site: str = ""
) -> list[bool]:
    """For the last calls of these queues, oldest first, whether each was of a priority class.

    ``site`` keeps to one site where a database holds several (the centre).
    """
    most = policy.priority_per_round + policy.regular_per_round
    statement = _RECENT_OF_SITE if site else _RECENT
    asked = {"day": day, "most": most, **({"site": site} if site else {})}
    rows = [row for queue in queues for row in statement.all(connection, {"queue": queue, **asked})]
    rows.sort(key=itemgetter(1))
    return [bool(priority) for priority, _called_at in rows[-most:]]


def first_waiting(
    connection: Connection, day: int, queues: Sequence[str], policy: OrderPolicy, now_ms: int
) -> Turn | None:
    """Who is called next, or None where nobody waits. Reads only the head of each line."""
    heads = [
        _waiting(row) for queue in queues for row in _HEADS.all(connection, {"day": day, "queue": queue})
    ]
    if not heads:
        return None
    heads.sort(key=lambda ticket: (ticket.issued_at, ticket.id))
    return first(heads, recent_calls(connection, day, queues, policy), policy, now_ms)


def _waiting(row: Sequence[Any]) -> Waiting:
    """From the columns id, issued_at and priority, which stand first."""
    return Waiting(row[0], row[1], bool(row[2]))


def waiting_rows(
    connection: Connection,
    *,
    catalogue: Catalogue,
    day: int,
    queues: Sequence[str],
    policy: OrderPolicy,
    now_ms: int,
    site: str = "",
) -> tuple[WaitingRow, ...]:
    """All who wait in these queues, in the order in which they will be called; ``site`` as above."""
    statement = select(_T.id, _T.issued_at, _T.priority, _T.number, _T.service, _T.slips).where(
        _WAITING, _T.business_day == day, _T.queue.in_(queues)
    )
    statement = statement.where(_T.site == site) if site else statement
    rows = {row.id: row for row in connection.execute(statement)}
    turns = order(
        [_waiting(row) for row in rows.values()],
        recent_calls(connection, day, queues, policy, site),
        policy,
        now_ms,
    )
    return tuple(_shown(rows[turn.ticket.id], catalogue) for turn in turns)


def _shown(row: AnyRow, catalogue: Catalogue) -> WaitingRow:
    return WaitingRow(
        ticket_id=UUID(bytes=row.id),
        number=row.number,
        service_name=service_name(catalogue, row.service),
        priority=row.priority,
        is_slip_printed=row.slips > 0,
        issued_at_ms=row.issued_at,
    )


def service_name(catalogue: Catalogue, code: str) -> str:
    """The service's name, or its code where this catalogue does not know it any more."""
    service = catalogue.services.get(code)
    return service.name if service else code
