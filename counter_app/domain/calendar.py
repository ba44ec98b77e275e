"""Working days and how dates and times are written in Indonesian."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
SATURDAY = 5


def is_working_day(day: date, closed: Collection[date]) -> bool:
    """Monday to Friday, minus the closed days (national holidays, joint leave, the site's own)."""
    return day.weekday() < SATURDAY and day not in closed


def due_day(received: date, working_days: int, closed: Collection[date]) -> date:
    """Find the last of so many working days after the day of receipt, which does not count.

    Practice of the service standards (DOMAIN B7): working days are Monday to Friday minus the days of
    the joint decree. ``closed`` must cover every year that the span can reach. Zero working days are
    due on the day of receipt. Raises ValueError for a negative number.
    """
    if working_days < 0:
        raise ValueError(f"working days cannot be negative: {working_days}")
    day = received
    left = working_days
    while left > 0:
        day += timedelta(days=1)
        left -= is_working_day(day, closed)
    return day


def plain_date(day: date) -> str:
    """Write a date: "30 November 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """Write a date with its weekday: "Senin, 30 November 2026"."""
    return f"{DAYS[day.weekday()]}, {plain_date(day)}"


def clock_time(at: datetime) -> str:
    """Write a local time with the full stop that Indonesian uses: "09.48"."""
    return f"{at.hour:02d}.{at.minute:02d}"


def clock_time_with_seconds(at: datetime) -> str:
    """Write a local time to the second, as on a ticket slip: "09.31.07"."""
    return f"{clock_time(at)}.{at.second:02d}"
