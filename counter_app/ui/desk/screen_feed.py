"""Keeps a window fresh: reads its screen again whenever something was committed."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from counter_app.db.store import Store
from counter_app.ui.desk.desk import Desk

TICK_MS = 10_000
"""How often minutes on the screen are counted anew."""

CONCERNS = frozenset({"ticket", "application", "visit", "day", "print_job", "catalogue"})
"""Aggregates of which the screen of a desk shows something."""


class ScreenFeed(QObject):
    """Hears commits in the writing thread and hands fresh screens to the GUI thread.

    ``read`` reads the screen; it is called on the read lane, ``rest_ms`` apart however much is committed.
    Signals: ``arrived(object)`` what it gave; ``failed(CounterError)`` when it could not be read.
    """

    arrived = Signal(object)
    failed = Signal(object)
    _heard = Signal()

    def __init__(
        self,
        desk: Desk,
        read: Callable[[Store], object],
        parent: QObject | None = None,
        *,
        concerns: AbstractSet[str] = CONCERNS,
        rest_ms: int = 0,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._read = read
        self._concerns = concerns
        self._is_stopped = False
        self._is_wanted = False
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(rest_ms)
        self._resting.timeout.connect(self._rested)
        self._heard.connect(self._hear)
        self._ticking = QTimer(self)
        self._ticking.setInterval(TICK_MS)
        self._ticking.timeout.connect(self.ask)
        self._ticking.start()
        desk.store.subscribe(self._listen)

    def stop(self) -> None:
        """Hear nothing more; called once, before the window goes."""
        self._is_stopped = True
        self._ticking.stop()
        self._resting.stop()

    @Slot()
    def ask(self) -> None:
        """Read the screen; several wishes that wait are one reading."""
        self._desk.lanes.read(self._read, self.arrived.emit, self.failed.emit, topic="screen")

    @Slot()
    def _hear(self) -> None:
        """At once after a rest; else when the rest is over."""
        if self._resting.isActive():
            self._is_wanted = True
            return
        self.ask()
        if self._resting.interval():
            self._resting.start()

    @Slot()
    def _rested(self) -> None:
        if self._is_wanted:
            self._is_wanted = False
            self._hear()

    def _listen(self, changed: frozenset[str]) -> None:
        if not self._is_stopped and changed & self._concerns:
            self._heard.emit()
