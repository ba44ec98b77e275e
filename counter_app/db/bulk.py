"""Many rows at once into PostgreSQL: COPY costs a fifth of one INSERT a row (measured)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Connection, Integer, LargeBinary, SmallInteger, Table

WORTH_IT = 20
"""Fewer rows go in by plain statements."""
_TYPES = {LargeBinary: "bytea", BigInteger: "int8", SmallInteger: "int2", Integer: "int4"}


def upserting(connection: Connection) -> Any:
    """INSERT … ON CONFLICT as this database's dialect knows it; no station waits for PostgreSQL's (25 ms)."""
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert  # noqa: PLC0415

        return insert
    from sqlalchemy.dialects.postgresql import insert as postgresql_insert  # noqa: PLC0415

    return postgresql_insert


def copies(connection: Connection, rows: Sequence[object]) -> bool:
    """Whether this many rows are worth a COPY here."""
    return len(rows) >= WORTH_IT and connection.dialect.name == "postgresql"


def copy_rows(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Adds rows whose values stand in the order of the table's columns; a key that exists is an error."""
    _copy(connection, table.name, table, rows)


def add_rows(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Adds rows by the names of their columns; a key that exists is an error."""
    _copy(connection, table.name, table, _in_order(table, rows))


def upsert_rows(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Adds rows or replaces those with the same id, by way of a table of this connection."""
    connection.exec_driver_sql(_stage(table))
    _copy(connection, f"stage_{table.name}", table, _in_order(table, rows))
    connection.exec_driver_sql(_merge(table))


def _in_order(table: Table, rows: Iterable[Mapping[str, Any]]) -> Iterable[Sequence[Any]]:
    names = tuple(table.c.keys())
    return ([row[name] for name in names] for row in rows)


def _copy(connection: Connection, name: str, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    from psycopg.types.string import BytesBinaryDumper  # noqa: PLC0415  only a centre has it, no start waits

    driver: Any = connection.connection.driver_connection
    columns = ", ".join(f'"{column}"' for column in table.c.keys())  # noqa: SIM118  a column collection
    with driver.cursor() as cursor:
        # compiled; the one that psycopg finds by the column's type is not
        cursor.adapters.register_dumper(None, BytesBinaryDumper)
        with cursor.copy(f'COPY "{name}" ({columns}) FROM STDIN WITH (FORMAT BINARY)') as copy:
            copy.set_types(_types(table))
            for row in rows:
                copy.write_row(row)


@cache
def _types(table: Table) -> list[str]:
    return [_TYPES.get(type(column.type), "text") for column in table.c]


@cache
def _stage(table: Table) -> str:
    name = f"stage_{table.name}"
    return (
        "SET LOCAL client_min_messages = warning; "
        f'CREATE TEMP TABLE IF NOT EXISTS "{name}" (LIKE "{table.name}") ON COMMIT DELETE ROWS'
    )


@cache
def _merge(table: Table) -> str:
    names = list(table.c.keys())
    columns = ", ".join(f'"{name}"' for name in names)
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name != "id")
    return (
        f'INSERT INTO "{table.name}" ({columns}) SELECT {columns} FROM "stage_{table.name}" '  # noqa: S608  own names
        f"ON CONFLICT (id) DO UPDATE SET {updates}"
    )
