"""Sessions of a station, and which log goes on in another one's place.

Revision ID: 0008
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision: str | None = "0007"
branch_labels = None
depends_on = None

_TEXT = {"site", "kind", "name", "app_version", "run"}
_WHOLE = {"counter", "issuer", "unsent", "replaced_by"}
_MAY_MISS = {
    "revoked_at", "last_contact_at", "clock_offset_ms", "other_run_at", "superseded_at", "copied_at",
    "replaced_by",
}  # fmt: skip
_BEFORE = (
    "site", "kind", "counter", "issuer", "name", "enrolled_at", "revoked_at", "last_contact_at",
    "clock_offset_ms", "unsent", "app_version",
)  # fmt: skip
_ADDED = ("session_no", "run", "other_run_at", "superseded_at", "copied_at", "replaced_by")


def _column(name: str) -> sa.Column[Any]:
    kind = sa.Text() if name in _TEXT else sa.Integer() if name in _WHOLE else sa.BigInteger()
    return sa.Column(name, kind, nullable=name in _MAY_MISS)


def _made_anew(added: tuple[str, ...], **given: str) -> None:
    """Around its rows: a column that SQLite adds must have a default for ever, and stands at the end."""
    kept = ", ".join(("replica_no", *_BEFORE))
    names, values = ", ".join((kept, *given)), ", ".join((kept, *given.values()))
    op.execute(f"CREATE TEMP TABLE kept AS SELECT {kept} FROM station")  # noqa: S608  own names
    op.drop_index("ix_station_site", "station")
    op.drop_table("station")
    number = sa.Column("replica_no", sa.Integer(), primary_key=True, autoincrement=False)
    op.create_table("station", number, *map(_column, (*_BEFORE, *added)))
    op.execute(f"INSERT INTO station ({names}) SELECT {values} FROM kept")  # noqa: S608  own names
    op.execute("DROP TABLE kept")
    op.create_index("ix_station_site", "station", ["site"])


def upgrade() -> None:
    """Adds them; nobody has a session yet."""
    _made_anew(_ADDED, session_no="0", run="''")


def downgrade() -> None:
    """Takes them away."""
    _made_anew(())
