"""Who waits: the column on the right, or one line in the rail at high zoom; a sound when somebody comes."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from counter_app.db.queries.counter import CounterScreen
from counter_app.ui.commands import WITH_WAITING, Scene
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.waiting_column import waiting_line


class WhoWaits(Feature):
    """Shows the column or the line.

    Signals: ``somebody_came()`` a number appeared while the counter was idle; the desktop plays its sound.
    """

    somebody_came = Signal()

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self._known: frozenset[UUID] | None = None
        self.frame.rail.waiting_wanted.connect(partial(self.frame.unfold_waiting, True))
        self.somebody_came.connect(QApplication.beep)

    def show_screen(self, screen: CounterScreen) -> None:
        """In order of the site's rules."""
        self.frame.waiting.show_screen(screen)
        is_line = self.frame.has_one_line() and self.context.scene in WITH_WAITING
        self.frame.rail.show_waiting(waiting_line(screen) if is_line else "")
        waiting = frozenset(row.ticket_id for row in screen.waiting)
        if self.context.scene is Scene.IDLE and self._known is not None and waiting - self._known:
            self.somebody_came.emit()
        self._known = waiting

    def close(self) -> bool:
        """Fold the list again; the focus goes back to the work."""
        was_unfolded = self.frame.is_waiting_unfolded()
        if was_unfolded:
            self.frame.unfold_waiting(False)
            self.context.focus_wanted.emit()
        return was_unfolded
