"""Ctrl+T at any desk: the end of a shift, of the counter's day or of everybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.db.queries.day_left import ClosingScreen, closing_screen
from counter_app.db.store import Store
from counter_app.domain.errors import Refused
from counter_app.ui.commands import Scene
from counter_app.ui.desk import desk_verbs
from counter_app.ui.desk.acts import DeskActs
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.overlay import Overlay
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.desk.closing_page import ClosingPage


class Closing(Overlay):
    """Count and question over the work; seen as soon as they are read.

    Signals: ``failed(CounterError)``.
    """

    failed = Signal(object)

    def __init__(self, desk: Desk, acts: DeskActs, parent: QObject | None = None) -> None:
        self.page: Late[ClosingPage] = Late(self._made)
        super().__init__(Scene.CLOSING, self.page, parent)
        self._desk = desk
        self._acts = acts
        acts.seat.signed_out.connect(self.close)

    @Slot()
    def press(self) -> None:
        """Ctrl+T opens the page; there it closes the counter."""
        if self.scene() is not None:
            self._close_counter()
        else:
            self._remember_focus()
            self._read()

    @Slot()
    def end_day(self) -> None:
        """With Shift the day, of exactly those who are told."""
        told = self.page().told
        if self.scene() is not None and told is not None and self.page().may_end_day:
            seen = frozenset((ticket.ticket_id, ticket.phase) for ticket in told.left)
            verb = desk_verbs.end_day(self._desk.number, seen)
            self._acts.run(verb.then(self._acts.seat.leave), self._refuse)

    def read_again(self) -> None:
        """Somebody came or went: what is told must be so."""
        if self.scene() is not None:
            self._read()

    def _made(self) -> ClosingPage:
        from counter_app.ui.desk.closing_page import ClosingPage  # noqa: PLC0415  see Late

        page = ClosingPage(self._desk)
        page.counter_wanted.connect(self._close_counter)
        page.day_wanted.connect(self.end_day)
        return page

    def _read(self) -> None:
        self._desk.lanes.read(self._closing_screen, self._take, self.failed.emit, topic="closing")

    def _closing_screen(self, store: Store) -> ClosingScreen:
        return store.read(
            lambda connection: closing_screen(
                connection,
                catalogue=store.catalogue,
                site=store.site.code,
                counter=self._desk.number,
                replica_no=store.own.replica_no,
            )
        )

    def _take(self, screen: ClosingScreen) -> None:
        actor = self._acts.actor
        if actor is None:
            return
        self.page().show_screen(screen, actor.officer_name, is_supervisor="supervisor" in actor.roles)
        if self.scene() is None:
            self._lay_over()

    @Slot()
    def _close_counter(self) -> None:
        if self.page().may_close_counter:
            self._acts.run(desk_verbs.close_desk(self._desk.number).then(self._acts.seat.leave))

    def _refuse(self, error: Refused) -> None:
        self._acts.refused.emit(error)
        self._read()
