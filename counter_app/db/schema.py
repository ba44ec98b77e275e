"""The shape of the database: made new, brought up to date, or refused when it is newer than we are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from counter_app.db import person_index
from counter_app.db.columns import few_rows
from counter_app.domain.errors import Refused

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0015"
KNOWN = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
)
"""Revisions of this program, oldest first; a test holds them against the migration files."""
MIGRATIONS = Path(__file__).parent / "migrations"


def revision(connection: Connection) -> str | None:
    """The revision of a database, or None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def prepare(connection: Connection) -> None:
    """Makes the tables, or brings them to this program's revision, in the caller's transaction.

    Raises Refused("database_newer", found=…, known=…) for a database of a newer version.
    """
    found = revision(connection)
    if found == HEAD:
        return
    if found is not None and found not in KNOWN:
        raise Refused("database_newer", found=found, known=HEAD)
    if found is None:
        _create(connection)
    else:
        upgrade(connection, HEAD)


def _create(connection: Connection) -> None:
    """A new database gets today's shape at once; a test proves that the migrations give the same."""
    from counter_app.db import hub_tables  # noqa: PLC0415  start-up: a database is made once

    for metadata in {person_index.PERSON_PLACE.metadata, hub_tables.STATION.metadata}:
        if connection.dialect.name == "postgresql":
            few_rows(metadata)
        metadata.create_all(connection)
    connection.execute(
        text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def migrations(connection: Connection) -> Config:
    """Alembic's configuration on an open connection. Imported late: 100 ms of start-up."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, to: str) -> None:
    """Runs the migrations up to a revision."""
    from alembic import command  # noqa: PLC0415  start-up

    command.upgrade(migrations(connection), to)


def downgrade(connection: Connection, to: str) -> None:
    """Runs the migrations down to a revision."""
    from alembic import command  # noqa: PLC0415  start-up

    command.downgrade(migrations(connection), to)
