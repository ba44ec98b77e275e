"""Batches as a station sends them, and as nobody should: forged, torn, oversized."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import zstandard

from counter_app.db import journal
from counter_app.db.store import Store
from counter_app.domain.entry import GENESIS, Entry, chained, written
from counter_app.wire import DIGEST, ENTRIES_TYPE, Batch, Hello, Run, digest_of, packed, signed_text
from tests.helpers.hubs import Centre


@dataclass
class Pusher:
    """An enrolled station that sends whatever it is told to."""

    centre: Centre
    store: Store
    token: str

    def run(self, first: int = 1, last: int | None = None) -> Run:
        """The store's own entries from ``first`` to ``last``, signed."""
        found = self.store.read(lambda connection: list(journal.all_entries(connection)))
        own = [entry for entry in found if entry.replica_id == self.store.own.replica_id]
        chosen = own[first - 1 : last]
        return self.signed(chosen, own[first - 2].hash if first > 1 else GENESIS)

    def signed(self, entries: Sequence[Entry], prev: bytes = GENESIS) -> Run:
        last = entries[-1]
        signature = self.store.sign(signed_text(last.replica_id, last.seq, last.hash))
        return Run(last.replica_id, self.store.site.code, None, prev, tuple(entries), signature)

    def push(self, run: Run) -> httpx.Response:
        return self.send(packed(Batch((run,))))

    def send(self, content: bytes, path: str = "/v1/push", **headers: str) -> httpx.Response:
        told = {
            "Content-Type": ENTRIES_TYPE, DIGEST: digest_of(content), "Authorization": f"Bearer {self.token}",
        }  # fmt: skip
        return httpx.post(f"{self.centre.url}{path}", content=content, headers=told | headers)

    def send_lines(self, text: str) -> httpx.Response:
        return self.send(zstandard.compress(text.encode()))

    def held(self) -> int:
        """How many entries of this station the hub holds."""
        found = self.centre.ask(journal.heads).get(self.store.own.replica_id)
        return 0 if found is None else found.seq


def pusher(centre: Centre, store: Store) -> Pusher:
    """Enrols a store and says hello for it."""
    centre.enrol(store)
    client = centre.client()
    head = store.read(lambda connection: journal.head(connection, store.own.replica_no))

    def hello(nonce: str, signature: str) -> Hello:
        return Hello(
            replica=head.replica_id.hex(), nonce=nonce, signature=signature, head_seq=head.seq,
            head_hash=head.hash.hex(), wall_ms=store.clock(),
        )  # fmt: skip

    return Pusher(centre, store, client.hello(store.sign, hello).token)


def forged(like: Entry, prev: bytes, **changes: Any) -> Entry:
    """An entry with a hash that fits behind ``prev``, whatever it says."""
    body = changes.pop("body", None)
    if isinstance(body, dict):
        changes["body"] = written(body)
    elif body is not None:
        changes["body"] = body
    changed = like._replace(**changes)
    return changed._replace(hash=chained(prev, changed))
