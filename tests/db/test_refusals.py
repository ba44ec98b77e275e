"""What stops a station from opening or writing: each has its code, and nothing is lost by it."""

from __future__ import annotations

import json
import os
import resource as limits
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest
from sqlcipher3 import dbapi2

from counter_app.db.store import create_store, open_store
from counter_app.domain.errors import CounterError
from counter_app.settings import new_station, write_station
from tests.helpers.stations import (
    Station,
    catalogue,
    entries,
    failure,
    is_clean,
    issue,
    made_store,
    open_station,
    print_all,
    refusal,
    site,
)

ROOT = Path(__file__).parents[2]
NOBODY = 65_534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A whole data folder with one ticket in it, closed."""
    station = open_station(tmp_path / "station")
    issue(station)
    station.store.close()
    return station.folder


def opens(folder: Path) -> Callable[[], object]:
    return lambda: open_store(folder)


# opening


def test_a_folder_without_a_station_is_refused(tmp_path: Path) -> None:
    assert refusal(opens(tmp_path)).code == "not_initialised"
    assert refusal(opens(tmp_path / "nowhere")).code == "not_initialised"


def test_a_folder_with_a_station_is_not_made_anew(folder: Path) -> None:
    assert refusal(lambda: made_store(folder)).code == "already_initialised"
    open_store(folder).close()


def test_a_station_of_another_site_is_not_made_here(tmp_path: Path) -> None:
    refused = refusal(
        lambda: create_store(tmp_path / "x", new_station("TTU", "counter", 3), catalogue(), site())
    )

    assert (refused.code, refused.facts) == ("other_site", {"station": "TTU", "site": "BLU"})


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "station").write_text("")

    assert failure(lambda: made_store(tmp_path / "station")).code == "folder_unusable"
    assert failure(lambda: made_store(tmp_path / "station" / "in it")).code == "folder_unusable"


def test_an_sqlite_that_can_corrupt_the_log_is_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dbapi2, "sqlite_version_info", (3, 51, 2))

    refused = refusal(opens(folder))

    assert (refused.code, refused.facts) == ("sqlite_too_old", {"found": "3.51.2", "needed": "3.51.3"})
    assert refusal(lambda: made_store(tmp_path / "new")).code == "sqlite_too_old"


def test_the_sqlite_that_fixed_it_is_taken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbapi2, "sqlite_version_info", (3, 51, 3))

    open_store(folder).close()


def test_a_second_window_on_the_folder_is_refused_until_the_first_is_closed(folder: Path) -> None:
    first = open_store(folder)

    assert refusal(opens(folder)).facts == {"folder": str(folder)}
    assert refusal(opens(folder)).code == "already_running"
    first.close()
    open_store(folder).close()


OPENS_AND_WAITS = """
import sys
from pathlib import Path
from typing import IO
from counter_app.db.store import open_store
from counter_app.domain.errors import Refused
sys.stdin.readline()
try:
    store = open_store(Path(sys.argv[1]))
except Refused as refused:
    print(refused.code, flush=True)
else:
    print("opened", flush=True)
    sys.stdin.read()
    store.close()
"""


def test_of_four_processes_on_one_store_all_are_refused_but_one(folder: Path) -> None:
    with ExitStack() as running:
        processes = [running.enter_context(waiting_process(folder)) for _ in range(4)]
        for stdin, _ in processes:
            stdin.write("go\n")
            stdin.flush()

        answers = [stdout.readline().strip() for _, stdout in processes]

    assert sorted(answers) == ["already_running"] * 3 + ["opened"]
    open_store(folder).close()


@contextmanager
def waiting_process(folder: Path) -> Iterator[tuple[IO[str], IO[str]]]:
    """A process that opens the store when it is told to, and holds it until its input ends."""
    command = [sys.executable, "-c", OPENS_AND_WAITS, str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield process.stdin, process.stdout
    assert process.returncode == 0


def test_a_database_of_a_newer_program_is_refused_untouched(folder: Path) -> None:
    changed(folder, "UPDATE alembic_version SET version_num='9999'")
    before = (folder / "station.db").read_bytes()

    refused = refusal(opens(folder))

    assert (refused.code, refused.facts["found"]) == ("database_newer", "9999")
    assert (folder / "station.db").read_bytes() == before


def changed(folder: Path, statement: str) -> None:
    store = open_store(folder)
    store.write(lambda work: work.connection.exec_driver_sql(statement))
    store.close()


# keys


def test_a_lost_key_is_told(folder: Path) -> None:
    (folder / "station.key").unlink()

    assert failure(opens(folder)).code == "key_missing"


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"\xff\xfe", b'{"database":"00","signing":"00"}', b'{"database":7,"signing":"00"}'],
)
def test_a_damaged_key_is_told(folder: Path, content: bytes) -> None:
    (folder / "station.key").write_bytes(content)

    assert failure(opens(folder)).code == "key_unreadable"


def test_another_key_is_told(folder: Path) -> None:
    keys = json.loads((folder / "station.key").read_text())
    (folder / "station.key").write_text(json.dumps({**keys, "database": "00" * 32}))

    assert failure(opens(folder)).code == "wrong_key"


def test_keys_are_readable_for_their_owner_only(folder: Path) -> None:
    assert (folder / "station.key").stat().st_mode & 0o777 == 0o600


# damage


@pytest.mark.parametrize(
    "content",
    [
        "", "site =", 'site = "BLU"\n', "\x00", 'site = "BLU"\nkind = "counter"\ncounter = "3"\nissuer = 3\n',
        'site = "BLU"\nkind = "counter"\ncounter = true\nissuer = 3\n',
        'site = "BLU"\nkind = "counter"\ncounter = 3\nissuer = 3\ncolour = "red"\n',
    ],
)  # fmt: skip
def test_damaged_settings_are_refused_with_their_file(folder: Path, content: str) -> None:
    (folder / "station.toml").write_text(content)

    refused = refusal(opens(folder))

    assert (refused.code, refused.facts["file"]) == ("settings_broken", str(folder / "station.toml"))
    assert refused.facts["reason"]


def test_settings_that_are_no_text_are_refused(folder: Path) -> None:
    (folder / "station.toml").write_bytes(b"\xff\xfe\x00")

    assert refusal(opens(folder)).code == "settings_broken"


def test_settings_survive_every_printer_name(folder: Path) -> None:
    odd = replace(new_station("BLU", "counter", 3), printer='Loket "3" \\ lantai 1\n\t é')
    write_station(folder, odd)

    store = open_store(folder)

    assert store.station == odd
    store.close()


def test_a_database_that_is_gone_is_told(folder: Path) -> None:
    (folder / "station.db").unlink()

    assert failure(opens(folder)).code == "database_missing"


def test_a_database_whose_pages_are_damaged_is_told(folder: Path) -> None:
    path = folder / "station.db"
    raw = bytearray(path.read_bytes())
    for page in range(1, len(raw) // 4096):
        raw[page * 4096 + 100 : page * 4096 + 200] = bytes(100)
    path.write_bytes(raw)

    assert failure(opens(folder)).code == "database_damaged"


def test_a_database_cut_in_half_is_told(folder: Path) -> None:
    path = folder / "station.db"
    path.write_bytes(path.read_bytes()[: 20 * 4096])

    assert failure(opens(folder)).code == "database_damaged"


def test_a_start_that_was_refused_leaves_the_folder_free(folder: Path) -> None:
    keys = (folder / "station.key").read_text()
    (folder / "station.key").write_text(keys.replace("a", "b").replace("0", "1"))
    failure(opens(folder))
    (folder / "station.key").write_text(keys)

    store = open_store(folder)

    assert is_clean(store)
    store.close()


# the disk


def test_a_full_disk_is_told_and_keeps_nothing_half_done(station: Station) -> None:
    issue(station)
    before = entries(station.store)
    station.do(lambda work: work.connection.exec_driver_sql("PRAGMA max_page_count=1"))

    told = [failure(lambda: [issue(station) for _ in range(100)]).code for _ in range(2)]

    assert told == ["disk_full", "disk_full"]
    kept = entries(station.store)
    assert kept[: len(before)] == before
    station.do(lambda work: work.connection.exec_driver_sql("PRAGMA max_page_count=1000000"))
    assert issue(station).number == f"B{2 + (len(kept) - len(before)) // 2:03d}"
    assert len(print_all(station)) == 2 + (len(kept) - len(before)) // 2
    assert is_clean(station.store)


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    soft, hard = limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, (soft, hard))


def test_a_commit_that_the_disk_refuses_keeps_nothing(station: Station) -> None:
    issue(station)
    before = entries(station.store)
    size = (station.folder / "station.db-wal").stat().st_size

    with no_file_longer_than(size + 8000):
        told = failure(lambda: issue(station))

    assert told.code == "disk_error"
    assert entries(station.store) == before
    assert issue(station).number == "B002"
    assert is_clean(station.store)


def test_a_commit_stands_also_when_its_mark_can_not_be_kept(folder: Path) -> None:
    (folder / "high-water").unlink()
    (folder / "high-water").symlink_to("/dev/full")
    store = open_store(folder)

    store.write(lambda work: work.record("day.closed", bytes(16), {}, officer="P03", business_day=1))

    assert entries(store)[-1].kind == "day.closed"
    assert is_clean(store)
    store.close()


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write everywhere; so the rule is tried as somebody who may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shared(folder: Path) -> Iterator[Path]:
    """The same station in a folder that other users can reach."""
    top = Path(tempfile.mkdtemp(dir="/tmp"))
    made = top / "station"
    shutil.copytree(folder, made)
    top.chmod(0o755)
    for path in (made, *made.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    yield made
    shutil.rmtree(top)


def told_as_nobody(folder: Path) -> CounterError:
    with as_nobody():
        return failure(opens(folder))


def test_a_folder_that_may_only_be_read_is_told(shared: Path) -> None:
    for path in (shared, *shared.iterdir()):
        path.chmod(0o555)

    assert told_as_nobody(shared).code == "folder_unusable"


def test_a_folder_in_which_no_log_can_be_begun_is_told(shared: Path) -> None:
    for path in shared.iterdir():
        path.chmod(0o666)
    shared.chmod(0o555)

    assert told_as_nobody(shared).code == "disk_error"


def test_settings_that_may_not_be_read_are_told(shared: Path) -> None:
    (shared / "station.toml").chmod(0o000)

    assert told_as_nobody(shared).code == "folder_unusable"


def test_a_key_that_may_not_be_read_is_told(shared: Path) -> None:
    for path in shared.iterdir():
        path.chmod(0o666)
    shared.chmod(0o777)
    (shared / "station.key").chmod(0o000)

    assert told_as_nobody(shared).code == "key_unreadable"


# another place


def test_a_counter_that_the_building_does_not_have_is_refused(tmp_path: Path) -> None:
    refused = refusal(lambda: made_store(tmp_path / "station", counter=99))

    assert (refused.code, refused.facts) == ("counter_unknown", {"counter": 99})
    assert not (tmp_path / "station").exists()


def test_a_site_file_of_another_site_leaves_the_last_good_version(folder: Path) -> None:
    store = open_store(folder)
    try:
        other = replace(site(), code="TTU", name="MPP Lain")

        assert refusal(lambda: store.take_catalogue(catalogue(), other)).code == "other_site"
        assert store.site.code == "BLU"
    finally:
        store.close()


def test_a_site_file_without_this_counter_leaves_the_last_good_version(folder: Path) -> None:
    store = open_store(folder)
    try:
        smaller = replace(site(), counters=tuple(one for one in site().counters if one.number != 3))

        assert refusal(lambda: store.take_catalogue(catalogue(), smaller)).code == "counter_unknown"
        assert any(one.number == 3 for one in store.site.counters)
    finally:
        store.close()


def test_a_database_that_was_emptied_is_damage_and_no_new_station(folder: Path) -> None:
    (folder / "station.db").write_bytes(b"")
    key = (folder / "station.key").read_bytes()

    assert failure(opens(folder)).code == "database_damaged"
    assert (folder / "station.key").read_bytes() == key
