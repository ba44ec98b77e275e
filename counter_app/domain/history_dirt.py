"""What is wrong with lines of another system's history: each has a name and is told line by line."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Dirt(StrEnum):
    """Kinds of dirt; their words stand in ``resources/i18n/history.toml``."""

    ROW_LENGTH = "row_length"
    """Fewer or more fields than the header."""
    HEADER_AGAIN = "header_again"
    OFFICE_MISSING = "office_missing"
    QUEUE_MISSING = "queue_missing"
    NUMBER_BAD = "number_bad"
    """Empty, nought, or longer than a printed number can be."""
    ISSUE_UNREADABLE = "issue_unreadable"
    WRONG_YEAR = "wrong_year"
    """Half a year or more away from all the rest of the history, or in the future."""
    WRONG_DAY = "wrong_day"
    """The line's own day is another one than its time of issue."""
    DOUBLE = "double"
    """The same number of the same queue and day at the same time, once more."""
    NUMBER_TWICE = "number_twice"
    """The same number of the same queue and day at another time: somebody else."""
    NUMBER_JUMP = "number_jump"
    TIME_UNREADABLE = "time_unreadable"
    CALL_BEFORE_ISSUE = "call_before_issue"
    OUT_OF_ORDER = "out_of_order"
    """A start before its call, or an end before its start."""
    TOO_LATE = "too_late"
    """A day or more after the issue: a clock that was wrong, or a ticket forgotten."""
    MISSING_END = "missing_end"
    """Never called, or started and never finished, though the file has a column for it."""
    CLOCK_CHANGE = "clock_change"
    """The hour that summer time takes away or gives twice: the first is meant."""
    STATUS_UNKNOWN = "status_unknown"
    STATUS_ODD = "status_odd"
    """It says that nobody came, and a time says that service began: the time counts."""
    COUNTER_BAD = "counter_bad"
    BOM = "bom"
    """Three bytes before the header that are no text; read over."""


LEFT_OUT = frozenset(
    {
        Dirt.ROW_LENGTH, Dirt.HEADER_AGAIN, Dirt.OFFICE_MISSING, Dirt.QUEUE_MISSING, Dirt.NUMBER_BAD,
        Dirt.ISSUE_UNREADABLE, Dirt.WRONG_YEAR, Dirt.WRONG_DAY, Dirt.DOUBLE,
    }
)  # fmt: skip
"""Such a line gives no ticket."""

TIME_LEFT_OUT = frozenset({Dirt.TIME_UNREADABLE, Dirt.CALL_BEFORE_ISSUE, Dirt.OUT_OF_ORDER, Dirt.TOO_LATE})
"""Such a line gives a ticket without that time."""


class Finding(NamedTuple):
    """One thing that is wrong with one line."""

    line: int
    """From 1, which is the header; of an entry over several lines the first."""
    dirt: Dirt
    found: str
    """What stands there, shortened."""
    expected: str = ""
    """Against what it was held: the number before, the time of issue, the day."""
