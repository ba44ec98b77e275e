"""From an empty seat to an open day: who sits down, and which day it is."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.db.queries.day import DayState, day_state
from counter_app.db.store import Store
from counter_app.domain.errors import CounterError, Unavailable
from counter_app.ui.commands import Scene
from counter_app.ui.desk.acts import DeskActs
from counter_app.ui.desk.day_page import DayPage
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.sign_in_page import SignInPage


class Opening(QObject):
    """The two pages before work begins.

    Signals: ``changed()`` another scene may be due; ``opened()`` somebody sits there and the day is open;
    ``failed(Unavailable)``.
    """

    changed = Signal()
    opened = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, acts: DeskActs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._acts = acts
        self._open_day: date | None = None
        self._is_settled = False
        self.sign_in_page = SignInPage(desk)
        self.day_page = DayPage()
        self.sign_in_page.sign_in_wanted.connect(self._sign_in)
        self.day_page.day_chosen.connect(self._choose)
        acts.signed_in.connect(self._signed_in)
        acts.succeeded.connect(self._done)

    def scene(self) -> Scene | None:
        """The page that is due, or None where work can be done."""
        if self._acts.actor is None:
            return Scene.SIGN_IN
        return None if self._is_settled else Scene.DAY

    def day_is_closed(self) -> None:
        """A screen came without an open day: it must be asked for again."""
        self._is_settled = False

    def read_day(self) -> None:
        """Look which day is open and which one the clock proposes."""
        self._desk.lanes.read(_read, self._take, self._fail, topic="day")

    def _take(self, state: DayState) -> None:
        self._open_day = state.open_day
        if state.open_day is not None and state.open_day == state.proposed and not state.is_question:
            self._settle()
        else:
            self.day_page.show_state(state)
            self.changed.emit()

    def _settle(self) -> None:
        self._is_settled = True
        self.changed.emit()
        self.opened.emit()

    def _fail(self, error: CounterError) -> None:
        if isinstance(error, Unavailable):
            self.failed.emit(error)

    @Slot(str, str)
    def _sign_in(self, officer: str, pin: str) -> None:
        self._acts.sign_in(officer, pin, self.sign_in_page.refuse)

    @Slot()
    def _signed_in(self) -> None:
        self.sign_in_page.start_afresh()
        self.read_day()

    @Slot(object)
    def _choose(self, day: date) -> None:
        if day == self._open_day:
            self._settle()
        else:
            self._acts.open_day(day, self.day_page.refuse)

    @Slot(str)
    def _done(self, name: str) -> None:
        if name == "open_day":
            self._settle()


def _read(store: Store) -> DayState:
    return store.read(lambda connection: day_state(connection, site=store.site, now_ms=store.clock()))
