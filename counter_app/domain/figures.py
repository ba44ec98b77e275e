"""Figures of intervals, each with one definition (DESIGN 2: time is measured)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


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
