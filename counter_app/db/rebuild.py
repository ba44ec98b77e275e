"""Dropping and rebuilding projections, and comparing a rebuild with what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from counter_app.db import journal, person_index
from counter_app.db.bulk import add_rows
from counter_app.db.projector import TABLES, empty_projections, refolded, row_of
from counter_app.db.seal import Seal
from counter_app.db.tables import ANOMALY
from counter_app.domain.entry import Entry
from counter_app.domain.fold import Aggregate
from counter_app.domain.kinds import KINDS

_BATCH = 2000

Row = dict[str, Any]
Values = tuple[Any, ...]
_STREAMED = {"yield_per": _BATCH}


def rebuild(connection: Connection, seal: Seal | None = None) -> int:
    """Folds the whole journal anew, in the caller's transaction; answers how many entries there were."""
    empty_projections(connection)
    batches: dict[str, list[Row]] = {}
    counter = _Counted(journal.all_entries(connection, by_entity=True, seal=seal))
    for name, row in folded_rows(connection, counter, seal):
        rows = batches.setdefault(name, [])
        rows.append(row)
        if len(rows) >= _BATCH:
            _flush(connection, name, rows)
    for name, rows in batches.items():
        _flush(connection, name, rows)
    return counter.seen


class _Counted:
    """Counts what passes through an iteration."""

    def __init__(self, entries: Iterator[Entry]) -> None:
        self.seen = 0
        self._entries = entries

    def __iter__(self) -> Iterator[Entry]:
        for entry in self._entries:
            self.seen += 1
            yield entry


def _flush(connection: Connection, name: str, rows: list[Row]) -> None:
    """Hands the rows to the driver as tuples: Core's look at each value would cost a third of a rebuild."""
    table = ANOMALY if name == ANOMALY.name else TABLES[name]
    if rows and connection.dialect.name == "postgresql":
        add_rows(connection, table, rows)
        rows.clear()
    elif rows:
        compiled = insert(table).compile(dialect=connection.dialect)
        in_order = itemgetter(*compiled.positiontup or ())
        connection.exec_driver_sql(str(compiled), [in_order(row) for row in rows])
        rows.clear()


def folded_rows(
    connection: Connection, entries: _Counted | Iterator[Entry], seal: Seal | None = None
) -> Iterator[tuple[str, Row]]:
    """Every projection row of entries that come entity by entity, as (aggregate or "anomaly", row)."""
    numbers = {replica_id: head.replica_no for replica_id, head in journal.heads(connection).items()}
    for entity_id, group in groupby(entries, key=lambda entry: entry.entity_id):
        parts: dict[str, tuple[Aggregate[Any], list[Entry]]] = {}
        for entry in group:
            for aggregate in KINDS.get(entry.kind, ()):
                parts.setdefault(aggregate.name, (aggregate, []))[1].append(entry)
        for name, (aggregate, known) in parts.items():
            folded, anomalies = refolded(aggregate, entity_id, known, numbers)
            yield name, row_of(folded, numbers, seal)
            for anomaly in anomalies:
                yield ANOMALY.name, {
                    "replica_no": numbers[anomaly.replica_id], "seq": anomaly.seq, "aggregate": name,
                    "entity_id": entity_id, "code": anomaly.code,
                }  # fmt: skip


def first_difference(connection: Connection, seal: Seal | None = None) -> str | None:
    """Where a rebuild and the stored projections differ: "ticket 0190…", or None when they are equal.

    Both come in the order of ids and are walked side by side, so that years of tickets need no memory.
    """
    stored = {table.name: _Stored(connection, table) for table in TABLES.values()}
    anomalies: set[Values] = set()
    entries = journal.all_entries(connection, by_entity=True, seal=seal)
    for name, row in folded_rows(connection, entries, seal):
        if name == ANOMALY.name:
            anomalies.add(_values(ANOMALY, row))
        elif (odd := stored[TABLES[name].name].differs_from(row)) is not None:
            return f"{TABLES[name].name} {odd.hex()}"
    for name, rest in stored.items():
        if (left := rest.next_id()) is not None:
            return f"{name} {left.hex()}"
    odd_person = person_index.first_odd(connection)
    return _odd_anomaly(connection, anomalies) if odd_person is None else f"person_index {odd_person}"


class _Stored:
    """The rows of one projection as they are stored, in the order of their ids."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._table = table
        statement = select(table).order_by(table.c.id)
        self._rows = iter(connection.execute(statement, execution_options=_STREAMED))
        self._id_place = list(table.c.keys()).index("id")

    def next_id(self) -> bytes | None:
        """The id of the next row, which is then passed; None behind the last."""
        row = next(self._rows, None)
        return None if row is None else row[self._id_place]

    def differs_from(self, fresh: Row) -> bytes | None:
        """The id where the next row is not ``fresh``: the lower one where one of two is missing."""
        row = next(self._rows, None)
        if row is not None and tuple(row) == _values(self._table, fresh):
            return None
        wanted: bytes = fresh["id"]
        return wanted if row is None else min(wanted, row[self._id_place])


def _values(table: Table, row: Row) -> Values:
    return tuple(row[column.name] for column in table.c)


def _odd_anomaly(connection: Connection, fresh: set[Values]) -> str | None:
    odd = {tuple(row) for row in connection.execute(select(ANOMALY))} ^ fresh
    place = list(ANOMALY.c.keys()).index("entity_id")
    return f"{ANOMALY.name} {min(row[place] for row in odd).hex()}" if odd else None
