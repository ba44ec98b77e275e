"""What a history's file names: offices, days, queues and counters, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from counter_app.domain.errors import Refused
from counter_app.domain.history import HistoryRow, Times, believable_days
from counter_app.domain.history_dirt import Finding
from counter_app.domain.history_map import HistoryMap

_OFTEN = 2_000
"""Lines between two questions whether somebody wants to stop."""


@dataclass(slots=True)
class QueueSeen:
    """One queue of the file."""

    key: str
    letter: str
    name: str
    lines: int = 0
    most_open: int = 0
    """The most counters that were open for it at once; 0 = the file does not say."""
    counters: set[str] = field(default_factory=set)
    """Names of the counters that called for it."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What the file tells of one office."""

    office: str
    lines: int
    """Lines of this office, whatever is wrong with them, and those that belong to none."""
    days: tuple[date, date]
    """First and last believable day."""
    queues: tuple[QueueSeen, ...]
    """In the order of their letters."""


@dataclass(slots=True)
class _Office:
    lines: int = 0
    days: Counter[date] = field(default_factory=Counter)
    queues: dict[str, QueueSeen] = field(default_factory=dict)


def survey(
    rows: Iterable[HistoryRow | Finding],
    form: HistoryMap,
    office: str,
    *,
    name: str,
    today: date,
    goes_on: Callable[[], bool],
) -> Survey:
    """Looks through the whole file for one office; ``name`` is the office of a file that names none.

    Raises Refused: history_offices (offices) where there are several and none was chosen,
    history_office_unknown (office, offices), history_nothing (lines), history_cancelled (done).
    """
    offices, nobodys = _offices(rows, form, name, goes_on)
    if office and office not in offices:
        raise Refused("history_office_unknown", office=office, offices=sorted(offices))
    if not office and len(offices) > 1:
        raise Refused("history_offices", offices=sorted(offices))
    if not offices:
        raise Refused("history_nothing", lines=nobodys)
    chosen = office or next(iter(offices))
    found = offices[chosen]
    days = believable_days(found.days, today)
    if days is None or not found.queues:
        raise Refused("history_nothing", lines=found.lines + nobodys)
    queues = sorted(found.queues.values(), key=lambda queue: (queue.letter, queue.key))
    return Survey(chosen, found.lines + nobodys, days, tuple(queues))


def _offices(
    rows: Iterable[HistoryRow | Finding], form: HistoryMap, name: str, goes_on: Callable[[], bool]
) -> tuple[dict[str, _Office], int]:
    """Each office by its name, and how many lines belong to none."""
    offices: dict[str, _Office] = {}
    times, nobodys = Times(form), 0
    for place, row in enumerate(rows):
        if place % _OFTEN == 0 and not goes_on():
            raise Refused("history_cancelled", done=0)
        whose = office_of(row, form, name)
        if isinstance(row, Finding) or not whose:
            nobodys += 1
        else:
            _count(offices.setdefault(whose, _Office()), row, times)
    return offices, nobodys


def office_of(row: HistoryRow | Finding, form: HistoryMap, name: str) -> str:
    """Whose line it is; empty for one that is none, or names nobody."""
    if isinstance(row, Finding):
        return ""
    return row.office if "office" in form.columns else name


def _count(office: _Office, row: HistoryRow, times: Times) -> None:
    office.lines += 1
    issued = times.read(row.issued_at)
    if issued is None or not row.queue:
        return
    office.days[issued.date()] += 1
    queue = office.queues.get(row.queue)
    if queue is None:
        queue = office.queues[row.queue] = QueueSeen(row.queue, row.letter, row.queue_name)
    queue.lines += 1
    if row.open_counters.isdecimal():
        queue.most_open = max(queue.most_open, int(row.open_counters[:3]))
    if row.counter:
        queue.counters.add(row.counter)
