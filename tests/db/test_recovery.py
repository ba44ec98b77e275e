"""A key from the safe opens the data again, and the station goes on as another log."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_app.db.key import read_keys
from counter_app.db.recovery import key_from_text, restore_key
from counter_app.db.store import open_store
from tests.helpers.stations import Station, entries, failure, is_clean, issue, open_station, refusal, reopened

KEY = bytes(range(32))
TYPED = "0001 0203 0405 0607\n0809 0A0B 0C0D 0E0F\n1011-1213-1415-1617\n1819 1a1b 1c1d 1e1f\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    station = open_station(tmp_path / "station")
    issue(station)
    station.store.close()
    return station.folder


def test_a_key_is_read_as_it_stands_on_the_sheet_or_in_its_qr() -> None:
    assert key_from_text(TYPED) == KEY
    assert key_from_text(KEY.hex().upper()) == KEY


def test_a_wrong_sign_is_told_by_its_group_and_never_repeated() -> None:
    refused = refusal(lambda: key_from_text(TYPED.replace("0607", "06O7")))

    assert (refused.code, refused.facts) == ("key_sign", {"place": 4})


@pytest.mark.parametrize("typed", ["", "0001", TYPED + "2"])
def test_a_key_of_another_length_is_refused(typed: str) -> None:
    assert refusal(lambda: key_from_text(typed)).code == "key_length"


@pytest.mark.parametrize("left", [None, b"", b"{}"])
def test_with_the_key_of_the_sheet_the_station_goes_on_as_a_new_log(folder: Path, left: bytes | None) -> None:
    before = read_keys(folder)
    (folder / "station.key").unlink()
    if left is not None:
        (folder / "station.key").write_bytes(left)

    restored = restore_key(folder, before.database)

    assert read_keys(folder) == restored
    assert restored.database == before.database
    assert {restored.signing, restored.replica_id}.isdisjoint({before.signing, before.replica_id})
    store = open_store(folder)
    assert store.own.replica_id == restored.replica_id
    assert {entry.replica_id for entry in entries(store)} == {before.replica_id}
    assert is_clean(store)
    store.close()


def test_no_number_is_given_twice_after_a_restored_key(station: Station) -> None:
    given = issue(station).number
    key = read_keys(station.folder).database
    station.store.close()
    (station.folder / "station.key").unlink()

    restore_key(station.folder, key)
    again = reopened(station)

    assert [given, issue(again).number] == ["B001", "B002"]
    assert is_clean(again.store)
    again.store.close()


def test_a_key_that_does_not_fit_changes_nothing(folder: Path) -> None:
    files = {path.name: path.read_bytes() for path in folder.iterdir()}

    assert refusal(lambda: restore_key(folder, KEY)).code == "key_does_not_fit"

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == files


def test_a_key_in_force_is_not_restored(folder: Path) -> None:
    keys = read_keys(folder)

    assert refusal(lambda: restore_key(folder, keys.database)).code == "key_in_force"
    assert read_keys(folder) == keys


def test_a_running_station_keeps_its_key(folder: Path) -> None:
    key = read_keys(folder).database
    store = open_store(folder)

    assert refusal(lambda: restore_key(folder, key)).code == "already_running"
    store.close()


def test_without_data_there_is_nothing_to_restore(folder: Path, tmp_path: Path) -> None:
    assert refusal(lambda: restore_key(tmp_path / "nowhere", KEY)).code == "not_initialised"
    (folder / "station.db").unlink()
    assert failure(lambda: restore_key(folder, KEY)).code == "database_missing"
