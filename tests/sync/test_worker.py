"""The sync thread: a commit goes out at once, a lost line is waited for, an officer is never held up."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from counter_app.db.store import Store
from counter_app.sync.worker import SyncState, SyncWorker
from tests.helpers.hubs import Centre
from tests.helpers.line import GOOD, Fault, Line
from tests.helpers.stations import Station, entries, issue

PATIENCE_S = 20


class Reports:
    """What the worker says, in order."""

    def __init__(self) -> None:
        self._said: queue.Queue[SyncState] = queue.Queue()

    def __call__(self, state: SyncState) -> None:
        self._said.put(state)

    def until(self, is_wanted: Callable[[SyncState], bool]) -> SyncState:
        while True:
            said = self._said.get(timeout=PATIENCE_S)
            if is_wanted(said):
                return said


@pytest.fixture
def line(centre: Centre) -> Iterator[Line]:
    with Line(centre.url) as made:
        yield made


@pytest.fixture
def reports() -> Reports:
    return Reports()


@pytest.fixture
def worker(centre: Centre, line: Line, counter_three: Station, reports: Reports) -> Iterator[SyncWorker]:
    link = centre.enrol(counter_three.store)
    made = SyncWorker(
        counter_three.store, replace(link, url=line.url), reports, pull_every_s=0.05, chance=lambda: 0.0
    )
    yield made
    assert made.stop()


def test_what_an_earlier_run_left_goes_out_at_the_start(
    centre: Centre, worker: SyncWorker, counter_three: Station, reports: Reports
) -> None:
    worker.start()

    said = reports.until(lambda state: state.unsent == 0)

    assert (said.problem, said.unsent_since_ms) == ("", None)
    assert said.last_sent_ms == counter_three.clock()
    assert centre.entries() == entries(counter_three.store)


def test_a_commit_goes_out_without_being_asked(
    centre: Centre, worker: SyncWorker, counter_three: Station, reports: Reports
) -> None:
    worker.start()
    reports.until(lambda state: state.unsent == 0)

    issue(counter_three)

    reports.until(lambda state: state.unsent == 0 and state.last_sent_ms == counter_three.clock())
    assert centre.entries() == entries(counter_three.store)


def test_a_lost_line_is_told_with_how_much_waits_and_since_when(
    worker: SyncWorker, line: Line, counter_three: Station, reports: Reports
) -> None:
    line.fault = Fault(cut_up=0)
    oldest = entries(counter_three.store)[0].at_ms
    worker.start()

    said = reports.until(lambda state: state.problem != "")

    assert (said.problem, said.unsent_since_ms) == ("hub_unreachable", oldest)
    assert said.unsent == len(entries(counter_three.store))


def test_an_officer_goes_on_while_the_line_is_lost_and_all_arrives_afterwards(
    centre: Centre, worker: SyncWorker, line: Line, counter_three: Station, reports: Reports
) -> None:
    line.fault = Fault(cut_up=0)
    worker.start()
    reports.until(lambda state: state.problem != "")

    numbers = [issue(counter_three).number for _ in range(5)]
    line.fault = GOOD
    worker.retry_now()

    reports.until(lambda state: state.problem == "" and state.unsent == 0)
    assert numbers == ["B001", "B002", "B003", "B004", "B005"]
    assert centre.entries() == entries(counter_three.store)


def test_a_search_for_the_hub_that_fails_ends_nothing(
    centre: Centre, line: Line, counter_three: Station, reports: Reports
) -> None:
    looked = threading.Event()

    def lost() -> None:
        looked.set()
        raise OSError("no space left")

    link = replace(centre.enrol(counter_three.store), url=line.url)
    line.fault = Fault(cut_up=0)
    made = SyncWorker(counter_three.store, link, reports, chance=lambda: 0.0, lost=lost)
    made.start()
    assert looked.wait(PATIENCE_S)
    line.fault = GOOD
    made.retry_now()

    reports.until(lambda state: state.problem == "" and state.unsent == 0)
    assert made.stop()


def test_what_others_wrote_arrives_while_the_window_is_open(
    centre: Centre, worker: SyncWorker, counter_three: Station, counter_four: Store, reports: Reports
) -> None:
    worker.start()
    reports.until(lambda state: state.unsent == 0)
    arrived: queue.Queue[frozenset[str]] = queue.Queue()
    counter_four.subscribe(lambda changed: arrived.put(changed) if "ticket" in changed else None)
    other = SyncWorker(counter_four, centre.enrol(counter_four), Reports(), pull_every_s=0.05)
    other.start()

    issue(counter_three)

    assert "ticket" in arrived.get(timeout=PATIENCE_S)
    assert other.stop()


def test_a_session_that_ended_is_begun_anew_without_a_word(
    centre: Centre, worker: SyncWorker, counter_three: Station, reports: Reports
) -> None:
    worker.start()
    reports.until(lambda state: state.unsent == 0)
    centre.clock.advance_s(1000)

    issue(counter_three)

    said = reports.until(lambda state: state.last_sent_ms == counter_three.clock() or state.problem != "")
    assert said.problem == ""


def test_a_revoked_station_is_told(
    centre: Centre, worker: SyncWorker, counter_three: Station, reports: Reports
) -> None:
    centre.revoke(3)
    worker.start()

    assert reports.until(lambda state: state.problem != "").problem == "station_revoked"
    assert issue(counter_three).number == "B001"


def test_an_idle_round_asks_once_and_fifty_new_entries_go_in_one_push(
    centre: Centre, worker: SyncWorker, counter_three: Station
) -> None:
    exchange = centre.again(counter_three.store)
    exchange.greet()
    while exchange.push():
        pass
    for _ in range(25):
        issue(counter_three)
    before = requests(centre)

    assert exchange.push() == 50
    assert is_soon(lambda: requests(centre) - before == 1)
    assert exchange.push() == 0
    assert not exchange.pull()
    assert is_soon(lambda: requests(centre) - before == 2)


def is_soon(is_so: Callable[[], bool]) -> bool:
    """A request is counted when its answer has gone out."""
    bell = threading.Event()
    return any(is_so() or bell.wait(0.01) for _ in range(200))


def requests(centre: Centre) -> int:
    lines = centre.hub.metrics.text({}).splitlines()
    return sum(
        int(line.rsplit(" ", 1)[1]) for line in lines if line.startswith("counter_hub_requests_total{")
    )
