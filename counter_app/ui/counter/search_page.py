"""F8: find the service, see papers, time and fee, print the ticket."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.db.queries.service_search import ServiceHit, ServiceSearch
from counter_app.domain.ticket import PRIORITY_CLASSES
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.requirement_sheet import RequirementSheet
from counter_app.ui.desk.two_sides import TwoSides
from counter_app.ui.i18n import text
from counter_app.ui.widgets.choice_list import PriorityChoice
from counter_app.ui.widgets.service_hit_row import HitRow
from counter_app.ui.widgets.service_search_list import ServiceSearchList
from counter_app.ui.widgets.themed import TextLabel

MOST_HITS = 12


class SearchPage(TwoSides):
    """List on the left, sheet and priority on the right.

    Signals: ``issue_wanted(service, priority)``; ``closed()``.
    """

    issue_wanted = Signal(str, str)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._catalogue = desk.store.catalogue
        self._agencies = desk.agencies
        self._search: ServiceSearch | None = None
        self.services = ServiceSearchList()
        self.visit = TextLabel(color="muted", wrap=True)
        self.sheet = RequirementSheet(self._catalogue)
        self.priority = PriorityChoice(PRIORITY_CLASSES)
        self._title = TextLabel(text("reception.sheet"), role="section")
        right = ((self._title, 0), (self.sheet, 1), (self.priority, 0), (self.visit, 0))
        super().__init__(self.services, right, parent)
        self.services.searched.connect(self._find)
        self.services.selected.connect(self._show_sheet)
        self.services.entered.connect(self._issue_chosen)
        self.services.closed.connect(self.closed)

    def open(self, screen: CounterScreen | None) -> None:
        """Begin a new search; a ticket for the person in service joins that person's visit."""
        self.priority.choose("")
        current = screen.current if screen else None
        is_same = current is not None and current.state == "serving"
        self.visit.setText(text("find.for_visit", number=current.number) if current and is_same else "")
        self.visit.setVisible(is_same)
        if self.services.field.text():
            self.services.clear()
        else:
            self._find("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter prints the ticket, also while the priority is being chosen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._issue_chosen()
        else:
            super().keyPressEvent(event)

    def choose(self, code: str) -> None:
        """As if its name had been typed and the arrows had gone to it."""
        service = self._catalogue.services.get(code)
        if service is not None:
            self.services.field.setText(service.name)
            self.services.go_to(self.services.rows.row_of(code))

    def focus_first(self) -> None:
        """The field is the only place of typing."""
        self.services.field.setFocus()

    def issue(self) -> bool:
        """F8 once more: as Enter, but only on a row that somebody looked for or went to; else False."""
        if not self.services.is_chosen():
            return False
        self._issue_chosen()
        return True

    @Slot()
    def _show_sheet(self) -> None:
        code = self.services.code()
        self.sheet.show_service(code)
        self._title.setText(text("reception.sheet") if code else "")

    @Slot(str)
    def _find(self, words: str) -> None:
        if not words.strip():
            own = [s for s in self._catalogue.services.values() if s.agency in self._agencies]
            self._show(
                [HitRow(service, self._agency(service.agency), ()) for service in own], text("find.own")
            )
            return
        hits = self._found(words)
        rows = [self._row(hit) for hit in hits]
        hint = text("find.hint", n=len(rows)) if rows else text("find.nothing", words=words.strip())
        self._show(rows, hint)

    def _found(self, words: str) -> tuple[ServiceHit, ...]:
        if self._search is None:  # built at the first search: start-up does not pay for it
            self._search = ServiceSearch(self._catalogue)
        return self._search.find(words, MOST_HITS)

    def _row(self, hit: ServiceHit) -> HitRow:
        service = self._catalogue.services[hit.code]
        return HitRow(service, self._agency(service.agency), hit.spans)

    def _agency(self, code: str) -> str:
        agency = self._catalogue.agencies.get(code)
        return agency.short if agency else code

    def _show(self, rows: list[HitRow], hint: str) -> None:
        self.services.show_rows(rows, hint)

    @Slot()
    def _issue_chosen(self) -> None:
        code = self.services.code()
        if code:
            self.issue_wanted.emit(code, self.priority.key())
