"""Time of a simulated day: what happens next, and the clock that every entry reads."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count


class SimulatedClock:
    """Stands where the simulated day stands."""

    def __init__(self) -> None:
        self.at_ms = 0

    def __call__(self) -> int:
        """UTC milliseconds."""
        return self.at_ms


class Timeline:
    """Happenings of one day in their order; each may add more."""

    def __init__(self, clock: SimulatedClock, midnight_ms: int) -> None:
        self._clock, self._midnight_ms = clock, midnight_ms
        self._next: list[tuple[int, int, Callable[[], None]]] = []
        self._order = count()
        self.now_s = 0
        """Seconds after midnight at the site."""

    def at(self, seconds: int, act: Callable[[], None]) -> None:
        """Let something happen then, or now where that is over."""
        heapq.heappush(self._next, (max(seconds, self.now_s), next(self._order), act))

    def after(self, seconds: float, act: Callable[[], None]) -> None:
        """Let something happen so much later."""
        self.at(self.now_s + round(seconds), act)

    def run(self, until_s: int | None = None) -> None:
        """Everything, up to the last or to a time of the day."""
        while self._next and (until_s is None or self._next[0][0] <= until_s):
            self.now_s, _, act = heapq.heappop(self._next)
            self._clock.at_ms = self._midnight_ms + 1000 * self.now_s
            act()
