"""Garbage is collected on the window's thread only.

Python collects wherever the count of new objects runs over: in a lane, in the printing thread. What it
finds there may be a widget, and Qt takes a widget apart on its own thread only: elsewhere the program
dies without a word, once in some hundred windows.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer, Slot

LOOK_EVERY_MS = 1_000


def collect_what_is_due() -> None:
    """What Python would have done by itself: the oldest generation whose count has run over."""
    counts, limits = gc.get_count(), gc.get_threshold()
    if counts[0] <= limits[0]:
        return
    due = [age for age in (1, 2) if counts[age] > limits[age]]
    gc.collect(max(due, default=0))


class _Collector(QObject):
    """Looks every second, from the window's event loop."""

    def __init__(self) -> None:
        super().__init__()
        self._has_frozen = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_EVERY_MS)

    def stop(self) -> None:
        self._timer.stop()
        gc.unfreeze()

    @Slot()
    def _look(self) -> None:
        if not self._has_frozen:
            self._has_frozen = True
            gc.freeze()  # modules and the window live to the end: never looked through again
        collect_what_is_due()


@contextmanager
def collected_here() -> Iterator[None]:
    """Nothing is collected but by the loop of this thread, until it is left. Needs a QApplication."""
    was_enabled = gc.isenabled()
    gc.disable()
    collector = _Collector()
    try:
        yield
    finally:
        collector.stop()
        if was_enabled:
            gc.enable()
