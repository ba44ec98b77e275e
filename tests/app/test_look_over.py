"""After an unclean stop the database is looked over beside the work; damage is told and stays told."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from counter_app.app.printing import folder_printer
from counter_app.app.window import Opened, application, counter_window, mistakes_told
from counter_app.db.store import open_store
from counter_app.ui.counter.window import CounterWindow
from counter_app.ui.mishap import Mishap
from tests.helpers.stations import issue, open_station


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose program was killed."""
    station = open_station(tmp_path / "station")
    for _ in range(100):
        issue(station)
    station.store.close()
    (station.folder / "running").touch()
    return station.folder


def damage(folder: Path) -> None:
    with (folder / "station.db").open("r+b") as file:
        file.seek(-3 * 4096, 2)
        file.write(bytes(4096))


@contextmanager
def window_of(folder: Path) -> Iterator[Opened[CounterWindow]]:
    store = open_store(folder)
    application("id")
    try:
        with counter_window(store, folder_printer(store)) as opened:
            yield opened
    finally:
        store.close()


def is_told(opened: Opened[CounterWindow]) -> bool:
    return not opened.window.work.notice.isHidden()


def test_a_whole_database_is_remembered_as_looked_over(folder: Path, qtbot: QtBot) -> None:
    with window_of(folder) as opened:
        qtbot.waitUntil(lambda: not opened.store.was_unclean)

        assert not is_told(opened)
    assert not (folder / "running").exists()


def test_damage_is_told_and_stays_told_while_work_goes_on(folder: Path, qtbot: QtBot) -> None:
    damage(folder)

    with window_of(folder) as opened:
        qtbot.waitUntil(lambda: is_told(opened))
        opened.window.acts.succeeded.emit("call_next")

        assert is_told(opened)
    assert (folder / "running").exists()


def test_after_a_clean_stop_nobody_looks(folder: Path, qtbot: QtBot) -> None:
    (folder / "running").unlink()
    damage(folder)

    with window_of(folder) as opened:
        assert "looking over" not in {thread.name for thread in threading.enumerate()}
        assert not is_told(opened)


def test_a_mistake_on_the_gui_thread_gets_its_dialog(folder: Path, qtbot: QtBot) -> None:
    before = sys.excepthook
    seen: list[BaseException] = []
    sys.excepthook = lambda _kind, mistake, _trace: seen.append(mistake)
    try:
        with window_of(folder) as opened, mistakes_told(opened.window):
            mistake = ValueError("ours")

            sys.excepthook(ValueError, mistake, None)

            assert seen == [mistake]
            assert opened.window.findChildren(Mishap)
    finally:
        sys.excepthook = before
