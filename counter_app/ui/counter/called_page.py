"""Between call and arrival: fee, time and papers, so that the officer is ready."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import ChecklistRow, CounterScreen
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.page import Page
from counter_app.ui.desk.service_facts import ServiceFacts
from counter_app.ui.i18n import text
from counter_app.ui.widgets.boxes import Column, Row, Rule, reached_by_keys
from counter_app.ui.widgets.checklist_row import RequirementRow
from counter_app.ui.widgets.themed import TextLabel


class CalledPage(Page):
    """Somebody was called. The first focus is the rail's: F5."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        reached_by_keys(self.area)
        self._desk = desk
        self.title = TextLabel(role="display", wrap=True)
        self.facts = ServiceFacts(with_result=True)
        self.count = TextLabel(color="muted")
        self.rows = Column()
        self._shown: tuple[ChecklistRow, ...] = ()
        head = Row()
        head.add(TextLabel(text("checklist.title"), role="section"))
        head.stretch()
        head.add(self.count)
        parts: tuple[tuple[QWidget, int], ...] = (
            (self.title, 3),
            (TextLabel(text("called.prepare"), color="muted", wrap=True), 20),
            (self.facts, 24),
            (Rule(), 24),
            (head, 8),
            (self.rows, 0),
        )
        for part, room in parts:
            self.content.add(part)
            if room:
                self.content.space(room)
        self.content.stretch()

    def show_screen(self, screen: CounterScreen) -> None:
        """Take a fresh reading."""
        current = screen.current
        if current is None:
            return
        service = self._desk.store.catalogue.services.get(current.service_code)
        self.title.setText(service.name if service else current.service_code)
        self.facts.setVisible(service is not None)
        if service is not None:
            self.facts.show_service(service)
        conditional = sum(1 for row in current.checklist if row.condition)
        required = len(current.checklist) - conditional
        self.count.setText(text("checklist.required", n=required, conditional=conditional))
        if current.checklist != self._shown:
            self._show_rows(current.checklist)

    def _show_rows(self, rows: tuple[ChecklistRow, ...]) -> None:
        self._shown = rows
        self.rows.clear()
        for row in rows:
            shown = RequirementRow(row)
            shown.setAttribute(Qt.WidgetAttribute.WA_Hover, False)
            shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            shown.set_hair(True)
            self.rows.add(shown)
