"""The series that can still give a number: however many years lie behind, few are read."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, Row, bindparam, func, or_, select

from counter_app.db.marks import DAY_SERIES, DAYS_MARKED
from counter_app.db.tables import SERIES

_NAME = SERIES.c.name
_BEHIND = f"{DAY_SERIES[:-1]}0"
"""The first name after all series of days: "0" follows "/"."""
_DAY_BEFORE = select(func.max(_NAME)).where(_NAME >= DAY_SERIES, bindparam("before") > _NAME)
_FROM = select(SERIES).where(bindparam("oldest") <= _NAME, _NAME < _BEHIND)
_OTHERS = select(SERIES).where(or_(_NAME < DAY_SERIES, _NAME >= _BEHIND))


def living_series(connection: Connection, named: Collection[str]) -> dict[str, int]:
    """The last number of each series, of tickets only for the newest days and of those ``named``."""
    rows: list[Row[tuple[str, int]]] = [*connection.execute(_OTHERS)]
    rows += connection.execute(_FROM, {"oldest": _oldest(connection)})
    rows += connection.execute(select(SERIES).where(_NAME.in_(named)))
    return {row.name: row.last for row in rows}


def _oldest(connection: Connection) -> str:
    """Where the series of the newest days begin."""
    before = _BEHIND
    for _ in range(DAYS_MARKED):
        found = connection.execute(_DAY_BEFORE, {"before": before}).scalar()
        if found is None:
            break
        before = found[: found.rindex("/") + 1]
    return before
