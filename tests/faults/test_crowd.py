"""Many at once: readers beside a writer without a pause, and counters that all come back in one moment."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.db.store import DATABASE
from counter_app.sync.worker import SyncState, SyncWorker
from tests.helpers.healing import differences, heal
from tests.helpers.hubs import Centre
from tests.helpers.stations import Station, building, finish, is_clean, issue, open_station, screen, serve

HITS = int(os.environ.get("FAULT_HITS", "5"))
WRITES = 20 * HITS
STATIONS = 12 if HITS >= 20 else 6
MOVED_AT_ONCE_BYTES = 1000 * 4200
"""So much of the write-ahead log is moved into the database at once."""
PATIENCE_S = 300.0


@pytest.mark.long
def test_two_readers_beside_a_writer_leave_the_file_whole_and_its_log_stops_growing(tmp_path: Path) -> None:
    """While somebody always reads, the log can't begin anew; as soon as they rest for a moment it does."""
    station = open_station(tmp_path / "station")
    is_over = threading.Event()
    looks: list[int] = []

    def look() -> None:
        while not is_over.is_set():
            looks.append(len(screen(station).waiting))

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(WRITES // 10):
        some_work(station)
    is_over.set()
    for reader in readers:
        reader.join(PATIENCE_S)
    largest = some_work(station)
    after = [some_work(station) for _ in range(20)]

    assert looks
    assert max(after) <= largest + MOVED_AT_ONCE_BYTES
    assert station.store.look_over()
    assert is_clean(station.store)
    station.store.close()


def some_work(station: Station) -> int:
    """Ten transactions; answers how long the write-ahead log is."""
    for _ in range(2):
        finish(station, serve(station).ticket_id)
    issue(station)
    issue(station)
    return (station.folder / f"{DATABASE}-wal").stat().st_size


class Returning:
    """A counter with a backlog of days, and its sync thread."""

    def __init__(self, centre: Centre, folder: Path, counter: int) -> None:
        self.station = open_station(folder, counter=counter, seed=counter, at=building(STATIONS))
        self.session = centre.exchange(self.station.store)
        self.problems: list[str] = []
        self.is_done = threading.Event()
        for _ in range(20):
            issue(self.station)
        self.worker = SyncWorker(self.station.store, centre.link(), self._said)

    def _said(self, state: SyncState) -> None:
        if state.problem:
            self.problems.append(state.problem)
        elif state.unsent == 0:
            self.is_done.set()


@pytest.fixture
def returning(centre: Centre, tmp_path: Path) -> Iterator[list[Returning]]:
    made = [Returning(centre, tmp_path / str(counter), counter) for counter in range(1, STATIONS + 1)]
    yield made
    for one in made:
        assert one.worker.stop()
        one.station.store.close()


@pytest.mark.long
def test_counters_that_all_come_back_at_once_drain_without_an_error(
    centre: Centre, returning: list[Returning]
) -> None:
    for one in returning:
        one.worker.start()

    assert all(one.is_done.wait(PATIENCE_S) for one in returning)
    assert {problem for one in returning for problem in one.problems} <= {"line_slow"}
    for one in returning:
        one.worker.stop()
    heal(centre, [one.session for one in returning])
    assert differences(centre, [one.station.store for one in returning[:3]]) == []
