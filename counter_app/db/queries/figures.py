"""Figures of a day or of several: the tickets of these days, measured and counted (docs/definitions.md)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, func, literal_column, select

from counter_app.db.prepared import Prepared
from counter_app.db.tables import ANOMALY, APPLICATION, SHIFT, TICKET, VISIT
from counter_app.domain.application import COMPLETE, INCOMPLETE
from counter_app.domain.business_day import day_number, day_of
from counter_app.domain.catalogue import Service, Site
from counter_app.domain.clock import local_day, local_time
from counter_app.domain.day_shape import (
    Band,
    HeatCell,
    Hour,
    HourOf,
    Moment,
    Sitting,
    bands_of,
    heat_of,
    hours_of,
    moments_of,
)
from counter_app.domain.figures import Figures, Group, Grouping, figures_of, groups_of, percent
from counter_app.domain.measured import Measured, TicketTimes, measured
from counter_app.domain.ticket import TicketPhase

_SAME_HOUR_MS = 15 * 60_000
"""Every zone's difference to UTC is a multiple of this."""


def _of_days(table: Table) -> ColumnElement[bool]:
    """Rows of a site from one business day to another; every table asked so has an index of its days."""
    day = table.c.business_day
    return and_(table.c.site == bindparam("site"), day >= bindparam("first"), day <= bindparam("last"))


_T = TICKET.c
_TICKETS = Prepared(
    select(
        _T.business_day, _T.queue, _T.service, _T.agency, _T.counter, _T.officer, _T.priority, _T.phase,
        _T.issued_at, _T.called_at, _T.started_at, _T.ended_at, _T.reason, _T.outcome, _T.waited_ms,
        _T.walked_ms, _T.served_ms, _T.parked_ms, _T.doubts, _T.visit_id,
    )
    .where(_of_days(TICKET), _T.is_presence == literal_column("0"))
    .order_by(_T.business_day)
)  # fmt: skip
_ON_PAPER = Prepared(select(VISIT.c.id).where(_of_days(VISIT), VISIT.c.channel == literal_column("'paper'")))
_PAPERS = Prepared(
    select(
        APPLICATION.c.business_day, APPLICATION.c.status, APPLICATION.c.completed_at,
        APPLICATION.c.missing_slips,
    ).where(_of_days(APPLICATION))
)  # fmt: skip
_SITTINGS = Prepared(
    select(SHIFT.c.counter, SHIFT.c.opened_at, SHIFT.c.closed_at)
    .where(_of_days(SHIFT), SHIFT.c.opened_at.is_not(None))
    .order_by(SHIFT.c.opened_at)
)
_BY_PRESENCE = Prepared(
    select(func.count()).where(
        _of_days(TICKET), _T.is_presence == literal_column("1"), _T.matched_id.is_(None),
        _T.phase == literal_column(str(int(TicketPhase.FINISHED))),
    )
)  # fmt: skip
_INCIDENTS = Prepared(
    select(func.count()).select_from(ANOMALY.join(TICKET, TICKET.c.id == ANOMALY.c.entity_id))
    .where(_of_days(TICKET))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FirstTime:
    """Applications that were complete at the first visit ("lengkap sekali datang")."""

    n: int
    """Opened on these days and judged: complete or incomplete."""
    complete: int
    """Of these: complete on the day they were opened, without a missing-papers slip before."""

    @property
    def percent(self) -> int | None:
        """The share in whole percent; None where nothing was judged."""
        return percent(self.complete, self.n)


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """All figures of one site from its business day ``first`` to ``last``, both included."""

    site: str
    first: date
    last: date
    limit_min: int
    """The site's limit of waiting (``order.ageing_limit_min``), for ``over_limit``."""
    total: Figures
    hours: tuple[Hour, ...]
    groups: Mapping[Grouping, tuple[Group, ...]]
    """Only the groupings that were asked for; each in the order of its keys."""
    heat: tuple[HeatCell, ...]
    """Queue by hour of issue."""
    bands: tuple[Band, ...]
    """How the waiting times are distributed."""
    moments: tuple[Moment, ...]
    """Counters open against people waiting, each quarter of an hour; empty for several days."""
    staffed: frozenset[int]
    """Counters at which anybody had a shift on these days."""
    first_time: FirstTime
    by_presence: int
    """Served besides, by a number that no ticket was issued for as far as is known here."""
    incidents: int
    """Entries about these tickets that made no sense where they stand, as two counters calling one."""


def period_figures(
    connection: Connection,
    *,
    site: Site,
    first: date,
    last: date,
    groupings: Collection[Grouping] = tuple(Grouping),
    services: Mapping[str, Service] = MappingProxyType({}),
) -> PeriodFigures:
    """The figures of a site's days; of one day where ``first`` is ``last``. Days without tickets are empty.

    ``services``: the catalogue's, by which tickets are told by kind of service (``Grouping.KIND``).
    Officer figures (``Grouping.OFFICER``) are for coaching: show them through ``coached_by`` only.
    """
    tickets = measured_tickets(connection, site.code, first, last)
    asked, hour_of = _asked(site.code, first, last), hour_clock(site)
    limit_s = site.order.ageing_limit_min * 60
    sittings = _sittings(connection, asked)
    kinds = {code: service.kind for code, service in services.items()}
    return PeriodFigures(
        site=site.code,
        first=first,
        last=last,
        limit_min=site.order.ageing_limit_min,
        total=figures_of(tickets, limit_s),
        hours=hours_of(tickets, hour_of),
        groups={one: groups_of(tickets, one, limit_s, kinds) for one in groupings},
        heat=heat_of(tickets, hour_of),
        bands=bands_of(tickets),
        moments=moments_of(tickets, sittings) if first == last else (),
        staffed=frozenset(one.counter for one in sittings),
        first_time=_first_time(connection, asked, ZoneInfo(site.zone_name)),
        by_presence=int((_BY_PRESENCE.first(connection, asked) or (0,))[0]),
        incidents=int((_INCIDENTS.first(connection, asked) or (0,))[0]),
    )


def measured_tickets(connection: Connection, site: str, first: date, last: date) -> list[Measured]:
    """The tickets of a site's business days, day by day."""
    asked = _asked(site, first, last)
    on_paper = {row[0] for row in _ON_PAPER.all(connection, asked)}
    return [
        measured(TicketTimes._make((*row[:-1], row[-1] in on_paper)))
        for row in _TICKETS.all(connection, asked)
    ]


def hour_clock(site: Site) -> HourOf:
    """The hour on the site's wall clock, remembered by the quarter: a month asks of thousands of tickets."""
    zone = ZoneInfo(site.zone_name)
    known: dict[int, int] = {}

    def hour_of(at_ms: int) -> int:
        quarter = at_ms // _SAME_HOUR_MS
        hour = known.get(quarter)
        if hour is None:
            hour = known[quarter] = local_time(quarter * _SAME_HOUR_MS, zone).hour
        return hour

    return hour_of


def _asked(site: str, first: date, last: date) -> dict[str, Any]:
    return {"site": site, "first": day_number(first), "last": day_number(last)}


def _sittings(connection: Connection, asked: Mapping[str, Any]) -> list[Sitting]:
    return [Sitting(*row) for row in _SITTINGS.all(connection, asked)]


def _first_time(connection: Connection, asked: Mapping[str, Any], zone: ZoneInfo) -> FirstTime:
    rows = [row for row in _PAPERS.all(connection, asked) if row[1] in (COMPLETE, INCOMPLETE)]
    complete = sum(
        completed_at is not None and not slips and local_day(completed_at, zone) == day_of(day)
        for day, _status, completed_at, slips in rows
    )
    return FirstTime(len(rows), complete)
