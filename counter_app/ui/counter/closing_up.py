"""Ctrl+T at a counter."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.ui.commands import Command, Scene, shift
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.desk.closing import Closing


class ClosingUp(Feature):
    """Count and question over the work; the first focus is on the way back."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self._closing = Closing(context.desk, context.acts, self)
        self._closing.changed.connect(context.changed)
        self._closing.failed.connect(context.failed)
        self.page = self._closing.page

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """One."""
        return {Scene.CLOSING: self.page}

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """Ctrl+T opens the page; there it closes the counter, with Shift the day."""
        return {shift.CLOSE_UP: self._closing.press, shift.END_DAY: self._closing.end_day}

    def scene(self) -> Scene | None:
        """While it is open and read."""
        return self._closing.scene()

    def show_screen(self, _screen: CounterScreen) -> None:
        """Somebody came or went."""
        self._closing.read_again()

    def close(self) -> bool:
        """Esc goes back to work."""
        return self._closing.close()
