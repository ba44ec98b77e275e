"""What a report is about: one business day, or a month of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_MONTH_CODE = 7
"""Letters of 2026-11."""


@dataclass(frozen=True, slots=True)
class Period:
    """Business days from ``first`` to ``last``, both included."""

    first: date
    last: date
    is_month: bool

    @property
    def code(self) -> str:
        """2026-11-23, or 2026-11 for a month: in file names and as the JSON's date."""
        return self.first.isoformat()[: _MONTH_CODE if self.is_month else None]


def one_day(day: date) -> Period:
    """The period of one day.

    >>> one_day(date(2026, 11, 23)).code
    '2026-11-23'
    """
    return Period(day, day, is_month=False)


def month_of(day: date) -> Period:
    """The month that a day lies in, from its first day to its last.

    >>> month_of(date(2026, 2, 10)).last, month_of(date(2026, 2, 10)).code
    (datetime.date(2026, 2, 28), '2026-02')
    """
    first = day.replace(day=1)
    later = first + timedelta(days=31)
    return Period(first, later.replace(day=1) - timedelta(days=1), is_month=True)
