"""Sitting down: who works here, and which day it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from sqlalchemy import Connection

from counter_app.db.queries.day import DayState, day_state, open_day_number
from counter_app.db.queries.day_left import LeftTicket, left_tickets
from counter_app.db.queries.shifts import last_officer
from counter_app.db.store import Store
from counter_app.domain.errors import CounterError
from counter_app.operations.preferences import keep_language
from counter_app.ui.commands import Scene
from counter_app.ui.desk import desk_verbs
from counter_app.ui.desk.acts import DeskActs
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.pin_help import PinHelp
from counter_app.ui.desk.sign_in_page import SignInPage
from counter_app.ui.i18n import text
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.connect.page import ConnectPage
    from counter_app.ui.desk.day_page import DayPage


class Opening(QObject):
    """Wires the first two pages to the acts.

    Signals: ``changed()`` somebody has signed in, or the day is settled; ``failed(CounterError)`` the
    day could not be read; ``made_anew()`` another language is kept: the window is to be made again.
    """

    changed = Signal()
    failed = Signal(object)
    made_anew = Signal()

    def __init__(self, desk: Desk, acts: DeskActs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._acts = acts
        self._open_day: date | None = None
        self.is_day_settled = False
        self.sign_in_page = SignInPage(desk)
        self.day_page = Late(self._made_day_page)
        self.connect_page = Late(self._made_connect_page)
        self.sign_in_page.sign_in_wanted.connect(self._sign_in)
        self._is_connecting = False
        self.sign_in_page.connect_wanted.connect(self.open_connect)
        if desk.sync is not None:
            desk.sync.arrived.connect(self._offer_connecting)
        self.pin_help = PinHelp(desk, acts, self)
        self.sign_in_page.forgotten.connect(self.open_forgotten)
        self.sign_in_page.language_wanted.connect(self.speak_other)
        self.pin_help.changed.connect(self.changed)
        self.pin_help.approved.connect(self._propose)
        acts.seat.signed_in.connect(self._signed_in)
        acts.seat.signed_out.connect(self._signed_out)
        acts.succeeded.connect(self._after_success)
        self._propose_last()

    def _made_day_page(self) -> DayPage:
        from counter_app.ui.desk.day_page import DayPage  # noqa: PLC0415  see Late

        page = DayPage(self._desk.store.catalogue.holidays)
        page.day_chosen.connect(self._choose)
        return page

    def _made_connect_page(self) -> ConnectPage:
        from counter_app.ui.connect.page import ConnectPage  # noqa: PLC0415  see Late

        assert self._desk.finder is not None
        page = ConnectPage(self._desk.lanes, self._desk.finder)
        page.connected.connect(self._connected)
        page.closed.connect(self.close_connect)
        return page

    def first_scene(self) -> Scene:
        """What is seen while nobody has signed in."""
        return Scene.CONNECT if self._is_connecting else Scene.SIGN_IN

    @Slot()
    def open_forgotten(self) -> None:
        """Somebody forgot their PIN."""
        self.pin_help.open(self.sign_in_page.officer.key())

    @Slot()
    def speak_other(self) -> None:
        """The other language, from now on, at this station."""
        other = text("language.code_of_other")
        self._desk.lanes.write(
            lambda store: store.write(lambda work: keep_language(work, other)),
            lambda _kept: self.made_anew.emit(),
            self._fail,
        )

    @Slot()
    def open_connect(self) -> None:
        """Look for a hub; nothing where this station has one."""
        if self._desk.can_connect:
            self.connect_page().start_afresh()
            self._is_connecting = True
            self.changed.emit()

    @Slot()
    def close_connect(self) -> None:
        """Back to signing in."""
        if self._is_connecting:
            self._is_connecting = False
            self.changed.emit()

    @Slot()
    def _offer_connecting(self) -> None:
        self.sign_in_page.connect_button.setVisible(self._desk.can_connect)

    @Slot()
    def _connected(self) -> None:
        self.sign_in_page.connect_button.hide()
        self.changed.emit()

    def ask_again(self) -> None:
        """The day was closed: which one is opened next has to be said."""
        if self.is_day_settled:
            self.is_day_settled = False
            self._read_day()

    @Slot(str, str)
    def _sign_in(self, officer: str, pin: str) -> None:
        self._acts.seat.sign_in(officer, pin, self.sign_in_page.refuse)

    @Slot()
    def _signed_in(self) -> None:
        self.sign_in_page.start_afresh()
        self._read_day()

    @Slot()
    def _signed_out(self) -> None:
        """The next one says who they are; the day is looked at again."""
        self.is_day_settled = False
        self.sign_in_page.start_afresh()
        self._propose_last()
        self.changed.emit()

    def _propose_last(self) -> None:
        self._desk.lanes.read(
            lambda store: store.read(lambda connection: last_officer(connection, self._desk.number)),
            self.sign_in_page.propose,
            self._fail,
        )

    @Slot(str)
    def _propose(self, officer: str) -> None:
        self.sign_in_page.start_afresh()
        self.sign_in_page.propose(officer)
        self.sign_in_page.focus_first()

    def _read_day(self) -> None:
        self._desk.lanes.read(_day_state, self._take_day, self._fail, topic="day")

    def _take_day(self, read: tuple[DayState, tuple[LeftTicket, ...]]) -> None:
        """Only a day that is open and that the clock agrees with needs no question."""
        state, left = read
        self._open_day = state.open_day
        is_plain = state.open_day is not None and state.open_day == state.proposed
        self.is_day_settled = is_plain and not state.is_question
        if not self.is_day_settled:
            self.day_page().show_state(state, left)
        self.changed.emit()

    @Slot(object)
    def _choose(self, day: date) -> None:
        if day == self._open_day:
            self._settle()
        else:
            self._acts.run(desk_verbs.open_day(day), self.day_page().refuse)

    @Slot(str)
    def _after_success(self, name: str) -> None:
        if name == "open_day":
            self._settle()

    def _settle(self) -> None:
        self.is_day_settled = True
        self.changed.emit()

    def _fail(self, error: CounterError) -> None:
        self.failed.emit(error)


def _day_state(store: Store) -> tuple[DayState, tuple[LeftTicket, ...]]:
    """The day, and who is left on it."""

    def query(connection: Connection) -> tuple[DayState, tuple[LeftTicket, ...]]:
        site, day = store.site, open_day_number(connection, store.site.code)
        left = () if day is None else left_tickets(connection, store.catalogue, site.code, day)
        return day_state(connection, site=site, now_ms=store.clock()), left

    return store.read(query)
