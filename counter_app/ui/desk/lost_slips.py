"""A lost slip at any desk: found by about when it was given and for what, and given out with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.db.queries.lost_slips import GivenSlip, Wanted, fitting, given_slips
from counter_app.db.queries.service_search import ServiceSearch
from counter_app.db.store import Store
from counter_app.domain.looked_for import looked_for
from counter_app.domain.lost_slip import remembered
from counter_app.ui.commands import Scene
from counter_app.ui.desk import desk_verbs
from counter_app.ui.desk.acts import DeskActs
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.finder_row import FinderRow
from counter_app.ui.desk.lost_slip_rows import hint, lost_slip_rows
from counter_app.ui.desk.overlay import Overlay
from counter_app.ui.i18n import text
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.desk.finder_page import FinderPage


ALIKE = 0.7
"""A service may be meant whose score comes so near to that of the best."""


class LostSlips(Overlay):
    """The page, until a slip is on its way or Esc.

    Signals: ``ready()`` another row may be chosen; ``failed(CounterError)``.
    """

    ready = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, acts: DeskActs, parent: QObject | None = None) -> None:
        self.page: Late[FinderPage] = Late(self._made)
        super().__init__(Scene.LOST_SLIP, self.page, parent)
        self._desk = desk
        self._acts = acts
        self._search: ServiceSearch | None = None

    def is_ready(self) -> bool:
        """Whether there is a row to print."""
        return self.page.made is not None and self.page.made.is_ready()

    @Slot()
    def press(self) -> None:
        """Ctrl+Shift+K opens it; once more, what is typed is chosen so that typing begins anew."""
        if self.scene() is None:
            self._remember_focus()
            self.page().open()
            self._lay_over()
        else:
            self.enter()

    def submit(self) -> None:
        """Enter, or the rail's button."""
        self.page().enter()

    def _made(self) -> FinderPage:
        from counter_app.ui.desk.finder_page import FinderPage  # noqa: PLC0415  see Late

        page = FinderPage(text("lost_slip.title"), hint)
        page.asked.connect(self._look)
        page.chosen.connect(self._print)
        page.closed.connect(self.close)
        page.results.selected.connect(self.ready)
        return page

    @Slot(str)
    def _look(self, typed: str) -> None:
        """On the read lane; of several that wait only the newest is asked."""
        self._desk.lanes.read(
            lambda store: (typed, self._found(store, typed)), self._show, self.failed.emit, topic="lost_slip"
        )

    def _found(self, store: Store, typed: str) -> tuple[GivenSlip, ...]:
        """On the read lane's thread, the only one that touches the search of services."""
        slips = store.read(lambda connection: given_slips(connection, store.site.code))
        return fitting(slips, self._wanted(store, typed), self._desk.zone)

    def _wanted(self, store: Store, typed: str) -> Wanted:
        told, number = remembered(typed), looked_for(typed).ticket
        if number or not told.words:
            return Wanted(told.minute, number)
        if self._search is None:
            self._search = ServiceSearch(store.catalogue)
        hits = self._search.find(told.words)
        return Wanted(told.minute, services={hit.code for hit in hits if hit.score >= ALIKE * hits[0].score})

    def _show(self, found: tuple[str, tuple[GivenSlip, ...]]) -> None:
        typed, slips = found
        rows = lost_slip_rows(slips, self._desk.store.catalogue, self._desk.zone)
        self.page().show_rows(typed, rows)

    @Slot(object)
    def _print(self, row: FinderRow) -> None:
        if row.ticket_id is not None:
            self._acts.run_and_print(desk_verbs.reissue_slip(row.ticket_id, row.title).then(self._done))

    def _done(self) -> None:
        self.close()
