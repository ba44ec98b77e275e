"""Facts about this database itself, by name."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, select

from counter_app.db.bulk import upserting
from counter_app.db.hub_tables import SETTING
from counter_app.db.prepared import Prepared

Notes = Mapping[str, str]
"""All facts by name; they are few, and one look is cheaper than three."""
_ALL = Prepared(select(SETTING.c.name, SETTING.c.value))


def notes(connection: Connection) -> Notes:
    """Everything that is kept."""
    return {name: value for name, value in _ALL.all(connection, {})}  # noqa: C416  tuples of any length


def said(connection: Connection, name: str) -> str:
    """The value of one; empty where nothing is kept."""
    row = connection.execute(SETTING.select().where(SETTING.c.name == name)).first()
    return "" if row is None else str(row.value)


def keep(connection: Connection, name: str, value: str) -> None:
    """Keeps one."""
    kept = upserting(connection)(SETTING).values(name=name, value=value)
    connection.execute(
        kept.on_conflict_do_update(index_elements=["name"], set_={"value": kept.excluded.value})
    )


def forget(connection: Connection, prefix: str) -> None:
    """Forgets all whose name begins with this."""
    connection.execute(delete(SETTING).where(SETTING.c.name.startswith(prefix, autoescape=True)))
