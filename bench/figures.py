"""What a measurement answers: times in milliseconds, and rows of the result tables."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from typing import TypeVar

T = TypeVar("T")


def milliseconds() -> float:
    """A clock for differences, the same in every process of the machine."""
    return time.perf_counter_ns() / 1e6


@dataclass
class Times:
    """Durations of one thing done many times, in milliseconds."""

    ms: list[float] = field(default_factory=list)

    def measure(self, act: Callable[[], T]) -> T:
        """Does it, keeps how long it took, gives its answer."""
        began = milliseconds()
        answer = act()
        self.ms.append(milliseconds() - began)
        return answer

    @property
    def n(self) -> int:
        """How often it was measured."""
        return len(self.ms)

    @property
    def p50(self) -> float:
        """The median, in milliseconds."""
        return median(self.ms)

    @property
    def p95(self) -> float:
        """What 95 of 100 do not exceed, in milliseconds (nearest rank)."""
        ordered = sorted(self.ms)
        return ordered[-(-len(ordered) * 95 // 100) - 1]


@dataclass(frozen=True)
class Aim:
    """What was promised, and whether the run kept it."""

    words: str
    is_held: bool

    def __str__(self) -> str:
        return f"{self.words}: {'held' if self.is_held else '**missed**'}"


@dataclass(frozen=True)
class Table:
    """One table of the results, as rows of ready text."""

    title: str
    told: str
    """What was measured and what the floor is."""
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    aims: tuple[Aim, ...] = ()

    def markdown(self) -> str:
        """The table for people, numbers to the right."""
        rule = ["---", *["---:"] * (len(self.head) - 1)]
        lines = [f"## {self.title}", "", self.told, ""]
        lines += [f"| {' | '.join(row)} |" for row in (self.head, rule, *self.rows)]
        if self.aims:
            lines += ["", "Aims: " + " · ".join(map(str, self.aims))]
        return "\n".join(lines) + "\n"


BESIDE_FLOOR = ("what", "n", "p50 ms", "p95 ms", "floor p50", "floor p95", "p50 ÷ floor", "p95 ÷ floor")


def beside_floor(what: str, ours: Times, floor: Times) -> tuple[str, ...]:
    """A row of a table with the head ``BESIDE_FLOOR``."""
    return (
        what, f"{ours.n:,}", f"{ours.p50:.2f}", f"{ours.p95:.2f}", f"{floor.p50:.2f}", f"{floor.p95:.2f}",
        f"{ours.p50 / floor.p50:.1f}", f"{ours.p95 / floor.p95:.1f}",
    )  # fmt: skip
