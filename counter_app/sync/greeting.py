"""Saying hello to the hub, as whichever of our logs."""

from __future__ import annotations

from counter_app.db.journal import Head
from counter_app.db.key import Signer
from counter_app.db.store import Store
from counter_app.sync.client import HubClient
from counter_app.wire import Hello, Standing


def say_hello(
    store: Store, client: HubClient, signer: Signer, end: Head, app_version: str = "", unsent: int = 0
) -> Standing:
    """Begins a session of this log that ends at ``end`` here; raises what the client raises."""

    def hello(nonce: str, signature: str) -> Hello:
        return Hello(
            replica=signer.replica_id.hex(), nonce=nonce, signature=signature, head_seq=end.seq,
            head_hash=end.hash.hex(), wall_ms=store.clock(), unsent=unsent, app_version=app_version,
            run=store.run,
        )  # fmt: skip

    return client.hello(signer.sign, hello)
