"""Core statements run past Core: compiled once, then handed to the driver as they are.

Core looks at every parameter and wraps every row: 25 µs a statement and 8 µs a row, which was a third of
an operation and of a rebuild. Statements stay Core's; only what runs in every operation goes this way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.sql.compiler import SQLCompiler

Values = Mapping[str, Any]
_Ordered = Callable[[Values], tuple[Any, ...]]


class Prepared:
    """One statement without expanding parameters; its driver's errors are not wrapped."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._text = ""
        self._in_order: _Ordered = tuple

    def execute(self, connection: Connection, values: Values) -> Any:
        """Runs it once; answers the driver's cursor."""
        cursor = self._cursor(connection)
        cursor.execute(self._text, self._in_order(values))
        return cursor

    def execute_all(self, connection: Connection, rows: Iterable[Values]) -> None:
        """Runs it once for each of many."""
        cursor = self._cursor(connection)
        cursor.executemany(self._text, [self._in_order(values) for values in rows])
        cursor.close()

    def first(self, connection: Connection, values: Values) -> tuple[Any, ...] | None:
        """The first row as a plain tuple, or None."""
        cursor = self.execute(connection, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
        cursor.close()
        return row

    def all(self, connection: Connection, values: Values) -> list[tuple[Any, ...]]:
        """All rows as plain tuples."""
        cursor = self.execute(connection, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.close()
        return rows

    def _cursor(self, connection: Connection) -> Any:
        assert connection.in_transaction(), "only Core begins transactions"
        if not self._text:
            self._compile(connection)
        return connection.connection.cursor()

    def _compile(self, connection: Connection) -> None:
        compiled = self._statement.compile(dialect=connection.dialect)
        self._in_order = _ordered(compiled)
        self._text = str(compiled)


def _ordered(compiled: SQLCompiler) -> _Ordered:
    """Puts named values, and the statement's own constants, into the order of its question marks."""
    names = compiled.positiontup or []
    fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
    if fixed or len(names) < 2:  # noqa: PLR2004  itemgetter gives a tuple only for two or more
        return lambda values: tuple(fixed[name] if name in fixed else values[name] for name in names)
    return itemgetter(*names)
