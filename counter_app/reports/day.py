"""The day's figures (``report day``): counts by state, and how long people waited and were served."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from counter_app.db.queries.day_tickets import DayTicket, day_tickets
from counter_app.domain.business_day import day_number
from counter_app.domain.catalogue import Site
from counter_app.domain.clock import local_time
from counter_app.domain.figures import spread
from counter_app.domain.ticket import TicketPhase


def day_report(connection: Connection, *, site: Site, day: date) -> dict[str, Any]:
    """All figures of one business day of one site, ready for JSON.

    ``tickets`` is the number issued and always the sum of waiting, called, parked, serving, finished,
    no_show and cancelled as they stand now, also where one was handed on; ``called_total`` counts tickets
    that were ever called. ``on_paper`` were given on paper in an outage and keyed in. ``unclosed`` of the
    finished ones were ended by the close of the day only: how long they took is not known.
    """
    tickets = day_tickets(connection, site.code, day_number(day))
    zone = ZoneInfo(site.zone_name)
    return {
        "site": site.code,
        "date": day.isoformat(),
        **_totals(tickets),
        "by_hour": _by_hour(tickets, zone),
        "by_queue": _by(tickets, "queue", lambda ticket: ticket.queue),
        "by_service": _by(tickets, "service", lambda ticket: ticket.service),
        "by_counter": _by(tickets, "counter", lambda ticket: ticket.counter),
    }


def _totals(tickets: Sequence[DayTicket]) -> dict[str, Any]:
    states = Counter(ticket.phase for ticket in tickets)
    return {
        "tickets": len(tickets),
        **{phase.name.lower(): states[phase] for phase in TicketPhase if phase or states[phase]},
        "unclosed": sum(ticket.is_unclosed for ticket in tickets),
        "on_paper": sum(ticket.is_on_paper for ticket in tickets),
        "called_total": sum(ticket.called_at is not None for ticket in tickets),
        "wait_s": _spread(ticket.wait_s for ticket in tickets),
        "walk_s": _spread(ticket.walk_s for ticket in tickets),
        "serve_s": _spread(ticket.serve_s for ticket in tickets),
        "park_s": _spread(ticket.park_s for ticket in tickets),
    }


def _spread(seconds: Any) -> dict[str, int | None]:
    return asdict(spread([one for one in seconds if one is not None]))


def _by(
    tickets: Sequence[DayTicket], name: str, key: Callable[[DayTicket], str | int | None]
) -> list[dict[str, Any]]:
    groups: dict[str | int, list[DayTicket]] = {}
    for ticket in tickets:
        group = key(ticket)
        if group is not None:
            groups.setdefault(group, []).append(ticket)
    return [{name: group, **_totals(groups[group])} for group in sorted(groups)]


def _by_hour(tickets: Sequence[DayTicket], zone: ZoneInfo) -> list[dict[str, Any]]:
    """An interval belongs to the hour of issue, a call to the hour of the call."""
    issued = [(local_time(one.issued_at, zone).hour, one) for one in tickets if one.issued_at is not None]
    called = Counter(local_time(one.called_at, zone).hour for one in tickets if one.called_at is not None)
    hours = sorted({hour for hour, _ in issued} | set(called))
    return [
        {
            "hour": hour,
            "issued": sum(at == hour for at, _ in issued),
            "called": called[hour],
            "wait_s": _spread(one.wait_s for at, one in issued if at == hour),
        }
        for hour in hours
    ]
