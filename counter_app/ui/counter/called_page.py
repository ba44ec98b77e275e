"""Between call and arrival: fee, time and papers, so that the officer is ready."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import ChecklistRow, CounterScreen, CurrentTicket
from counter_app.ui.counter.why import why
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.page import Page
from counter_app.ui.desk.service_facts import ServiceFacts
from counter_app.ui.i18n import text
from counter_app.ui.widgets.boxes import Column, Row, Rule, reached_by_keys
from counter_app.ui.widgets.checklist_row import RequirementRow
from counter_app.ui.widgets.notice import NoticeBar
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
        self.why = TextLabel(color="muted", wrap=True)
        self.limit = NoticeBar()
        self._limit_place = Column(margins=(0, 0, 0, 20))
        self._limit_place.add(self.limit)
        self.rows = Column()
        self._shown: tuple[ChecklistRow, ...] = ()
        head = Row()
        head.add(TextLabel(text("checklist.title"), role="section"))
        head.stretch()
        head.add(self.count)
        parts: tuple[tuple[QWidget, int], ...] = (
            (self.title, 3),
            (TextLabel(text("called.prepare"), color="muted", wrap=True), 4),
            (self.why, 20),
            (self._limit_place, 0),
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
        self._show_call(current)
        self.facts.setVisible(service is not None)
        if service is not None:
            self.facts.show_service(service)
        conditional = sum(1 for row in current.checklist if row.condition)
        required = len(current.checklist) - conditional
        self.count.setText(text("checklist.required", n=required, conditional=conditional))
        if current.checklist != self._shown:
            self._show_rows(current.checklist)

    def _show_call(self, current: CurrentTicket) -> None:
        """Why this number, and after so many calls what can be done."""
        order = self._desk.store.site.order
        words = why(current.rule, order)
        self.why.setText(words)
        self.why.setVisible(bool(words))
        if current.times_called >= order.call_limit:
            title, words = text("called_again.limit", n=current.times_called), text("called_again.limit_text")
            self.limit.show_notice("warning", title, words)
        else:
            self.limit.hide()
        self._limit_place.setVisible(not self.limit.isHidden())

    def _show_rows(self, rows: tuple[ChecklistRow, ...]) -> None:
        self._shown = rows
        self.rows.clear()
        for row in rows:
            shown = RequirementRow(row)
            shown.setAttribute(Qt.WidgetAttribute.WA_Hover, False)
            shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            shown.set_hair(True)
            self.rows.add(shown)
