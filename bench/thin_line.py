"""A station behind 2 kB/s, two seconds there and back, every fifth packet lost.

``python -m bench.thin_line``
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from threading import Event
from urllib.parse import urlsplit

from bench.counters import Reception, hub_of_hall, link_to, reception
from bench.figures import Aim, Table
from counter_app.sync.worker import SyncState, SyncWorker

BYTES_PER_S, ROUND_TRIP_S, LOSS, PACKET, AGAIN_S = 2_000, 2.0, 0.2, 500, 4.0
ENTRY_BYTES = 180
"""About, compressed."""


class ThinLine:
    """A socket proxy: packets wait for their turn and for the way; a lost one holds up those behind it."""

    def __init__(self, url: str, seed: int = 1) -> None:
        place = urlsplit(url)
        self._hub = (place.hostname or "", place.port or 80)
        self._chance = Random(seed)
        self._ready = Event()
        self._loop = asyncio.new_event_loop()
        self._free_at = [0.0, 0.0]
        """Until when each direction is busy."""
        self.url = ""
        self.carried = 0
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait(10)

    def close(self) -> None:
        """Ends it."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._accept, "127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        server.close()
        self._loop.run_until_complete(asyncio.sleep(0.1))

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.CancelledError):
            await asyncio.sleep(ROUND_TRIP_S)  # the handshake
            theirs, ours = await asyncio.open_connection(*self._hub)
            await asyncio.gather(self._carry(reader, ours, 0), self._carry(theirs, writer, 1))

    async def _carry(self, source: asyncio.StreamReader, to: asyncio.StreamWriter, way: int) -> None:
        while piece := await source.read(PACKET):
            now = self._loop.time()
            self._free_at[way] = max(now, self._free_at[way]) + len(piece) / BYTES_PER_S
            late = 0.0
            while self._chance.random() < LOSS:
                late += AGAIN_S
            await asyncio.sleep(self._free_at[way] - now + ROUND_TRIP_S / 2 + late)
            to.write(piece)
            self.carried += len(piece)
        to.close()


def thin_line(folder: Path, seconds: float, entries: int) -> Table:
    """Lets the sync thread of a real station work for so long behind it."""
    with hub_of_hall(folder) as hub:
        desk = reception(hub, folder)
        line = ThinLine(hub.url)
        waiting = _write(desk, entries)
        states: list[SyncState] = []
        worker = SyncWorker(desk.store, replace(link_to(hub), url=line.url), states.append)
        worker.start()
        Event().wait(seconds)
        worker.stop(10)
        left = states[-1].unsent if states else waiting
        line.close()
        desk.close()
    sent, floor = waiting - left, seconds * BYTES_PER_S * (1 - LOSS) / ENTRY_BYTES
    row = (
        f"{seconds:.0f} s",
        f"{sent:,}",
        f"{line.carried / 1000:.0f}",
        f"{floor:,.0f}",
        f"1/{floor / max(sent, 1):.0f}",
    )
    told = (
        f"{BYTES_PER_S / 1000:.0f} kB/s, {ROUND_TRIP_S:.0f} s there and back, {LOSS:.0%} of packets lost and "
        "sent again four seconds later. Floor: what so many bytes would hold if only entries travelled."
    )
    aims = (Aim("something moves", sent > 0),)
    return Table(
        "A thin line", told, ("for", "entries acknowledged", "kB both ways", "floor", "ratio"), (row,), aims
    )


def _write(desk: Reception, entries: int) -> int:
    for _ in range(entries // 2):
        desk.issue_only()
    return desk.exchange.backlog().unsent


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.thin_line")
    parser.add_argument("--seconds", type=float, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        print(thin_line(Path(place), asked.seconds, 400).markdown())
