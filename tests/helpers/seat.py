"""An officer's seat: a real station, its window offscreen, and keys to press."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from counter_app.app.printer_desk import PrinterDesk
from counter_app.app.printing import StationPrinters
from counter_app.app.report_desk import ReportDesk
from counter_app.db.store import Store
from counter_app.domain.catalogue import Site
from counter_app.ui.background import Lanes
from counter_app.ui.connect.hub import HubFinder
from counter_app.ui.counter.window import CounterWindow
from counter_app.ui.desk.authority import CallAuthority
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.sync_news import SyncNews
from counter_app.ui.reception.window import ReceptionWindow
from counter_app.ui.supervisor.window import SupervisorWindow
from counter_app.ui.widgets.scanner import Scanner
from tests.helpers.scripted_hub import ScriptedHub
from tests.helpers.stations import PINS, ScriptedClock, made_store

T = TypeVar("T")
Key = Qt.Key

NO_KEY = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
WAIT_S = 10.0


def press_at(target: QWidget, letter: str, at_ms: int) -> None:
    """One key with the time that the system gives it; ``\\r`` is Enter."""
    key = Key.Key_Return if letter == "\r" else Key(ord(letter.upper()))
    press = QKeyEvent(QEvent.Type.KeyPress, key, NO_KEY, letter)
    press.setTimestamp(at_ms)
    QApplication.sendEvent(target, press)


class Hands:
    """A person at a desk: keys to press, and patience until everything has followed from them."""

    window: CounterWindow | ReceptionWindow | SupervisorWindow
    clock: ScriptedClock

    def __init__(self, store: Store) -> None:
        self.store = store
        self.lanes = Lanes(store)
        self.site_hub = ScriptedHub()
        self.woken = 0
        self.is_over = False

    def desk(
        self,
        number: int,
        sync: SyncNews | None = None,
        finder: HubFinder | None = None,
        authority: CallAuthority | None = None,
    ) -> Desk:
        """What the window is given."""
        printers = PrinterDesk(self.store, StationPrinters(self.store), self._wake)
        return Desk(
            self.store, self.lanes, number, self._wake, sync, finder, authority, printers, self.site_hub,
            ReportDesk(self.store, StationPrinters(self.store)),
        )  # fmt: skip

    def sit_down(self, window: QWidget, size: tuple[int, int]) -> None:
        """The window is on the screen."""
        window.resize(*size)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        self.settle()

    def press(self, key: Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        """One key, wherever the focus is; then everything that follows from it."""
        QTest.keyClick(self.focus(), key, modifier)
        self.pause()
        self.settle()

    def type(self, words: str) -> None:
        """Some words, wherever the focus is."""
        for letter in words:
            QTest.keyClicks(self.focus(), letter)
            self.pause()
        self.settle()

    def pause(self) -> None:
        """So long that no scanner can be typing."""
        for scanner in self.window.findChildren(Scanner):
            scanner.let_go()

    def scan(self, words: str) -> None:
        """A scanner types a key every 5 ms, however slowly the window hears of them, and Enter."""
        for at, letter in enumerate((*words, "\r")):
            press_at(self.focus(), letter, at_ms=1_000 + 5 * at)
        self.settle()

    def focus(self) -> QWidget:
        """What has the focus; the window itself where nothing has."""
        return QApplication.focusWidget() or self.window

    def settle(self) -> None:
        """Both lanes have done what was asked, and the window has heard of it."""
        for _ in range(2):
            self._pass(self.lanes.write)
            self._pass(self.lanes.read)
            self._pass(self.lanes.ask)
        QApplication.processEvents()
        QApplication.processEvents()

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Let the window live until something is so; AssertionError if it never is."""
        until = time.monotonic() + WAIT_S
        while not is_so():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            assert time.monotonic() < until, "it never happened"
        QApplication.processEvents()

    def close(self) -> None:
        """The window is closed and everything ends; again = nothing more."""
        if self.is_over:
            return
        self.is_over = True
        self.window.close()
        assert self.lanes.close()
        self.store.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, 0)
        QApplication.processEvents()

    def cut_power(self) -> None:
        """Everything is gone at once: nothing is written that was not written before."""
        self.is_over = True
        self.window.feed.stop()
        assert self.lanes.close()
        self.store.close()
        self.window.hide()
        self.window.deleteLater()
        QApplication.processEvents()

    def _wake(self) -> None:
        self.woken += 1

    def _pass(self, lane: Callable[..., None]) -> None:
        passed: list[bool] = []
        lane(lambda _store: True, passed.append, lambda _error: None)
        self.wait_until(lambda: bool(passed))


class Seat(Hands):
    """One counter with a person's hands."""

    window: CounterWindow

    def __init__(
        self,
        folder: Path,
        *,
        counter: int = 3,
        officer: str = "P03",
        clock: ScriptedClock | None = None,
        at: Site | None = None,
        store: Store | None = None,
        sync: SyncNews | None = None,
        finder: HubFinder | None = None,
        authority: CallAuthority | None = None,
        size: tuple[int, int] = (1366, 768),
    ) -> None:
        self.clock = clock or ScriptedClock()
        super().__init__(store or made_store(folder, counter=counter, clock=self.clock, at=at))
        self.officer = officer
        self.authority = authority
        self.window = CounterWindow(self.desk(counter, sync, finder, authority))
        self.sit_down(self.window, size)

    def sign_in(self) -> None:
        """By keys, as an officer does."""
        self.window.sign_in_page.officer.set_key(self.officer)
        self.window.sign_in_page.pin.setFocus()
        self.type(PINS[self.officer])
        self.press(Key.Key_Return)

    def begin(self) -> None:
        """Signed in, the day open."""
        self.sign_in()
        self.press(Key.Key_Return)

    def issue(self, words: str) -> None:
        """F8, everyday words, Enter."""
        self.press(Key.Key_F8)
        self.type(words)
        self.press(Key.Key_Return)

    def serve(self, words: str = "kia") -> None:
        """Somebody comes, is called and sits down."""
        self.issue(words)
        self.press(Key.Key_F2)
        self.press(Key.Key_F5)
