"""The business day: opened by a person, never backwards, on every entry (DESIGN 7)."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import NamedTuple

from counter_app.domain.entry import Entry
from counter_app.domain.errors import Refused
from counter_app.domain.facts import Facts
from counter_app.domain.fold import Aggregate


def day_number(day: date) -> int:
    """2026-11-23 -> 20261123: four bytes in every row, and people can read it."""
    return day.year * 10_000 + day.month * 100 + day.day


def day_of(number: int) -> date:
    """20261123 -> 2026-11-23."""
    return date(number // 10_000, number // 100 % 100, number % 100)


def day_entity(site: str, number: int) -> bytes:
    """The same 16 bytes at every station, so that all mean one day of one site."""
    return hashlib.sha256(f"business day {site} {number}".encode()).digest()[:16]


class DayState(NamedTuple):
    """One business day of a site."""

    id: bytes
    site: str
    business_day: int
    is_open: bool
    opened_at: int | None
    closed_at: int | None
    opened_by: str


def _empty(entity_id: bytes, first: Entry) -> DayState:
    return DayState(entity_id, first.site, first.business_day, False, None, None, "")


def _opened(state: DayState, entry: Entry, _facts: Facts) -> DayState:
    return state._replace(is_open=True, opened_at=entry.at_ms, opened_by=entry.officer, closed_at=None)


def _closed(state: DayState, entry: Entry, _facts: Facts) -> DayState:
    return state._replace(is_open=False, closed_at=entry.at_ms)


DAY = Aggregate("day", _empty, {"day.opened": _opened, "day.closed": _closed})


LONGEST_LEAP_DAYS = 31
"""A day further ahead is a slip of the finger: it would lock the station, since days never go back."""


def next_day(wanted: date, last: date | None, known: date) -> int:
    """The number of the day to open.

    ``known``: the latest day that the machine has another reason to believe in (its clock, the month
    of its catalogue), so that a clock of 2012 refuses nobody.
    Raises Refused("day_goes_back", last=…) for a day before the last one, since numbers and figures
    of a finished day would change, and Refused("day_too_far", latest=…).
    """
    if last is not None and wanted < last:
        raise Refused("day_goes_back", last=last, wanted=wanted)
    latest = max(known, last or known) + timedelta(days=LONGEST_LEAP_DAYS)
    if wanted > latest:
        raise Refused("day_too_far", wanted=wanted, latest=latest)
    return day_number(wanted)
