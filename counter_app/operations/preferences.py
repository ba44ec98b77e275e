"""Zoom and language outlive a restart: local rows, never synced."""

from __future__ import annotations

from sqlalchemy.dialects.sqlite import insert

from counter_app.db.queries.preferences import STATION, Liking, liking
from counter_app.db.tables import PREFERENCE
from counter_app.db.work import Work

NOTHING = Liking(100, "")


def keep_zoom(work: Work, officer: str, percent: int) -> None:
    """Keeps how large an officer likes everything, and that it was so at this station last."""
    for whose in {officer, STATION}:
        before = liking(work.connection, whose) or NOTHING
        _keep(work, whose, percent, before.language)


def keep_language(work: Work, language: str) -> None:
    """Keeps the language of this station's screens; its slips keep their own."""
    before = liking(work.connection) or NOTHING
    _keep(work, STATION, before.zoom_percent, language)


def _keep(work: Work, whose: str, percent: int, language: str) -> None:
    values = {"officer": whose, "zoom": percent, "language": language}
    statement = insert(PREFERENCE).values(values)
    work.connection.execute(statement.on_conflict_do_update(index_elements=["officer"], set_=values))
