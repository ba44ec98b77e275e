"""A station opens the window of its kind, with everything behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from counter_app.app.printing import folder_printer
from counter_app.app.window import application, counter_window, station_window
from counter_app.operations import visits
from counter_app.ui.counter.window import CounterWindow
from counter_app.ui.reception.window import ReceptionWindow
from counter_app.ui.supervisor.window import SupervisorWindow
from tests.helpers.stations import made_store, open_reception, refusal


@pytest.mark.parametrize(
    ("kind", "counter", "expected"),
    [
        ("counter", 3, CounterWindow),
        ("reception", 0, ReceptionWindow),
        ("supervisor", 0, SupervisorWindow),
    ],
)
def test_each_kind_of_station_opens_its_own_window(
    tmp_path: Path, qtbot: QtBot, kind: str, counter: int, expected: type
) -> None:
    store = made_store(tmp_path / "station", kind=kind, counter=counter)
    application("id")
    try:
        with station_window(store, folder_printer(store)) as opened:
            assert isinstance(opened.window, expected)
            assert not opened.window.sign_in_page.connect_button.isHidden(), "it has no hub yet"
    finally:
        store.close()


def test_a_window_that_was_left_is_taken_apart(tmp_path: Path, qtbot: QtBot) -> None:
    store = made_store(tmp_path / "station")
    application("id")
    try:
        with station_window(store, folder_printer(store)) as opened:
            window = opened.window
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert not isValid(window), "in another language a new one is made: the old one must not stay"
    finally:
        store.close()


def test_a_kind_without_a_window_is_refused(tmp_path: Path, qtbot: QtBot) -> None:
    store = made_store(tmp_path / "station", kind="supervisor", counter=0)
    application("id")
    try:
        window = counter_window(store, folder_printer(store))
        assert refusal(window.__enter__).code == "no_window_for_kind"
    finally:
        store.close()


def test_tickets_of_a_visit_come_out_while_the_window_is_open(tmp_path: Path, qtbot: QtBot) -> None:
    station = open_reception(tmp_path / "station")
    store, actor = station.store, station.actor
    application("id")
    try:
        with station_window(store, folder_printer(store)):
            store.write(lambda work: visits.issue_visit(work, actor, ["B02", "C07"]))
            qtbot.waitUntil(lambda: len(list((store.folder / "papers").glob("*.pdf"))) == 2)
    finally:
        store.close()
