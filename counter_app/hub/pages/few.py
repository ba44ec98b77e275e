"""Pages are made by few threads, so that a crowd before them leaves connections for what stations push."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

T = TypeVar("T")

AT_ONCE = 2
"""Threads and database connections that the pages of one worker take at most; more wait for each other."""


class Few:
    """Runs page makers off the event loop, so many at once."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._limiter = CapacityLimiter(at_once)

    async def run(self, make: Callable[[], T]) -> T:
        """Make a page, or look something up for it, in a thread; who comes next waits without holding one."""
        return await to_thread.run_sync(make, limiter=self._limiter)
