"""What a hub writes itself: in the log of its own station, or at the centre in one a site (DESIGN 2).

A hub whose database was restored has lost the end of these logs; it writes on in new ones, since
stations hold what it forgot (``begin_new_logs``).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from counter_app.db import journal
from counter_app.db.bulk import upserting
from counter_app.db.hub_tables import SETTING
from counter_app.db.work import HubClock, Surroundings, Work
from counter_app.domain.clock import uuid7_source
from counter_app.domain.errors import Refused
from counter_app.hub.database import lock_site
from counter_app.hub.hub import Hub
from counter_app.settings import CENTRE, StationSettings

T = TypeVar("T")
_LIFE = "log_life"


def decide(hub: Hub, connection: Connection, site: str, act: Callable[[Work], T]) -> T:
    """Runs one operation of the hub for a site, under the site's lock, in the caller's transaction.

    Raises Refused("site_unknown", site=…) where nothing is published, and what the operation raises.
    """
    lock_site(connection, site)
    work = hub.database.own_work() or _centre_work(hub, connection, site)
    done = act(work)
    work.project()
    hub.database.tell(connection, site, 0, frozenset(work.changed))
    return done


def _centre_work(hub: Hub, connection: Connection, site: str) -> Work:
    """Work in the centre's own log for a site."""
    published = hub.shelf.of(connection, site)
    if published is None:
        raise Refused("site_unknown", site=site)
    around = Surroundings(
        StationSettings(site, CENTRE, 0, 0), published.site, published.catalogue, hub.clock,
        uuid7_source(hub.clock), hub.random_bytes, HubClock(0, hub.clock()),
    )  # fmt: skip
    known = journal.heads(connection)
    key = _log_key(hub, connection, site)
    replica_id = hashlib.sha256(key).digest()[:16]
    head = known.get(replica_id) or journal.add_replica(connection, replica_id, site, key)
    ids = {one.replica_no: one.replica_id for one in known.values()} | {head.replica_no: replica_id}
    return Work(connection, around, head, ids, hub.seal)


def _log_key(hub: Hub, connection: Connection, site: str) -> bytes:
    """The public key of the centre's log for a site: made from the hub's own, so nothing more is kept."""
    life = connection.execute(SETTING.select().where(SETTING.c.name == _LIFE)).first()
    text = f"site log\n{site}\n{'1' if life is None else life.value}".encode()
    seed = hmac.digest(hub.keys.signing, text, "sha256")
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def begin_new_logs(connection: Connection, name: str) -> None:
    """After a restore: the centre's next entries stand in logs that nobody has seen."""
    kept = upserting(connection)(SETTING).values(name=_LIFE, value=name)
    connection.execute(
        kept.on_conflict_do_update(index_elements=["name"], set_={"value": kept.excluded.value})
    )
