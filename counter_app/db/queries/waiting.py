"""Who waits, in the order of the site's rules, and who is at a counter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, exists, literal_column, or_, select, union_all

from counter_app.db.prepared import Prepared
from counter_app.db.tables import TICKET, AnyRow
from counter_app.domain.catalogue import Catalogue, OrderPolicy, Site
from counter_app.domain.queue_policy import OUT_OF_RATIO, RETURNED, Turn, Waiting, first, first_return, order
from counter_app.domain.ticket import UNDONE, TicketState


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One waiting ticket in the order in which it will be called."""

    ticket_id: UUID
    number: str
    service_code: str
    service_name: str
    priority: str
    """Key of a priority class (elderly, disabled, pregnant, infant, disaster) or empty."""
    is_slip_printed: bool
    issued_at_ms: int
    rule: str = ""
    """Which rule gives it this place: aged, priority, regular or returned."""
    returned_at_ms: int | None = None
    """When its holder came back; None for who waits for the first turn."""
    for_counter: int | None = None
    """Handed on to this counter alone."""
    for_officer: str = ""
    """Handed on to this officer alone (code)."""


_T = TICKET.c
_WAITING = _T.phase == literal_column("1")  # a literal: the partial index is used only with one
_BUSY = _T.phase.in_((literal_column("2"), literal_column("6")))
IS_IN_HAND = or_(_T.matched_id.is_(None), _T.is_presence == literal_column("1"))
"""Not a ticket whose holder was served by presence: what is done for them is done under that entity."""
_OTHER = TICKET.alias("other")
_OTHER_IS_BUSY = _OTHER.c.phase.in_((literal_column("2"), literal_column("6")))
_VISIT_IS_BUSY = exists().where(
    _OTHER.c.visit_id == _T.visit_id, _OTHER.c.business_day == _T.business_day, _OTHER_IS_BUSY
)
"""Of one visit at most one ticket is called or serving; the others keep their place (DESIGN 7)."""
_OFFERED = (
    or_(_T.for_counter.is_(None), _T.for_counter == bindparam("counter")),
    or_(_T.for_officer == "", _T.for_officer == bindparam("officer")),
)
_CALLABLE = (
    _WAITING, _T.business_day == bindparam("day"), _T.queue == bindparam("queue"),
    _T.site == bindparam("site"), *_OFFERED, ~_VISIT_IS_BUSY,
)  # fmt: skip
_ORDER = (_T.issued_at, _T.id)
_TOLD = (_T.id, _T.issued_at, _T.priority, _T.returned_at, _T.behind)
_HEAD = select(*_TOLD).where(*_CALLABLE, _T.returned_at.is_(None)).order_by(*_ORDER).limit(1)
_HEADS = Prepared(
    union_all(
        *(select(_HEAD.where(of_class).subquery()) for of_class in (_T.priority == "", _T.priority > ""))
    )
)
"""Who waits longest without and with priority."""
_RETURNS = Prepared(select(*_TOLD).where(*_CALLABLE, _T.returned_at.is_not(None)).order_by(_T.returned_at))
_IN_LINE = Prepared(select(_T.id).where(*_CALLABLE, _T.id == bindparam("behind")))
_CALLED = (
    select(_T.priority, _T.called_at)
    .where(_T.business_day == bindparam("day"), _T.queue == bindparam("queue"), _T.called_at.is_not(None))
    .where(_T.site == bindparam("site"))
    .order_by(_T.called_at.desc())
)
_COUNTED = _CALLED.where(_T.rule.not_in([literal_column(f"'{rule}'") for rule in OUT_OF_RATIO])).limit(
    bindparam("most")
)
_RECENT = Prepared(_COUNTED)
_LAST_RULE = Prepared(_CALLED.with_only_columns(_T.rule, _T.called_at).limit(1))
_BUSY_VISITS = Prepared(
    select(_T.visit_id).where(_BUSY, _T.business_day == bindparam("day"), _T.visit_id.is_not(None))
)
_AT_COUNTER = Prepared(
    select(_T.id, _T.number, _T.phase)
    .where(_BUSY, _T.business_day == bindparam("day"), _T.counter == bindparam("counter"))
    .where(_T.site == bindparam("site"), IS_IN_HAND)
    .order_by(_T.phase.desc(), _T.called_at)
    .limit(1)
)
_OF_VISIT = (
    select(_T.id, _T.number, _T.counter)
    .where(_BUSY, _T.business_day == bindparam("day"), _T.visit_id == bindparam("visit"))
    .where(_T.id != bindparam("besides"))
    .limit(1)
)


class KnownTicket(NamedTuple):
    """A ticket by its name and state."""

    id: bytes
    number: str
    phase: int


def busy_ticket(connection: Connection, site: str, day: int, counter: int) -> KnownTicket | None:
    """The ticket that a counter of a site has called or is serving, or None."""
    row = _AT_COUNTER.first(connection, {"site": site, "day": day, "counter": counter})
    return None if row is None else KnownTicket(*row)


def busy_of_visit(connection: Connection, ticket: TicketState) -> AnyRow | None:
    """Another ticket (id, number, counter) of the same person that a counter has called or serves."""
    if ticket.visit_id is None:
        return None
    asked = {"day": ticket.business_day, "visit": ticket.visit_id, "besides": ticket.id}
    return connection.execute(_OF_VISIT, asked).first()


def ticket_by_number(connection: Connection, site: str, day: int, number: str) -> KnownTicket | None:
    """The ticket of a day with this number, the issued one before one served by presence; or None."""
    row = connection.execute(
        select(_T.id, _T.number, _T.phase)
        .where(_T.business_day == day, _T.number == number.upper(), _T.site == site)
        .where(or_(_T.is_presence == 0, _T.reason != UNDONE))
        .order_by(_T.is_presence, _T.issued_at)
    ).first()
    return None if row is None else KnownTicket(*row)


def recent_calls(
    connection: Connection, site: str, day: int, queues: Sequence[str], policy: OrderPolicy
) -> list[bool]:
    """For the last calls of these queues, oldest first, whether each was of a priority class.

    Calls out of the ratio (returns, chosen numbers) are left out.
    """
    most = policy.priority_per_round + policy.regular_per_round
    asked = {"site": site, "day": day, "most": most}
    rows = [row for queue in queues for row in _RECENT.all(connection, {"queue": queue, **asked})]
    rows.sort(key=itemgetter(1))
    return [bool(priority) for priority, _called_at in rows[-most:]]


def _is_after_return(connection: Connection, site: str, day: int, queues: Sequence[str]) -> bool:
    """Whether the very last call of these queues was a return's."""
    asked = {"site": site, "day": day}
    rows = [row for queue in queues for row in _LAST_RULE.all(connection, {"queue": queue, **asked})]
    return bool(rows) and max(rows, key=itemgetter(1))[0] == RETURNED


def first_waiting(
    connection: Connection,
    site: str,
    day: int,
    queues: Sequence[str],
    policy: OrderPolicy,
    now_ms: int,
    *,
    counter: int,
    officer: str,
) -> Turn | None:
    """Who is called next at a counter by an officer, or None where nobody waits for them.

    Reads only the head of each line, and the returns.
    """
    whose = {"site": site, "day": day, "counter": counter, "officer": officer}
    asked = [{**whose, "queue": queue} for queue in queues]
    heads = [_waiting(row) for one in asked for row in _HEADS.all(connection, one)]
    returns = [_waiting(row) for one in asked for row in _RETURNS.all(connection, one)]
    if not heads and not returns:
        return None
    heads.sort(key=lambda ticket: (ticket.issued_at, ticket.id))
    recent = recent_calls(connection, site, day, queues, policy)
    if not returns:
        return first(heads, recent, policy, now_ms)
    returns.sort(key=lambda ticket: (ticket.returned_at, ticket.id))
    back = first_return(returns, _still_before(connection, asked, returns), policy, now_ms)
    after_return = _is_after_return(connection, site, day, queues)
    turn = first(heads, recent, policy, now_ms, back=back, after_return=after_return)
    return turn or Turn(returns[0], RETURNED)


def _still_before(
    connection: Connection, asked: Sequence[dict[str, Any]], returns: Sequence[Waiting]
) -> set[bytes]:
    """Who of those behind whom returns lined up can still be called here."""
    names = {one.behind for one in returns if one.behind is not None}
    return {name for name in names for one in asked if _IN_LINE.first(connection, {**one, "behind": name})}


def _waiting(row: Sequence[Any]) -> Waiting:
    """From the columns id, issued_at, priority, returned_at and behind, which stand first."""
    return Waiting(row[0], row[1], bool(row[2]), row[3], row[4])


def waiting_rows(
    connection: Connection,
    *,
    catalogue: Catalogue,
    day: int,
    queues: Sequence[str],
    policy: OrderPolicy,
    now_ms: int,
    site: str,
    at: tuple[int, str] | None = None,
) -> tuple[WaitingRow, ...]:
    """All who wait in these queues of a site, in the order in which they will be called.

    ``at``: a counter and its officer's code, to leave out who was handed on to somebody else.
    """
    rows = {row.id: row for row in connection.execute(_line(day, queues, site, at))}
    busy = {row[0] for row in _BUSY_VISITS.all(connection, {"day": day})}
    turns = _turns(connection, list(rows.values()), busy, day, queues, policy, now_ms, site)
    return tuple(_shown(rows[turn.ticket.id], turn.rule, catalogue) for turn in turns)


def queue_turns(
    connection: Connection, day: int, queue: str, policy: OrderPolicy, now_ms: int, site: str
) -> list[Turn]:
    """The order of all who wait in a queue and can be called now by any of its counters."""
    busy = {row[0] for row in _BUSY_VISITS.all(connection, {"day": day})}
    rows = [
        row
        for row in connection.execute(_line(day, [queue], site, None))
        if row.visit_id not in busy and row.for_counter is None and not row.for_officer
    ]
    return _turns(connection, rows, busy, day, [queue], policy, now_ms, site)


def _line(day: int, queues: Sequence[str], site: str, at: tuple[int, str] | None) -> Select[Any]:
    statement = select(
        *_TOLD, _T.number, _T.service, _T.slips, _T.visit_id, _T.for_counter, _T.for_officer
    ).where(_WAITING, _T.business_day == day, _T.queue.in_(queues), _T.site == site)
    if at is None:
        return statement
    return statement.where(*_OFFERED).params(counter=at[0], officer=at[1])


def _turns(
    connection: Connection,
    rows: Sequence[AnyRow],
    busy: set[bytes],
    day: int,
    queues: Sequence[str],
    policy: OrderPolicy,
    now_ms: int,
    site: str,
) -> list[Turn]:
    passed_over = {row.id for row in rows if row.visit_id in busy}
    line = [_waiting(row) for row in rows]
    has_returns = any(one.returned_at is not None for one in line)
    return order(
        [one._replace(behind=None) if one.behind in passed_over else one for one in line],
        recent_calls(connection, site, day, queues, policy),
        policy,
        now_ms,
        after_return=has_returns and _is_after_return(connection, site, day, queues),
    )


def _shown(row: AnyRow, rule: str, catalogue: Catalogue) -> WaitingRow:
    return WaitingRow(
        ticket_id=UUID(bytes=row.id),
        number=row.number,
        service_code=row.service,
        service_name=service_name(catalogue, row.service),
        priority=row.priority,
        is_slip_printed=row.slips > 0,
        issued_at_ms=row.issued_at,
        rule=rule,
        returned_at_ms=row.returned_at,
        for_counter=row.for_counter,
        for_officer=row.for_officer,
    )


def calling_counters(ticket: AnyRow, site: Site) -> tuple[int, ...]:
    """Where a ticket will be called: at any counter of its queue, or at the one that it was sent on to."""
    if ticket.for_counter is not None:
        return (ticket.for_counter,)
    return tuple(one.number for one in site.counters if ticket.queue in one.queues)


def service_name(catalogue: Catalogue, code: str) -> str:
    """The service's name, or its code where this catalogue does not know it any more."""
    service = catalogue.services.get(code)
    return service.name if service else code
