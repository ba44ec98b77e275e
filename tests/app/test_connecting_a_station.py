"""A reception finds its hub from the sign-in page: the real window, sync thread, hub and PostgreSQL."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_app.app.network import THIS_PC
from counter_app.app.printing import folder_printer
from counter_app.app.syncing import syncing
from counter_app.app.window import application, reception_window
from counter_app.domain.errors import Refused
from counter_app.ui.connect.hub import FoundHub
from counter_app.ui.desk.sync_news import SyncNews
from counter_app.ui.widgets.themed import TextLabel
from tests.helpers.hubs import Centre
from tests.helpers.stations import entries, open_reception


def test_a_station_connected_by_its_screen_sends_what_it_holds(
    tmp_path: Path, qtbot: QtBot, centre: Centre
) -> None:
    store = open_reception(tmp_path / "station").store
    code = centre.code(kind="reception", counter=0)
    application("id")
    try:
        with reception_window(store, folder_printer(store), THIS_PC) as opened:
            window = opened.window
            window.opening.open_connect()
            page = window.opening.connect_page()
            page.address.setText(centre.url)
            page.code.setText(code)
            QTest.keyClick(page.code.line_edit, Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: page.notice.accessibleName() == "Pusat loket menjawab")
            QTest.keyClick(page.code.line_edit, Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: page.notice.accessibleName() == "Loket ini terhubung", timeout=10_000)
            labels = window.status.findChildren(TextLabel)
            qtbot.waitUntil(lambda: any("Terkirim" in one.text() for one in labels), timeout=10_000)
            assert [one.hash for one in centre.entries()] == [one.hash for one in entries(store)]
    finally:
        store.close()


def test_a_station_that_was_revoked_and_is_connected_anew_has_one_sync_thread(
    tmp_path: Path, qtbot: QtBot, centre: Centre
) -> None:
    store = open_reception(tmp_path / "station").store
    news = SyncNews()
    hub = FoundHub(centre.url, "", "")
    with syncing(store, news) as sync:
        sync.enrol(hub, centre.code(kind="reception", counter=0))
        qtbot.waitUntil(lambda: _is_sent(news), timeout=10_000)
        with pytest.raises(Refused):
            sync.enrol(hub, "000000")
        sync.enrol(hub, centre.code(kind="reception", counter=0))
        qtbot.waitUntil(lambda: _is_sent(news), timeout=10_000)
        names = [thread.name for thread in threading.enumerate()]
        assert (names.count("sync"), names.count("hints")) == (1, 1)
    assert [one.hash for one in centre.entries()] == [one.hash for one in entries(store)]
    store.close()


def _is_sent(news: SyncNews) -> bool:
    latest = news.latest()
    return latest is not None and latest.unsent == 0 and latest.problem == ""
