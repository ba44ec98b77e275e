"""Push from 20 stations with a backlog, beside COPY of the same rows: ``python -m bench.sync``.

The hub runs as people start it, in processes of its own; the stations share the machine with it.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, text

from bench.figures import Aim, Table, milliseconds
from counter_app.db.bulk import copy_rows
from counter_app.db.tables import JOURNAL
from counter_app.domain.entry import GENESIS, Entry, chained, written
from counter_app.hub.enrolment import make_code
from counter_app.sync.client import HubClient, enrol_ask
from counter_app.wire import MOST_ENTRIES, Hello, PushAnswer, Run, signed_text
from tests.helpers.served import ServedHub

STATIONS, AIM_PER_S = 20, 15_000
_START_MS = 1_795_392_600_000


@dataclass(frozen=True)
class Log:
    """One station's backlog and the key it is signed with."""

    seed: bytes
    number: int
    entries: tuple[Entry, ...]


def backlog(number: int, count: int, site: str = "BLU") -> Log:
    """Tickets from the door to the end, five entries each."""
    chance = Random(number)
    seed = chance.randbytes(32)
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    replica_id, prev = hashlib.sha256(public).digest()[:16], GENESIS
    made: list[Entry] = []
    for seq, (kind, entity, rev, body) in enumerate(_steps(chance, -(-count // 5)), start=1):
        entry = Entry(
            replica_id, seq, entity, rev, _START_MS + seq * 1000, 12, 3, site, 20_261_123, "DISDUKCAPIL",
            kind, 1, "P03", "2026-11", written(body), None, chance.randbytes(16), None, b"", b"",
        )  # fmt: skip
        entry = entry._replace(hash=chained(prev, entry))
        prev = entry.hash
        made.append(entry)
    return Log(seed, number, tuple(made[:count]))


def _steps(chance: Random, tickets: int) -> Iterator[tuple[str, bytes, int, dict[str, object]]]:
    for serial in range(1, tickets + 1):
        visit, ticket = chance.randbytes(16), chance.randbytes(16)
        issued: dict[str, object] = {
            "number": f"B{serial:03d}", "queue": "B", "service": "B02", "visit": visit.hex(),
        }  # fmt: skip
        yield "visit.opened", visit, 1, {"code": f"AB{serial:011d}", "channel": "counter"}
        yield "ticket.issued", ticket, 1, issued
        yield "ticket.called", ticket, 2, {"counter": 3, "rule": "first"}
        yield "ticket.started", ticket, 3, {"counter": 3}
        yield "ticket.finished", ticket, 4, {}


class Sender:
    """An enrolled station that has said hello."""

    def __init__(self, log: Log, code: str, url: str, hub_key: bytes) -> None:
        self._log, self._hub_key = log, hub_key
        self._key = Ed25519PrivateKey.from_private_bytes(log.seed)
        self._client = HubClient(url, "", timeout_s=60)
        self._client.enrol(enrol_ask(self._key.sign, self._key.public_key().public_bytes_raw(), code))
        self._client.hello(self._key.sign, self._hello)

    def _hello(self, nonce: str, signature: str) -> Hello:
        last = self._log.entries[-1]
        return Hello(
            replica=last.replica_id.hex(), nonce=nonce, signature=signature, head_seq=last.seq,
            head_hash=last.hash.hex(), wall_ms=0,
        )  # fmt: skip

    def send(self) -> None:
        """Pushes the whole backlog, batch by batch, each after the receipt of the one before."""
        prev, entries = GENESIS, self._log.entries
        for start in range(0, len(entries), MOST_ENTRIES):
            piece = entries[start : start + MOST_ENTRIES]
            last = piece[-1]
            signature = self._key.sign(signed_text(last.replica_id, last.seq, last.hash))
            run = Run(last.replica_id, "BLU", None, prev, piece, signature)
            answer = self._client.push(run, self._hub_key)
            assert isinstance(answer, PushAnswer)
            assert answer.acked_seq == last.seq
            prev = last.hash
        self._client.close()


def crowd(logs: Sequence[Log], url: str, codes: Sequence[str], hub_key: bytes) -> float:
    """All stations at once, in one process beside the hub; answers the seconds of their pushes."""
    senders = [Sender(log, code, url, hub_key) for log, code in zip(logs, codes, strict=True)]
    with ThreadPoolExecutor(len(senders)) as threads:
        began = milliseconds()
        list(threads.map(Sender.send, senders))
        return (milliseconds() - began) / 1000


def code_for(number: int, centre: Any, connection: Connection) -> str:
    """A code that takes a counter in."""
    return make_code(
        connection, centre.keys, centre.random_bytes, centre.clock(), site="BLU", kind="counter",
        counter=number, name=f"Loket {number}",
    )  # fmt: skip


def copied(hub: ServedHub, logs: Sequence[Log]) -> float:
    """Seconds of COPY of the same rows into a table with the same keys."""

    def copy(connection: Connection) -> float:
        connection.execute(text("ALTER TABLE journal RENAME TO journal_kept"))
        connection.execute(text("CREATE TABLE journal (LIKE journal_kept INCLUDING ALL)"))
        began = milliseconds()
        rows = ((log.number, *entry[1:]) for log in logs for entry in log.entries)
        copy_rows(connection, JOURNAL, rows)
        seconds = (milliseconds() - began) / 1000
        connection.rollback()
        return seconds

    return float(hub.ask(copy))


def push(each: int, workers: int) -> Table:
    """Measures ``each`` entries of every station."""
    logs = [backlog(number, each) for number in range(1, STATIONS + 1)]
    with tempfile.TemporaryDirectory() as folder:
        hub = ServedHub(Path(folder) / "hub", ("--workers", str(workers)))
        hub.start()
        try:
            codes = [hub.do(partial(code_for, log.number)) for log in logs]
            with ProcessPoolExecutor(1) as beside:
                seconds = beside.submit(crowd, logs, hub.url, codes, hub.keys.public_key).result()
            one_core = one_station(hub)
            floor_s = copied(hub, logs)
        finally:
            hub.remove()
    return _table(each * STATIONS, seconds, floor_s, one_core, workers)


def one_station(hub: ServedHub) -> float:
    """Seconds in which 10,000 unsent entries of one station are on the hub."""
    log = backlog(STATIONS + 1, 10_000)
    code = hub.do(partial(code_for, log.number))
    return crowd([log], hub.url, [code], hub.keys.public_key)


def _table(entries: int, seconds: float, floor_s: float, one_s: float, workers: int) -> Table:
    rate, floor = entries / seconds, entries / floor_s
    rows = (
        (
            f"{STATIONS} stations, {entries:,} entries",
            f"{rate:,.0f}",
            f"{floor:,.0f}",
            f"1/{floor / rate:.0f}",
        ),
        ("one station, 10,000 entries", f"{10_000 / one_s:,.0f}", f"{floor:,.0f}", f"{one_s:.1f} s"),
    )
    return Table(
        "Push",
        f"Signature, chain, projections, commit and HTTP on, {workers} worker(s); floor: COPY of the same "
        "rows with the same keys, projections and network off.",
        ("what", "entries/s", "COPY rows/s", "ratio or time"),
        rows,
        (
            Aim(f"{STATIONS} stations at {AIM_PER_S:,} entries/s or more", rate >= AIM_PER_S),
            Aim("10,000 unsent entries drained in 2 s", one_s <= 2),
        ),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.sync", description=__doc__)
    parser.add_argument("--each", type=int, default=2_500, help="entries of each station")
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args()
    print(push(asked.each, asked.workers).markdown())
