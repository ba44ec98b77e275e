"""What the supervisor sees of the hall: counters, queues, who is long underway, stations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, literal_column, select

from counter_app.db.hub_tables import STATION
from counter_app.db.queries.day import open_day_number
from counter_app.db.queries.incidents import IncidentRow, incidents
from counter_app.db.queries.waiting import IS_IN_HAND, service_name
from counter_app.db.tables import COUNTER, TICKET, AnyRow
from counter_app.domain.business_day import day_of
from counter_app.domain.catalogue import Catalogue, Counter, Queue, Site
from counter_app.domain.counter import CLOSED, OPEN
from counter_app.domain.figures import Spread, spread
from counter_app.domain.hall import AWAY_LIMIT_MIN, Crowding, crowding, is_long
from counter_app.domain.measured import whole_s
from counter_app.domain.ticket import Doubt, TicketPhase

ABSENT_SHOWN = 50
NO_SPREAD = spread(())
_HOUR_MS, _MIN_MS = 3_600_000, 60_000
_T = TICKET.c
_BUSY = _T.phase.in_((literal_column("2"), literal_column("6")))  # as their partial indexes say it
_PARKED = _T.phase == literal_column("5")
_STATES = {TicketPhase.CALLED: "called", TicketPhase.SERVING: "serving", TicketPhase.PARKED: "parked"}


@dataclass(frozen=True, slots=True)
class HallTicket:
    """Somebody at a counter, away from it, or who did not come."""

    ticket_id: UUID
    number: str
    queue: str
    service_name: str
    state: str
    """called, serving, parked, or no_show."""
    counter: int
    since_ms: int
    is_long: bool
    """Too long in this state (``domain.hall``); never for who did not come."""


@dataclass(frozen=True, slots=True)
class HallCounter:
    """One desk as it stands."""

    number: int
    zone: int
    queues: tuple[str, ...]
    state: str
    """open, break or closed."""
    officer_name: str
    """Who has it; empty where it is closed."""
    reason: str
    """Of a break: a code of ``BREAK_REASONS``."""
    since_ms: int | None
    """Of the state; None = not opened today."""
    ticket: HallTicket | None
    free_since_ms: int | None
    """Open and nobody there: when the last one left, or when it opened."""
    silent_since_ms: int | None
    """When its station was heard last, where that is too long ago; None = well, or not known here."""


@dataclass(frozen=True, slots=True)
class HallQueue:
    """One queue as it stands."""

    letter: str
    agency_name: str
    waiting: int
    longest_since_ms: int | None
    """When who waits longest began to wait."""
    longest_id: UUID | None
    longest_number: str
    absent: int
    """Called and not come today."""
    open_counters: int
    crowding: Crowding


@dataclass(frozen=True, slots=True)
class HallStation:
    """One installation as the hub's own database knows it; at other stations there is none."""

    name: str
    kind: str
    counter: int
    last_contact_ms: int | None
    unsent: int
    clock_offset_ms: int | None
    is_silent: bool


@dataclass(frozen=True, slots=True)
class HallScreen:
    """All that the live hall shows, read in one transaction."""

    business_day: str
    """ISO date of the open business day, or empty."""
    now_ms: int
    counters: tuple[HallCounter, ...] = ()
    queues: tuple[HallQueue, ...] = ()
    """Who waits longest first; then those where nobody waits, by letter."""
    underway: tuple[HallTicket, ...] = ()
    """Called, served or parked, the longest first."""
    absent: tuple[HallTicket, ...] = ()
    """Who did not come today, the latest first."""
    stations: tuple[HallStation, ...] = ()
    incidents: tuple[IncidentRow, ...] = ()
    """Those that nobody has closed, of whatever day; the latest first."""
    hour_wait: Spread = NO_SPREAD
    """How long who was called within the last hour had waited."""

    @property
    def waiting(self) -> int:
        """How many wait in all queues."""
        return sum(queue.waiting for queue in self.queues)

    @property
    def longest(self) -> HallQueue | None:
        """The queue of who waits longest."""
        return next((queue for queue in self.queues if queue.waiting), None)

    @property
    def serving(self) -> int:
        """At how many counters somebody is served."""
        return sum(one.ticket is not None and one.ticket.state == "serving" for one in self.counters)


def hall_screen(
    connection: Connection, *, catalogue: Catalogue, site: Site, now_ms: int, own_no: int = 0
) -> HallScreen:
    """All that the live hall shows, from one snapshot. ``own_no``: number of the log of who looks."""
    day = open_day_number(connection, site.code)
    stations = _stations(connection, site.code, now_ms, own_no)
    if day is None:
        return HallScreen("", now_ms, stations=stations)
    underway = _underway(connection, catalogue, site.code, day, now_ms)
    counters = _counters(connection, site, day, underway, stations)
    absences = dict(_count(connection, site.code, day, TicketPhase.NO_SHOW))
    return HallScreen(
        business_day=day_of(day).isoformat(),
        now_ms=now_ms,
        counters=counters,
        queues=_queues(connection, catalogue, site, day, now_ms, counters, absences),
        underway=underway,
        absent=_absent(connection, catalogue, site.code, day),
        stations=stations,
        incidents=tuple(one for one in incidents(connection, site=site.code, day=day) if one.is_open),
        hour_wait=_hour_wait(connection, site, day, now_ms),
    )


def _underway(
    connection: Connection, catalogue: Catalogue, site: str, day: int, now_ms: int
) -> tuple[HallTicket, ...]:
    columns = (
        _T.id, _T.number, _T.queue, _T.service, _T.phase, _T.counter, _T.since, _T.called_at, _T.parked_until,
    )  # fmt: skip
    found = [
        row
        for state in (_BUSY, _PARKED)
        for row in connection.execute(
            select(*columns).where(state, _T.business_day == day, _T.site == site, IS_IN_HAND)
        )
    ]
    shown = (_ticket(row, _STATES[row.phase], row.parked_until, catalogue, now_ms) for row in found)
    return tuple(sorted(shown, key=lambda ticket: (ticket.since_ms, ticket.number)))


def _ticket(row: AnyRow, state: str, until_ms: int | None, catalogue: Catalogue, now_ms: int) -> HallTicket:
    since = row.since or row.called_at or now_ms
    return HallTicket(
        UUID(bytes=row.id), row.number, row.queue, service_name(catalogue, row.service), state,
        row.counter or 0, since, state in _STATES.values() and is_long(state, since, now_ms, until_ms),
    )  # fmt: skip


def _absent(connection: Connection, catalogue: Catalogue, site: str, day: int) -> tuple[HallTicket, ...]:
    rows = connection.execute(
        select(_T.id, _T.number, _T.queue, _T.service, _T.counter, _T.ended_at.label("since"), _T.called_at)
        .where(_T.business_day == day, _T.called_at.is_not(None), _T.site == site)
        .where(_T.phase == TicketPhase.NO_SHOW)
        .order_by(_T.ended_at.desc())
        .limit(ABSENT_SHOWN)
    )
    return tuple(_ticket(row, "no_show", None, catalogue, 0) for row in rows)


def _count(connection: Connection, site: str, day: int, phase: TicketPhase) -> list[tuple[str, int]]:
    rows = connection.execute(
        select(_T.queue, func.count())
        .where(_T.business_day == day, _T.called_at.is_not(None), _T.site == site, _T.phase == phase)
        .group_by(_T.queue)
    )
    return [(queue, count) for queue, count in rows]


def _counters(
    connection: Connection,
    site: Site,
    day: int,
    underway: Sequence[HallTicket],
    stations: Sequence[HallStation],
) -> tuple[HallCounter, ...]:
    rows = connection.execute(select(COUNTER).where(COUNTER.c.site == site.code))
    states = {row.counter: row for row in rows if row.business_day == day}
    here = {one.counter: one for one in underway if one.state == "called"}
    here |= {one.counter: one for one in underway if one.state == "serving"}
    left, names = _last_left(connection, site.code, day), {one.code: one.name for one in site.officers}
    silent = {one.counter: one.last_contact_ms for one in stations if one.is_silent and one.kind == "counter"}
    return tuple(
        _counter(one, states.get(one.number), here.get(one.number), left, names, silent)
        for one in site.counters
    )


def _counter(
    counter: Counter,
    row: AnyRow | None,
    ticket: HallTicket | None,
    left: dict[int, int],
    names: dict[str, str],
    silent: dict[int, int | None],
) -> HallCounter:
    state = CLOSED if row is None else row.state
    is_free = state == OPEN and ticket is None
    opened = None if row is None else row.since
    return HallCounter(
        number=counter.number,
        zone=counter.zone,
        queues=counter.queues,
        state=state,
        officer_name="" if row is None or state == CLOSED else names.get(row.officer, row.officer),
        reason="" if row is None else row.reason,
        since_ms=opened,
        ticket=ticket,
        free_since_ms=max(left.get(counter.number, 0), opened or 0) if is_free else None,
        silent_since_ms=None if state == CLOSED else silent.get(counter.number),
    )


def _last_left(connection: Connection, site: str, day: int) -> dict[int, int]:
    """Counter -> when its last person left."""
    rows = connection.execute(
        select(_T.counter, func.max(_T.ended_at))
        .where(_T.business_day == day, _T.called_at.is_not(None), _T.site == site)
        .where(_T.ended_at.is_not(None), _T.counter.is_not(None))
        .group_by(_T.counter)
    )
    return {counter: ended for counter, ended in rows}  # noqa: C416  rows are no pairs to mypy


def _queues(
    connection: Connection,
    catalogue: Catalogue,
    site: Site,
    day: int,
    now_ms: int,
    counters: Sequence[HallCounter],
    absences: dict[str, int],
) -> tuple[HallQueue, ...]:
    waiting = _waiting(connection, site.code, day)
    at_work = [letter for one in counters if one.state == OPEN for letter in one.queues]
    shown = [
        _queue(queue, waiting[queue.letter], catalogue, now_ms, at_work.count(queue.letter), absences, site)
        for queue in site.queues
    ]
    return tuple(sorted(shown, key=lambda queue: (queue.longest_since_ms or now_ms + 1, queue.letter)))


def _waiting(connection: Connection, site: str, day: int) -> defaultdict[str, list[AnyRow]]:
    """Letter -> who waits there; only who waits longest is named."""
    began = func.coalesce(_T.returned_at, _T.issued_at)
    rows = connection.execute(
        select(_T.queue, func.count().label("waiting"), func.min(began).label("since"), _T.id, _T.number)
        .where(_T.phase == literal_column("1"), _T.business_day == day, _T.site == site)
        .group_by(_T.queue)
    )  # with min() SQLite takes the other columns from the very row that has it
    known: defaultdict[str, list[AnyRow]] = defaultdict(list)
    for row in rows:
        known[row.queue].append(row)
    return known


def _queue(
    queue: Queue,
    waiting: list[AnyRow],
    catalogue: Catalogue,
    now_ms: int,
    open_counters: int,
    absences: dict[str, int],
    site: Site,
) -> HallQueue:
    row = waiting[0] if waiting else None
    count, since = (0, None) if row is None else (row.waiting, row.since)
    longest_ms = 0 if since is None else now_ms - since
    agency = catalogue.agencies.get(queue.agency)
    return HallQueue(
        letter=queue.letter,
        agency_name=agency.short if agency else queue.agency,
        waiting=count,
        longest_since_ms=since,
        longest_id=None if row is None else UUID(bytes=row.id),
        longest_number="" if row is None else row.number,
        absent=absences.get(queue.letter, 0),
        open_counters=open_counters,
        crowding=crowding(
            waiting=count,
            longest_ms=longest_ms,
            open_counters=open_counters,
            limit_min=site.order.ageing_limit_min,
        ),
    )


def _hour_wait(connection: Connection, site: Site, day: int, now_ms: int) -> Spread:
    """Of all who were called within the last sixty minutes, as the figures of a day count them.

    Who was served by presence is counted by the ticket that was issued; what lies between clocks is in no
    median.
    """
    letters = [queue.letter for queue in site.queues]
    waits: Iterable[int] = connection.execute(
        select(_T.waited_ms)
        .where(_T.business_day == day, _T.queue.in_(letters), _T.called_at > now_ms - _HOUR_MS)
        .where(_T.site == site.code, _T.called_at.is_not(None))
        .where(_T.is_presence == 0, _T.doubts.op("&")(int(Doubt.WAIT)) == 0)
    ).scalars()
    return spread([whole_s(waited) for waited in waits])


def _stations(connection: Connection, site: str, now_ms: int, own_no: int) -> tuple[HallStation, ...]:
    rows = connection.execute(
        select(STATION)
        .where(STATION.c.site == site, STATION.c.revoked_at.is_(None), STATION.c.replaced_by.is_(None))
        .order_by(STATION.c.counter, STATION.c.name)
    )
    return tuple(_station(row, now_ms, is_own=row.replica_no == own_no) for row in rows)


def _station(row: AnyRow, now_ms: int, *, is_own: bool) -> HallStation:
    """The one that the hub runs on says nothing to it: it is here."""
    heard = now_ms if is_own else row.last_contact_at
    return HallStation(
        row.name, row.kind, row.counter, heard, row.unsent, row.clock_offset_ms,
        is_silent=heard is None or now_ms - heard >= AWAY_LIMIT_MIN * _MIN_MS,
    )  # fmt: skip
