"""An officer at the program's own window: its lanes, its printing thread, and what comes out on paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from counter_app.app.printing import papers_folder
from counter_app.app.window import Opened, counter_window
from counter_app.db.store import Store
from counter_app.ui.counter.window import CounterWindow
from counter_app.ui.widgets.chip import PriorityChip, StateChip
from counter_app.ui.widgets.flow import FlowLabel
from tests.helpers.seat import Hands, Key
from tests.helpers.stations import PINS, ScriptedClock

TABS_AT_MOST = 80


class Officer(Hands):
    """Somebody who reads the window and presses keys."""

    window: CounterWindow

    def __init__(
        self, opened: Opened[CounterWindow], clock: ScriptedClock
    ) -> None:  # the lanes are the window's
        self.store, self.lanes, self.window, self.clock = opened.store, opened.lanes, opened.window, clock
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.settle()

    # what the hands do

    def sits_down(self) -> None:
        self.tabs_to("PIN")
        self.type(PINS["P03"])
        self.press(Key.Key_Return)
        self.wait_until(lambda: self.window.acts.actor is not None)
        self.settle()

    def opens_the_day(self) -> None:
        self.press(Key.Key_Return)

    def gives_a_number(self, words: str = "ktp hilang") -> None:
        """F8, everyday words, Enter."""
        self.press(Key.Key_F8)
        self.type(words)
        self.press(Key.Key_Return)

    def tabs_to(self, name: str) -> None:
        """Tab, until the focus is on what is called so; AssertionError where nothing is."""
        for _ in range(TABS_AT_MOST):
            if _name(self.focus()).startswith(name):
                return
            self.press(Key.Key_Tab)
        raise AssertionError(name, _name(self.focus()))

    def lets_pass(self, minutes: int) -> None:
        self.clock.advance_s(minutes * 60)

    # what the eyes see

    def reads(self) -> str:
        """Everything that can be read on the screen."""
        return words_on(self.window)

    def reads_bar(self) -> str:
        """The bar above the work; empty where none is."""
        bar = self.window.work.notice
        return "" if bar.isHidden() else f"{bar.accessibleName()} {bar.accessibleDescription()}"

    def waits_to_read_bar(self, words: str) -> None:
        """Until it says so; empty = until it is gone."""
        self.wait_until(lambda: words in self.reads_bar() if words else not self.reads_bar())

    def is_told(self) -> str:
        """What was just done."""
        return self.window.toast.words()

    # what lies in the tray

    def takes_paper(self, pages: int) -> bytes:
        """Waits until so many papers are out, and takes the newest."""
        self.wait_until(lambda: len(self._papers()) >= pages)
        return max(self._papers(), key=lambda path: path.stat().st_mtime_ns).read_bytes()

    def _papers(self) -> list[Path]:
        return list(papers_folder(self.store).glob("*.pdf"))


def words_on(window: QWidget) -> str:
    """Everything that can be read on a window."""
    parts = (part for part in window.findChildren(QWidget) if part.isVisibleTo(window))
    return " | ".join(words for words in map(_words, parts) if words)


def _name(part: QWidget) -> str:
    return part.accessibleName() or (part.text() if isinstance(part, QAbstractButton) else "")


def _words(part: QWidget) -> str:
    if isinstance(part, FlowLabel):
        return part.words()
    if isinstance(part, StateChip | PriorityChip):
        return part.word()
    if isinstance(part, QLineEdit):
        return part.text() if part.echoMode() is QLineEdit.EchoMode.Normal else ""
    return part.text() if isinstance(part, QLabel) else ""


@contextmanager
def officer_at(store: Store, clock: ScriptedClock) -> Iterator[Officer]:
    """Signed in; when it is left, the window is closed and every thread has ended."""
    with counter_window(store) as opened:
        officer = Officer(opened, clock)
        officer.sits_down()
        yield officer
        officer.settle()
    QApplication.processEvents()
