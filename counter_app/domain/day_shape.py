"""The shape of a day: when people came and were called, how long they waited then, who was there to serve."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from counter_app.domain.figures import Spread, grouped, spread
from counter_app.domain.measured import Measured

HourOf = Callable[[int], int]
"""ms UTC -> hour 0 … 23 on the site's wall clock."""

BANDS_MIN = (5, 10, 15, 30, 60, 120)
"""Upper ends of the bands of the waiting-time distribution, in minutes; the last band has none."""
STEP_MS = 15 * 60_000
"""How far the moments of the hall's load are apart."""
_MOST_STEPS = 4 * 36
"""A leaping clock must not draw a chart of years."""


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of the wall clock. An interval belongs to the hour of issue, a call to that of the call."""

    hour: int
    """0 … 23; what happens after midnight stays with its business day."""
    issued: int
    called: int
    """Tickets whose last call was in this hour."""
    wait: Spread
    """Of the tickets issued in this hour."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """How long those waited who came to one queue in one hour."""

    queue: str
    hour: int
    issued: int
    wait: Spread


@dataclass(frozen=True, slots=True)
class Band:
    """How many waited from ``from_min`` up to, not including, ``to_min`` minutes (None = and more)."""

    from_min: int
    to_min: int | None
    tickets: int


@dataclass(frozen=True, slots=True)
class Moment:
    """The hall at one moment (ms UTC)."""

    at_ms: int
    waiting: int
    """Issued before and not yet called for the last time."""
    counters: int
    """With an officer's shift."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One shift at a counter (ms UTC); not ended = None."""

    counter: int
    opened_at: int
    closed_at: int | None


def hours_of(tickets: Sequence[Measured], hour_of: HourOf) -> tuple[Hour, ...]:
    """Every hour in which a ticket was issued or called."""
    issued = grouped(tickets, lambda one: None if one.issued_at is None else hour_of(one.issued_at))
    called = Counter(hour_of(one.called_at) for one in tickets if one.called_at is not None)
    return tuple(
        Hour(hour, len(issued.get(hour, ())), called[hour], _waits(issued.get(hour, ())))
        for hour in sorted({*called, *(int(known) for known in issued)})
    )


def heat_of(tickets: Sequence[Measured], hour_of: HourOf) -> tuple[HeatCell, ...]:
    """Queue by hour of issue, only cells in which somebody came."""
    cells: dict[tuple[str, int], list[Measured]] = {}
    for one in tickets:
        if one.issued_at is not None:
            cells.setdefault((one.queue, hour_of(one.issued_at)), []).append(one)
    return tuple(
        HeatCell(queue, hour, len(cells[queue, hour]), _waits(cells[queue, hour]))
        for queue, hour in sorted(cells)
    )


def bands_of(tickets: Iterable[Measured]) -> tuple[Band, ...]:
    """How the certain waiting times are distributed; their sum is wait.n."""
    ends = [minutes * 60 for minutes in BANDS_MIN]
    waits = Counter([one.wait_s for one in tickets if one.wait_s is not None])
    counts: Counter[int] = Counter()
    for seconds, count in waits.items():
        counts[bisect_right(ends, seconds)] += count
    edges = (0, *BANDS_MIN)
    upper = (*BANDS_MIN, None)
    return tuple(
        Band(start, end, counts[place])
        for place, (start, end) in enumerate(zip(edges, upper, strict=True))
    )  # fmt: skip


def moments_of(tickets: Sequence[Measured], sittings: Sequence[Sitting]) -> tuple[Moment, ...]:
    """Counters with an officer against people waiting, every quarter of an hour of the day's work."""
    issues = [one.issued_at for one in tickets if one.issued_at is not None]
    if not issues:
        return ()
    ends = [one.left_line_at for one in tickets if one.issued_at is not None and one.left_line_at is not None]
    first = min(issues) // STEP_MS
    steps = min(_MOST_STEPS, (max([*issues, *ends]) // STEP_MS) - first + 2)
    waiting = _running(issues, ends, first, steps)
    staffed = [(one.opened_at, one.closed_at) for one in sittings]
    open_now = _running(
        [start for start, _ in staffed], [end for _, end in staffed if end is not None], first, steps
    )
    return tuple(
        Moment((first + step) * STEP_MS, max(0, waiting[step]), max(0, open_now[step]))
        for step in range(steps)
    )


def _running(starts: Iterable[int], ends: Iterable[int], first: int, steps: int) -> list[int]:
    """How many have begun and not ended at each step; what was before the first counts from the first."""
    change = [0] * (steps + 1)
    for moment in starts:
        change[_step(moment, first, steps)] += 1
    for moment in ends:
        change[_step(moment, first, steps)] -= 1
    return list(accumulate(change))


def _step(moment: int, first: int, steps: int) -> int:
    """The first step at or after a moment."""
    return min(steps, max(0, -(-moment // STEP_MS) - first))


def _waits(tickets: Iterable[Measured]) -> Spread:
    return spread([one.wait_s for one in tickets if one.wait_s is not None])
