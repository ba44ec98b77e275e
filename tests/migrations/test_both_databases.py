"""One history for both databases: migrations give today's shape, up and down, with data in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, inspect, select, text
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

from counter_app.db import journal, rebuild, schema
from counter_app.db.connection import writer_engine
from counter_app.db.tables import JOURNAL
from counter_app.domain.errors import Refused
from tests.helpers.hubs import Server
from tests.helpers.stations import (
    Station,
    entries,
    issue,
    open_station,
    refusal,
    serve,
    show_all_papers,
    submit,
)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A new database of each kind."""
    if request.param == "sqlite":
        engine = writer_engine(tmp_path / "empty.db", bytes(32))
    else:
        server: Server = request.getfixturevalue("postgres")
        engine = create_engine(server.new_database(), poolclass=NullPool)
    yield engine
    engine.dispose()


@pytest.fixture
def morning(tmp_path: Path) -> Iterator[Station]:
    station = open_station(tmp_path / "station")
    called = serve(station)
    show_all_papers(station, called.ticket_id)
    submit(station, called.ticket_id)
    issue(station)
    yield station
    station.store.close()


ONLY_SQLITE = ("ix_identity_number", "ix_identity_phone")
"""Alembic does not look at ``ddl_if``."""


def is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """Tables behind SQLite's own index of names are its own affair."""
    return kind != "table" or name is None or not name.startswith("person_index")


def differences(connection: Connection) -> list[Any]:
    def is_here(_object: Any, name: str | None, kind: str, _is_found: bool, _other: Any) -> bool:
        return kind != "index" or name not in ONLY_SQLITE or connection.dialect.name == "sqlite"

    opts = {"compare_type": True, "include_name": is_ours, "include_object": is_here}
    context = MigrationContext.configure(connection, opts=opts)
    return list(compare_metadata(context, SQLModel.metadata))


def shape(connection: Connection) -> dict[str, Any]:
    seen = inspect(connection)
    return {
        name: (
            sorted((one["name"], str(one["type"]), one["nullable"]) for one in seen.get_columns(name)),
            sorted((str(one["name"]), str(one["column_names"])) for one in seen.get_indexes(name)),
            seen.get_pk_constraint(name)["constrained_columns"],
        )
        for name in sorted(seen.get_table_names())
        if name != "alembic_version"
    }


def test_the_program_knows_every_revision_file(empty: Engine) -> None:
    with empty.begin() as connection:
        found = ScriptDirectory.from_config(schema.migrations(connection)).walk_revisions()

    assert tuple(reversed([one.revision for one in found])) == schema.KNOWN


def test_migrating_up_gives_the_shape_of_a_new_database(empty: Engine) -> None:
    with empty.begin() as connection:
        schema.upgrade(connection, schema.HEAD)

        assert differences(connection) == []
        assert schema.revision(connection) == schema.HEAD
        migrated = shape(connection)
    with empty.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("DROP TABLE person_index"))
        for table in reversed(SQLModel.metadata.sorted_tables):
            table.drop(connection)
        connection.execute(text("DROP TABLE alembic_version"))
        schema.prepare(connection)

        assert shape(connection) == migrated


def test_migrating_all_the_way_down_leaves_nothing(empty: Engine) -> None:
    with empty.begin() as connection:
        schema.upgrade(connection, schema.HEAD)
        schema.downgrade(connection, "base")

        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_down_and_up_again_keeps_every_entry(empty: Engine, morning: Station) -> None:
    written = entries(morning.store)
    with empty.begin() as connection:
        schema.prepare(connection)
        head = journal.add_replica(connection, written[0].replica_id, "BLU", None)
        journal.append(connection, head, written)
        rebuild.rebuild(connection)
    with empty.begin() as connection:
        schema.downgrade(connection, schema.KNOWN[0])

        assert "station" not in inspect(connection).get_table_names()
        assert len(connection.execute(select(JOURNAL.c.seq)).all()) == len(written)
    with empty.begin() as connection:
        schema.prepare(connection)

        assert list(journal.all_entries(connection)) == written
        rebuild.rebuild(connection)  # as a store does: projections that came with a revision are empty
        assert rebuild.first_difference(connection) is None
        assert differences(connection) == []


def test_a_database_of_a_newer_version_is_refused_and_untouched(empty: Engine) -> None:
    with empty.begin() as connection:
        schema.prepare(connection)
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with empty.connect() as connection:
        refused = refusal(lambda: schema.prepare(connection))

    assert isinstance(refused, Refused)
    assert (refused.code, refused.facts["found"]) == ("database_newer", "9999")
