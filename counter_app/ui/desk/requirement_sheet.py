"""Papers, time and fee of one service, as a person asks for them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from counter_app.domain.catalogue import Catalogue, Service
from counter_app.ui.desk.service_facts import ServiceFacts
from counter_app.ui.figures import paper_form
from counter_app.ui.i18n import text
from counter_app.ui.theme import current_theme
from counter_app.ui.widgets.boxes import SCROLL_BAR, Column, Row, Rule, reached_by_keys, scrolling
from counter_app.ui.widgets.drawing import RADIUS, draw_border, fill_box, smooth
from counter_app.ui.widgets.themed import TextLabel


class _Numbered(Row):
    """A number and what it stands for."""

    def __init__(self, number: int, words: str, below: str = "") -> None:
        super().__init__(gap=12)
        count = TextLabel(str(number), role="strong", color="muted")
        texts = Column(gap=2)
        texts.add(TextLabel(words, role="strong" if below else "body", wrap=True))
        if below:
            texts.add(TextLabel(below, color="muted", wrap=True))
        column = Column()
        column.add(count)
        column.stretch()
        self.add(column)
        self.add(texts, stretch=1)


class RequirementSheet(Column):
    """The sheet; nothing at all while no service is chosen."""

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(margins=(1, 1, 1, 1), parent=parent)
        self._catalogue = catalogue
        self._code = ""
        self._is_blank = True
        self.title = TextLabel(role="section", wrap=True)
        self.agency = TextLabel(color="muted", wrap=True)
        self.facts = ServiceFacts(with_result=False)
        self.papers = Column(gap=12)
        self.steps = Column(gap=8)
        self._steps_title = TextLabel(text("sheet.steps"), role="action")
        self._unverified = TextLabel(text("measure.unverified"), role="strong", color="warning")
        papers_title = Row(gap=12)
        papers_title.add(TextLabel(text("sheet.papers"), role="action"))
        papers_title.add(self._unverified)
        papers_title.stretch()
        self._content = content = Column(margins=(24, 20, 24 - SCROLL_BAR, 12))
        head = Column(gap=4)
        head.add(self.title)
        head.add(self.agency)
        parts: tuple[tuple[QWidget, int], ...] = (
            (head, 14),
            (Rule(), 14),
            (self.facts, 14),
            (Rule(), 14),
            (papers_title, 12),
            (self.papers, 12),
            (self._steps_title, 12),
            (self.steps, 0),
        )
        for part, room in parts:
            content.add(part)
            if room:
                content.space(room)
        content.stretch()
        content.space(8)
        content.add(Rule())
        content.add(self._foot())
        self.area: QScrollArea = reached_by_keys(scrolling(content))
        self.add(self.area, stretch=1)

    def _foot(self) -> Row:
        version = text("sheet.catalogue", version=self._catalogue.version)
        complaints = TextLabel(text("sheet.complaints"), color="muted", wrap=True)
        complaints.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot = Row(gap=16, margins=(0, 12, 0, 0))
        foot.add(TextLabel(version, color="muted", wrap=True), stretch=1)
        foot.add(complaints, stretch=1)
        return foot

    def show_service(self, code: str) -> None:
        """Another service; nothing for an empty code."""
        service = self._catalogue.services.get(code)
        self._is_blank = service is None
        self.area.setVisible(service is not None)
        self.update()
        if service is None or code == self._code:
            return
        self._code = code
        agency = self._catalogue.agencies.get(service.agency)
        self.title.setText(service.name)
        self.agency.setText(agency.name if agency else service.agency)
        self.facts.show_service(service)
        self._unverified.setVisible(bool(service.requirements) and not service.are_requirements_verified)
        self._fill(self.papers, _papers(service))
        self._fill(self.steps, [_Numbered(at, step) for at, step in enumerate(service.steps, start=1)])
        self._steps_title.setVisible(bool(service.steps))
        self.area.verticalScrollBar().setValue(0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card, where there is one."""
        if self._is_blank:
            return
        theme, painter = current_theme(), smooth(QPainter(self))
        box = QRectF(self.rect())
        fill_box(painter, box, theme.color("ground"), theme.px(RADIUS))
        draw_border(painter, box, theme.color("hair"), width=1, radius=theme.px(RADIUS))

    @staticmethod
    def _fill(column: Column, rows: list[QWidget]) -> None:
        column.clear()
        for row in rows:
            column.add(row)


def _papers(service: Service) -> list[QWidget]:
    if not service.requirements:
        return [TextLabel(text("find.papers_none"), color="muted", wrap=True)]
    rows: list[QWidget] = []
    for paper in service.requirements:
        form = paper_form(paper.form, paper.copies)
        below = text("find.when", form=form, condition=paper.condition) if paper.condition else form
        rows.append(_Numbered(paper.number, paper.name, below))
    return rows
