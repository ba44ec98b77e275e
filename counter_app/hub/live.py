"""Hints that something changed at a site, as server-sent events to its stations.

A hint carries no data: who hears it pulls. What changed is heard from the database (``HubDatabase.listen``).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field

from counter_app.hub.hub import HubDatabase

HEARTBEAT_S = 15.0
"""So often a quiet line shows that it is alive; a station gives up after three."""
GATHER_S = 0.1
"""Hints that come closer together are one."""
_HINT, _ALIVE = "event: changed\ndata:\n\n", ":\n\n"


@dataclass(eq=False)
class _Listener:
    site: str
    replica_no: int
    bell: asyncio.Event = field(default_factory=asyncio.Event)


class Live:
    """All open hint streams of one worker."""

    def __init__(self, database: HubDatabase) -> None:
        self._database = database
        self._listeners: set[_Listener] = set()
        self._is_stopping = False
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Listens from now on; called on the event loop."""
        self._loop = asyncio.get_running_loop()
        self._database.listen(self._ring_soon)

    def hang_up(self) -> None:
        """Ends every stream, from any thread: a server that waits for its lines would wait for these."""
        self._is_stopping = True
        self._ring_soon(None)

    async def hints(self, site: str, replica_no: int) -> AsyncIterator[str]:
        """What one station hears: first that it is heard, then a hint for every change by others."""
        async with aclosing(self.changes(site, replica_no, GATHER_S / 2)) as changes:
            async for has_changed in changes:
                yield _HINT if has_changed else _ALIVE

    async def changes(self, site: str, replica_no: int, gather_s: float) -> AsyncGenerator[bool, None]:
        """True at once and for every change at a site by others; False for a heartbeat without one.

        Changes that come within ``gather_s`` are one.
        """
        listener = _Listener(site, replica_no)
        self._listeners.add(listener)
        try:
            yield True
            while not self._is_stopping:
                yield await self._next(listener, gather_s)
        finally:
            self._listeners.discard(listener)

    async def _next(self, listener: _Listener, gather_s: float) -> bool:
        try:
            await asyncio.wait_for(listener.bell.wait(), HEARTBEAT_S)
        except TimeoutError:
            return False
        await asyncio.sleep(gather_s)
        listener.bell.clear()
        return True

    def _ring_soon(self, said: str | None) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ring, said)

    def _ring(self, said: str | None) -> None:
        """Wakes the listeners of a site; of all sites where nothing is said."""
        number, _, site = (said or "").partition(" ")
        for listener in self._listeners:
            if said is None or (listener.site == site and str(listener.replica_no) != number):
                listener.bell.set()
