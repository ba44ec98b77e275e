"""How SQLite would answer a statement."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from counter_app.db.prepared import Prepared


def plan(connection: Connection, statement: Prepared, values: dict[str, Any]) -> list[str]:
    """The steps of its query plan, as "SEARCH ticket USING INDEX …"."""
    words, given = statement._for(connection)
    rows = connection.connection.cursor().execute(f"EXPLAIN QUERY PLAN {words}", given(values)).fetchall()
    return [step for (_id, _parent, _, step) in rows]
