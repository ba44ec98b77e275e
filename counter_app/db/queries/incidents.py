"""Incidents of a day: what two counters did with one ticket, who, when, and what a supervisor made of it.

Worked out from what is stored of tickets and their anomalies, so it does not depend on the order in which
entries came.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from sqlalchemy import Connection, Select, and_, func, literal_column, not_, select

from counter_app.db import journal
from counter_app.db.incident_tables import INCIDENT
from counter_app.db.queries.authority import TakeOver, take_overs
from counter_app.db.tables import ANOMALY, IDENTITY, JOURNAL, TICKET, AnyRow
from counter_app.domain.entry import Entry
from counter_app.domain.facts import Facts, SenselessError
from counter_app.domain.incident import (
    CALLED_AFTER_END,
    LOG_FORKED,
    MATCHED_TWICE,
    NO_MATCH,
    OLD_AUTHORITY,
    STARTED_ELSEWHERE,
    STARTED_TWICE,
    TWO_CALLED,
    TWO_COUNTERS,
    TWO_SERVED,
    incident_entity,
)
from counter_app.domain.kinds import KINDS
from counter_app.domain.ticket import UNDONE, TicketPhase
from counter_app.domain.ticket_fold import TICKET as TICKETS


@dataclass(frozen=True, slots=True)
class IncidentPart:
    """What one counter did."""

    did: str
    """called, started, or forked where it is about a log."""
    counter: int
    officer: str
    """Code."""
    at_ms: int


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """Something that a supervisor should look into, or has looked into."""

    incident_id: UUID
    """What ``operations.incidents.close`` takes."""
    what: str
    """One of ``domain.incident.WHAT``."""
    business_day: int
    """yyyymmdd."""
    ticket_id: UUID | None
    number: str
    service_code: str
    at_ms: int
    """When the last of it happened."""
    parts: tuple[IncidentPart, ...]
    """In their order; each act of each counter once."""
    known: int
    """How many things are listed of it."""
    closed_at_ms: int | None = None
    """None = open."""
    closed_by: str = ""
    """Code of the supervisor."""
    reason: str = ""
    """One of ``domain.incident.CLOSED_BECAUSE``."""
    note: str = ""
    """What the supervisor added; personal data."""

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it since the last of it."""
        return self.closed_at_ms is None


_T, _N, _J, _I = TICKET.c, ANOMALY.c, JOURNAL.c, INCIDENT.c
_DID = {
    "ticket.called": "called", "ticket.started": "started", "ticket.matched": "started",
    "presence.started": "started",
}  # fmt: skip
_CLOSING = (_I.closed_at, _I.closed_by, _I.reason, _I.known, IDENTITY.c.notes)
HEARD_WITHIN = 100
"""A month, as days are written (yyyymmdd): by then every hub has heard who decides."""
_IF_OTHER = (CALLED_AFTER_END, STARTED_TWICE)
"""Nothing, where the same counter did it twice."""


def incidents(connection: Connection, *, site: str, day: int) -> tuple[IncidentRow, ...]:
    """All that are open, of whatever day, then the closed ones of this one (yyyymmdd); the latest first."""
    rows = (row for row in _all(connection, site) if row.is_open or row.business_day == day)
    return tuple(sorted(rows, key=lambda row: (not row.is_open, -row.at_ms, row.incident_id)))


def incident_of(connection: Connection, site: str, incident_id: UUID) -> IncidentRow | None:
    """One incident, or None where there is none of this id."""
    return next((row for row in _all(connection, site) if row.incident_id == incident_id), None)


def _all(connection: Connection, site: str) -> list[IncidentRow]:
    return [
        *_between_counters(connection, site), *_unmatched(connection, site), *_of_former(connection, site),
        *_forked(connection, site),
    ]  # fmt: skip


def _listed(site: str) -> Select[tuple[bytes, ...]]:
    """Every entry that came over another counter's, with its ticket as it stands."""
    wrote = and_(_J.replica_no == _N.replica_no, _J.seq == _N.seq)
    return (
        select(
            _T.id, _T.site, _T.business_day, _T.number, _T.service, _T.counter, _T.phase, _N.code, _J.body,
            _J.at_ms,
        )
        .join(TICKET, _T.id == _N.entity_id)
        .join(JOURNAL, wrote)
        .where(_N.aggregate == TICKETS.name, _N.code.in_(TWO_COUNTERS), _T.site == site)
        .order_by(_T.id)
    )  # fmt: skip


def _between_counters(connection: Connection, site: str) -> list[IncidentRow]:
    told = [row for row in connection.execute(_listed(site)) if _is_between_two(row)]
    return [_of_two(connection, list(rows)) for _ticket, rows in groupby(told, lambda row: bytes(row.id))]


def _unmatched(connection: Connection, site: str) -> list[IncidentRow]:
    """Served by presence under a number that no ticket has, or that somebody else was served with."""
    without = select(_T.id, _T.site, _T.business_day, _T.number, _T.service, _T.started_at).where(
        _T.site == site, _T.is_presence == literal_column("1"), _T.matched_id.is_(None), _T.reason != UNDONE,
        _T.started_at.is_not(None),
    )  # fmt: skip
    return [
        _row(connection, ticket, NO_MATCH, ticket.started_at) for ticket in connection.execute(without).all()
    ]


def _forked(connection: Connection, site: str) -> list[IncidentRow]:
    """Logs of which a hub was handed two branches."""
    noted = connection.execute(
        select(*_CLOSING, _I.id, _I.business_day, _I.noted_at, _I.counter)
        .outerjoin(IDENTITY, IDENTITY.c.id == _I.id)
        .where(_I.site == site, _I.noted_at.is_not(None))
    )
    return [
        IncidentRow(
            UUID(bytes=row.id), LOG_FORKED, row.business_day, None, "", "", row.noted_at,
            (IncidentPart("forked", row.counter, "", row.noted_at),), 1, *_closing(row),
        )
        for row in noted
    ]  # fmt: skip


def _of_former(connection: Connection, site: str) -> list[IncidentRow]:
    """What a hub granted after another one had taken over, and which that one did not know of."""
    ids = {head.replica_no: head.replica_id for head in journal.heads(connection).values()}
    return [
        _row(connection, call, OLD_AUTHORITY, call.at_ms, about=ids[call.replica_no] + call.seq.to_bytes(8))
        for after in take_overs(connection, site)
        for call in connection.execute(_calls_of_others(after, site)).all()
    ]


def _calls_of_others(after: TakeOver, site: str) -> Select[tuple[bytes, ...]]:
    """By way of the tickets of its first month, which have an index."""
    last = after.business_day + HEARD_WITHIN
    when = _J.at_ms + func.coalesce(_J.offset_ms, 0)
    known = and_(_J.replica_no == after.former_no, _J.seq <= after.known_seq)
    calls = (
        select(
            _T.id, _T.site, _T.business_day, _T.number, _T.service, _J.at_ms, _J.seq, _J.replica_no
        )
        .join(JOURNAL, _J.entity_id == _T.id)
        .where(_T.site == site, _T.business_day.between(after.business_day, last))
        .where(_J.kind == "ticket.called", _J.body.contains('"claim"'), _J.replica_no != after.replica_no)
        .where(when > after.at_ms, not_(known))
        .order_by(_J.replica_no, _J.seq)
    )  # fmt: skip
    return calls if after.until_ms is None else calls.where(when < after.until_ms)


def _is_between_two(row: AnyRow) -> bool:
    counter = json.loads(row.body).get("counter")
    return row.code not in _IF_OTHER or (row.counter is not None and counter != row.counter)


def _of_two(connection: Connection, told: list[AnyRow]) -> IncidentRow:
    what = TWO_SERVED if any(_is_served(row) for row in told) else TWO_CALLED
    return _row(connection, told[0], what, max(row.at_ms for row in told), len(told))


def _row(
    connection: Connection, ticket: AnyRow, what: str, at_ms: int, known: int = 1, *, about: bytes = b""
) -> IncidentRow:
    entity = incident_entity(ticket.site, about or ticket.id)
    closed = connection.execute(
        select(*_CLOSING)
        .outerjoin(IDENTITY, IDENTITY.c.id == _I.id)
        .where(_I.id == entity, _I.closed_at.is_not(None), _I.known >= known)
    ).first()
    return IncidentRow(
        UUID(bytes=entity),
        what,
        ticket.business_day,
        UUID(bytes=ticket.id),
        ticket.number,
        ticket.service,
        at_ms,
        _parts(connection, ticket),
        known,
        *(() if closed is None else _closing(closed)),
    )


def _is_served(row: AnyRow) -> bool:
    is_of_service = row.code in (STARTED_TWICE, STARTED_ELSEWHERE, MATCHED_TWICE)
    return is_of_service or (row.code == CALLED_AFTER_END and row.phase == TicketPhase.FINISHED)


def _closing(row: AnyRow) -> tuple[int | None, str, str, str]:
    notes: Mapping[str, str] = json.loads(row.notes or "{}")
    return row.closed_at, row.closed_by, row.reason, notes.get("0", "")


def _parts(connection: Connection, ticket: AnyRow) -> tuple[IncidentPart, ...]:
    ids = {head.replica_no: head.replica_id for head in journal.heads(connection).values()}
    known = journal.entries_of(connection, ticket.id, ids)
    ours = [one for one in known if one.site == ticket.site and TICKETS in KINDS.get(one.kind, ())]
    parts = (_part(one) for one in TICKETS.standing(ours) if one.kind in _DID)
    return _once(part for part in parts if part is not None)


def _part(entry: Entry) -> IncidentPart | None:
    """None for an entry that makes no sense."""
    try:
        facts = Facts(entry.body)
        counter, at_ms = facts.whole("counter"), facts.whole_or_none("started_at")
    except SenselessError:
        return None
    return IncidentPart(_DID[entry.kind], counter, entry.officer, entry.at_ms if at_ms is None else at_ms)


def _once(parts: Iterable[IncidentPart]) -> tuple[IncidentPart, ...]:
    """Called three times by one counter is one act."""
    return tuple({(part.did, part.counter): part for part in reversed(list(parts))}.values())[::-1]
