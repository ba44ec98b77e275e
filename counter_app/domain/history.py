"""Another system's ticket history: its lines by our names, its times, and its believable days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from counter_app.domain.history_dirt import Dirt, Finding
from counter_app.domain.history_map import COLUMNS, HistoryMap

LONGEST_GAP_DAYS = 180
"""Days further from the rest than this are a clock that was wrong."""


class HistoryRow(NamedTuple):
    """One line by our names; empty = not there."""

    line: int
    office: str
    queue: str
    letter: str
    queue_name: str
    day: str
    number: str
    issued_at: str
    called_at: str
    started_at: str
    finished_at: str
    counter: str
    open_counters: str
    status: str
    priority: str


class HistoryTicket(NamedTuple):
    """One ticket as the file tells it; times in ms UTC, None = not told."""

    line: int
    queue: str
    """The file's own key of the queue."""
    number: str
    """As it is printed, or its digits alone."""
    day: date
    issued_at: int
    called_at: int | None
    started_at: int | None
    finished_at: int | None
    ended: str
    """NO_SHOW or CANCELLED where the file says so; else empty."""
    counter: int
    """0 = the file does not say which."""
    priority: str

    @property
    def last_at(self) -> int:
        """The last thing known to have happened to it."""
        ends = (self.called_at, self.started_at, self.finished_at)
        return max((at for at in ends if at is not None), default=self.issued_at)


class RowReader:
    """Puts the fields of a line where our names expect them."""

    def __init__(self, header: Sequence[str], form: HistoryMap) -> None:
        self._width = len(header)
        self._header = list(header)
        self._places = [header.index(form.columns[one]) if one in form.columns else -1 for one in COLUMNS]

    def row(self, line: int, fields: Sequence[str]) -> HistoryRow | Finding:
        """The line by our names, or why it is none."""
        if len(fields) != self._width:
            return Finding(line, Dirt.ROW_LENGTH, str(len(fields)), str(self._width))
        if fields == self._header:
            return Finding(line, Dirt.HEADER_AGAIN, fields[0])
        return HistoryRow(line, *[fields[at].strip() if at >= 0 else "" for at in self._places])


class Times:
    """Reads times of the file's wall clock."""

    def __init__(self, form: HistoryMap) -> None:
        self._zone, self._format, self._day_format = form.zone, form.time_format, form.day_format
        self._is_iso = self._format in ("", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")

    def read(self, text: str) -> datetime | None:
        """The instant in the file's zone, or None for what is no time."""
        try:
            found = datetime.fromisoformat(text) if self._is_iso else self._strictly(text)
            return found.replace(tzinfo=self._zone) if found.tzinfo is None else found.astimezone(self._zone)
        except (ValueError, OverflowError):
            return None

    def read_day(self, text: str) -> date | None:
        """The day of a column of days, or None for what is none."""
        try:
            if self._day_format:
                return datetime.strptime(text, self._day_format).date()  # noqa: DTZ007  a day has no zone
            return date.fromisoformat(text[:10])
        except ValueError:
            return None

    def _strictly(self, text: str) -> datetime:
        return datetime.strptime(text, self._format)  # noqa: DTZ007  the zone is the map's

    @staticmethod
    def is_unsure(at: datetime) -> bool:
        """Whether summer time took this wall clock's hour away, or gave it twice."""
        return at.utcoffset() != at.replace(fold=1).utcoffset()


def milliseconds(at: datetime) -> int:
    """Ms UTC of an instant."""
    return round(at.timestamp()) * 1000 + at.microsecond // 1000


def believable_days(days: Mapping[date, int], today: date) -> tuple[date, date] | None:
    """First and last day of the one stretch that holds most tickets; None where nothing is left.

    ``days``: how many tickets each has. Longer gaps than LONGEST_GAP_DAYS part stretches, and what lies
    after tomorrow has not happened.
    """
    stretches: list[list[date]] = []
    for day in sorted(day for day in days if day <= today + timedelta(days=1)):
        if stretches and (day - stretches[-1][-1]).days <= LONGEST_GAP_DAYS:
            stretches[-1].append(day)
        else:
            stretches.append([day])
    best = max(stretches, key=lambda one: sum(days[day] for day in one), default=None)
    return (best[0], best[-1]) if best else None
