"""A day beside others: the working day before, the same weekday a week ago, and the usual such weekday."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low

from sqlalchemy import Connection, bindparam, func, select

from counter_app.db.prepared import Prepared
from counter_app.db.queries.figures import measured_tickets
from counter_app.db.tables import TICKET
from counter_app.domain.business_day import day_number, day_of
from counter_app.domain.catalogue import Site
from counter_app.domain.figures import Figures, figures_of
from counter_app.domain.ticket import TicketPhase

USUAL_WEEKS = 4
"""The usual Monday is the median of so many Mondays before."""
_WEEK = timedelta(days=7)
_BEFORE = Prepared(
    select(func.max(TICKET.c.business_day)).where(
        TICKET.c.site == bindparam("site"), TICKET.c.business_day < bindparam("day")
    )
)


@dataclass(frozen=True, slots=True)
class DayInShort:
    """The few figures that days are compared by; None where nothing was measured."""

    tickets: int
    finished: int
    no_show: int
    wait_median_s: int | None
    wait_p90_s: int | None
    serve_median_s: int | None
    over_limit_percent: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a day is compared with; None where there was no such day with tickets."""

    before_day: date | None
    """The last day with tickets before it: "kemarin", or Friday for a Monday."""
    before: DayInShort | None
    week_ago: DayInShort | None
    """The same weekday a week ago."""
    usual: DayInShort | None
    """Each figure's lower median over the same weekday of four weeks, of the days with tickets."""
    usual_days: int
    """Over how many of the four it was taken."""


def comparison(connection: Connection, *, site: Site, day: date) -> Comparison:
    """The days that a day is compared with."""
    before_day = _day_before(connection, site.code, day)
    weeks = [_in_short(connection, site, day - week * _WEEK) for week in range(1, USUAL_WEEKS + 1)]
    known = [one for one in weeks if one is not None]
    return Comparison(
        before_day=before_day,
        before=None if before_day is None else _in_short(connection, site, before_day),
        week_ago=weeks[0],
        usual=_usual(known) if known else None,
        usual_days=len(known),
    )


def in_short(figures: Figures) -> DayInShort:
    """The few of all figures."""
    return DayInShort(
        tickets=figures.tickets,
        finished=figures.count(TicketPhase.FINISHED),
        no_show=figures.count(TicketPhase.NO_SHOW),
        wait_median_s=figures.wait.median,
        wait_p90_s=figures.wait.p90,
        serve_median_s=figures.serve.median,
        over_limit_percent=figures.over_limit_percent,
    )


def _in_short(connection: Connection, site: Site, day: date) -> DayInShort | None:
    tickets = measured_tickets(connection, site.code, day, day)
    return in_short(figures_of(tickets, site.order.ageing_limit_min * 60)) if tickets else None


def _usual(days: list[DayInShort]) -> DayInShort:
    return DayInShort(
        tickets=median_low(one.tickets for one in days),
        finished=median_low(one.finished for one in days),
        no_show=median_low(one.no_show for one in days),
        wait_median_s=_middle(one.wait_median_s for one in days),
        wait_p90_s=_middle(one.wait_p90_s for one in days),
        serve_median_s=_middle(one.serve_median_s for one in days),
        over_limit_percent=_middle(one.over_limit_percent for one in days),
    )


def _middle(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return median_low(known) if known else None


def _day_before(connection: Connection, site: str, day: date) -> date | None:
    row = _BEFORE.first(connection, {"site": site, "day": day_number(day)})
    return None if row is None or row[0] is None else day_of(row[0])
