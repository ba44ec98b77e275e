"""Who sat at a counter."""

from __future__ import annotations

from sqlalchemy import Connection, select

from counter_app.db.tables import SHIFT


def last_officer(connection: Connection, counter: int) -> str:
    """Code of the officer who sat at the counter last, or empty."""
    found = connection.execute(
        select(SHIFT.c.officer).where(SHIFT.c.counter == counter).order_by(SHIFT.c.opened_at.desc()).limit(1)
    ).scalar()
    return "" if found is None else str(found)
