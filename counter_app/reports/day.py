"""The figures of a day or of several as JSON (``report day``, ``report month``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection

from counter_app.db.queries.figures import PeriodFigures, period_figures
from counter_app.domain.business_day import day_of
from counter_app.domain.catalogue import Site
from counter_app.domain.day_shape import Hour
from counter_app.domain.figures import Figures, Group, Grouping
from counter_app.domain.ticket import TicketPhase

TOLD_BY = (Grouping.QUEUE, Grouping.SERVICE, Grouping.COUNTER)


def day_report(connection: Connection, *, site: Site, day: date) -> dict[str, Any]:
    """All figures of one business day of one site, ready for JSON."""
    return day_json(period_figures(connection, site=site, first=day, last=day, groupings=TOLD_BY))


def day_json(figures: PeriodFigures) -> dict[str, Any]:
    """The figures of one day with the keys that every report has; officers are in none.

    ``tickets`` is the number issued and always the sum of waiting, called, parked, serving, finished,
    no_show and cancelled as they stand now, also where one was handed on; ``called_total`` counts tickets
    that were ever called. ``by_presence`` were served besides, by a number that nobody issued as far as is
    known: never in ``tickets``. ``on_paper`` were given on paper in an outage and keyed in. ``unclosed`` of
    the finished ones were ended by the close of the day only: how long they took is not known. Intervals
    whose clocks can't be compared are in ``uncertain`` and nowhere else.
    """
    return {"site": figures.site, "date": figures.first.isoformat(), **_told(figures)}


def month_json(figures: PeriodFigures) -> dict[str, Any]:
    """The figures of a month, like those of a day.

    ``date`` is 2026-11; ``by_date`` has each day with tickets.
    """
    days = [
        {"date": day_of(int(one.key)).isoformat(), **totals(one.figures)}
        for one in figures.groups[Grouping.DAY]
    ]
    return {"site": figures.site, "date": f"{figures.first:%Y-%m}", **_told(figures), "by_date": days}


def _told(figures: PeriodFigures) -> dict[str, Any]:
    return {
        **totals(figures.total),
        "by_presence": figures.by_presence,
        "incidents": figures.incidents,
        "by_hour": [_hour(hour) for hour in figures.hours],
        **{f"by_{one}": _groups(one, figures.groups[one]) for one in TOLD_BY},
    }


def totals(figures: Figures) -> dict[str, Any]:
    """Counts by state and the four times of some tickets."""
    return {
        "tickets": figures.tickets,
        **_states(figures.phases),
        "unclosed": figures.unclosed,
        "abandoned": figures.abandoned,
        "on_paper": figures.on_paper,
        "called_total": figures.called_total,
        "wait_s": asdict(figures.wait),
        "walk_s": asdict(figures.walk),
        "serve_s": asdict(figures.serve),
        "park_s": asdict(figures.park),
        "uncertain": dict(figures.uncertain),
    }


def _states(phases: Mapping[TicketPhase, int]) -> dict[str, int]:
    """Every state by its name; "unknown" only where an issue is still on its way."""
    return {
        phase.name.lower(): phases.get(phase, 0) for phase in TicketPhase if phase or phases.get(phase, 0)
    }  # fmt: skip


def _groups(grouping: Grouping, groups: tuple[Group, ...]) -> list[dict[str, Any]]:
    return [{str(grouping): group.key, **totals(group.figures)} for group in groups]


def _hour(hour: Hour) -> dict[str, Any]:
    return {
        "hour": hour.hour,
        "issued": hour.issued,
        "called": hour.called,
        "wait_s": asdict(hour.wait),
    }
