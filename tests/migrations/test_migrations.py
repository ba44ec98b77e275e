"""Every database of an older program comes to today's shape, and back, with what is in it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import (
    BigInteger,
    Connection,
    Engine,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    func,
    inspect,
    select,
)
from sqlalchemy import Integer as WholeNumber
from sqlcipher3 import dbapi2

from counter_app.db import schema
from counter_app.db.connection import engine
from counter_app.db.tables import JOURNAL, PROJECTIONS

BEFORE = dict(zip(schema.KNOWN, ("base", *schema.KNOWN), strict=False))


@pytest.fixture
def database() -> Iterator[Engine]:
    """An empty database in memory."""
    made = engine(
        lambda: dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False),
        begin="BEGIN IMMEDIATE",
        size=1,
    )
    yield made
    made.dispose()


def shape(connection: Connection) -> dict[str, str]:
    """Name -> statement of every table and index, but alembic's own."""
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
    )
    return {name: " ".join(sql.split()) for name, sql in rows}


def test_the_programs_revisions_are_those_of_the_files(database: Engine) -> None:
    with database.begin() as connection:
        scripts = ScriptDirectory.from_config(schema.migrations(connection))

    assert tuple(reversed([script.revision for script in scripts.walk_revisions()])) == schema.KNOWN
    assert scripts.get_heads() == [schema.HEAD] == [schema.KNOWN[-1]]


def test_a_migrated_database_has_exactly_the_shape_of_a_new_one(database: Engine) -> None:
    with database.begin() as connection:
        schema.upgrade(connection, schema.HEAD)
        migrated = shape(connection)
        schema.downgrade(connection, "base")
        assert shape(connection) == {}
        schema.prepare(connection)

        assert shape(connection) == migrated
    assert {"journal", "ticket", "print_job", "ix_ticket_waiting"} <= set(migrated)


def test_a_database_of_today_is_left_as_it_is(database: Engine) -> None:
    with database.begin() as connection:
        schema.prepare(connection)
        before = connection.exec_driver_sql("PRAGMA schema_version").scalar()
        schema.prepare(connection)
        after = connection.exec_driver_sql("PRAGMA schema_version").scalar()

    assert before == after


def test_an_upgrade_runs_in_the_transaction_that_it_is_given(database: Engine) -> None:
    with database.connect() as connection:
        with connection.begin() as transaction:
            schema.upgrade(connection, schema.HEAD)
            assert shape(connection) != {}
            transaction.rollback()

        assert shape(connection) == {}


def sample(column: Any) -> object:
    if isinstance(column.type, LargeBinary):
        return bytes(range(16))
    if isinstance(column.type, WholeNumber | BigInteger | SmallInteger):
        return 1
    return "text"


def filled(connection: Connection) -> dict[str, Table]:
    """One row in every table that this revision has; SQLite's own index of names fills itself."""
    tables = MetaData()
    tables.reflect(connection, only=lambda name, _meta: not name.startswith("person_"))
    found = {name: table for name, table in tables.tables.items() if name != "alembic_version"}
    for table in found.values():
        connection.execute(table.insert().values({one.name: sample(one) for one in table.columns}))
    return found


@pytest.mark.parametrize("revision", schema.KNOWN)
def test_every_revision_goes_up_and_down_and_up_again_with_data(database: Engine, revision: str) -> None:
    with database.begin() as connection:
        if BEFORE[revision] != "base":
            schema.upgrade(connection, BEFORE[revision])
        kept = filled(connection)
        before = shape(connection)
        schema.upgrade(connection, revision)
        above = shape(connection)
        added = filled(connection) if not kept else {}
        schema.downgrade(connection, BEFORE[revision])

        assert shape(connection) == before
        schema.upgrade(connection, revision)
        assert shape(connection) == above
        assert schema.revision(connection) == revision
        counts = {
            name: connection.execute(select(func.count()).select_from(table)).scalar()
            for name, table in kept.items()
            if inspect(connection).has_table(name)
        }
        assert counts == dict.fromkeys(counts, 1)
        assert set(kept) | set(added)


def test_a_database_that_went_all_the_way_back_can_be_prepared_again(database: Engine) -> None:
    with database.begin() as connection:
        schema.prepare(connection)
        schema.downgrade(connection, "base")
        assert schema.revision(connection) is None

        schema.prepare(connection)

        assert schema.revision(connection) == schema.HEAD
        assert inspect(connection).has_table("journal")


def offline(dialect: str) -> set[str]:
    """The statements that the migrations would run elsewhere."""
    written = io.StringIO()
    config = Config(output_buffer=written)
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    config.attributes["dialect"] = dialect
    command.upgrade(config, "head", sql=True)
    return statements(written.getvalue())


def statements(text: str) -> set[str]:
    clean = re.sub(r"^--.*$", "", text, flags=re.MULTILINE)
    return {" ".join(one.split()) for one in clean.split(";") if "CREATE" in one and "alembic" not in one}


def test_bodies_and_hashes_are_text_and_bytes_on_postgresql() -> None:
    journal = next(one for one in offline("postgresql") if one.startswith("CREATE TABLE journal"))

    assert "body TEXT NOT NULL" in journal
    assert "hash BYTEA NOT NULL" in journal
    assert "seq BIGINT NOT NULL" in journal


def test_only_the_journal_and_local_rows_need_care_when_tables_change() -> None:
    assert JOURNAL not in PROJECTIONS
    assert {table.name for table in PROJECTIONS} == {
        "day", "shift", "counter", "officer_pin", "visit", "ticket", "application", "applicant_identity",
        "incident", "authority", "anomaly",
    }  # fmt: skip
