"""Nobody touched the desk for so long: the screen locks itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from counter_app.domain.clock import Clock

LOOK_EVERY_MS = 5_000
TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)  # fmt: skip


class IdleWatch(QObject):
    """``IdleWatch(clock, limit_min)``; a limit of 0 never locks.

    Signals: ``left_alone()``; again only after somebody was there.
    """

    left_alone = Signal()

    def __init__(self, clock: Clock, limit_min: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._limit_ms = limit_min * 60_000
        self._touched_at: int | None = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        app = QApplication.instance()
        if limit_min and app is not None:
            app.installEventFilter(self)
            self._timer.start()

    @Slot()
    def look(self) -> None:
        """Lock if it is time. A clock that was set back begins to count anew."""
        now = self._clock()
        if self._touched_at is None:
            return
        if now < self._touched_at:
            self._touched_at = now
        elif self._limit_ms and now - self._touched_at >= self._limit_ms:
            self._touched_at = None
            self.left_alone.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every key and every move of the mouse is somebody."""
        if event.type() in TOUCHES:
            self._touched_at = self._clock()
        return super().eventFilter(watched, event)
