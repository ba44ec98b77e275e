"""A ticket or application that was found, in its state. It changes nothing; F9 prints its paper again."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from counter_app.db.queries.found_case import CaseApplication, CaseTicket, FoundCase
from counter_app.domain.clock import local_time
from counter_app.domain.tracking_code import grouped, spelled
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.page import Page
from counter_app.ui.figures import clock_time, date_in_words, day_in_words
from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Row, Rule, reached_by_keys
from counter_app.ui.widgets.notice import NoticeBar
from counter_app.ui.widgets.themed import TextLabel

LABEL_WIDTH = 168
UNBROKEN = "\u00a0"

Facts = Iterator[tuple[str, str]]


class LabelledFact(Row):
    """A label in its own column, and a value that wraps."""

    def __init__(self, label: str, value: str) -> None:
        super().__init__(gap=16)
        self._label = TextLabel(label, color="muted", wrap=True)
        place = Column()
        place.add(self._label)
        place.stretch()
        self.add(place)
        self.add(TextLabel(value, wrap=True), stretch=1)
        self.setAccessibleName(f"{label}: {value}")
        self.restyle(current_theme())

    def restyle(self, theme: Theme) -> None:
        """All values begin at one line."""
        super().restyle(theme)
        if hasattr(self, "_label"):
            self._label.setFixedWidth(theme.px(LABEL_WIDTH))


class FoundPage(Page):
    """The page; ``show_case`` makes it anew."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._store, self._zone = desk.store, desk.zone
        self.notice = NoticeBar()
        self.title = TextLabel(role="display", wrap=True)
        self.below = TextLabel(color="muted", wrap=True)
        self.parts = Column()
        self._above = Column(margins=(0, 0, 0, 20))
        self._above.add(self.notice)
        self.content.add(self._above)
        for part, room in ((self.title, 3), (self.below, 0), (self.parts, 0)):
            self.content.add(part)
            if room:
                self.content.space(room)
        self.content.stretch()
        reached_by_keys(self.area)

    def focus_first(self) -> None:
        """Arrows scroll, where there is more than fits."""
        self.area.setFocus()

    def show_case(self, case: FoundCase, *, agency: str, is_replaced: bool = False) -> None:
        """Show it to an officer of ``agency``; ``is_replaced``: an older paper was scanned."""
        self.title.setText(case.service)
        self.below.setText(self._agency(case.agency))
        self._show_notice(case, is_replaced=is_replaced)
        self.parts.clear()
        self._add("found.ticket", self._ticket(case, case.ticket) if case.ticket else iter(()))
        if case.application is not None:
            self._add("found.application", self._application(case.application))
        self._add("found.applicant", self._person(case, agency))
        self.scroll_up()

    def _show_notice(self, case: FoundCase, *, is_replaced: bool) -> None:
        self._above.setVisible(is_replaced)
        if is_replaced and case.application is not None:
            words = text("found.replaced_text", n=case.application.correction)
            self.notice.show_notice("warning", text("found.replaced"), words)
        else:
            self.notice.hide()

    def _add(self, title: str, facts: Facts) -> None:
        told = [(label, value) for label, value in facts if value]
        if not told:
            return
        self.parts.space(24)
        self.parts.add(TextLabel(text(title), role="section", wrap=True))
        self.parts.space(6)
        self.parts.add(Rule())
        for label, value in told:
            self.parts.space(8)
            self.parts.add(LabelledFact(label, value))

    def _ticket(self, case: FoundCase, ticket: CaseTicket) -> Facts:
        yield text("found.number"), ticket.number
        state = text(f"ticket_state.{ticket.state}")
        if ticket.counter is not None:
            state = text("find_all.at_counter", state=state, n=ticket.counter)
        yield text("found.status"), state
        if ticket.priority:
            yield text("priority.title"), text(f"priority.{ticket.priority}")
        yield text("found.day"), day_in_words(ticket.day)
        yield text("found.times"), ", ".join(self._times(ticket))
        yield text("found.code"), grouped(case.visit_code)
        if case.application is None:  # else that of the application is asked for
            yield text("found.spelled"), _for_the_ear(case.visit_code)
        yield text("paper.origin"), text("paper.mark") if case.is_on_paper else ""
        yield text("found.printed"), text("found.slips", n=ticket.slips) if ticket.slips else ""

    def _times(self, ticket: CaseTicket) -> Iterator[str]:
        for key, at_ms in (
            ("found.issued", ticket.issued_at_ms),
            ("found.called", ticket.called_at_ms),
            ("found.started", ticket.started_at_ms),
            ("found.ended", ticket.ended_at_ms),
        ):
            if at_ms is not None:
                yield text(key, time=clock_time(at_ms, self._zone))

    def _application(self, one: CaseApplication) -> Facts:
        yield text("found.number"), one.number
        yield text("found.status"), self._store.catalogue.status_names.get(one.status, one.status)
        if one.opened_at_ms is not None:
            yield text("found.opened"), day_in_words(local_time(one.opened_at_ms, self._zone).date())
        yield text("found.due"), date_in_words(one.due) if one.due else ""
        yield text("found.code"), grouped(one.code)
        yield text("found.spelled"), _for_the_ear(one.code)
        yield text("found.papers"), _papers(one)
        yield text("found.missing"), "\n".join(one.missing)
        yield text("found.printed"), ", ".join(_prints(one))

    def _person(self, case: FoundCase, agency: str) -> Facts:
        if case.application is None:
            yield text("found.applicant"), text("found.no_application")
        elif case.agency != agency:
            words = text("found.other_agency", agency=self._agency(case.agency))
            yield text("found.applicant"), words
        elif case.full_name:
            yield text("applicant.full_name"), case.full_name
            if case.masked_number:
                yield text(f"identity.{case.identity_kind}"), case.masked_number

    def _agency(self, code: str) -> str:
        agency = self._store.catalogue.agencies.get(code)
        return agency.short if agency else code


def _for_the_ear(code: str) -> str:
    """As an officer reads it out on the telephone; a line ends between two groups."""
    groups = spelled(code, text("found.spelling"))
    return " – ".join(", ".join(group).replace(" ", UNBROKEN) for group in groups)


def _papers(one: CaseApplication) -> str:
    if not one.papers:
        return ""
    if one.present == one.papers:
        return text("found.papers_all", n=one.papers)
    return text("found.papers_some", n=one.present, all=one.papers)


def _prints(one: CaseApplication) -> Iterator[str]:
    if one.missing_slips:
        yield text("found.missing_slips", n=one.missing_slips)
    if one.receipts:
        yield text("found.receipts", n=one.receipts)
