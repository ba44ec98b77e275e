"""A reception finds its hub from the sign-in page: the real window, sync thread, hub and PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_app.app.printing import folder_printer
from counter_app.app.window import application, reception_window
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
        with reception_window(store, folder_printer(store)) as opened:
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
