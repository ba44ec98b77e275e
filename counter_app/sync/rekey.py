"""Going on under a new key, after an old copy of this station's data was restored (SYNC.md 2.6).

First the station becomes a new replica for itself; what the hub does not follow of its old log is written
again under the new name. Then, as often as it takes, the old log is handed over to its end and its key
vouches for the new one at the hub. Each step may be cut and done again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from counter_app.db import journal
from counter_app.db.journal import Head
from counter_app.db.key import Signer
from counter_app.db.store import Store
from counter_app.domain.entry import GENESIS
from counter_app.domain.errors import Refused
from counter_app.operations.reissue import reissue_branch
from counter_app.settings import write_station
from counter_app.sync.client import HubClient
from counter_app.sync.greeting import say_hello
from counter_app.sync.outbox import Outbox
from counter_app.sync.sent import keep_mark, sent_mark
from counter_app.wire import RekeyAsk, Standing, rekey_text


@dataclass(frozen=True, slots=True)
class Known:
    """The newest of our keys that a hub knows."""

    place: int
    """Among the store's signers."""
    standing: Standing | None
    """None = revoked: its log can't be handed over."""
    head_seq: int
    """How far its log had got here."""


def newest_known(store: Store, client: HubClient, app_version: str = "") -> Known | None:
    """Says hello as each of our logs, the newest first, until the hub knows one; None = it knows none."""
    for place in range(len(store.signers) - 1, -1, -1):
        signer = store.signers[place]
        end = end_of(store, signer)
        try:
            return Known(place, say_hello(store, client, signer, end, app_version), end.seq)
        except Refused as refused:
            if refused.code == "station_revoked":
                return Known(place, None, end.seq)
            if refused.code != "station_unknown":
                raise
    return None


def leave_log(store: Store, client: HubClient, hub_key: str, standing: Standing, head_seq: int) -> None:
    """Becomes a new replica; what the hub does not follow of the log before goes along.

    In a session of that log; ``head_seq`` is how far it had got when ``standing`` was told.
    """
    old = store.signers[-1]
    is_behind = standing.standing == "behind"  # an officer may have written since
    other_from = head_seq + 1 if is_behind else find_fork(store, client, hub_key, old)
    store.rekey(lambda work: reissue_branch(work, old.replica_id, other_from) if other_from else 0)


def leave_branch(store: Store, other_from: int) -> None:
    """Becomes a new replica, where a push has told from where the hub holds other entries."""
    old = store.signers[-1]
    store.rekey(lambda work: reissue_branch(work, old.replica_id, other_from))


def find_fork(store: Store, client: HubClient, hub_key: str, signer: Signer) -> int:
    """Where the hub's log of this name differs from ours, 0 = nowhere. In a session of this signer.

    What it lacks at the end of ours it has afterwards.
    """
    end = end_of(store, signer)
    box = Outbox(store, client, hub_key, signer, end)
    return box.find_fork(store.read(lambda connection: sent_mark(connection, end.replica_no)))


def come_back(store: Store, client: HubClient, hub_key: str, app_version: str = "") -> None:
    """Becomes a station again, vouched for by the keys before.

    Raises Refused: station_unknown (no key of ours is known there), station_replaced, station_elsewhere,
    station_revoked, and what the client raises.
    """
    known = newest_known(store, client, app_version)
    if known is None:
        raise Refused("station_unknown")
    if known.standing is None:
        raise Refused("station_revoked")
    if known.standing.is_replaced:
        raise Refused("station_replaced")
    standing = known.standing
    for place in range(known.place, len(store.signers) - 1):
        old, new = store.signers[place : place + 2]
        if place > known.place:
            standing = say_hello(store, client, old, end_of(store, old), app_version)
        hand_over(store, client, hub_key, old, standing)
        take_issuer(store, _vouched(client, old, new))


def take_issuer(store: Store, issuer: int) -> bool:
    """From now on this stands in our numbers; answers whether another did."""
    if issuer in (0, store.station.issuer):
        return False
    store.station = replace(store.station, issuer=issuer)
    write_station(store.folder, store.station)
    return True


def hand_over_known(store: Store, client: HubClient, hub_key: str, former: Signer) -> None:
    """Gives the hub the rest of a former log where it still takes it."""
    try:
        standing = say_hello(store, client, former, end_of(store, former))
    except Refused as refused:
        if refused.code in ("station_unknown", "station_revoked"):
            return
        raise
    hand_over(store, client, hub_key, former, standing)


def hand_over(store: Store, client: HubClient, hub_key: str, former: Signer, standing: Standing) -> None:
    """Gives the hub the rest of a former log; what it can't follow is written again in the present one."""
    end = end_of(store, former)
    if end.seq == 0:
        return
    other_from = 0 if standing.standing == "behind" else find_fork(store, client, hub_key, former)
    if other_from:
        store.write(lambda work: reissue_branch(work, former.replica_id, other_from))
    store.write(lambda work: keep_mark(work, end.replica_no, end_of(store, former).seq))


def _vouched(client: HubClient, old: Signer, new: Signer) -> int:
    def ask(hub_id: str, nonce: str) -> RekeyAsk:
        text = rekey_text(hub_id, nonce, new.public_key)
        return RekeyAsk(
            replica=old.replica_id.hex(), public_key=new.public_key.hex(), nonce=nonce,
            signature=old.sign(text).hex(), proof=new.sign(text).hex(),
        )  # fmt: skip

    return client.rekey(ask).issuer


def end_of(store: Store, signer: Signer) -> Head:
    """The end of a log of ours; an older copy of the data may not know of it."""
    known = store.read(journal.heads)
    return known.get(signer.replica_id, Head(0, signer.replica_id, 0, GENESIS))
