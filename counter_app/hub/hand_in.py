"""What a station holds of others' logs and the hub does not: asked for, verified, taken in (SYNC.md 2.6).

A hub that was restored has forgotten it, and whoever wrote it may be gone for ever. It is believed by the
signature of who wrote it. Personal data comes only from a station that may see it: what is owed is filled
when its own station comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection, bindparam, select

from counter_app.db import journal
from counter_app.db.journal import Head
from counter_app.db.prepared import Prepared
from counter_app.db.setting import Notes, notes
from counter_app.db.signatures import keep_signature
from counter_app.db.tables import REPLICA
from counter_app.domain.entry import id_of_key
from counter_app.domain.errors import Refused
from counter_app.hub.database import lock_site
from counter_app.hub.enrolment import is_signed
from counter_app.hub.hub import Hub
from counter_app.hub.owed import note_owed
from counter_app.hub.restored import COLLECT_MS, compared, note_compared, restored_at
from counter_app.hub.site_log import log_id
from counter_app.hub.stations import EnrolledStation, agencies_of, stations
from counter_app.operations.receive import Received, receive_entries
from counter_app.operations.reissue import reissue_branch
from counter_app.wire import Run, signed_text

_ENDS = Prepared(select(REPLICA.c.replica_id, REPLICA.c.head_seq).where(REPLICA.c.site == bindparam("site")))


def lacking(
    connection: Connection, hub: Hub, station: EnrolledStation, vector: Mapping[str, int], known: Notes
) -> dict[str, int]:
    """Of which logs the station holds more than the hub, and how much the hub holds of each.

    For the first two minutes a counter's log is asked only of those who may see its personal data.
    """
    rows = _ENDS.all(connection, {"site": station.site})
    ends = {bytes(replica_id).hex(): seq for replica_id, seq in rows}
    own = station.replica_id.hex()
    ahead = {
        name: ends.get(name, 0) for name, seq in vector.items() if seq > ends.get(name, 0) and name != own
    }
    if not all(name in ends for name in ahead):
        ahead = _without_others(connection, ahead, station.site)
    parted = {log: seq for log, seq in compared(known).items() if vector.get(log, 0) > seq}
    return parted if not ahead else _asked_now(connection, hub, station, ahead, known) | parted


def _without_others(connection: Connection, ahead: Mapping[str, int], site: str) -> dict[str, int]:
    """Nobody is asked for a log of another site, whatever they claim to hold."""
    names = [bytes.fromhex(name) for name in ahead]
    others = select(REPLICA.c.replica_id).where(REPLICA.c.replica_id.in_(names), REPLICA.c.site != site)
    foreign = {bytes(one).hex() for one in connection.execute(others).scalars()}
    return {name: seq for name, seq in ahead.items() if name not in foreign}


def _asked_now(
    connection: Connection, hub: Hub, station: EnrolledStation, ahead: Mapping[str, int], known: Notes
) -> dict[str, int]:
    at = restored_at(known)
    if at is None or hub.clock() - at > COLLECT_MS:
        return dict(ahead)
    published = hub.shelf.of(connection, station.site)
    site = None if published is None else published.site
    seen = agencies_of(station, site)
    writers = {one.replica_id.hex(): one for one in stations(connection, station.site)}
    return {
        name: seq
        for name, seq in ahead.items()
        if name not in writers or agencies_of(writers[name], site) <= seen
    }


def is_of_hub(connection: Connection, hub: Hub, site: str, log: str) -> bool:
    """Whether no station of the site but the hub's own writes or wrote this log, as far as is known here."""
    known = {one.replica_no: one for one in stations(connection, site)}
    writer = next((one for one in known.values() if one.replica_id.hex() == log), None)
    while writer is not None and writer.replaced_by is not None:
        writer = known.get(writer.replaced_by)
    return writer is None or writer.replica_id == log_id(hub, site, notes(connection))


def take_handed_in(connection: Connection, hub: Hub, station: EnrolledStation, run: Run) -> Received:
    """Takes in what another replica of the site wrote and signed.

    Raises Refused: site_not_yours, signature_wrong, other_replica (the station's own comes by a push, and no
    key is known for it), station_revoked (its key may be in other hands).
    """
    if run.site != station.site or any(entry.site != station.site for entry in run.entries):
        raise Refused("site_not_yours")
    if run.replica_id in (station.replica_id, log_id(hub, station.site, notes(connection))):
        raise Refused("other_replica")
    lock_site(connection, station.site)
    head = _head_of(connection, run)
    _refuse_revoked(connection, run)
    ids = {one.replica_no: one.replica_id for one in journal.heads(connection).values()}
    done = receive_entries(connection, run, head, ids, now_ms=hub.clock(), seal=hub.seal)
    is_mended = done.forked_at is not None and is_of_hub(connection, hub, station.site, run.replica_id.hex())
    if done.forked_at is not None and is_mended:
        done = _taken_instead(connection, hub, run, done.forked_at)
    if done.need is None and done.forked_at is None:
        last = run.entries[-1]
        end = Head(head.replica_no, run.replica_id, last.seq, last.hash)
        keep_signature(connection, end, run.signature)
        note_owed(connection, run, head)
        note_compared(connection, run.replica_id.hex(), end.seq, is_mended=is_mended)
        done = replace(done, head=end)
    if done.added:
        hub.metrics.add("counter_hub_handed_in_total", done.added)
        hub.database.tell(connection, station.site, station.replica_no, done.changed)
    return done


def _taken_instead(connection: Connection, hub: Hub, run: Run, forked_at: int) -> Received:
    """What a site hub wrote on an old copy of its own log is written again in the new one (0008)."""
    work, end = hub.database.own_work(), journal.heads(connection)[run.replica_id]
    if work is None:
        return Received(end, forked_at=forked_at)
    reissue_branch(work, run.replica_id, forked_at)
    head = journal.heads(connection)[run.replica_id]
    return receive_entries(connection, run, head, work.ids, now_ms=hub.clock())


def _head_of(connection: Connection, run: Run) -> Head:
    row = connection.execute(select(REPLICA).where(REPLICA.c.replica_id == run.replica_id)).first()
    key = run.public_key if row is None else row.public_key
    if key is None or id_of_key(key) != run.replica_id:
        raise Refused("other_replica")
    last = run.entries[-1]
    if not is_signed(key, signed_text(run.replica_id, last.seq, last.hash), run.signature):
        raise Refused("signature_wrong")
    if row is None:
        return journal.add_replica(connection, run.replica_id, run.site, key)
    if row.site != run.site:
        raise Refused("site_not_yours")
    return Head(row.replica_no, row.replica_id, row.head_seq, row.head_hash)


def _refuse_revoked(connection: Connection, run: Run) -> None:
    """A revoked log ends where it did; only a hub that was restored may have forgotten its end."""
    writer = next((one for one in stations(connection, run.site) if one.replica_id == run.replica_id), None)
    if writer is not None and writer.revoked_at is not None and restored_at(notes(connection)) is None:
        raise Refused("station_revoked", name=writer.name)
