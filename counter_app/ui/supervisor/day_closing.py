"""Ctrl+Shift+T: the day is closed from the hall, after naming who is left and which counter never opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.db.queries.day_end import DayEnd, day_end
from counter_app.db.store import Store
from counter_app.domain.errors import Refused
from counter_app.ui.commands import Scene
from counter_app.ui.desk.acts import DeskActs
from counter_app.ui.desk.desk import Desk
from counter_app.ui.late import Late
from counter_app.ui.supervisor import hall_verbs

if TYPE_CHECKING:
    from counter_app.ui.supervisor.day_closing_page import DayClosingPage


class DayClosing(QObject):
    """Signals: ``changed()`` another page is wanted; ``failed(CounterError)`` the day could not be read."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, acts: DeskActs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._acts = acts
        self._is_open = False
        self.page: Late[DayClosingPage] = Late(self._made)

    def scene(self) -> Scene | None:
        """While it is open and read."""
        return Scene.CLOSING if self._is_open else None

    @Slot()
    def press(self) -> None:
        """Opens the page; there it closes the day."""
        if not self._is_open:
            self.read()
        elif self.page().told.business_day:
            page = self.page()
            seen = frozenset((ticket.ticket_id, ticket.phase) for ticket in page.told.left)
            verb = hall_verbs.close_day(seen, page.note.text())
            self._acts.run(verb.then(self._done), self._refuse)

    def hear(self) -> None:
        """Somebody came or went: what is told must be so."""
        if self._is_open:
            self.read()

    @Slot()
    def close(self) -> bool:
        """Esc; whether it was open. What was typed stays."""
        was_open, self._is_open = self._is_open, False
        if was_open:
            self.changed.emit()
        return was_open

    def read(self) -> None:
        """Who is left now."""
        self._desk.lanes.read(_read, self._take, self.failed.emit, topic="day_end")

    def _made(self) -> DayClosingPage:
        from counter_app.ui.supervisor.day_closing_page import DayClosingPage  # noqa: PLC0415  see Late

        page = DayClosingPage()
        page.wanted.connect(self.press)
        return page

    def _take(self, told: DayEnd) -> None:
        self.page().show_told(told)
        if not self._is_open and self._acts.actor is not None:
            self._is_open = True
            self.changed.emit()

    def _done(self) -> None:
        self.page().note.setText("")
        self.close()

    def _refuse(self, error: Refused) -> None:
        self._acts.refused.emit(error)
        self.read()


def _read(store: Store) -> DayEnd:
    return store.read(lambda connection: day_end(connection, catalogue=store.catalogue, site=store.site))
