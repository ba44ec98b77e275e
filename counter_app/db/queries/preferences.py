"""How somebody likes the screens of this station."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from counter_app.db.tables import PREFERENCE

STATION = ""
"""In place of an officer's code: how the screens of this station were last."""


@dataclass(frozen=True, slots=True)
class Liking:
    """What was kept; nothing of it is a rule."""

    zoom_percent: int
    """100 to 200."""
    language: str
    """"id", "en", or empty = the station's own."""


def liking(connection: Connection, officer: str = STATION) -> Liking | None:
    """What was kept for an officer, or for the station; None where nothing was."""
    row = connection.execute(select(PREFERENCE).where(PREFERENCE.c.officer == officer)).first()
    return None if row is None else Liking(row.zoom, row.language)
