"""The day's figures: which day is looked at, read on the read lane, shown where they still are wanted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.db.store import Store
from counter_app.domain.business_day import day_number
from counter_app.domain.clock import local_day
from counter_app.operations.actor import Actor
from counter_app.ui.desk.desk import Desk
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.db.queries.hall import HallScreen
    from counter_app.ui.supervisor.day_tables import DayReading
    from counter_app.ui.supervisor.figures_page import FiguresPage, Shown

FRESH_MS = 30_000
"""Today's figures are read again after so long: a median changes slower than the hall."""


class Figuring(QObject):
    """The page of a day.

    Signals: ``failed(CounterError)`` the figures could not be read; ``print_wanted()``.
    """

    failed = Signal(object)
    print_wanted = Signal()

    def __init__(self, desk: Desk, actor: Callable[[], Actor | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actor = actor
        self._day: date | None = None
        self._open_day: date | None = None
        self._read_at_ms = 0
        self.page: Late[FiguresPage] = Late(self._made)

    @property
    def day(self) -> date:
        """The day that is looked at: the open one, until another is chosen."""
        return self._day or self._open_day or self._today()

    def enter(self) -> None:
        """The page is seen from now on."""
        self.ask()
        self.page().focus_first()

    @Slot(object)
    def go_to(self, day: date) -> None:
        """Look at a day."""
        self._day = day
        self.ask()

    @Slot(int)
    def move(self, days: int) -> None:
        """So many days on or back."""
        self.go_to(self.day + timedelta(days=days))

    def hear(self, screen: HallScreen, *, is_seen: bool) -> None:
        """Something was committed: today's figures grow older."""
        self._open_day = date.fromisoformat(screen.business_day) if screen.business_day else None
        is_old = abs(screen.now_ms - self._read_at_ms) >= FRESH_MS
        if is_seen and is_old and self.day == self._open_day:
            self.ask()

    def ask(self) -> None:
        """Read the day; of several wishes only the newest is read."""
        day = self.day
        self._read_at_ms = self._desk.store.clock()
        self._desk.lanes.read(
            partial(_reading, day=day), partial(self._take, day), self.failed.emit, topic="figures"
        )

    def _take(self, day: date, reading: DayReading) -> None:
        from counter_app.ui.supervisor.day_tables import Around  # noqa: PLC0415  see Late

        if day != self.day:
            return
        store = self._desk.store
        around = Around(store.catalogue, store.site, self._desk.zone, self._actor())
        self.page().show_reading(self._shown(day), reading, around)

    def _shown(self, day: date) -> Shown:
        from counter_app.ui.supervisor.figures_page import Shown  # noqa: PLC0415  see Late

        holidays = {one.day: one.name for one in self._desk.store.catalogue.holidays}
        return Shown(day, day == self._open_day, self._desk.store.clock(), holidays, self._today())

    def _today(self) -> date:
        return local_day(self._desk.store.clock(), self._desk.zone)

    def _made(self) -> FiguresPage:
        from counter_app.ui.supervisor.figures_page import FiguresPage  # noqa: PLC0415  see Late

        page = FiguresPage()
        page.day_wanted.connect(self.go_to)
        page.moved.connect(self.move)
        page.print_wanted.connect(self.print_wanted)
        return page


def _reading(store: Store, day: date) -> DayReading:
    from counter_app.db.queries.compared import comparison  # noqa: PLC0415  see Late
    from counter_app.db.queries.day_end import closing_note  # noqa: PLC0415
    from counter_app.db.queries.figures import period_figures  # noqa: PLC0415
    from counter_app.ui.supervisor.day_tables import GROUPINGS, DayReading  # noqa: PLC0415

    return store.read(
        lambda connection: DayReading(
            period_figures(
                connection, site=store.site, first=day, last=day, groupings=GROUPINGS,
                services=store.catalogue.services,
            ),
            comparison(connection, site=store.site, day=day),
            closing_note(connection, store.site.code, day_number(day)),
        )
    )  # fmt: skip
