"""Ctrl+B: the counter stops for a while."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from counter_app.ui.commands import Command, Scene, shift
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.desk import desk_verbs
from counter_app.ui.i18n import text
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.desk.break_page import BreakPage


class Pausing(Feature):
    """The reasons over the work; a break locks the desk."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self.page = Late(self._made)
        self._is_open = False

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """One."""
        return {Scene.BREAK: self.page}

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """Ctrl+B, and Enter on the page."""
        return {shift.BREAK: self._open, shift.START_BREAK: lambda: self.page().submit()}

    def scene(self) -> Scene | None:
        """While it is open."""
        return Scene.BREAK if self._is_open else None

    def enter(self) -> None:
        """The first reason."""
        self.page().focus_first()

    def close(self) -> bool:
        """Esc goes back to work."""
        was_open, self._is_open = self._is_open, False
        if was_open:
            self.context.changed.emit()
        return was_open

    def _made(self) -> BreakPage:
        from counter_app.ui.desk.break_page import BreakPage  # noqa: PLC0415  see Late

        page = BreakPage()
        page.break_wanted.connect(self._begin)
        return page

    def _open(self) -> None:
        current = self.context.current()
        if current is not None:
            self.context.say(text("break.busy", number=current.number))
            return
        self._is_open = True
        self.context.changed.emit()

    @Slot(str)
    def _begin(self, reason: str) -> None:
        self.acts.run(desk_verbs.start_break(reason).then(lambda: self._rest(reason)))

    def _rest(self, reason: str) -> None:
        self._is_open = False
        self.context.rested.emit(reason)
