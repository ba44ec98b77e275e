"""What is believable in a simulated hall: when people come, what for, and what they do there. Pure rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from random import Random

from counter_app.domain.raw_table import RawTable
from counter_app.domain.ticket import PRIORITY_CLASSES

HABITS = (
    *PRIORITY_CLASSES, "second_service", "no_show", "comes_back", "gives_up", "sent_away", "files",
    "incomplete", "returns",
)  # fmt: skip
_REST = 1
"""Weight of an agency that the file does not name."""
_BUSY = 0.75
"""Of their time counters serve at most so much; service is shortened where there are too few."""
_SHORTEST_S = 45
_SPREAD = 0.45
"""Of the logarithm of service times."""

Arrivals = Mapping[int, Mapping[int, float]]
"""Weekday (0 = Monday) -> hour -> tickets a day."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How often people do what, and for how long."""

    per_mille: Mapping[str, int]
    walk_s: tuple[int, int]
    away_s: tuple[int, int]
    agencies: Mapping[str, int]

    def does(self, what: str, chance: Random) -> bool:
        """Whether it happens this time."""
        return chance.random() * 1000 < self.per_mille[what]

    def priority(self, chance: Random) -> str:
        """A class of PRIORITY_CLASSES, mostly none."""
        drawn = chance.random() * 1000
        for name in PRIORITY_CLASSES:
            drawn -= self.per_mille[name]
            if drawn < 0:
                return name
        return ""

    def weight(self, agency: str) -> int:
        """How often people come for it, beside the others."""
        return self.agencies.get(agency, _REST)


def build_habits(values: Mapping[str, object], file: str) -> Habits:
    """Check a parsed TOML. Raises Refused ``catalogue_broken``."""
    table = RawTable(file, "", values)
    table.only(("per_mille", "walk_s", "away_s", "agency"))
    shares, agencies = table.table("per_mille"), table.table("agency")
    shares.only(HABITS)
    return Habits(
        {name: shares.whole(name, minimum=0, maximum=1000) for name in HABITS},
        _seconds(table.table("walk_s")),
        _seconds(table.table("away_s")),
        {name: agencies.whole(name, minimum=1) for name in agencies.values},
    )


def _seconds(table: RawTable) -> tuple[int, int]:
    table.only(("least", "most"))
    least = table.whole("least", minimum=0)
    return least, table.whole("most", minimum=least)


def arrivals_of(rows: Sequence[Mapping[str, str]]) -> Arrivals:
    """The table of arrivals from the rows of its file (weekday, hour, tickets)."""
    found: dict[int, dict[int, float]] = {}
    for row in rows:
        found.setdefault(int(row["weekday"]), {})[int(row["hour"])] = float(row["tickets"])
    return found


def tickets_by_day(tickets: int, weekdays: Sequence[int], arrivals: Arrivals, chance: Random) -> list[int]:
    """How many tickets each day has; together exactly ``tickets``.

    By the weekday's share, each day up to a fifth more or less.
    """
    weights = [sum(arrivals[weekday].values()) * chance.uniform(0.8, 1.2) for weekday in weekdays]
    ends = list(accumulate(weights))
    edges = [0, *(round(tickets * end / ends[-1]) for end in ends)]
    return [high - low for low, high in pairwise(edges)]


def arrival_seconds(
    count: int, weekday: int, hours: tuple[int, int], arrivals: Arrivals, chance: Random
) -> list[int]:
    """When so many people come: seconds after midnight, in their order, between two hours."""
    shares = [(hour, arrivals[weekday].get(hour, 0.1)) for hour in range(*hours)]
    ends = list(accumulate(share for _, share in shares))
    drawn = (bisect_right(ends, chance.random() * ends[-1]) for _ in range(count))
    return sorted(3600 * shares[min(place, len(shares) - 1)][0] + chance.randrange(3600) for place in drawn)


def shared_out(loads: Mapping[str, float], counters: int) -> list[tuple[str, ...]]:
    """Which queues each counter serves: every queue by one, the busiest by most.

    ``loads``: minutes of service that each queue needs.
    """
    served: list[list[str]] = [[] for _ in range(counters)]
    desks = dict.fromkeys(loads, 0)
    busy = [0.0] * counters
    for letter in sorted(loads, key=lambda one: (-loads[one], one)):
        place = min(range(counters), key=lambda one: (busy[one], one))
        served[place].append(letter)
        busy[place] += loads[letter]
        desks[letter] += 1
    for place in range(counters):
        if not served[place]:
            most = max(loads, key=lambda one: (loads[one] / desks[one], one))
            served[place].append(most)
            desks[most] += 1
    return [tuple(sorted(letters)) for letters in served]


def pace(loads: Mapping[str, float], queues_of_counters: Sequence[Sequence[str]], open_min: float) -> float:
    """By how much service must be shorter so that the busiest counter gets through its day; at most 1.

    ``loads``: minutes of service that each queue needs a day.
    """
    desks = {letter: sum(letter in queues for queues in queues_of_counters) for letter in loads}
    needed = max(sum(loads[letter] / desks[letter] for letter in queues) for queues in queues_of_counters)
    return min(1.0, _BUSY * open_min / needed) if needed else 1.0


def service_s(usual_min: int, pace: float, chance: Random) -> int:
    """How long one service takes: around its usual minutes, some much longer."""
    return max(_SHORTEST_S, round(60 * usual_min * pace * chance.lognormvariate(-0.1, _SPREAD)))
