"""Many stations at once: five hundred idle, two hundred back after a day, 305 sites after an outage.

``python -m bench.comeback``. What stations say is made before the clock starts; the hub does all its work.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from bench.counters import Light, hub_of_hall, lights
from bench.figures import Aim, Table, Times, milliseconds
from bench.sync import STATIONS, backlog, copied
from counter_app.domain.entry import GENESIS
from counter_app.hub.hub import Hub
from counter_app.sync.worker import PULL_WHEN_LIVE_S
from counter_app.wire import (
    DIGEST,
    ENTRIES_TYPE,
    EVENTS_TYPE,
    MOST_ENTRIES,
    Batch,
    PullAsk,
    Run,
    digest_of,
    packed,
    signed_text,
)
from tests.helpers.served import ServedHub

IDLE, IDLE_MB, IDLE_CORE = 500, 400.0, 0.05
BACK, DAY_OF_A_COUNTER, FAIR = 200, 300, 0.3
SITES, DAY_OF_A_SITE, STORM_S = 305, 1_800, 300.0
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Speech:
    """What one station has to say: each push as it travels."""

    seed: bytes
    site: str
    counter: int
    pushes: tuple[bytes, ...]
    entries: tuple[int, ...]
    """How many are in each push."""
    head_seq: int
    head_hash: bytes


def speech(number: int, count: int, site: str, first_push: int) -> Speech:
    """A log cut as an outbox cuts it: a small push first, then each twice as large."""
    log = backlog(number, count, site)
    key = Ed25519PrivateKey.from_private_bytes(log.seed)
    pushes, sizes, start, size, prev = [], [], 0, first_push, GENESIS
    while start < count:
        piece = log.entries[start : start + size]
        last = piece[-1]
        signature = key.sign(signed_text(last.replica_id, last.seq, last.hash))
        pushes.append(packed(Batch((Run(last.replica_id, site, None, prev, piece, signature),))))
        sizes.append(len(piece))
        start, size, prev = start + size, min(MOST_ENTRIES, size * 2), last.hash
    last = log.entries[-1]
    return Speech(log.seed, site, 100 + number, tuple(pushes), tuple(sizes), last.seq, last.hash)


def speeches(count: int, each: int, site: str, first_push: int) -> list[Speech]:
    """Made by both cores; ``site`` may name the number."""
    with ProcessPoolExecutor(2, get_context("spawn")) as makers:
        made = [makers.submit(speech, one, each, site.format(one), first_push) for one in range(count)]
        return [one.result() for one in made]


def drain(url: str, said: Sequence[Speech], tokens: Sequence[str]) -> list[list[float]]:
    """All at once; for each station when each of its pushes was acknowledged, in seconds from the start."""
    clients = [httpx.Client(base_url=url, timeout=300, verify=False) for _ in said]
    for client in clients:
        client.get("/healthz").raise_for_status()
    began = milliseconds()

    def send(client: httpx.Client, one: Speech, token: str) -> list[float]:
        done = []
        for content in one.pushes:
            told = {
                "Content-Type": ENTRIES_TYPE,
                DIGEST: digest_of(content),
                "Authorization": f"Bearer {token}",
            }
            client.post("/v1/push", content=content, headers=told).raise_for_status()
            done.append((milliseconds() - began) / 1000)
        client.close()
        return done

    with ThreadPoolExecutor(len(said)) as threads:
        return list(threads.map(send, clients, said, tokens))


def greeted(hub: ServedHub, said: Sequence[Speech]) -> list[str]:
    """Takes all in at once and says hello for each; answers their tokens."""
    made = [Light(hub, one.counter, one.site, Ed25519PrivateKey.from_private_bytes(one.seed)) for one in said]

    def add(centre: Hub, connection: Connection) -> None:
        for one in made:
            one.added(connection, centre.clock())

    hub.do(add)
    tokens = []
    for one, log in zip(made, said, strict=True):
        one.seq, one.hash = log.head_seq, log.head_hash
        tokens.append(one.greet().token)
        one.client.close()
    return tokens


def come_back(hub: ServedHub, said: Sequence[Speech]) -> tuple[float, float]:
    """Seconds until all is there, and the least share that a station had of the mean at half of that time."""
    tokens = greeted(hub, said)
    with ProcessPoolExecutor(1, get_context("spawn")) as beside:
        done = beside.submit(drain, hub.url, said, tokens).result()
    seconds = max(times[-1] for times in done)
    sent = [
        sum(size for size, at in zip(one.entries, times, strict=True) if at <= seconds / 2)
        for one, times in zip(said, done, strict=True)
    ]
    return seconds, min(sent) / max(1.0, sum(sent) / len(sent))


@dataclass(frozen=True)
class Idle:
    """What five hundred stations cost that only listen and look."""

    megabytes: float
    core: float
    database_core: float
    pulls: Times


def idle(hub: ServedHub, stations: int, seconds: float) -> Idle:
    """Each with its line of hints open, pulling every half minute."""
    known = lights(hub, range(1000, 1000 + stations))
    for one in known:
        one.client.close()
    tokens = [one.token for one in known]
    return asyncio.run(_idle(hub, tokens, seconds))


async def _idle(hub: ServedHub, tokens: Sequence[str], seconds: float) -> Idle:
    pulls = Times()
    async with httpx.AsyncClient(base_url=hub.url, timeout=30) as client:
        lines = [asyncio.create_task(_hear(hub.url, token)) for token in tokens]
        looks = [
            asyncio.create_task(_look(client, token, PULL_WHEN_LIVE_S * place / len(tokens), pulls))
            for place, token in enumerate(tokens)
        ]
        await asyncio.sleep(5)
        assert hub.process is not None
        before, base = _cpu_s(_tree(hub.process.pid)), _cpu_s(_tree(hub.server.pid() or 0))
        await asyncio.sleep(seconds)
        spent = _cpu_s(_tree(hub.process.pid)) - before
        base = _cpu_s(_tree(hub.server.pid() or 0)) - base
        size = sum(_megabytes(pid) for pid in _tree(hub.process.pid))
        assert not any(line.done() for line in lines), "a line of hints ended"
        for task in (*lines, *looks):
            task.cancel()
        await asyncio.gather(*lines, *looks, return_exceptions=True)
    return Idle(size, spent / seconds, base / seconds, pulls)


async def _hear(url: str, token: str) -> None:
    place = urlsplit(url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    writer.write(
        f"GET /v1/live HTTP/1.1\r\nHost: bench\r\nAccept: {EVENTS_TYPE}\r\n"
        f"Authorization: Bearer {token}\r\n\r\n".encode()
    )
    try:
        while await reader.readline():
            pass
    finally:
        writer.close()


async def _look(client: httpx.AsyncClient, token: str, first_s: float, pulls: Times) -> None:
    ask = PullAsk(vector={}).model_dump_json()
    told = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    await asyncio.sleep(first_s)
    while True:
        began = milliseconds()
        answer = await client.post("/v1/pull", content=ask, headers=told)
        answer.raise_for_status()
        pulls.ms.append(milliseconds() - began)
        await asyncio.sleep(PULL_WHEN_LIVE_S)


def _tree(pid: int) -> list[int]:
    """A process and its children; the hub's database is not among them, it is on its own."""
    parents = dict(_parents())
    found = [pid]
    for one in found:
        found.extend(child for child, parent in parents.items() if parent == one)
    return [one for one in found if "postgres" not in _name(one) or "postgres" in _name(pid)]


def _parents() -> Iterator[tuple[int, int]]:
    for one in Path("/proc").iterdir():
        if one.name.isdigit():
            with suppress(OSError):
                yield int(one.name), int((one / "stat").read_text().rpartition(")")[2].split()[1])


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text()
    except OSError:
        return ""


def _cpu_s(pids: Sequence[int]) -> float:
    total = 0
    for pid in pids:
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
    return total / _TICK


def _megabytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def comeback(folder: Path, stations: int, back: int, sites: int, seconds: float) -> Table:
    """All three, each on a hub of its own, and the floor of the storm."""
    with hub_of_hall(folder / "idle") as hub:
        resting = idle(hub, stations, seconds)
    with hub_of_hall(folder / "back", 2) as hub:
        back_s, share = come_back(hub, speeches(back, DAY_OF_A_COUNTER, "BLU", 50))
    with hub_of_hall(folder / "storm", 2) as hub:
        storm_s, _ = come_back(hub, speeches(sites, DAY_OF_A_SITE, "S{:03d}", 50))
        logs = [backlog(number, 2_500) for number in range(1, STATIONS + 1)]
        floor_s = copied(hub, logs) * sites * DAY_OF_A_SITE / (STATIONS * 2_500)
    entries, day = sites * DAY_OF_A_SITE, back * DAY_OF_A_COUNTER
    rows = (
        (
            f"{stations} stations idle, hub",
            f"{resting.megabytes:.0f} MB",
            f"{resting.core:.1%} of a core",
            "",
        ),
        ("the same, its PostgreSQL", "", f"{resting.database_core:.1%} of a core", ""),
        (f"{back} stations back, {day:,} entries", f"{back_s:.0f} s", f"{day / back_s:,.0f} entries/s", ""),
        (
            f"{sites} sites back, {entries:,} entries",
            f"{storm_s:.0f} s",
            f"{entries / storm_s:,.0f} entries/s",
            f"{floor_s:.1f} s",
        ),
    )
    aims = (
        Aim(f"{stations} idle: <= {IDLE_MB:.0f} MB", resting.megabytes <= IDLE_MB),
        Aim(f"{stations} idle: <= {IDLE_CORE:.0%} of a core", resting.core <= IDLE_CORE),
        Aim(f"{back} back: all drained, no error", back_s > 0),
        Aim(f"fair: at half time nobody under {FAIR:.0%} of the mean (is {share:.0%})", share >= FAIR),
        Aim(f"{sites} sites in {STORM_S / 60:.0f} minutes", storm_s <= STORM_S),
    )
    told = (
        "Idle: a line of hints each and a pull every 40 s, one worker. Back: every station sends at once, as "
        "its outbox would, to two workers; each push waits for its receipt. Floor of the storm: COPY of as "
        "many rows with the same keys."
    )
    return Table("Many stations at once", told, ("what", "size or time", "rate", "floor"), rows, aims)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.comeback")
    parser.add_argument("--idle", type=int, default=IDLE)
    parser.add_argument("--back", type=int, default=BACK)
    parser.add_argument("--sites", type=int, default=SITES)
    parser.add_argument("--seconds", type=float, default=30)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        print(comeback(Path(place), asked.idle, asked.back, asked.sites, asked.seconds).markdown())
