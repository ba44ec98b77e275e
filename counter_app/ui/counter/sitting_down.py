"""Before the work: signing in, finding a hub, opening the day."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.ui.commands import Command, Scene, desk
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.desk.opening import Opening


class SittingDown(Feature):
    """Who works here, and which day it is."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self.opening = Opening(context.desk, context.acts, self)
        self.opening.changed.connect(self._after_opening)
        self.opening.failed.connect(context.fail)

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """Two, and a third where a hub can be looked for."""
        pages: dict[Scene, Callable[[], QWidget]] = {
            Scene.SIGN_IN: lambda: self.opening.sign_in_page,
            Scene.DAY: self.opening.day_page,
        }
        if self.desk.finder is not None:
            pages[Scene.CONNECT] = self.opening.connect_page
        return pages

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """Enter, and the way to a hub."""
        return {
            desk.SIGN_IN: self.opening.sign_in_page.submit,
            desk.OPEN_DAY: lambda: self.opening.day_page().submit(),
            desk.CONNECT: self.opening.open_connect,
            desk.CONNECT_NOW: lambda: self.opening.connect_page().submit(),
        }

    def scene(self) -> Scene | None:
        """Nobody has signed in, or no day is open."""
        if self.acts.actor is None:
            return self.opening.first_scene()
        screen = self.context.screen
        if screen is None or not screen.business_day or not self.opening.is_day_settled:
            return Scene.DAY
        return None

    def show_screen(self, screen: CounterScreen) -> None:
        """The day may have been closed."""
        if not screen.business_day:
            self.opening.ask_again()

    def enter(self) -> None:
        """The first field."""
        opening = self.opening
        if self.context.scene is Scene.SIGN_IN:
            opening.sign_in_page.focus_first()
        elif self.context.scene is Scene.DAY:
            opening.day_page().focus_first()
        else:
            opening.connect_page().focus_first()

    def close(self) -> bool:
        """Back from the hub to signing in."""
        is_connecting = self.context.scene is Scene.CONNECT
        if is_connecting:
            self.opening.close_connect()
        return is_connecting

    @Slot()
    def _after_opening(self) -> None:
        self.context.asked.emit()
        self.context.changed.emit()
