"""Hints that something changed at a site: LISTEN at the database, server-sent events to its stations.

A hint carries no data: who hears it pulls. One listening connection a worker; when it was away, every
station is told to look, since what was said meanwhile was heard by nobody.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import psycopg
from sqlalchemy import Connection, Engine, text

CHANNEL = "counter_site"
HEARTBEAT_S = 15.0
"""So often a quiet line shows that it is alive; a station gives up after three."""
GATHER_S = 0.1
"""Hints that come closer together are one."""
_LOOK_S, _AGAIN_S = 1.0, 1.0
_HINT, _ALIVE = "event: changed\ndata:\n\n", ":\n\n"
_TELL = text("SELECT pg_notify(:channel, :said)")
_log = logging.getLogger("counter_app.hub.live")


def tell(connection: Connection, site: str, replica_no: int = 0) -> None:
    """Says with the commit that a site has changed; ``replica_no`` wrote it and need not be told."""
    connection.execute(_TELL, {"channel": CHANNEL, "said": f"{replica_no} {site}"})


@dataclass(eq=False)
class _Listener:
    site: str
    replica_no: int
    bell: asyncio.Event = field(default_factory=asyncio.Event)


class Live:
    """All open hint streams of one worker."""

    def __init__(self, engine: Engine) -> None:
        url = engine.url.set(drivername="postgresql")
        self._url = url.render_as_string(hide_password=False)
        self._listeners: set[_Listener] = set()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="live", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Listens from now on; called on the event loop."""
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread and every stream."""
        self._stopping.set()
        self._ring(None)
        self._thread.join(2 * _LOOK_S)

    async def hints(self, site: str, replica_no: int) -> AsyncIterator[str]:
        """What one station hears: first that it is heard, then a hint for every change by others."""
        listener = _Listener(site, replica_no)
        self._listeners.add(listener)
        try:
            yield _HINT
            while not self._stopping.is_set():
                yield await self._next(listener)
        finally:
            self._listeners.discard(listener)

    async def _next(self, listener: _Listener) -> str:
        try:
            await asyncio.wait_for(listener.bell.wait(), HEARTBEAT_S)
        except TimeoutError:
            return _ALIVE
        await asyncio.sleep(GATHER_S / 2)
        listener.bell.clear()
        return _HINT

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                with psycopg.connect(self._url, autocommit=True) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self._ring_soon(None)
                    self._hear(connection)
            except psycopg.Error as error:
                _log.warning("hints wait: %s", type(error).__name__)
                self._stopping.wait(_AGAIN_S)

    def _hear(self, connection: psycopg.Connection) -> None:
        while not self._stopping.is_set():
            for said in connection.notifies(timeout=_LOOK_S):
                self._ring_soon(said.payload)

    def _ring_soon(self, said: str | None) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ring, said)

    def _ring(self, said: str | None) -> None:
        """Wakes the listeners of a site; of all sites where nothing is said."""
        number, _, site = (said or "").partition(" ")
        for listener in self._listeners:
            if said is None or (listener.site == site and str(listener.replica_no) != number):
                listener.bell.set()
