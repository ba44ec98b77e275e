"""A day's figures counted anew from the file of two real offices, in plain Python.

It shares no code with the program: its own reader, its own median and percentile, its own clock.
"""

from __future__ import annotations

import csv
import gzip
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


@dataclass
class Counted:
    """One day of one office."""

    tickets: int = 0
    waits_s: list[int] = field(default_factory=list)
    issued: dict[int, int] = field(default_factory=dict)
    called: dict[int, int] = field(default_factory=dict)
    waits_of_hour_s: dict[int, list[int]] = field(default_factory=dict)
    queues: dict[str, int] = field(default_factory=dict)

    def take(self, row: dict[str, str]) -> None:
        """One line of the file."""
        issued, called = datetime.fromisoformat(row["issued_at"]), datetime.fromisoformat(row["called_at"])
        wait_s = int((called - issued).total_seconds())
        self.tickets += 1
        self.waits_s.append(wait_s)
        self.waits_of_hour_s.setdefault(issued.hour, []).append(wait_s)
        for counts, hour in ((self.issued, issued.hour), (self.called, called.hour)):
            counts[hour] = counts.get(hour, 0) + 1
        self.queues[row["queue_id"]] = self.queues.get(row["queue_id"], 0) + 1

    def hours(self) -> list[tuple[int, int, int, int | None, int | None]]:
        """Hour, issued, called, and median and p90 of the waits that began in it."""
        return [
            (
                hour, self.issued.get(hour, 0), self.called.get(hour, 0),
                median(self.waits_of_hour_s.get(hour, [])), p90(self.waits_of_hour_s.get(hour, [])),
            )
            for hour in sorted({*self.issued, *self.called})
        ]  # fmt: skip


def median(values: Iterable[int]) -> int | None:
    """The middle one, or half way between the two in the middle, in whole seconds rounded half up."""
    ranked = sorted(values)
    if not ranked:
        return None
    low, high = ranked[(len(ranked) - 1) // 2], ranked[len(ranked) // 2]
    return math.floor((low + high) / 2 + 0.5)


def p90(values: Iterable[int]) -> int | None:
    """The smallest value that at least nine of ten do not exceed."""
    ranked = sorted(values)
    for place, value in enumerate(ranked, start=1):
        if place * 10 >= len(ranked) * 9:
            return value
    return None


def recounted(path: Path, office: str) -> dict[str, Counted]:
    """Every day of an office, by its date."""
    days: dict[str, Counted] = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["office"] == office:
                days.setdefault(row["day"], Counted()).take(row)
    return days
