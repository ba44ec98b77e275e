"""Two lanes, one signal, and an orderly end."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from counter_app.db.store import Store
from counter_app.domain.errors import CounterError, Refused
from counter_app.ui.background import Lanes
from tests.helpers.stations import made_store


@pytest.fixture
def lanes(tmp_path: Path, qtbot: QtBot) -> Iterator[Lanes]:
    store = made_store(tmp_path / "station")
    made = Lanes(store)
    yield made
    assert made.close()
    store.close()


def fail(error: CounterError) -> None:
    pytest.fail(str(error))


def test_the_answer_comes_back_on_the_thread_of_the_window(lanes: Lanes, qtbot: QtBot) -> None:
    threads: list[int] = []
    lanes.write(
        lambda _store: threads.append(threading.get_ident()),
        lambda _none: threads.append(threading.get_ident()),
        fail,
    )
    qtbot.waitUntil(lambda: len(threads) == 2)

    assert threads[1] == threading.get_ident()
    assert threads[0] != threads[1]


def test_jobs_are_done_in_the_order_in_which_they_came(lanes: Lanes, qtbot: QtBot) -> None:
    done: list[int] = []
    for number in range(50):
        lanes.write(lambda _store, n=number: n, done.append, fail)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(done) == 50)

    assert done == list(range(50))


def test_a_refusal_is_delivered_as_what_it_is(lanes: Lanes, qtbot: QtBot) -> None:
    def refuse(_store: Store) -> None:
        raise Refused("nobody_waiting", queues="B")

    told: list[CounterError] = []
    lanes.write(refuse, lambda _none: pytest.fail("done"), told.append)
    qtbot.waitUntil(lambda: bool(told))

    assert (told[0].code, told[0].facts) == ("nobody_waiting", {"queues": "B"})


def test_our_own_mistake_is_a_crash_and_the_lane_goes_on(lanes: Lanes, qtbot: QtBot) -> None:
    def divide(_store: Store) -> float:
        return 1 / 0

    crashes: list[object] = []
    done: list[int] = []
    lanes.crashed.connect(crashes.append)
    lanes.write(divide, lambda _none: pytest.fail("done"), fail)
    lanes.write(lambda _store: 1, done.append, fail)
    qtbot.waitUntil(lambda: bool(done))

    assert [type(crash) for crash in crashes] == [ZeroDivisionError]


def test_of_waiting_reads_of_one_topic_only_the_newest_is_done(lanes: Lanes, qtbot: QtBot) -> None:
    gate = threading.Event()
    done: list[int] = []
    lanes.read(lambda _store: gate.wait(5), lambda _is_open: None, fail)
    for number in range(20):
        lanes.read(partial(_number, number), done.append, fail, topic="screen")
    lanes.read(partial(_number, -1), done.append, fail, topic="day")
    gate.set()
    qtbot.waitUntil(lambda: len(done) == 2)

    assert done == [19, -1]


def _number(number: int, _store: Store) -> int:
    return number


def test_a_write_does_not_wait_for_a_long_read(lanes: Lanes, qtbot: QtBot) -> None:
    gate = threading.Event()
    done: list[str] = []
    lanes.read(lambda _store: gate.wait(5), lambda _is_open: done.append("read"), fail)
    lanes.write(lambda _store: "write", done.append, fail)
    qtbot.waitUntil(lambda: bool(done))
    gate.set()
    qtbot.waitUntil(lambda: len(done) == 2)

    assert done == ["write", "read"]


def test_closing_finishes_what_was_asked_and_takes_nothing_more(tmp_path: Path, qtbot: QtBot) -> None:
    store = made_store(tmp_path / "station")
    lanes = Lanes(store)
    done: list[int] = []
    for number in range(20):
        lanes.write(lambda _store, n=number: done.append(n), lambda _none: None, fail)  # type: ignore[misc]
    assert lanes.close()
    assert done == list(range(20))

    lanes.write(lambda _store: done.append(99), lambda _none: None, fail)
    lanes.read(lambda _store: done.append(99), lambda _none: None, fail)

    assert 99 not in done
    store.close()


def test_a_job_that_hangs_is_told_after_five_seconds_at_most(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter_app.ui.background.JOIN_WITHIN_S", 0.2)
    store = made_store(tmp_path / "station")
    lanes, gate = Lanes(store), threading.Event()
    lanes.write(lambda _store: gate.wait(5), lambda _is_open: None, fail)
    began = time.monotonic()

    assert not lanes.close()
    assert time.monotonic() - began < 2
    gate.set()
    assert lanes.close()
    store.close()


def test_this_qt_survives_two_thousand_signals_that_carry_a_bool(qtbot: QtBot) -> None:
    """PySide6 6.12.0 aborts after a few hundred on Python 3.11: that is why it is excluded."""

    class Bell(QObject):
        rang = Signal(bool)

    bell, heard = Bell(), list[bool]()
    bell.rang.connect(heard.append)
    for number in range(2_000):
        bell.rang.emit(number % 2 == 0)

    assert len(heard) == 2_000
