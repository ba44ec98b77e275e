"""Which business day is open, and which one the clock proposes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, func, select

from counter_app.db.prepared import Prepared
from counter_app.db.tables import DAY
from counter_app.domain.business_day import day_of
from counter_app.domain.catalogue import Site
from counter_app.domain.clock import local_day

_OPEN = Prepared(
    select(DAY.c.business_day)
    .where(DAY.c.site == bindparam("site"), DAY.c.is_open == 1)
    .order_by(DAY.c.business_day.desc())
    .limit(1)
)
_LAST = select(func.max(DAY.c.business_day)).where(DAY.c.site == bindparam("site"))


@dataclass(frozen=True, slots=True)
class DayState:
    """The days that matter when an officer sits down."""

    open_day: date | None
    last_day: date | None
    proposed: date
    """The calendar day of the machine's clock in the site's zone."""
    is_question: bool
    """The clock disagrees with the last day in a way that a person must settle."""


def open_day_number(connection: Connection, site: str) -> int | None:
    """The open business day as yyyymmdd, or None."""
    row = _OPEN.first(connection, {"site": site})
    return None if row is None else row[0]


def last_day_number(connection: Connection, site: str) -> int | None:
    """The latest business day ever opened, or None."""
    return connection.execute(_LAST, {"site": site}).scalar()


def day_state(connection: Connection, *, site: Site, now_ms: int) -> DayState:
    """The open day, the last one, and what the clock proposes."""
    open_number = open_day_number(connection, site.code)
    last_number = last_day_number(connection, site.code)
    proposed = local_day(now_ms, ZoneInfo(site.zone_name))
    last = None if last_number is None else day_of(last_number)
    return DayState(
        None if open_number is None else day_of(open_number),
        last,
        proposed,
        is_question=last is not None and (proposed < last or (proposed - last).days > LONGEST_CLOSURE_DAYS),
    )


LONGEST_CLOSURE_DAYS = 14
"""A longer gap than any row of holidays is more likely a wrong clock: ask."""
