"""Finding things at any desk: what is typed behind Ctrl+K, and codes that a scanner types anywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.db.queries.find import Found, found
from counter_app.db.queries.found_case import FoundCase, found_case
from counter_app.db.queries.service_search import ServiceSearch
from counter_app.db.store import Store
from counter_app.domain.looked_for import LookedFor, looked_for
from counter_app.domain.scanned import ScannedCode
from counter_app.domain.tracking_code import grouped
from counter_app.ui.commands import Groups, Scene
from counter_app.ui.commands.shift import NOBODY_WORKS
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.focus_place import FocusPlace
from counter_app.ui.desk.looking import Answer
from counter_app.ui.desk.moves import STILL_WAITING, Subject
from counter_app.ui.i18n import text
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.desk.finder_page import FinderPage
    from counter_app.ui.desk.finder_row import FinderRow
    from counter_app.ui.desk.found_page import FoundPage

MOST_SERVICES = 8


@dataclass(frozen=True, slots=True)
class Around:
    """What a window tells its finder."""

    groups: Groups
    """The commands of the window."""
    agency: Callable[[], str]
    """Code of the officer's agency; empty = nobody works here now."""
    scene: Callable[[], Scene]
    """What is seen now."""
    in_front: Callable[[], UUID | None]
    """The ticket that this desk has called or is serving."""


class Finding(QObject):
    """Two pages laid over the work: the finder, and what was found.

    Signals: ``changed()`` another page is wanted; ``ready()`` another row is chosen; ``said(str)``;
    ``failed(CounterError)``; ``command_wanted(str)`` the id of a command that works where the finder was
    opened; ``service_wanted(str)`` the code of a service that somebody came for.
    """

    changed = Signal()
    ready = Signal()
    said = Signal(str)
    failed = Signal(object)
    command_wanted = Signal(str)
    service_wanted = Signal(str)

    def __init__(self, desk: Desk, around: Around, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._around = around
        self._search: ServiceSearch | None = None
        self._is_finding = False
        self._below = Scene.IDLE
        self._focus = FocusPlace()
        self.case: FoundCase | None = None
        """What is opened."""
        self.finder: Late[FinderPage] = Late(self._made_finder)
        self.opened: Late[FoundPage] = Late(self._made_page)

    def scene(self) -> Scene | None:
        """The page that is wanted."""
        if self._is_finding:
            return Scene.FIND
        return Scene.FOUND if self.case is not None else None

    def is_ready(self) -> bool:
        """Whether Enter has anything to open."""
        return self.finder.made is not None and self.finder.made.is_ready()

    def enter(self) -> None:
        """The first focus of the page that is seen."""
        if self._is_finding:
            self.finder().focus_first()
        elif self.case is not None:
            self.opened().focus_first()

    @Slot()
    def open(self) -> None:
        """Ctrl+K; in the finder it begins anew."""
        if self._is_finding:
            self.finder().focus_first()
            return
        if self.case is None:
            self._begin()
        self._is_finding, self.case = True, None
        self.finder().open()
        self.changed.emit()

    @Slot()
    def close(self) -> bool:
        """Esc: back to the work; whether there was anything to close."""
        was_open = self.scene() is not None
        self._is_finding, self.case = False, None
        if was_open:
            if self.finder.made is not None:
                self.finder.made.clear()
            self.changed.emit()
            self._focus.go_back()
        return was_open

    def forget(self) -> None:
        """Somebody else may sit here next: nothing that was found stays behind."""
        self._is_finding, self.case = False, None
        if self.finder.made is not None:
            self.finder.made.clear()

    @Slot(object)
    def take_scan(self, scanned: ScannedCode) -> None:
        """Open what a code stands for, wherever the focus is."""
        if not self._around.agency() or self._around.scene() in NOBODY_WORKS:
            self.said.emit(text("scanned.sign_in_first"))
            return
        self._desk.lanes.read(
            lambda store: _found(store, LookedFor(code=scanned), self._around.agency()),
            partial(self._take_scanned, scanned),
            self.failed.emit,
            topic="scan",
        )

    def _begin(self) -> None:
        self._below = self._around.scene()
        self._focus.remember()

    def _made_finder(self) -> FinderPage:
        from counter_app.ui.desk.finder_page import FinderPage  # noqa: PLC0415  see Late

        page = FinderPage(text("find_all.title"), _hint)
        page.asked.connect(self._look)
        page.chosen.connect(self._choose)
        page.closed.connect(self.close)
        page.results.selected.connect(self.ready)
        return page

    def _made_page(self) -> FoundPage:
        from counter_app.ui.desk.found_page import FoundPage  # noqa: PLC0415  see Late

        return FoundPage(self._desk)

    @Slot(str)
    def _look(self, typed: str) -> None:
        """On the read lane; of several that wait only the newest is asked."""
        agency = self._around.agency()
        self._desk.lanes.read(
            lambda store: self._answer(store, typed, agency), self._show, self.failed.emit, topic="find"
        )

    def _answer(self, store: Store, typed: str, agency: str) -> Answer:
        """On the read lane's thread, the only one that touches the search of services."""
        if not typed:
            return Answer(typed)
        if self._search is None:
            self._search = ServiceSearch(store.catalogue)
        wanted = looked_for(typed)
        return Answer(typed, _found(store, wanted, agency), self._search.find(typed, MOST_SERVICES))

    def _show(self, answer: Answer) -> None:
        from counter_app.ui.desk.finder_rows import Words, finder_rows  # noqa: PLC0415  see Late

        words = Words(self._desk.store.catalogue, self._desk.zone, self._around.groups)
        self.finder().show_rows(answer.typed, finder_rows(answer, words, self._below))

    @Slot(object)
    def _choose(self, row: FinderRow) -> None:
        match row.kind:
            case "command":
                self._run(row)
            case "service":
                self.close()
                self.service_wanted.emit(str(row.key))
            case _:
                self._open(row.ticket_id, row.application_id, row.title)

    def _run(self, row: FinderRow) -> None:
        if row.is_off:
            self.said.emit(row.below)
        else:
            self.close()
            self.command_wanted.emit(str(row.key))

    def _take_scanned(self, scanned: ScannedCode, answer: Found) -> None:
        in_front = self._around.in_front()
        tickets = [one for one in answer.tickets if one.ticket_id == in_front] or answer.tickets
        if answer.applications:
            application = answer.applications[0]
            self._open(application.ticket_id, application.application_id, application.number, scanned)
        elif len(tickets) > 1:  # a visit for several services: people choose
            self.open()
            self.finder().look_for(grouped(scanned.code))
        elif tickets:
            self._open(tickets[0].ticket_id, None, tickets[0].number, scanned)
        else:
            self.said.emit(text("scanned.unknown", code=grouped(scanned.code)))

    def _open(
        self,
        ticket_id: UUID | None,
        application_id: UUID | None,
        name: str,
        scanned: ScannedCode | None = None,
    ) -> None:
        agency, catalogue = self._around.agency(), self._desk.store.catalogue
        self._desk.lanes.read(
            lambda store: store.read(
                lambda connection: found_case(
                    connection,
                    ticket_id=ticket_id,
                    application_id=application_id,
                    catalogue=catalogue,
                    agency=agency,
                )
            ),
            partial(self._show_case, name, scanned),
            self.failed.emit,
        )

    def _show_case(self, name: str, scanned: ScannedCode | None, case: FoundCase | None) -> None:
        if case is None:
            self.said.emit(text("found.gone"))
            return
        is_replaced = _is_replaced(case, scanned)
        if case.ticket is not None and case.ticket.ticket_id == self._around.in_front() and not is_replaced:
            self.close()
            self.said.emit(text("found.in_front", number=case.ticket.number or name))
            return
        if self.scene() is None:
            self._begin()
        self._is_finding, self.case = False, case
        self.opened().show_case(case, agency=self._around.agency(), is_replaced=is_replaced)
        self.changed.emit()
        self.enter()

    def subject(self) -> Subject | None:
        """The number of the case that is opened, as F7 takes it; None where it has none."""
        case = self.case
        if case is None or case.ticket is None:
            return None
        return Subject(case.ticket.ticket_id, case.ticket.number, case.service_code, case.ticket.state)

    def may_move(self) -> bool:
        """Whether F7 has a way on for it."""
        subject = self.subject()
        return subject is not None and subject.state == STILL_WAITING

    def to_print(self) -> tuple[UUID, str] | None:
        """The ticket whose paper F9 prints while a case is seen; says why where there is none.

        A slip says nothing about a person: any desk prints it again. A receipt only the agency's own.
        """
        case = self.case
        if case is None:
            return None
        if case.application is not None and case.agency != self._around.agency():
            agency = self._desk.store.catalogue.agencies.get(case.agency)
            self.said.emit(text("found.print_other", agency=agency.short if agency else case.agency))
            return None
        if case.ticket is None:
            self.said.emit(text("found.nothing_to_print"))
            return None
        return case.ticket.ticket_id, case.ticket.number


def _hint(typed: str, count: int) -> str:
    if not typed:
        return text("find_all.hint")
    return text("find_all.found", n=count) if count else text("find_all.nothing", words=typed)


def _found(store: Store, wanted: LookedFor, agency: str) -> Found:
    return store.read(
        lambda connection: found(
            connection, wanted, catalogue=store.catalogue, site=store.site, agency=agency
        )
    )


def _is_replaced(case: FoundCase, scanned: ScannedCode | None) -> bool:
    """Whether an older paper than the one in force was scanned."""
    return (
        scanned is not None
        and case.application is not None
        and scanned.code == case.application.code
        and scanned.is_replaced_by(case.application.correction)
    )
