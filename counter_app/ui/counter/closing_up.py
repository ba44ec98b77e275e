"""Ctrl+T: the end of a shift, of the counter's day or of everybody's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.db.queries.day_left import ClosingScreen, closing_screen
from counter_app.db.store import Store
from counter_app.domain.errors import Refused
from counter_app.ui.commands import Command, Scene, shift
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.desk import desk_verbs
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.desk.closing_page import ClosingPage


class ClosingUp(Feature):
    """Count and question over the work; the first focus is on the way back."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self.page = Late(self._made)
        self._is_open = False
        self.acts.seat.signed_out.connect(self.close)

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """One."""
        return {Scene.CLOSING: self.page}

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """Ctrl+T opens the page; there it closes the counter, with Shift the day."""
        return {shift.CLOSE_UP: self._press, shift.END_DAY: self._end_day}

    def scene(self) -> Scene | None:
        """While it is open and read."""
        return Scene.CLOSING if self._is_open else None

    def show_screen(self, _screen: CounterScreen) -> None:
        """Somebody came or went: what is told must be so."""
        if self._is_open:
            self._read()

    @Slot()
    def close(self) -> bool:
        """Esc goes back to work."""
        was_open, self._is_open = self._is_open, False
        if was_open:
            self.context.changed.emit()
        return was_open

    def _made(self) -> ClosingPage:
        from counter_app.ui.desk.closing_page import ClosingPage  # noqa: PLC0415  see Late

        page = ClosingPage(self.desk)
        page.counter_wanted.connect(self._close_counter)
        page.day_wanted.connect(self._end_day)
        return page

    def _press(self) -> None:
        if self._is_open:
            self._close_counter()
        else:
            self._read()

    def _read(self) -> None:
        self.desk.lanes.read(self._closing_screen, self._take, self.context.fail, topic="closing")

    def _closing_screen(self, store: Store) -> ClosingScreen:
        return store.read(
            lambda connection: closing_screen(
                connection,
                catalogue=store.catalogue,
                site=store.site.code,
                counter=self.desk.number,
                replica_no=store.own.replica_no,
            )
        )

    def _take(self, screen: ClosingScreen) -> None:
        actor = self.acts.actor
        if actor is None:
            return
        self.page().show_screen(screen, actor.officer_name, is_supervisor="supervisor" in actor.roles)
        if not self._is_open:
            self._is_open = True
            self.context.changed.emit()

    @Slot()
    def _close_counter(self) -> None:
        if self.page().may_close_counter:
            self.acts.run(desk_verbs.close_desk(self.desk.number).then(self.acts.seat.leave))

    @Slot()
    def _end_day(self) -> None:
        told = self.page().told
        if told is not None and self.page().may_end_day:
            seen = frozenset((ticket.ticket_id, ticket.phase) for ticket in told.left)
            verb = desk_verbs.end_day(self.desk.number, seen)
            self.acts.run(verb.then(self.acts.seat.leave), self._refuse)

    def _refuse(self, error: Refused) -> None:
        self.acts.refused.emit(error)
        self._read()
