"""Starting where it cannot be, and ending when the window goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter_app.app.window import application, run_window, shown_window
from counter_app.domain.errors import Refused
from counter_app.printing.printers import FolderPrinter
from counter_app.ui.no_start import NoStart
from counter_app.ui.theme import current_theme
from tests.helpers.stations import ScriptedClock, made_store
from tests.helpers.window_eyes import cut_words, outside


def test_a_second_start_says_in_a_window_why_it_cannot_be(tmp_path: Path, qapp: QApplication) -> None:
    application("id")
    shown = NoStart(Refused("already_running", folder=str(tmp_path)))
    shown.show()

    assert shown.words.text().startswith("Program loket sudah berjalan")
    assert not shown.words.text().endswith(".already_running")
    assert cut_words(shown) == outside(shown) == []
    QTest.keyClick(shown.close_button, Qt.Key.Key_Return)
    assert shown.isHidden()
    shown.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_start_that_is_refused_still_tells_the_command_line(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter_app.app.window.check_display", lambda: None)  # offscreen counts as none
    with pytest.raises(Refused, match="not_initialised"):
        run_window(tmp_path)


def test_the_program_follows_the_desktop_from_the_start(qapp: QApplication) -> None:
    application("id")

    assert [child for child in qapp.children() if type(child).__name__ == "_DesktopFollower"]
    assert current_theme().scheme in {"light", "dark"}


def test_a_window_that_is_destroyed_ends_the_program(tmp_path: Path, qapp: QApplication) -> None:
    store = made_store(tmp_path / "station", counter=3, clock=ScriptedClock())
    late: list[bool] = []
    qapp.setQuitOnLastWindowClosed(False)  # Qt's own wish to quit would be heard by the next test's loop
    with shown_window(store, FolderPrinter(tmp_path)) as opened:
        QTimer.singleShot(0, opened.window.deleteLater)
        watch = QTimer(qapp)
        watch.setSingleShot(True)
        watch.timeout.connect(lambda: late.append(True))
        watch.timeout.connect(qapp.quit)
        watch.start(5000)
        qapp.exec()
        watch.stop()
    store.close()
    qapp.setQuitOnLastWindowClosed(True)

    assert not late
