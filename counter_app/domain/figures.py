"""Figures of tickets, each with one definition (docs/definitions.md; DESIGN 2: time is measured)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Any

from counter_app.domain.measured import Mark, Measured
from counter_app.domain.ticket import TicketPhase


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took, in whole seconds; n is always told. All None where n is 0."""

    n: int
    mean: int | None
    median: int | None
    p90: int | None
    """By nearest rank: 9 of 10 took at most this long."""
    max: int | None


def spread(seconds: Sequence[int]) -> Spread:
    """The figures of some intervals in seconds.

    >>> spread([60, 120, 600])
    Spread(n=3, mean=260, median=120, p90=600, max=600)
    """
    if not seconds:
        return Spread(0, None, None, None, None)
    ranked = sorted(seconds)
    n = len(ranked)
    return Spread(
        n=n,
        mean=half_up(sum(ranked), n),
        median=half_up(ranked[(n - 1) // 2] + ranked[n // 2], 2),
        p90=ranked[nearest_rank(n, 90) - 1],
        max=ranked[-1],
    )


def half_up(total: int, count: int) -> int:
    """Division rounded half up, in whole numbers: 5 / 2 = 3."""
    return (2 * total + count) // (2 * count)


def nearest_rank(n: int, percent: int) -> int:
    """The rank, from 1, of a percentile among n values: ceil(percent/100 · n)."""
    return -(-n * percent // 100)


def percent(part: int, whole: int) -> int | None:
    """A share in whole percent, half up; None of nothing."""
    return half_up(100 * part, whole) if whole else None


@dataclass(frozen=True, slots=True)
class Figures:
    """What is told of some tickets together."""

    tickets: int
    """Issued; always the sum of the states."""
    phases: Mapping[TicketPhase, int]
    """How many stand in each state now."""
    called_total: int
    """Were ever called, whatever came of it."""
    unclosed: int
    """Of the finished: ended by the close of the day only, so that their service time is not known."""
    on_paper: int
    """Given on paper in an outage, and keyed in."""
    abandoned: int
    """Of the finished and cancelled: the person went home before it was done."""
    wait: Spread
    walk: Spread
    serve: Spread
    park: Spread
    over_limit: int
    """Of wait.n: waited longer than the site's limit."""
    uncertain: Mapping[str, int]
    """Left out of wait, walk, serve and park, since two clocks differed by an unknown amount."""

    def count(self, phase: TicketPhase) -> int:
        """How many stand in a state."""
        return self.phases.get(phase, 0)

    @property
    def over_limit_percent(self) -> int | None:
        """Share of wait.n over the limit, in whole percent; None where nobody was called."""
        return percent(self.over_limit, self.wait.n)


class Grouping(StrEnum):
    """What figures are told by; the names are those of the reports."""

    QUEUE = "queue"
    SERVICE = "service"
    AGENCY = "agency"
    COUNTER = "counter"
    OFFICER = "officer"
    PRIORITY = "priority"
    KIND = "kind"
    DAY = "date"


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one queue, service or counter."""

    key: str | int
    """Letter, code or number; a priority class or empty (regular); a kind of service; a day as yyyymmdd."""
    figures: Figures


def figures_of(tickets: Sequence[Measured], limit_s: int) -> Figures:
    """The figures of some tickets; ``limit_s``: who waited longer is counted in ``over_limit``.

    >>> figures_of([], 1800).wait.n
    0
    """
    marks = Counter([one.mark for one in tickets])
    phases: Counter[TicketPhase] = Counter()
    for mark, count in marks.items():
        phases[TicketPhase(mark & Mark.PHASE)] += count
    wait = [one.wait_s for one in tickets if one.wait_s is not None]
    return Figures(
        tickets=len(tickets),
        phases=dict(phases),
        called_total=_marked(marks, Mark.CALLED),
        unclosed=_marked(marks, Mark.UNCLOSED),
        on_paper=_marked(marks, Mark.ON_PAPER),
        abandoned=_marked(marks, Mark.ABANDONED),
        wait=spread(wait),
        walk=spread([one.walk_s for one in tickets if one.walk_s is not None]),
        serve=spread([one.serve_s for one in tickets if one.serve_s is not None]),
        park=spread([one.park_s for one in tickets if one.park_s is not None]),
        over_limit=sum([one > limit_s for one in wait]),
        uncertain={name: _marked(marks, mark) for name, mark in _UNCERTAIN.items()},
    )


_UNCERTAIN = {"wait": Mark.ODD_WAIT, "walk": Mark.ODD_WALK, "serve": Mark.ODD_SERVE, "park": Mark.ODD_PARK}


def _marked(marks: Mapping[int, int], wanted: Mark) -> int:
    bit = int(wanted)
    return sum(count for mark, count in marks.items() if mark & bit)


def key_of(grouping: Grouping, kinds: Mapping[str, str]) -> Callable[[Measured], str | int | None]:
    """What a ticket is grouped by; None where it belongs to no group. ``kinds``: service -> its kind."""
    if grouping is Grouping.OFFICER:
        return lambda one: one.officer or None
    if grouping is Grouping.KIND:
        return lambda one: kinds.get(one.service, "")
    return attrgetter(_FIELDS[grouping])


_FIELDS = {
    Grouping.QUEUE: "queue",
    Grouping.SERVICE: "service",
    Grouping.AGENCY: "agency",
    Grouping.COUNTER: "counter",
    Grouping.PRIORITY: "priority",
    Grouping.DAY: "business_day",
}


def grouped(
    tickets: Iterable[Measured], key: Callable[[Measured], str | int | None]
) -> dict[str | int, list[Measured]]:
    """Tickets by their group, groups in their order."""
    groups: defaultdict[Any, list[Measured]] = defaultdict(list)
    for ticket in tickets:
        groups[key(ticket)].append(ticket)
    return {name: groups[name] for name in sorted(name for name in groups if name is not None)}


def groups_of(
    tickets: Sequence[Measured], grouping: Grouping, limit_s: int, kinds: Mapping[str, str]
) -> tuple[Group, ...]:
    """The figures of every group, in the order of their keys."""
    parts = grouped(tickets, key_of(grouping, kinds))
    return tuple(Group(key, figures_of(part, limit_s)) for key, part in parts.items())


def coached_by(viewer: str, roles: Iterable[str], groups: Iterable[Group]) -> tuple[Group, ...]:
    """The officer figures that somebody may see: a supervisor all, an officer their own (DOMAIN B5)."""
    is_supervisor = "supervisor" in roles
    return tuple(group for group in groups if is_supervisor or group.key == viewer)
