"""Who works here: signing in, finding a hub, opening the day, locking, changing officers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.ui.commands import Command, Scene, desk, shift
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.rail_facts import RailFacts
from counter_app.ui.desk.idle_watch import IdleWatch
from counter_app.ui.desk.locking import Locking
from counter_app.ui.desk.opening import Opening
from counter_app.ui.desk.page import Page
from counter_app.ui.i18n import text


class SittingDown(Feature):
    """Who works here, and which day it is."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self.opening = Opening(context.desk, context.acts, self)
        self.opening.changed.connect(self._after_opening)
        self.opening.failed.connect(context.fail)
        self.opening.pin_help.said.connect(context.say)
        self.locking = Locking(context.desk, context.acts, self)
        self.locking.changed.connect(context.changed)
        context.rested.connect(self.locking.rest)
        self.idle = IdleWatch(context.desk.store.clock, context.desk.store.site.idle_lock_min, self)
        self.idle.left_alone.connect(self._lock)

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """Each asks for something before the work; the last where a hub can be looked for."""
        pages: dict[Scene, Callable[[], QWidget]] = {
            Scene.SIGN_IN: lambda: self.opening.sign_in_page,
            Scene.DAY: self.opening.day_page,
            Scene.PIN_FORGOTTEN: self.opening.pin_help.forgotten_page,
            Scene.PIN_NEW: self.opening.pin_help.new_page,
            Scene.LOCKED: self.locking.page,
            Scene.SWITCH: self.locking.page,
            Scene.IN_HAND: self.locking.in_hand_page,
        }
        if self.desk.finder is not None:
            pages[Scene.CONNECT] = self.opening.connect_page
        return pages

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """Enter, the way to a hub, and the keys that leave the desk."""
        pins = self.opening.pin_help
        return {
            desk.SIGN_IN: self.opening.sign_in_page.submit,
            desk.OPEN_DAY: lambda: self.opening.day_page().submit(),
            desk.CONNECT: self.opening.open_connect,
            desk.CONNECT_NOW: lambda: self.opening.connect_page().submit(),
            shift.LOCK: self._lock,
            shift.SWITCH: self._switch,
            shift.UNLOCK: lambda: self.locking.page().submit(),
            shift.TAKE_OVER: lambda: self.locking.in_hand_page().submit(),
            shift.FORGOTTEN: self.opening.open_forgotten,
            shift.LANGUAGE: self.opening.speak_other,
            shift.APPROVE: lambda: pins.forgotten_page().submit(),
            shift.KEEP_PIN: lambda: pins.new_page().submit(),
        }

    def scene(self) -> Scene | None:
        """Nobody has signed in, the desk is locked, or no day is open."""
        away = self.away()
        if away is not None:
            return away
        screen = self.context.screen
        if screen is None or not screen.business_day or not self.opening.is_day_settled:
            return Scene.DAY
        return None

    def away(self) -> Scene | None:
        """What is to be seen while nobody works here, also below a page that lies over it."""
        asked = self.opening.pin_help.scene()
        if asked is None and self.acts.actor is None:
            asked = self.opening.first_scene()
        return asked or self.locking.scene()

    def rail(self, facts: RailFacts) -> RailFacts:
        """A break is no ordinary lock."""
        return replace(facts, title=text("lock.state_break")) if self.locking.is_break() else facts

    def show_screen(self, screen: CounterScreen) -> None:
        """The day may have been closed."""
        if not screen.business_day:
            self.opening.ask_again()

    def enter(self) -> None:
        """The first field."""
        page = self.pages()[self.context.scene]()
        assert isinstance(page, Page)
        page.focus_first()

    def scene_changed(self) -> None:
        """What was said last is nobody else's."""
        if self.context.scene in shift.NOBODY_WORKS:
            self.frame.toast.hide()

    def close(self) -> bool:
        """Back from a hub, a PIN or a change of officer."""
        if self.context.scene is Scene.CONNECT:
            self.opening.close_connect()
            return True
        is_locked = self.locking.scene() is not None  # what lies hidden below a lock is not closed by Esc
        return self.opening.pin_help.close() or self.locking.close() or is_locked

    @Slot()
    def _lock(self) -> None:
        self.context.left.emit()
        self.locking.lock()

    def _switch(self) -> None:
        self.context.left.emit()
        self.locking.switch()

    @Slot()
    def _after_opening(self) -> None:
        self.context.asked.emit()
        self.context.changed.emit()
