"""Yesterday's database copied back: a new log goes on, and no number and no seq is used twice."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from counter_app.db import journal
from counter_app.db.key import read_keys
from counter_app.db.marks import merged_series
from counter_app.db.store import open_store
from tests.helpers.stations import (
    Station,
    entries,
    is_clean,
    issue,
    open_day,
    reopened,
    scripted_sources,
    serve,
    show_all_papers,
    submit,
)


def backup(station: Station, to: Path) -> Station:
    """Copies the closed database file aside and opens the station again."""
    station.store.close()
    shutil.copy(station.folder / "station.db", to)
    return Station(
        open_store(station.folder, scripted_sources(station.clock, 3)), station.clock, station.actor
    )


def restore(station: Station, copy: Path, seed: int = 4) -> Station:
    station.store.close()
    shutil.copy(copy, station.folder / "station.db")
    return Station(
        open_store(station.folder, scripted_sources(station.clock, seed)), station.clock, station.actor
    )


def names(station: Station) -> list[tuple[bytes, int]]:
    return [(entry.replica_id, entry.seq) for entry in entries(station.store)]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "yesterday.db"


def test_a_restored_database_goes_on_as_a_new_log(station: Station, copy: Path) -> None:
    issue(station)
    running = backup(station, copy)
    old = running.store.own.replica_id
    issue(running)

    restored = restore(running, copy)

    issue(restored)
    assert restored.store.own.replica_id != old
    assert read_keys(restored.folder).replica_id == restored.store.own.replica_id
    assert [seq for replica, seq in names(restored) if replica == restored.store.own.replica_id] == [1, 2]
    assert is_clean(restored.store)
    restored.store.close()


def test_numbers_go_on_behind_those_that_the_database_forgot(station: Station, copy: Path) -> None:
    issue(station)
    running = backup(station, copy)
    given = [issue(running).number for _ in range(3)]

    restored = restore(running, copy)

    assert given == ["B002", "B003", "B004"]
    assert issue(restored).number == "B005"
    restored.store.close()


def test_application_numbers_go_on_too(station: Station, copy: Path) -> None:
    running = backup(station, copy)
    ticket_id = serve(running).ticket_id
    show_all_papers(running, ticket_id)
    lost = submit(running, ticket_id).application_number

    restored = restore(running, copy)

    ticket_id = serve(restored).ticket_id
    show_all_papers(restored, ticket_id)
    assert (lost, submit(restored, ticket_id).application_number) == (
        "BLU-B02-26-3-0001", "BLU-B02-26-3-0002",
    )  # fmt: skip
    restored.store.close()


def test_the_same_copy_restored_twice_reuses_nothing_either(station: Station, copy: Path) -> None:
    issue(station)
    running = backup(station, copy)
    issue(running)
    once = restore(running, copy)
    issue(once)
    first = {(entry.replica_id, entry.seq): entry.hash for entry in entries(once.store)}

    twice = restore(once, copy, seed=5)

    number = issue(twice).number
    second = {(entry.replica_id, entry.seq): entry.hash for entry in entries(twice.store)}
    assert number == "B004"
    assert {name for name in first.keys() & second.keys() if first[name] != second[name]} == set()
    assert is_clean(twice.store)
    twice.store.close()


def test_a_copy_restored_after_a_whole_day_gives_no_number_of_that_day_again(
    station: Station, copy: Path
) -> None:
    running = backup(station, copy)
    open_day(running, date(2026, 11, 24))
    issue(running)
    issue(running)

    restored = restore(running, copy)
    open_day(restored, date(2026, 11, 24))

    assert issue(restored).number == "B003"
    restored.store.close()


def test_an_ordinary_restart_stays_the_same_log(station: Station) -> None:
    issue(station)
    own = station.store.own.replica_id

    after = reopened(station)

    issue(after)
    assert after.store.own.replica_id == own
    assert {replica for replica, _ in names(after)} == {own}
    after.store.close()


def test_marks_that_lag_behind_the_database_do_no_harm(station: Station, tmp_path: Path) -> None:
    issue(station)
    marks = (station.folder / "high-water").read_bytes()
    issue(station)
    own = station.store.own.replica_id
    station.store.close()
    (station.folder / "high-water").write_bytes(marks)

    after = open_store(station.folder, scripted_sources(station.clock, 2))

    assert after.own.replica_id == own
    assert issue(Station(after, station.clock, station.actor)).number == "B003"
    after.close()


@pytest.mark.parametrize("torn", [b"", b"00000000 {}", b"\xff" * 70_000], ids=["empty", "false", "garbage"])
def test_marks_that_a_power_cut_tore_do_not_stop_the_station(station: Station, torn: bytes) -> None:
    issue(station)
    station.store.close()
    (station.folder / "high-water").write_bytes(torn)

    after = open_store(station.folder, scripted_sources(station.clock, 2))

    assert issue(Station(after, station.clock, station.actor)).number == "B002"
    after.close()


def test_one_torn_mark_leaves_the_one_before(station: Station, copy: Path) -> None:
    running = backup(station, copy)
    for _ in range(3):
        issue(running)
    path = running.folder / "high-water"
    raw = path.read_bytes()
    newest = max((0, 32_768), key=lambda place: raw[place : place + 300].partition(b'"turn": ')[2][:6])
    running.store.close()
    path.write_bytes(raw[: newest + 20] + b"\x00" * 40 + raw[newest + 60 :])
    shutil.copy(copy, running.folder / "station.db")

    restored = Station(
        open_store(running.folder, scripted_sources(running.clock, 6)), running.clock, running.actor
    )

    assert issue(restored).number == "B003"
    restored.store.close()


def test_every_log_that_ever_wrote_here_stays_readable(station: Station, copy: Path) -> None:
    issue(station)
    running = backup(station, copy)
    issue(running)
    restored = restore(running, copy)
    issue(restored)

    after = reopened(restored, seed=9)

    assert len(after.ask(journal.heads)) == 2
    assert is_clean(after.store)
    after.store.close()


def test_a_copy_of_a_day_that_is_over_gives_none_of_its_numbers_again(station: Station, copy: Path) -> None:
    issue(station)
    running = backup(station, copy)
    later = issue(running).number
    open_day(running, date(2026, 11, 24))
    issue(running)

    restored = restore(running, copy)  # Monday is open in it, and somebody goes on with Monday

    assert issue(restored).number > later
    restored.store.close()


def test_a_mark_never_goes_back_whatever_thread_comes_last() -> None:
    assert merged_series({"t/20261123/B": 6}, {"t/20261123/B": 5}) == {"t/20261123/B": 6}
