"""A hub whose database was put back from an old copy: how it is noticed, and what waits until it is whole.

Stations push again what is theirs, and hand in what others wrote, the hub's own calls too (SYNC.md 2.6).
Until those that call have said that they hold nothing more, or two minutes are over, nobody is called by the
hub: its lost calls come first. It writes on in a new log, since the old one's places are taken.
"""

from __future__ import annotations

import logging

from sqlalchemy import Connection, bindparam, select, text

from counter_app.db.prepared import Prepared
from counter_app.db.setting import Notes, forget, keep, notes, said
from counter_app.db.tables import JOURNAL, REPLICA
from counter_app.hub.hub import Hub
from counter_app.hub.site_log import LIFE, log_id
from counter_app.hub.stations import stations
from counter_app.wire import LogEnd

COLLECT_MS = 2 * 60_000
"""Longer than that nobody waits for a counter that may be gone for ever."""
_AT, _PLACE, _TOLD, _COMPARED = "restored_at", "database_place", "told_all/", "compared/"
_WHERE = text(
    "SELECT (SELECT system_identifier FROM pg_control_system()) || ' '"
    " || (SELECT oid FROM pg_database WHERE datname = current_database()) || ' ' || 'journal'::regclass::oid"
)
_HASH_IN_LOG = Prepared(
    select(JOURNAL.c.hash)
    .join(REPLICA, REPLICA.c.replica_no == JOURNAL.c.replica_no)
    .where(REPLICA.c.replica_id == bindparam("log"), JOURNAL.c.seq == bindparam("at"))
)
_log = logging.getLogger("counter_app.hub.restored")


def begin_recovery(connection: Connection, hub: Hub) -> None:
    """From now on the hub collects what its database has forgotten."""
    keep(connection, LIFE, hub.random_bytes(8).hex())
    keep(connection, _AT, str(hub.clock()))
    forget(connection, _TOLD)
    hub.metrics.add("counter_hub_recoveries_total")
    _log.warning("the database is an old copy: stations are asked for what it has forgotten")


def notice_moved(connection: Connection, hub: Hub) -> bool:
    """Compares where the database lies with where it lay when it was last opened; answers whether it moved.

    A dump that was played back lies elsewhere, whoever did it and whatever they forgot to say. A folder that
    was copied back whole does not: of that a station tells, or a person.
    """
    place, before = str(connection.execute(_WHERE).scalar_one()), said(connection, _PLACE)
    if place == before:
        return False
    keep(connection, _PLACE, place)
    if before:
        begin_recovery(connection, hub)
    return bool(before)


def restored_at(known: Notes) -> int | None:
    """When it was last noticed that the database is an old copy; None = never."""
    at = known.get(_AT)
    return int(at) if at else None


def is_collecting(connection: Connection, hub: Hub, site: str, known: Notes) -> bool:
    """Whether calls of a site wait because a counter may still hold some that the hub has forgotten."""
    at = restored_at(known)
    if at is None or hub.clock() - at > COLLECT_MS:
        return False
    calling = [one for one in stations(connection, site) if one.is_living and one.counter]
    own = log_id(hub, site, known)
    return any(is_awaited(known, one.replica_id) for one in calling if one.replica_id != own)


def _begin_with(connection: Connection, hub: Hub, log: str) -> None:
    begin_recovery(connection, hub)
    if hub.database.own_signer() is not None:  # its own officer may have written on in that log
        keep(connection, _COMPARED + log, "0")


def compared(known: Notes) -> dict[str, int]:
    """Logs of the hub that may have gone two ways, and how far they are known to agree with the stations'."""
    found = [name for name in known if name.startswith(_COMPARED)]
    return {name.removeprefix(_COMPARED): int(known[name]) for name in found}


def note_compared(connection: Connection, log: str, seq: int, *, is_mended: bool) -> None:
    """Keeps how far a log agrees; once its two ways were brought together nothing is left to compare."""
    if is_mended:
        forget(connection, _COMPARED + log)
    elif said(connection, _COMPARED + log):
        keep(connection, _COMPARED + log, str(seq))


def is_awaited(known: Notes, replica_id: bytes) -> bool:
    """Whether a station has not said yet that it holds nothing of the hub's own that is missing here."""
    at = known.get(_AT)
    return bool(at) and known.get(_told(replica_id)) != at


def note_told_all(connection: Connection, replica_id: bytes) -> None:
    """Keeps that it has said so."""
    keep(connection, _told(replica_id), said(connection, _AT))


def has_forgotten(connection: Connection, hub: Hub, site: str, held: LogEnd, known: Notes) -> bool:
    """Whether a station holds what does not stand in the hub's present log, which it got from there."""
    own = log_id(hub, site, known)
    if held.seq == 0 or held.log != own.hex():
        return False
    here = _HASH_IN_LOG.first(connection, {"log": own, "at": held.seq})
    return here is None or bytes(here[0]).hex() != held.hash


def recover(hub: Hub, site: str, held: LogEnd) -> None:
    """Begins the recovery where a station has shown that it is needed; the first that shows it."""
    if hub.read(lambda connection: has_forgotten(connection, hub, site, held, notes(connection))):
        hub.database.leave_log()
        hub.write(lambda connection: _begin_with(connection, hub, held.log))


def _told(replica_id: bytes) -> str:
    return f"{_TOLD}{replica_id.hex()}"
