"""Figures of tickets, each with one definition (docs/definitions.md; DESIGN 2: time is measured)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from counter_app.domain.measured import Measured
from counter_app.domain.ticket import Doubt, TicketPhase


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
    return Spread(
        n=len(ranked),
        mean=half_up(sum(ranked), len(ranked)),
        median=half_up(int(median(ranked) * 2), 2),
        p90=ranked[nearest_rank(len(ranked), 90) - 1],
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
    phases = Counter(ticket.phase for ticket in tickets)
    wait, wait_odd = _certain((one.wait_s, one.doubts & Doubt.WAIT) for one in tickets)
    walk, walk_odd = _certain((one.walk_s, one.doubts & Doubt.WALK) for one in tickets)
    serve, serve_odd = _certain((one.serve_s, one.doubts & Doubt.SERVE) for one in tickets)
    park, park_odd = _certain((one.park_s, one.doubts & Doubt.PARK) for one in tickets)
    return Figures(
        tickets=len(tickets),
        phases={TicketPhase(phase): count for phase, count in phases.items()},
        called_total=sum(ticket.called_at is not None for ticket in tickets),
        unclosed=sum(ticket.is_unclosed for ticket in tickets),
        on_paper=sum(ticket.is_on_paper for ticket in tickets),
        abandoned=sum(ticket.is_abandoned for ticket in tickets),
        wait=spread(wait),
        walk=spread(walk),
        serve=spread(serve),
        park=spread(park),
        over_limit=sum(one > limit_s for one in wait),
        uncertain={"wait": wait_odd, "walk": walk_odd, "serve": serve_odd, "park": park_odd},
    )


def _certain(times: Iterable[tuple[int | None, int]]) -> tuple[list[int], int]:
    """The intervals between comparable clocks, and how many others there are."""
    known = [(seconds, doubt) for seconds, doubt in times if seconds is not None]
    certain = [seconds for seconds, doubt in known if not doubt]
    return certain, len(known) - len(certain)


def key_of(grouping: Grouping, kinds: Mapping[str, str]) -> Callable[[Measured], str | int | None]:
    """What a ticket is grouped by; None where it belongs to no group. ``kinds``: service -> its kind."""
    ways: dict[Grouping, Callable[[Measured], str | int | None]] = {
        Grouping.QUEUE: lambda one: one.queue,
        Grouping.SERVICE: lambda one: one.service,
        Grouping.AGENCY: lambda one: one.agency,
        Grouping.COUNTER: lambda one: one.counter,
        Grouping.OFFICER: lambda one: one.officer or None,
        Grouping.PRIORITY: lambda one: one.priority,
        Grouping.KIND: lambda one: kinds.get(one.service, ""),
        Grouping.DAY: lambda one: one.business_day,
    }
    return ways[grouping]


def grouped(
    tickets: Iterable[Measured], key: Callable[[Measured], str | int | None]
) -> dict[str | int, list[Measured]]:
    """Tickets by their group, groups in their order."""
    groups: dict[str | int, list[Measured]] = {}
    for ticket in tickets:
        name = key(ticket)
        if name is not None:
            groups.setdefault(name, []).append(ticket)
    return {name: groups[name] for name in sorted(groups)}


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
