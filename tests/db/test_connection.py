"""Every connection of a store has exactly the one list of pragmas, and the key before all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlcipher3 import dbapi2

from counter_app.db.connection import PRAGMAS, READER_PRAGMAS, WRITER_PRAGMAS, opened, told
from counter_app.db.tables import DRAFT
from counter_app.domain.errors import CounterError, Unavailable
from tests.helpers.stations import Station, failure

KEY = bytes(range(32))
ANSWERS = {
    "FULL": 2, "NORMAL": 1, "ON": 1, "OFF": 0, "MEMORY": 2,
}  # fmt: skip
"""How SQLite answers to the words that set a pragma."""


def answered(value: str) -> object:
    return ANSWERS.get(value, int(value) if value.isdigit() else value)


def asked(connection: Connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def wanted(own: tuple[tuple[str, str], ...]) -> dict[str, object]:
    return {name: answered(value) for name, value in (*PRAGMAS, *own)}


def test_the_writer_has_every_pragma_of_the_list(station: Station) -> None:
    expected = wanted(WRITER_PRAGMAS)

    found = station.do(lambda work: {name: asked(work.connection, name) for name in expected})

    assert found == expected


def test_every_reader_has_every_pragma_of_the_list(station: Station) -> None:
    expected = wanted(READER_PRAGMAS)

    def both(connection: Connection) -> list[dict[str, object]]:
        inner = station.ask(lambda other: {name: asked(other, name) for name in expected})
        return [{name: asked(connection, name) for name in expected}, inner]

    assert station.ask(both) == [expected, expected]


def test_commits_wait_for_the_disk_and_the_log_is_written_ahead() -> None:
    assert dict(PRAGMAS)["synchronous"] == "FULL"
    assert dict(PRAGMAS)["journal_mode"] == "wal"
    assert not {name for name, _ in (*WRITER_PRAGMAS, *READER_PRAGMAS)} & {name for name, _ in PRAGMAS}


def test_a_reader_can_not_write(station: Station) -> None:
    assert (
        failure(lambda: station.ask(lambda it: it.exec_driver_sql("DELETE FROM journal"))).code
        == "disk_error"
    )


def test_a_reader_sees_one_moment_until_it_has_finished(station: Station) -> None:
    def counts(connection: Connection) -> list[Any]:
        before = connection.exec_driver_sql("SELECT count(*) FROM draft").scalar()
        station.do(
            lambda work: work.connection.exec_driver_sql("INSERT INTO draft VALUES (x'01', 'typed', 1)")
        )
        return [before, connection.exec_driver_sql("SELECT count(*) FROM draft").scalar()]

    assert station.ask(counts) == [0, 0]
    assert station.ask(lambda it: it.exec_driver_sql("SELECT count(*) FROM draft").scalar()) == 1


def test_the_file_tells_nothing_without_the_key(station: Station) -> None:
    raw = (station.folder / "station.db").read_bytes()

    assert not raw.startswith(b"SQLite format 3")
    assert b"ticket" not in raw


def test_a_file_under_another_key_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "some.db"
    opened(path, KEY, WRITER_PRAGMAS).execute("CREATE TABLE t (a)").connection.close()

    assert failure(lambda: opened(path, bytes(32), WRITER_PRAGMAS)).code == "wrong_key"


def driver_error(act: Callable[[], object]) -> dbapi2.Error:
    with pytest.raises(dbapi2.Error) as caught:
        act()
    found: dbapi2.Error = caught.value
    return found


class _DiskError(Exception):
    def __init__(self, name: str) -> None:
        self.sqlite_errorname = name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SQLITE_NOTADB", "wrong_key"),
        ("SQLITE_FULL", "disk_full"),
        ("SQLITE_IOERR_FSYNC", "disk_error"),
        ("SQLITE_IOERR", "disk_error"),
        ("SQLITE_CANTOPEN", "disk_error"),
        ("SQLITE_READONLY_DBMOVED", "disk_error"),
        ("SQLITE_CORRUPT", "database_damaged"),
        ("SQLITE_BUSY", "database_busy"),
        ("SQLITE_BUSY_SNAPSHOT", "database_busy"),
        ("SQLITE_LOCKED", "database_busy"),
    ],
)
def test_the_drivers_codes_are_told_to_people(name: str, code: str) -> None:
    assert told(DBAPIError("", None, _DiskError(name))).code == code


def test_our_own_mistakes_are_not_told_as_the_disks() -> None:
    mistake = driver_error(lambda: dbapi2.connect(":memory:").execute("SELECT nothing"))

    with pytest.raises(dbapi2.OperationalError):
        told(mistake)


def test_a_mistake_of_ours_carries_no_personal_data_into_the_log(station: Station) -> None:
    double = insert(DRAFT).values(ticket_id=bytes(16), text="Contoh Pemohon", at_ms=0)
    station.do(lambda work: work.connection.execute(double))

    with pytest.raises(IntegrityError) as caught:
        station.do(lambda work: work.connection.execute(double))

    assert "Contoh Pemohon" not in str(caught.value)


def test_what_is_told_is_an_unavailable() -> None:
    error: CounterError = told(DBAPIError("", None, _DiskError("SQLITE_FULL")))

    assert isinstance(error, Unavailable)
