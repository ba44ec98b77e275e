"""The floor of an operation: the rows it really wrote, committed by the bare driver.

A raw ``sqlcipher3`` connection on a copy of the same database, under the same key and pragmas, takes
the same rows in one BEGIN IMMEDIATE … COMMIT. It reads nothing, decides nothing and hashes nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, select

from counter_app.db.connection import WRITER_PRAGMAS, opened
from counter_app.db.key import read_keys
from counter_app.db.store import DATABASE, Store
from counter_app.db.tables import JOURNAL, PRINT_JOB, REPLICA, SERIES, TICKET, VISIT

_OWN = 1
"""Number of the replica of a station that knows no other."""

Rows = list[tuple[str, tuple[Any, ...]]]
"""(statement, values) of everything that one operation wrote."""


def _placed(table: Table) -> str:
    names = [column.name for column in table.c]
    keys = [column.name for column in table.primary_key]
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name not in keys)
    return (
        f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(names))}) '
        f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {updates}"
    )


_PLACED = {table.name: _placed(table) for table in (JOURNAL, REPLICA, SERIES, VISIT, TICKET, PRINT_JOB)}


class WrittenRows:
    """Reads back what each operation wrote."""

    def __init__(self, store: Store, series: str) -> None:
        self._store, self._series = store, series
        self._seq, self._job = store.read(_ends)

    def since_last(self) -> Rows:
        """The rows written since the last call, of every table that an operation touches."""
        return self._store.read(self._read)

    def _read(self, connection: Connection) -> Rows:
        new = select(JOURNAL).where(JOURNAL.c.replica_no == _OWN, JOURNAL.c.seq > self._seq)
        entries = connection.execute(new).all()
        jobs = connection.execute(select(PRINT_JOB).where(PRINT_JOB.c.id > self._job)).all()
        self._seq = max((row.seq for row in entries), default=self._seq)
        self._job = max((row.id for row in jobs), default=self._job)
        found: Rows = [(_PLACED[JOURNAL.name], tuple(row)) for row in entries]
        found += [(_PLACED[PRINT_JOB.name], tuple(row)) for row in jobs]
        found += self._rows(connection, REPLICA, REPLICA.c.replica_no, [_OWN])
        for table in (VISIT, TICKET):
            found += self._rows(connection, table, table.c.id, [row.entity_id for row in entries])
        if any(row.kind == "ticket.issued" for row in entries):
            found += self._rows(connection, SERIES, SERIES.c.name, [self._series])
        return found

    def _rows(self, connection: Connection, table: Table, key: Any, wanted: Sequence[Any]) -> Rows:
        rows = connection.execute(select(table).where(key.in_(wanted)))
        return [(_PLACED[table.name], tuple(row)) for row in rows]


def _ends(connection: Connection) -> tuple[int, int]:
    ends = select(
        select(func.max(JOURNAL.c.seq)).scalar_subquery(), select(func.max(PRINT_JOB.c.id)).scalar_subquery()
    )
    seq, job = connection.execute(ends).one()
    return seq or 0, job or 0


class RawTwin:
    """A bare driver connection on a copy of a closed station's database."""

    def __init__(self, folder: Path, copy: Path) -> None:
        copy.unlink(missing_ok=True)
        for beside in copy.parent.glob(f"{copy.name}-*"):
            beside.unlink()
        shutil.copyfile(folder / DATABASE, copy)
        self._connection = opened(copy, read_keys(folder).database, WRITER_PRAGMAS)

    def commit(self, rows: Rows) -> None:
        """The same bytes, durable."""
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        for statement, values in rows:
            execute(statement, values)
        execute("COMMIT")

    def close(self) -> None:
        """Lets the file go."""
        self._connection.close()
