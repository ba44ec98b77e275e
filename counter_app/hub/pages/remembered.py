"""What many pages ask within one second is asked of the database once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from counter_app.domain.clock import Clock

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

KEEP_MS = 1000
MOST = 1000
"""So many answers are kept; then all are forgotten."""


class Remembered(Generic[K, V]):
    """Answers by key, none older than KEEP_MS. Two threads that miss at once both ask, and both are right."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: dict[K, tuple[int, V]] = {}

    def get(self, key: K, ask: Callable[[], V], *, is_good: Callable[[V], bool] | None = None) -> V:
        """The answer for a key; one that is not good for this asker is asked anew."""
        now_ms = self._clock()
        found = self._kept.get(key)
        if found is not None and 0 <= now_ms - found[0] < KEEP_MS and (is_good is None or is_good(found[1])):
            return found[1]
        if len(self._kept) >= MOST:
            self._kept = {}
        answer = ask()
        self._kept[key] = (now_ms, answer)
        return answer
