"""Reports from the screens: one at a time, on a thread of its own, with progress, and stopped by a key."""

from __future__ import annotations

import threading
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.domain.errors import CounterError, Refused
from counter_app.domain.period import Period
from counter_app.ui.supervisor.report_maker import ReportMaker

JOIN_WITHIN_S = 5.0


class Reporting(QObject):
    """What ``make`` begins ends in one of four signals.

    Signals: ``progressed(int)`` percent; ``made(Path)``; ``printed(Path)``; ``failed(CounterError)``;
    ``crashed(Exception)`` our own mistake; ``ended()`` after each of the four.
    """

    progressed = Signal(int)
    made = Signal(object)
    printed = Signal(object)
    failed = Signal(object)
    crashed = Signal(object)
    ended = Signal()
    _told = Signal(object)

    def __init__(self, maker: ReportMaker | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._maker = maker
        self._is_cancelled = threading.Event()
        self._thread: threading.Thread | None = None
        self._told.connect(self._tell)

    @property
    def is_busy(self) -> bool:
        """Whether a report is being made."""
        return self._thread is not None

    @property
    def is_offered(self) -> bool:
        """Whether reports can be made here."""
        return self._maker is not None

    def make(self, period: Period, form: str, *, is_printed: bool = False) -> None:
        """Begin a report; while one is being made, a second wish is the same wish."""
        if self._maker is None or self.is_busy:
            return
        self._is_cancelled.clear()
        work = partial(self._work, self._maker, period, form, is_printed=is_printed)
        self._thread = threading.Thread(target=work, name="report", daemon=True)
        self._thread.start()

    def cancel(self) -> bool:
        """Stop what is being made; whether there was anything."""
        self._is_cancelled.set()
        return self.is_busy

    def stop(self) -> None:
        """The window goes."""
        self._is_cancelled.set()
        thread = self._thread
        if thread is not None:
            thread.join(JOIN_WITHIN_S)

    def _work(self, maker: ReportMaker, period: Period, form: str, *, is_printed: bool) -> None:
        try:
            file = maker.save(period, form, self._hear)
            if is_printed:
                maker.print_out(file)
            self._told.emit(partial((self.printed if is_printed else self.made).emit, file))
        except CounterError as error:
            self._told.emit(partial(self.failed.emit, error))
        except Exception as mistake:  # noqa: BLE001 - delivery is where our own mistakes are caught
            self._told.emit(partial(self.crashed.emit, mistake))

    def _hear(self, percent: int) -> None:
        if self._is_cancelled.is_set():
            raise Refused("report_cancelled")
        self.progressed.emit(percent)

    @Slot(object)
    def _tell(self, outcome: partial[None]) -> None:
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.join(JOIN_WITHIN_S)
        outcome()
        self.ended.emit()
