"""Search on the left, the requirement sheet of the chosen service on the right."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QWidget

from counter_app.db.queries.service_search import ServiceSearch
from counter_app.ui.commands.reception import PRINT_SHEET
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.requirement_sheet import RequirementSheet
from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import SCROLL_BAR, Column, Panel, Row, Rule
from counter_app.ui.widgets.buttons import SecondaryButton
from counter_app.ui.widgets.service_hit_row import HitRow
from counter_app.ui.widgets.service_search_list import ServiceSearchList
from counter_app.ui.widgets.themed import TextLabel

MOST_HITS = 12
LIST_MARGINS, STACKED_LIST_MARGINS = (32, 32, 24 - SCROLL_BAR, 16), (32, 16, 24 - SCROLL_BAR, 4)
SHEET_MARGINS, STACKED_SHEET_MARGINS = (24, 26, 24, 24), (24, 8, 24, 8)
LIST_STRETCH, SHEET_STRETCH = 440, 604
ONE_COLUMN_FROM = 1.5
"""Zoom from which the sheet stands below the list (MOCKS 3)."""


class ReceptionPage(Row):
    """The one place of typing, and what it finds.

    Signals: ``toggled(service)`` Enter on a service; ``sheet_wanted(service)``; ``closed()`` Esc with
    nothing typed.
    """

    toggled = Signal(str)
    sheet_wanted = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._catalogue = desk.store.catalogue
        self._search: ServiceSearch | None = None
        self._added: Collection[str] = ()
        self._found: list[tuple[str, tuple[tuple[int, int], ...]]] = []
        self.services = ServiceSearchList()
        self.sheet = RequirementSheet(self._catalogue)
        self.print_button = SecondaryButton(text(PRINT_SHEET.text), PRINT_SHEET.key)
        self._left = Column(margins=LIST_MARGINS)
        self._left.add(self.services, stretch=1)
        head = Row(gap=16)
        head.add(TextLabel(text("reception.sheet"), role="section"))
        head.stretch()
        head.add(self.print_button)
        self._head = head
        self._right = Panel(gap=12, margins=SHEET_MARGINS)
        self._right.add(head)
        self._right.add(self.sheet, stretch=1)
        self._rule = Rule(is_upright=True)
        self.add(self._left, stretch=LIST_STRETCH)
        self.add(self._rule)
        self.add(self._right, stretch=SHEET_STRETCH)
        self.restyle(current_theme())
        self.services.searched.connect(self._find)
        self.services.selected.connect(self._show_sheet)
        self.services.entered.connect(self._enter)
        self.services.closed.connect(self._escape)
        self.print_button.clicked.connect(self.print_sheet)
        self._find("")

    def focus_first(self) -> None:
        """The field is the only place of typing."""
        self.services.field.setFocus()

    def restyle(self, theme: Theme) -> None:
        """Side by side, at high zoom below each other."""
        super().restyle(theme)
        if not hasattr(self, "_rule"):
            return
        is_stacked = theme.zoom >= ONE_COLUMN_FROM
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self.box.setDirection(down if is_stacked else across)
        self._rule.setVisible(not is_stacked)
        self._left.set_margins(STACKED_LIST_MARGINS if is_stacked else LIST_MARGINS)
        self._right.set_margins(STACKED_SHEET_MARGINS if is_stacked else SHEET_MARGINS)
        list_part, sheet_part = (1, 1) if is_stacked else (LIST_STRETCH, SHEET_STRETCH)
        self.box.setStretchFactor(self._left, list_part)
        self.box.setStretchFactor(self._right, sheet_part)

    def start_afresh(self) -> None:
        """The next person."""
        self.services.clear()
        self._find("")
        self.focus_first()

    def show_added(self, services: Collection[str]) -> None:
        """Mark what is in the visit; nothing moves."""
        if tuple(services) != tuple(self._added):
            self._added = services
            self.services.show_again([self._row(code, spans) for code, spans in self._found])

    @Slot()
    def print_sheet(self) -> None:
        """Ctrl+P: the sheet that is seen."""
        if self.services.code():
            self.sheet_wanted.emit(self.services.code())

    @Slot()
    def _show_sheet(self) -> None:
        code = self.services.code()
        self.sheet.show_service(code)
        self._head.setVisible(bool(code))

    @Slot()
    def _enter(self) -> None:
        """The next word typed replaces this one; the hits stay for the next Enter."""
        self.services.field.selectAll()
        self.toggled.emit(self.services.code())

    @Slot()
    def _escape(self) -> None:
        """Esc empties the field first; with nothing typed it is the visit's turn."""
        if self.services.field.text():
            self.services.clear()
        else:
            self.closed.emit()

    @Slot(str)
    def _find(self, words: str) -> None:
        if not words.strip():
            self._found = [(code, ()) for code in self._in_agencies()]
            hint = text("reception.all")
        else:
            self._found = [(hit.code, hit.spans) for hit in self._searched().find(words, MOST_HITS)]
            found = len(self._found)
            hint = text("reception.hint", n=found) if found else text("find.nothing", words=words.strip())
        self.services.show_rows([self._row(code, spans) for code, spans in self._found], hint)

    def _in_agencies(self) -> list[str]:
        """What is in the visit first, so that Enter can take it out again."""
        added = [code for code in self._catalogue.services if code in self._added]
        return added + [code for code in self._catalogue.services if code not in self._added]

    def _searched(self) -> ServiceSearch:
        if self._search is None:  # built at the first search: start-up does not pay for it
            self._search = ServiceSearch(self._catalogue)
        return self._search

    def _row(self, code: str, spans: tuple[tuple[int, int], ...]) -> HitRow:
        service = self._catalogue.services[code]
        agency = self._catalogue.agencies[service.agency].short
        return HitRow(service, agency, spans, text("reception.added") if code in self._added else "")
