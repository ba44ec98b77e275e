"""Keeps a window fresh: reads its screen again whenever something was committed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from counter_app.db.store import Store
from counter_app.ui.desk.desk import Desk

TICK_MS = 10_000
"""How often minutes on the screen are counted anew."""

CONCERNS = frozenset({"ticket", "application", "visit", "day", "print_job", "catalogue"})
"""Aggregates of which the screen of a desk shows something."""


class ScreenFeed(QObject):
    """Hears commits in the writing thread and hands fresh screens to the GUI thread.

    ``read`` reads the screen; it is called on the read lane. Signals: ``arrived(object)`` what it gave;
    ``failed(CounterError)`` when it could not be read.
    """

    arrived = Signal(object)
    failed = Signal(object)
    _heard = Signal()

    def __init__(self, desk: Desk, read: Callable[[Store], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._read = read
        self._is_stopped = False
        self._heard.connect(self.ask)
        self._ticking = QTimer(self)
        self._ticking.setInterval(TICK_MS)
        self._ticking.timeout.connect(self.ask)
        self._ticking.start()
        desk.store.subscribe(self._listen)

    def stop(self) -> None:
        """Hear nothing more; called once, before the window goes."""
        self._is_stopped = True
        self._ticking.stop()

    @Slot()
    def ask(self) -> None:
        """Read the screen; several wishes that wait are one reading."""
        self._desk.lanes.read(self._read, self.arrived.emit, self.failed.emit, topic="screen")

    def _listen(self, changed: frozenset[str]) -> None:
        if not self._is_stopped and changed & CONCERNS:
            self._heard.emit()
