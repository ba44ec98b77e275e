"""One projector for local and remote entries, SQLite and PostgreSQL (DESIGN 3).

An entry in order is folded onto the stored state; a late one, or one that takes another back,
refolds its entity. Rows are written once an aggregate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Connection, LargeBinary, Table, any_, bindparam, delete, insert, select
from sqlalchemy.dialects import sqlite

from counter_app.db import journal, person_index
from counter_app.db.bulk import add_rows, copies, upsert_rows
from counter_app.db.incident_tables import AUTHORITY, INCIDENT
from counter_app.db.prepared import Prepared
from counter_app.db.seal import Seal, opened_row, sealed_row
from counter_app.db.tables import (
    ANOMALY,
    APPLICATION,
    COUNTER,
    DAY,
    IDENTITY,
    OFFICER_PIN,
    PROJECTIONS,
    SHIFT,
    TICKET,
    VISIT,
)
from counter_app.domain.applicant import IdentityState
from counter_app.domain.entry import Entry
from counter_app.domain.fold import Aggregate, Anomaly
from counter_app.domain.kinds import AGGREGATES, KINDS

PROJECTION_VERSION = 12
"""Raised whenever a reducer or a projection's shape changes: stations then rebuild at start."""

TABLES: Mapping[str, Table] = {
    "day": DAY, "shift": SHIFT, "counter": COUNTER, "pin": OFFICER_PIN, "visit": VISIT, "ticket": TICKET,
    "application": APPLICATION, "identity": IDENTITY, "incident": INCIDENT, "authority": AUTHORITY,
}  # fmt: skip

FoldKey = tuple[int, int, bytes, int]
_START: FoldKey = (-1, -1, b"", -1)


class Folded(NamedTuple):
    """A stored state and the place of the last entry folded into it."""

    state: Any
    key: FoldKey


class _Statements(NamedTuple):
    one: Prepared
    upsert: Prepared


def _upsert(statement: Any, table: Table) -> Any:
    updates = {column.name: statement.excluded[column.name] for column in table.c if column.name != "id"}
    return statement.on_conflict_do_update(index_elements=["id"], set_=updates)


def _statements(aggregate: Aggregate[Any]) -> _Statements:
    table = TABLES[aggregate.name]
    one = select(journal.REV_OF_ENTITY, *_fold_columns(table), *_state_columns(aggregate, table)).where(
        table.c.id == bindparam("entity")
    )
    return _Statements(Prepared(one), Prepared(_upsert(sqlite.insert(table), table)))


@cache
def _postgresql_upsert(table: Table) -> Prepared:
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415  only a centre needs it, no start waits for it

    return Prepared(_upsert(postgresql.insert(table), table))


@cache
def _postgresql_many(name: str) -> Any:
    """One array and so one prepared statement, however many are looked up."""
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415

    aggregate = next(one for one in AGGREGATES if one.name == name)
    entities = bindparam("entities", type_=postgresql.ARRAY(LargeBinary))
    return _columns(aggregate, TABLES[name]).where(TABLES[name].c.id == any_(entities))


def _columns(aggregate: Aggregate[Any], table: Table) -> Any:
    return select(*_fold_columns(table), *_state_columns(aggregate, table))


def _fold_columns(table: Table) -> list[Any]:
    return [table.c.fold_rev, table.c.fold_at, table.c.fold_replica_no, table.c.fold_seq]


def _state_columns(aggregate: Aggregate[Any], table: Table) -> list[Any]:
    return [table.c[name] for name in _state_type(aggregate)._fields]


def _state_type(aggregate: Aggregate[Any]) -> Any:
    return _STATE_TYPES[aggregate.name]


def _made(aggregate: Aggregate[Any]) -> Any:
    blank = Entry(b"", 0, b"", 0, 0, None, None, "", 0, "", "", 0, "", "", "{}", None, b"", None, b"", b"")
    return type(aggregate.empty(b"", blank))


_STATE_TYPES: Mapping[str, Any] = {aggregate.name: _made(aggregate) for aggregate in AGGREGATES}
_STATEMENTS: Mapping[str, _Statements] = {aggregate.name: _statements(aggregate) for aggregate in AGGREGATES}
_FORGET_ANOMALIES = delete(ANOMALY).where(
    ANOMALY.c.entity_id == bindparam("entity"), ANOMALY.c.aggregate == bindparam("of")
)


class Projector:
    """Applies entries to the projections of one open transaction.

    ``loaded`` keeps the states of this transaction, so that an operation that looked at a ticket does
    not read it again when its entry is projected.
    """

    def __init__(self, connection: Connection, ids: Mapping[int, bytes], seal: Seal | None = None) -> None:
        self._connection = connection
        self._ids = ids
        self._seal = seal
        self._numbers = {replica_id: number for number, replica_id in ids.items()}
        self._loaded: dict[tuple[str, bytes], Folded | None] = {}
        self._revs: dict[bytes, int] = {}

    def know(self, number: int, replica_id: bytes) -> None:
        """A replica that became known in this transaction."""
        self._numbers[replica_id] = number

    def rev_seen(self, entity_id: bytes) -> int | None:
        """The highest rev of an entity when its state was looked up, or None where it was not."""
        return self._revs.get(entity_id)

    def state(self, aggregate: Aggregate[Any], entity_id: bytes) -> Any:
        """The stored state of one entity, or None where nothing is known of it."""
        found = self._stored(aggregate, entity_id)
        return None if found is None else found.state

    def last_key(self, aggregate: Aggregate[Any], entity_id: bytes) -> FoldKey | None:
        """Where the last entry folded into an entity stands, or None."""
        found = self._stored(aggregate, entity_id)
        return None if found is None else found.key

    def expect_new(self, entity_id: bytes) -> None:
        """Spares looking up an id that was made in this transaction."""
        for aggregate in AGGREGATES:
            self._loaded.setdefault((aggregate.name, entity_id), None)

    def _stored(self, aggregate: Aggregate[Any], entity_id: bytes) -> Folded | None:
        place = (aggregate.name, entity_id)
        if place not in self._loaded:
            row = _STATEMENTS[aggregate.name].one.first(self._connection, {"entity": entity_id})
            self._loaded[place] = None if row is None else self._folded(aggregate, row[1:])
            if row is not None:
                self._revs[entity_id] = row[0]
        return self._loaded[place]

    def _folded(self, aggregate: Aggregate[Any], row: Sequence[Any]) -> Folded:
        rev, at, number, seq = row[:4]
        state = _state_type(aggregate)._make(row[4:])
        if self._seal is not None and isinstance(state, IdentityState):
            state = IdentityState(**opened_row(self._seal, state._asdict()))
        return Folded(state, (rev, at, self._ids[number], seq))

    def apply(self, entries: Iterable[Entry], *, is_anew: bool = False) -> frozenset[str]:
        """Folds entries that are in the journal already; answers the names of what changed.

        ``is_anew``: what is stored of their entities is not believed.
        """
        groups: dict[str, dict[bytes, list[Entry]]] = defaultdict(lambda: defaultdict(list))
        for entry in entries:
            for aggregate in KINDS.get(entry.kind, ()):
                groups[aggregate.name][entry.entity_id].append(entry)
        for aggregate in AGGREGATES:
            if aggregate.name in groups:
                self._apply(aggregate, groups[aggregate.name], is_anew=is_anew)
        return frozenset(groups)

    def _apply(
        self, aggregate: Aggregate[Any], groups: Mapping[bytes, list[Entry]], *, is_anew: bool
    ) -> None:
        self._preload(
            aggregate, [entity for entity in groups if (aggregate.name, entity) not in self._loaded]
        )
        rows: list[dict[str, Any]] = []
        new_rows: list[dict[str, Any]] = []
        anomalies: list[dict[str, Any]] = []
        for entity_id, entries in groups.items():
            is_new = self._stored(aggregate, entity_id) is None
            folded, found = (
                self._refold(aggregate, entity_id) if is_anew else self._fold(aggregate, entity_id, entries)
            )
            self._loaded[aggregate.name, entity_id] = folded
            (new_rows if is_new else rows).append(self._row(folded))
            anomalies.extend(self._anomaly_row(aggregate, entity_id, anomaly) for anomaly in found)
        self._write(aggregate, rows, new_rows)
        if anomalies:
            self._connection.execute(insert(ANOMALY), anomalies)

    def _preload(self, aggregate: Aggregate[Any], entity_ids: list[bytes]) -> None:
        if len(entity_ids) < 2:  # noqa: PLR2004  one is looked up by _stored with its cached statement
            return
        found = {row[4]: row for row in self._rows(aggregate, entity_ids)}
        for entity_id in entity_ids:
            row = found.get(entity_id)
            self._loaded[aggregate.name, entity_id] = None if row is None else self._folded(aggregate, row)

    def _rows(self, aggregate: Aggregate[Any], entity_ids: list[bytes]) -> Iterable[Sequence[Any]]:
        if self._connection.dialect.name == "postgresql":
            return self._connection.execute(_postgresql_many(aggregate.name), {"entities": entity_ids})
        table = TABLES[aggregate.name]
        parts = (entity_ids[start : start + 500] for start in range(0, len(entity_ids), 500))
        found = (_columns(aggregate, table).where(table.c.id.in_(part)) for part in parts)
        return chain.from_iterable(map(self._connection.execute, found))

    def _fold(
        self, aggregate: Aggregate[Any], entity_id: bytes, entries: list[Entry]
    ) -> tuple[Folded, list[Anomaly]]:
        stored = self._stored(aggregate, entity_id)
        ordered = sorted(entries, key=lambda entry: entry.order)
        before = _START if stored is None else stored.key
        takes_back = any(entry.kind in aggregate.take_back_kinds for entry in ordered)
        is_foreign = stored is not None and any(entry.site != stored.state.site for entry in ordered)
        if takes_back or is_foreign or ordered[0].order < before:
            return self._refold(aggregate, entity_id)
        state = aggregate.empty(entity_id, ordered[0]) if stored is None else stored.state
        state, anomalies = aggregate.fold_on(state, ordered)
        return Folded(state, ordered[-1].order), anomalies

    def _refold(self, aggregate: Aggregate[Any], entity_id: bytes) -> tuple[Folded, list[Anomaly]]:
        self._connection.execute(_FORGET_ANOMALIES, {"entity": entity_id, "of": aggregate.name})
        known = journal.entries_of(self._connection, entity_id, self._ids, self._seal)
        ours = [entry for entry in known if aggregate in KINDS.get(entry.kind, ())]
        return refolded(aggregate, entity_id, ours, self._numbers)

    def _row(self, folded: Folded) -> dict[str, Any]:
        return row_of(folded, self._numbers, self._seal)

    def _anomaly_row(self, aggregate: Aggregate[Any], entity_id: bytes, anomaly: Anomaly) -> dict[str, Any]:
        return {
            "replica_no": self._numbers[anomaly.replica_id], "seq": anomaly.seq, "aggregate": aggregate.name,
            "entity_id": entity_id, "code": anomaly.code,
        }  # fmt: skip

    def _write(
        self, aggregate: Aggregate[Any], rows: list[dict[str, Any]], new_rows: list[dict[str, Any]]
    ) -> None:
        """``new_rows``: entities without a row, which nobody else adds now, under the site's lock."""
        table = TABLES[aggregate.name]
        if copies(self._connection, new_rows):
            add_rows(self._connection, table, new_rows)
        else:
            rows = [*rows, *new_rows]
        if copies(self._connection, rows):
            upsert_rows(self._connection, table, rows)
        elif rows:
            self._upsert(aggregate).execute_all(self._connection, rows)

    def _upsert(self, aggregate: Aggregate[Any]) -> Prepared:
        is_sqlite = self._connection.dialect.name == "sqlite"
        return _STATEMENTS[aggregate.name].upsert if is_sqlite else _postgresql_upsert(TABLES[aggregate.name])


def row_of(folded: Folded, numbers: Mapping[bytes, int], seal: Seal | None = None) -> dict[str, Any]:
    """A projection's row: the state's fields and the place of the last entry folded."""
    rev, at, replica_id, seq = folded.key
    row: dict[str, Any] = folded.state._asdict()
    if isinstance(folded.state, IdentityState):
        row = sealed_row(seal, row)
    row["fold_rev"], row["fold_at"], row["fold_replica_no"], row["fold_seq"] = (
        rev,
        at,
        numbers[replica_id],
        seq,
    )
    return row


def refolded(
    aggregate: Aggregate[Any], entity_id: bytes, entries: Sequence[Entry], numbers: Mapping[bytes, int]
) -> tuple[Folded, list[Anomaly]]:
    """The state of one entity from all its entries of this aggregate.

    An entity belongs to one site: that of the replica known here for longest. What another site's
    station wrote about it is listed and never folded.
    """
    site = min(entries, key=lambda entry: numbers[entry.replica_id]).site
    owned = [entry for entry in entries if entry.site == site]
    state, anomalies = aggregate.fold(entity_id, owned)
    foreign = [Anomaly(one.replica_id, one.seq, "other_site") for one in entries if one.site != site]
    return Folded(state, max(entry.order for entry in owned)), anomalies + foreign


def empty_projections(connection: Connection) -> None:
    """Forgets all projections, for a rebuild."""
    person_index.empty(connection)
    for table in PROJECTIONS:
        connection.execute(delete(table))
