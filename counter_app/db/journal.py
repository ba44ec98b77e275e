"""Appending to and reading from the journal table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from counter_app.db.bulk import copies, copy_rows
from counter_app.db.prepared import Prepared
from counter_app.db.seal import Seal, entry_place
from counter_app.db.tables import JOURNAL, REPLICA, AnyRow
from counter_app.domain.entry import GENESIS, Entry, is_intact

_FIELDS = Entry._fields[1:]
_COLUMNS = [JOURNAL.c[name] for name in _FIELDS]
_INSERT = Prepared(insert(JOURNAL))
_OF_ENTITY = select(JOURNAL.c.replica_no, *_COLUMNS).where(JOURNAL.c.entity_id == bindparam("entity"))
REV_OF_ENTITY = (
    select(func.max(JOURNAL.c.rev)).where(JOURNAL.c.entity_id == bindparam("entity")).scalar_subquery()
)
"""The highest rev of an entity, as a column beside its state."""
_HIGHEST_REV = select(REV_OF_ENTITY)
_HEAD = Prepared(
    update(REPLICA)
    .where(REPLICA.c.replica_no == bindparam("no"))
    .values(head_seq=bindparam("seq"), head_hash=bindparam("hash"))
)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of one replica's chain."""

    replica_no: int
    replica_id: bytes
    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """An entry that is not what its replica wrote."""

    replica_id: bytes
    seq: int
    kind: str


def heads(connection: Connection) -> dict[bytes, Head]:
    """All replicas known here, by id."""
    rows = connection.execute(
        select(REPLICA.c.replica_no, REPLICA.c.replica_id, REPLICA.c.head_seq, REPLICA.c.head_hash)
    )
    return {row.replica_id: Head(*row) for row in rows}


def head(connection: Connection, replica_no: int) -> Head:
    """The end of one chain as the database has it now."""
    row = _ONE_HEAD.first(connection, {"no": replica_no})
    assert row is not None
    return Head(*row)


_ONE_HEAD = Prepared(
    select(REPLICA.c.replica_no, REPLICA.c.replica_id, REPLICA.c.head_seq, REPLICA.c.head_hash).where(
        REPLICA.c.replica_no == bindparam("no")
    )
)


def add_replica(connection: Connection, replica_id: bytes, site: str, public_key: bytes | None) -> Head:
    """Makes a chain known here, empty."""
    number = (connection.execute(select(func.max(REPLICA.c.replica_no))).scalar() or 0) + 1
    connection.execute(
        insert(REPLICA).values(
            replica_no=number, replica_id=replica_id, site=site, public_key=public_key,
            head_seq=0, head_hash=GENESIS,
        )
    )  # fmt: skip
    return Head(number, replica_id, 0, GENESIS)


def append(connection: Connection, head: Head, entries: Sequence[Entry], seal: Seal | None = None) -> None:
    """Adds entries of one replica behind its head. They must be chained already."""
    stored = [sealed_entry(entry, seal) for entry in entries]
    if copies(connection, stored):
        copy_rows(connection, JOURNAL, ((head.replica_no, *entry[1:]) for entry in stored))
    else:
        _INSERT.execute_all(
            connection, [{"replica_no": head.replica_no, **_values(entry)} for entry in stored]
        )
    last = entries[-1]
    _HEAD.execute(connection, {"no": head.replica_no, "seq": last.seq, "hash": last.hash})


def cut(connection: Connection, end: Head, seq: int) -> Head:
    """Ends a replica's chain at ``seq``: what stood behind is another branch and was kept beside it."""
    hash_ = hash_at(connection, end.replica_no, seq)
    assert hash_ is not None
    connection.execute(delete(JOURNAL).where(JOURNAL.c.replica_no == end.replica_no, JOURNAL.c.seq > seq))
    _HEAD.execute(connection, {"no": end.replica_no, "seq": seq, "hash": hash_})
    return Head(end.replica_no, end.replica_id, seq, hash_)


def sealed_entry(entry: Entry, seal: Seal | None) -> Entry:
    """The entry as this database stores it."""
    if seal is None or entry.pii is None:
        return entry
    return entry._replace(pii=seal.sealed(entry_place(entry.replica_id, entry.seq), entry.pii))


def opened_entry(entry: Entry, seal: Seal | None) -> Entry:
    """The stored entry as it was written."""
    if seal is None or entry.pii is None:
        return entry
    return entry._replace(pii=seal.opened(entry_place(entry.replica_id, entry.seq), entry.pii))


def _values(entry: Entry) -> dict[str, Any]:
    return dict(zip(_FIELDS, entry[1:], strict=True))


def highest_rev(connection: Connection, entity_id: bytes) -> int:
    """The highest rev of an entity known here; 0 where it has no entry."""
    return connection.execute(_HIGHEST_REV, {"entity": entity_id}).scalar() or 0


def entries_of(
    connection: Connection, entity_id: bytes, ids: Mapping[int, bytes], seal: Seal | None = None
) -> list[Entry]:
    """All entries of one entity, unordered. ``ids``: replica number -> replica id."""
    rows = connection.execute(_OF_ENTITY, {"entity": entity_id})
    return [opened_entry(_entry(row, ids), seal) for row in rows]


def entries_after(
    connection: Connection, end: Head, seq: int, limit: int, seal: Seal | None = None
) -> list[Entry]:
    """At most ``limit`` entries of one replica behind ``seq``, in order."""
    rows = connection.execute(_AFTER, {"no": end.replica_no, "after": seq, "limit": limit})
    ids = {end.replica_no: end.replica_id}
    return [opened_entry(_entry(row, ids), seal) for row in rows]


def hash_at(connection: Connection, replica_no: int, seq: int) -> bytes | None:
    """The hash of one entry; that of an empty chain at 0, None where it is not known here."""
    if seq == 0:
        return GENESIS
    found = connection.execute(_HASH_AT, {"no": replica_no, "at": seq}).scalar()
    return None if found is None else bytes(found)


_AFTER = (
    select(JOURNAL.c.replica_no, *_COLUMNS)
    .where(JOURNAL.c.replica_no == bindparam("no"), JOURNAL.c.seq > bindparam("after"))
    .order_by(JOURNAL.c.seq)
    .limit(bindparam("limit"))
)
_HASH_AT = select(JOURNAL.c.hash).where(
    JOURNAL.c.replica_no == bindparam("no"), JOURNAL.c.seq == bindparam("at")
)


def _entry(row: AnyRow, ids: Mapping[int, bytes]) -> Entry:
    return Entry._make((ids[row[0]], *row[1:]))


def all_entries(
    connection: Connection, *, by_entity: bool = False, seal: Seal | None = None
) -> Iterator[Entry]:
    """Every entry, replica by replica in seq order, or entity by entity."""
    ids = {found.replica_no: found.replica_id for found in heads(connection).values()}
    keys = (JOURNAL.c.entity_id,) if by_entity else (JOURNAL.c.replica_no, JOURNAL.c.seq)
    rows = connection.execute(
        select(JOURNAL.c.replica_no, *_COLUMNS).order_by(*keys), execution_options={"yield_per": 2000}
    )
    for row in rows:
        yield opened_entry(_entry(row, ids), seal)


def count(connection: Connection) -> int:
    """How many entries are known here."""
    return connection.execute(select(func.count()).select_from(JOURNAL)).scalar_one()


def first_broken(entries: Iterable[Entry], ends: Mapping[bytes, Head]) -> BrokenEntry | None:
    """The first entry whose hash, place or personal half does not fit; None = chain ok.

    ``entries`` come replica by replica in seq order; ``ends`` tells where each chain must end, so
    that a missing tail is found too (the entry named is then the one that is not there).
    """
    last: dict[bytes, tuple[int, bytes]] = {}
    for entry in entries:
        seq, prev = last.get(entry.replica_id, (0, GENESIS))
        if entry.seq != seq + 1 or not is_intact(prev, entry):
            return BrokenEntry(entry.replica_id, entry.seq, entry.kind)
        last[entry.replica_id] = (entry.seq, entry.hash)
    for replica_id, end in ends.items():
        if last.get(replica_id, (0, GENESIS)) != (end.seq, end.hash):
            return BrokenEntry(replica_id, last.get(replica_id, (0, GENESIS))[0] + 1, "missing")
    return None
