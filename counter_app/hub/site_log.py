"""What a hub writes itself: in the log of its own station, or at the centre in one a site (DESIGN 2).

A hub whose database was restored has lost the end of these logs; it writes on in new ones, since
stations hold what it forgot (``restored.begin_recovery``). It signs what it writes, so that they can.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from counter_app.db import journal
from counter_app.db.key import Signer
from counter_app.db.setting import Notes, notes
from counter_app.db.signatures import keep_signature
from counter_app.db.work import HubClock, Surroundings, Work
from counter_app.domain.clock import uuid7_source
from counter_app.domain.entry import id_of_key
from counter_app.domain.errors import Refused
from counter_app.hub.database import lock_site
from counter_app.hub.hub import Hub
from counter_app.settings import CENTRE, StationSettings
from counter_app.wire import signed_text

T = TypeVar("T")
LIFE = "log_life"
"""The setting that names the present logs."""


def decide(hub: Hub, connection: Connection, site: str, act: Callable[[Work], T]) -> T:
    """Runs one operation of the hub for a site, under the site's lock, in the caller's transaction.

    Raises Refused("site_unknown", site=…) where nothing is published, and what the operation raises.
    """
    lock_site(connection, site)
    key = hub.database.own_signer() or _key(hub, site, notes(connection))
    work = hub.database.own_work() or _centre_work(hub, connection, site, key.public_key)
    before = work.head.seq
    done = act(work)
    work.project()
    if work.head.seq > before:
        text = signed_text(work.head.replica_id, work.head.seq, work.head.hash)
        keep_signature(connection, work.head, key.sign(text))
    hub.database.tell(connection, site, 0, frozenset(work.changed))
    return done


def _centre_work(hub: Hub, connection: Connection, site: str, key: bytes) -> Work:
    """Work in the centre's own log for a site."""
    published = hub.shelf.of(connection, site)
    if published is None:
        raise Refused("site_unknown", site=site)
    around = Surroundings(
        StationSettings(site, CENTRE, 0, 0), published.site, published.catalogue, hub.clock,
        uuid7_source(hub.clock), hub.random_bytes, HubClock(0, hub.clock()),
    )  # fmt: skip
    known = journal.heads(connection)
    replica_id = id_of_key(key)
    head = known.get(replica_id) or journal.add_replica(connection, replica_id, site, key)
    ids = {one.replica_no: one.replica_id for one in known.values()} | {head.replica_no: replica_id}
    return Work(connection, around, head, ids, hub.seal)


def log_id(hub: Hub, site: str, known: Notes) -> bytes:
    """The log in which the hub writes for a site now; it may have no entry yet."""
    return (hub.database.own_signer() or _key(hub, site, known)).replica_id


def _key(hub: Hub, site: str, known: Notes) -> Signer:
    """The key of the centre's log for a site: made from the hub's own, so nothing more is kept."""
    return _made_key(hub.keys.signing, site, known.get(LIFE) or "1")


@lru_cache(maxsize=1024)
def _made_key(signing: bytes, site: str, life: str) -> Signer:
    seed = hmac.digest(signing, f"site log\n{site}\n{life}".encode(), "sha256")
    return Signer(seed, Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())
