"""A hub whose database was put back from an old copy: how it is noticed, and what waits until it is whole.

Stations push again what is theirs, and hand in what others wrote, the hub's own calls too (SYNC.md 2.6).
Until those that call have said that they hold nothing more, or two minutes are over, nobody is called by the
hub: its lost calls come first. It writes on in a new log, since the old one's places are taken.
"""

from __future__ import annotations

import logging

from sqlalchemy import Connection, select, text

from counter_app.db import journal
from counter_app.db.hub_tables import SETTING
from counter_app.db.setting import forget, keep, said
from counter_app.db.tables import REPLICA
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


def restored_at(connection: Connection) -> int | None:
    """When it was last noticed that the database is an old copy; None = never."""
    at = said(connection, _AT)
    return int(at) if at else None


def is_collecting(connection: Connection, hub: Hub, site: str) -> bool:
    """Whether calls of a site wait because a counter may still hold some that the hub has forgotten."""
    at = restored_at(connection)
    if at is None or hub.clock() - at > COLLECT_MS:
        return False
    calling = [one for one in stations(connection, site) if one.is_living and one.counter]
    own = log_id(hub, connection, site)
    return any(is_awaited(connection, one.replica_id) for one in calling if one.replica_id != own)


def _begin_with(connection: Connection, hub: Hub, log: str) -> None:
    begin_recovery(connection, hub)
    if hub.database.own_signer() is not None:  # its own officer may have written on in that log
        keep(connection, _COMPARED + log, "0")


def compared(connection: Connection) -> dict[str, int]:
    """Logs of the hub that may have gone two ways, and how far they are known to agree with the stations'."""
    if restored_at(connection) is None:
        return {}
    rows = connection.execute(SETTING.select().where(SETTING.c.name.startswith(_COMPARED, autoescape=True)))
    return {row.name.removeprefix(_COMPARED): int(row.value) for row in rows}


def note_compared(connection: Connection, log: str, seq: int, *, is_mended: bool) -> None:
    """Keeps how far a log agrees; once its two ways were brought together nothing is left to compare."""
    if is_mended:
        forget(connection, _COMPARED + log)
    elif log in compared(connection):
        keep(connection, _COMPARED + log, str(seq))


def is_awaited(connection: Connection, replica_id: bytes) -> bool:
    """Whether a station has not said yet that it holds nothing of the hub's own that is missing here."""
    at = said(connection, _AT)
    return bool(at) and said(connection, _told(replica_id)) != at


def note_told_all(connection: Connection, replica_id: bytes) -> None:
    """Keeps that it has said so."""
    keep(connection, _told(replica_id), said(connection, _AT))


def has_forgotten(connection: Connection, hub: Hub, site: str, held: LogEnd) -> bool:
    """Whether a station holds what does not stand in the hub's present log, which it got from there."""
    own = log_id(hub, connection, site)
    if held.seq == 0 or held.log != own.hex():
        return False
    number = connection.execute(select(REPLICA.c.replica_no).where(REPLICA.c.replica_id == own)).scalar()
    here = None if number is None else journal.hash_at(connection, number, held.seq)
    return here is None or here.hex() != held.hash


def recover(hub: Hub, site: str, held: LogEnd) -> None:
    """Begins the recovery where a station has shown that it is needed; the first that shows it."""
    if hub.read(lambda connection: has_forgotten(connection, hub, site, held)):
        hub.database.leave_log()
        hub.write(lambda connection: _begin_with(connection, hub, held.log))


def _told(replica_id: bytes) -> str:
    return f"{_TOLD}{replica_id.hex()}"
