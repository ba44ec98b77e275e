"""Freezes what the program of today says to a hub: bytes that every later hub must take (tests/frozen).

Run once a release as ``python -m tests.helpers.freeze tests/frozen/NAME``: nothing frozen is made again.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from counter_app.db import journal
from counter_app.db.key import read_keys
from counter_app.domain.entry import GENESIS
from counter_app.wire import Batch, Run, packed, signed_text
from tests.helpers.stations import (
    Station,
    call_next,
    finish,
    issue,
    not_here,
    open_station,
    print_all,
    serve,
    show_all_papers,
    submit,
    undo,
)
from tests.sync.test_thin_path import every_verb

PUSHED_AT_ONCE = 20


def a_morning(station: Station) -> None:
    """People of whom one is served to the end, one did not come, one finish was taken back."""
    called = serve(station)
    show_all_papers(station, called.ticket_id)
    submit(station, called.ticket_id)
    print_all(station)
    undo(station, finish(station, called.ticket_id))
    finish(station, called.ticket_id)
    issue(station)
    not_here(station, call_next(station).ticket_id)
    finish(station, serve(station, "B06").ticket_id)


def freeze(station: Station, to: Path, said_at_hello: dict[str, object]) -> None:
    """Writes keys, hello and pushes of a station."""
    to.mkdir(parents=True)
    keys, own = read_keys(station.folder), station.store.own.replica_id
    known = station.ask(lambda connection: list(journal.all_entries(connection)))
    written = [entry for entry in known if entry.replica_id == own]
    where = station.store.station
    facts = {
        "signing": keys.signing.hex(), "public_key": keys.public_key.hex(), "replica": own.hex(),
        "site": where.site, "kind": where.kind, "counter": where.counter, "issuer": where.issuer,
        "hello": {
            "replica": own.hex(), "head_seq": written[-1].seq, "head_hash": written[-1].hash.hex(),
            "wall_ms": station.clock(), **said_at_hello,
        },
    }  # fmt: skip
    (to / "station.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    prev = GENESIS
    for place, start in enumerate(range(0, len(written), PUSHED_AT_ONCE)):
        part = tuple(written[start : start + PUSHED_AT_ONCE])
        signature = station.store.sign(signed_text(own, part[-1].seq, part[-1].hash))
        run = Run(own, where.site, None, prev, part, signature)
        (to / f"push-{place + 1}.bin").write_bytes(packed(Batch((run,))))
        prev = part[-1].hash


def main() -> None:
    """One morning of today's program."""
    with tempfile.TemporaryDirectory() as folder:
        station = open_station(Path(folder) / "station")
        a_morning(station)
        every_verb(station)
        said = {
            "protocols": [1],
            "app_version": "0.2.0",
            "unsent": station.store.own.seq,
            "run": station.store.run,
        }
        freeze(station, Path(sys.argv[1]), said)
        station.store.close()


if __name__ == "__main__":
    main()
