"""Judges a history line by line: which ticket it gives, and what is wrong with it."""

from __future__ import annotations

import re
from datetime import date, datetime

from counter_app.domain.history import HistoryRow, HistoryTicket, Times, milliseconds
from counter_app.domain.history_dirt import LEFT_OUT, TIME_LEFT_OUT, Dirt, Finding
from counter_app.domain.history_map import CANCELLED, NO_SHOW, TIMES, HistoryMap

LATEST_MS = 86_400_000
"""What happens a day after the issue happened to somebody else."""
_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9./-]{0,9}")
_DIGITS = re.compile(r"\d{1,9}$")
_SHOWN = 60
_MOST_COUNTERS = 999


class _Said:
    """What was found on one line so far."""

    def __init__(self, line: int) -> None:
        self._line = line
        self.findings: list[Finding] = []
        self.is_left_out = self.has_lost_time = False

    def of(self, dirt: Dirt, found: str, expected: str = "") -> None:
        """One more thing is wrong."""
        self.findings.append(Finding(self._line, dirt, found[:_SHOWN], expected[:_SHOWN]))
        self.is_left_out |= dirt in LEFT_OUT
        self.has_lost_time |= dirt in TIME_LEFT_OUT


class Judge:
    """Judges the lines of one office, in the order of the file.

    ``days``: the first and last believable one.
    """

    def __init__(self, form: HistoryMap, days: tuple[date, date]) -> None:
        self._form, self._days = form, days
        self._times = Times(form)
        self._known: dict[tuple[date, str], dict[str, int]] = {}
        self._last: dict[tuple[date, str], int] = {}

    def judge(self, row: HistoryRow) -> tuple[HistoryTicket | None, list[Finding]]:
        """The ticket of a line, or None where it gives none, and everything that is wrong with it."""
        said = _Said(row.line)
        place = self._place(row, said)
        if place is None or said.is_left_out:
            return None, said.findings
        day, issued = place
        number = row.number.upper()
        if self._is_double(day, row.queue, number, issued, said):
            return None, said.findings
        called, started, finished = self._ends(row, issued, said)
        ended = self._status(row, started, said)
        if not ended and not said.has_lost_time:
            self._look_at_ends(called, started, finished, said)
        priority = self._form.priorities.get(row.priority.casefold(), "")
        counter = _counter(row.counter, said)
        ticket = HistoryTicket(
            row.line, row.queue, number, day, issued, called, started, finished, ended, counter, priority
        )
        return ticket, said.findings

    def _place(self, row: HistoryRow, said: _Said) -> tuple[date, int] | None:
        """Day and time of issue; the queue and the number are looked at too."""
        if not row.queue:
            said.of(Dirt.QUEUE_MISSING, row.number)
        if not _NUMBER.fullmatch(row.number.upper()) or not row.number.strip("0"):
            said.of(Dirt.NUMBER_BAD, row.number)
        issued = self._issue(row, said)
        return None if issued is None else (self._day(row, issued, said), milliseconds(issued))

    def _issue(self, row: HistoryRow, said: _Said) -> datetime | None:
        issued = self._times.read(row.issued_at)
        if issued is None:
            said.of(Dirt.ISSUE_UNREADABLE, row.issued_at)
        elif not self._days[0] <= issued.date() <= self._days[1]:
            said.of(Dirt.WRONG_YEAR, row.issued_at, f"{self._days[0]} – {self._days[1]}")
            return None
        elif Times.is_unsure(issued):
            said.of(Dirt.CLOCK_CHANGE, row.issued_at)
        return issued

    def _day(self, row: HistoryRow, issued: datetime, said: _Said) -> date:
        """The line's own day; after midnight it may still be the day before."""
        own = issued.date()
        day = self._times.read_day(row.day) if row.day else own
        if day is None or abs((day - own).days) > 1:
            said.of(Dirt.WRONG_DAY, row.day, row.issued_at)
        return day or own

    def _is_double(self, day: date, queue: str, number: str, at_ms: int, said: _Said) -> bool:
        """Whether the very same ticket stood in the file before; tells of jumps too."""
        known = self._known.setdefault((day, queue), {})
        if number in known:
            is_same = known[number] == at_ms
            said.of(Dirt.DOUBLE if is_same else Dirt.NUMBER_TWICE, number, str(day))
            return is_same
        known[number] = at_ms
        digits, before = _DIGITS.search(number), self._last.get((day, queue))
        if digits is not None:
            serial = self._last[day, queue] = int(digits[0])
            if before is not None and abs(serial - before) > self._form.jump:
                said.of(Dirt.NUMBER_JUMP, number, str(before))
        return False

    def _ends(self, row: HistoryRow, issued: int, said: _Said) -> tuple[int | None, int | None, int | None]:
        """Call, start and finish: each not before the one before it, none a day after the issue."""
        found: list[int | None] = []
        latest = issued
        for name in TIMES[1:]:
            at_ms = self._end(row, name, issued, latest, said)
            latest = latest if at_ms is None else at_ms
            found.append(at_ms)
        return found[0], found[1], found[2]

    def _end(self, row: HistoryRow, name: str, issued: int, latest: int, said: _Said) -> int | None:
        text = getattr(row, name)
        if not text:
            return None
        at = self._times.read(text)
        if at is None:
            said.of(Dirt.TIME_UNREADABLE, text, name)
            return None
        at_ms = milliseconds(at)
        if at_ms < latest:
            said.of(Dirt.CALL_BEFORE_ISSUE if name == "called_at" else Dirt.OUT_OF_ORDER, text, row.issued_at)
        elif at_ms - issued > LATEST_MS:
            said.of(Dirt.TOO_LATE, text, row.issued_at)
        else:
            return at_ms
        return None

    def _status(self, row: HistoryRow, started: int | None, said: _Said) -> str:
        """NO_SHOW or CANCELLED where the file says so and no service began."""
        if not row.status:
            return ""
        status = self._form.statuses.get(row.status.casefold())
        if status is None:
            said.of(Dirt.STATUS_UNKNOWN, row.status)
        if status not in (NO_SHOW, CANCELLED):
            return ""
        if started is not None:
            said.of(Dirt.STATUS_ODD, row.status, row.started_at)
            return ""
        return status

    def _look_at_ends(
        self, called: int | None, started: int | None, finished: int | None, said: _Said
    ) -> None:
        """The first thing that is missing of what this file has a column for."""
        has = self._form.columns
        if called is None and started is None and "called_at" in has:
            said.of(Dirt.MISSING_END, "", "called_at")
        elif called is not None and started is None and "started_at" in has:
            said.of(Dirt.MISSING_END, "", "started_at")
        elif started is not None and finished is None and "finished_at" in has:
            said.of(Dirt.MISSING_END, "", "finished_at")


def _counter(text: str, said: _Said) -> int:
    """The number at the end of a counter's name; 0 where nothing is said."""
    if not text:
        return 0
    digits = _DIGITS.search(text)
    if digits is None or not 0 < int(digits[0]) <= _MOST_COUNTERS:
        said.of(Dirt.COUNTER_BAD, text)
        return 0
    return int(digits[0])
