"""Widgets end on the thread on which they lived, whoever makes the garbage."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app.app.window import counter_window
from counter_app.db.store import Store
from counter_app.printing.printers import FolderPrinter
from counter_app.ui.background import Lanes
from counter_app.ui.collecting import collected_here
from tests.helpers.stations import made_store


@pytest.fixture
def collected() -> Iterator[None]:
    gc.enable()  # as in the program: the tests themselves run without
    yield
    gc.disable()


class Knot(QObject):
    """A QObject that holds itself: only the collector ends it."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def threads_of_ends(knots: list[Knot]) -> list[int]:
    ends: list[int] = []
    for knot in knots:
        weakref.finalize(knot, lambda: ends.append(threading.get_ident()))
    return ends


def litter(_store: Store) -> int:
    """Enough new objects for several collections."""
    kept = [[number] for number in range(50_000)]
    return len(kept)


def test_a_widget_left_behind_ends_on_the_thread_of_the_window(
    tmp_path: Path, qapp: QApplication, collected: None, qtbot: QtBot
) -> None:
    store = made_store(tmp_path / "station")
    littered: list[int] = []
    with counter_window(store, FolderPrinter(tmp_path)) as opened:
        knots = [Knot() for _ in range(20)]
        ends = threads_of_ends(knots)
        knots.clear()
        opened.lanes.write(litter, littered.append, lambda error: pytest.fail(str(error)))
        qtbot.waitUntil(lambda: bool(littered))
        while_littering = list(ends)
        gc.unfreeze()
        gc.collect()
    store.close()

    assert while_littering == []
    assert set(ends) == {threading.get_ident()}
    assert len(ends) == 20


def test_the_window_looks_for_garbage_by_itself(qapp: QApplication, collected: None, qtbot: QtBot) -> None:
    with collected_here():
        qtbot.wait(1_100)  # the first look leaves alone what is there
        knots = [Knot() for _ in range(20)]
        ends = threads_of_ends(knots)
        knots.clear()
        kept = [[number] for number in range(5_000)]
        qtbot.waitUntil(lambda: len(ends) == 20)

    assert len(kept) == 5_000
    assert set(ends) == {threading.get_ident()}


def test_lanes_hold_nothing_while_they_wait(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> None:
    store = made_store(tmp_path / "station")
    lanes = Lanes(store)
    knot = QObject()
    ended = weakref.ref(knot)
    done: list[bool] = []

    def job(_store: Store, held: QObject = knot) -> bool:
        return held is not None

    lanes.write(job, done.append, lambda error: pytest.fail(str(error)))
    del job, knot
    qtbot.waitUntil(lambda: bool(done) and ended() is None)

    assert lanes.close()
    store.close()
