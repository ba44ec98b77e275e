"""The work itself: who the applicant is, which papers there are, and the paper that is printed for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import ApplicantForm, CounterScreen, CurrentTicket
from counter_app.operations.applicant_form import FieldProblem
from counter_app.ui.counter.foot import Foot
from counter_app.ui.counter.form_trouble import FormTrouble
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.page import Page
from counter_app.ui.forms.applicant_form import ApplicantFields
from counter_app.ui.forms.typed_form import from_text, to_text
from counter_app.ui.i18n import text
from counter_app.ui.widgets.checklist import Checklist
from counter_app.ui.widgets.notice import NoticeBar

DRAFT_AFTER_MS = 400
"""Typing pauses so long before the draft is written."""


class ServingPage(Page):
    """Form and checklist over a foot that stays.

    Signals: ``draft_typed(UUID, str)`` to be kept; ``draft_wanted(UUID)`` to be read;
    ``submit_wanted()``.
    """

    draft_typed = Signal(object, str)
    draft_wanted = Signal(object)
    submit_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self.ticket_id: UUID | None = None
        self._number = ""
        self._problems = 0
        self._kept_number = ""
        self._recorded: ApplicantForm | None = None
        self._current: CurrentTicket | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DRAFT_AFTER_MS)
        self._pause.timeout.connect(self.flush_draft)
        self._make_parts()

    def show_screen(self, screen: CounterScreen) -> None:
        """Take a fresh reading; what is being typed and where the focus is stays untouched."""
        current = screen.current
        if current is None:
            return
        self._current = current
        if current.ticket_id != self.ticket_id:
            self._begin(current)
        elif current.applicant != self._recorded and not self.fields.is_changed():
            self.fields.take_recorded(current.applicant)
        self._recorded = current.applicant
        self.checklist.show_rows(current.checklist)
        self._show_foot()

    def focus_first(self) -> None:
        """The question of a draft, else the first empty field, else the first paper nobody looked at."""
        empty = self.fields.first_empty()
        if not self.notice.isHidden():
            self.notice.setFocus()
        elif empty is not None:
            empty.setFocus()
        else:
            self.checklist.focus_open()

    def take_draft(self, ticket_id: UUID, words: str | None) -> bool:
        """Fill in what was half typed before the window went; says whether there was anything."""
        typed = None if words is None else from_text(words)
        if ticket_id != self.ticket_id or typed is None or self.fields.is_changed():
            return False
        self.fields.fill(typed)
        if not self.fields.is_changed():
            return False
        self.notice.show_notice(
            "info",
            text("draft.title", number=self._number),
            text("draft.text"),
            button=(text("draft.go_on"), ""),
        )
        return True

    def has_unprinted(self) -> bool:
        """Whether F6 has to submit first."""
        current = self._current
        has_application = current is not None and current.application_id is not None
        is_current = current is not None and current.is_paper_current
        return self.fields.is_changed() or (has_application and not is_current)

    def is_as_written(self) -> bool:
        """Whether the officer has said that this very number stays as written."""
        return bool(self._kept_number) and self._kept_number == self.fields.typed().number

    @Slot()
    def flush_draft(self) -> None:
        """Keep what is typed at once; nothing typed, nothing kept."""
        self._pause.stop()
        if self.ticket_id is not None and self.fields.is_changed():
            self.draft_typed.emit(self.ticket_id, to_text(self.fields.typed()))

    def take_as_recorded(self) -> None:
        """What was submitted is in the journal; the draft is gone with it."""
        self._pause.stop()
        self.fields.take_as_recorded()
        self.notice.hide()
        self._show_problems(())

    def show_problems(self, problems: Sequence[FieldProblem]) -> None:
        """The summary takes the focus; each line jumps to its field; everything typed is kept."""
        self._show_problems(problems)
        if problems:
            self.scroll_up()
            self.summary.setFocus()

    def go_to_open_paper(self) -> None:
        """To the first row that nobody looked at."""
        self.checklist.focus_open()

    def _make_parts(self) -> None:
        self.notice = NoticeBar()
        self.trouble = FormTrouble()
        self.summary, self.keep_as_written = self.trouble.summary, self.trouble.keep_as_written
        self.fields = ApplicantFields(self._desk.store.catalogue.regions)
        self.checklist = Checklist()
        self.content.set_gap(24)
        for part in (self.notice, self.trouble, self.fields, self.checklist):
            self.content.add(part)
        self.content.stretch()
        self.foot = Foot()
        self.add(self.foot)
        self.notice.pressed.connect(self.close_notice)
        self.checklist.rebuilt.connect(self._set_tab_order)
        self.fields.edited.connect(self._pause.start)
        self.fields.left_at_end.connect(self.checklist.focus_open)
        self.trouble.keep_wanted.connect(self._keep_as_written)
        self.foot.button.clicked.connect(self._submit)

    @Slot()
    def _set_tab_order(self) -> None:
        """Reading order, whatever was made last."""
        stops = [*self.fields.tab_stops(), *self.checklist.tab_stops(), self.foot.button]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    @Slot()
    def close_notice(self) -> None:
        """Go on with what was half typed."""
        self.notice.hide()
        self.focus_first()

    def _begin(self, current: CurrentTicket) -> None:
        self.flush_draft()
        self.ticket_id, self._number, self._kept_number = current.ticket_id, current.number, ""
        self.notice.hide()
        self.checklist.start_afresh()
        self.fields.start(self._desk.store.catalogue.services.get(current.service_code), current.applicant)
        self._show_problems(())
        self.scroll_up()
        self.draft_wanted.emit(current.ticket_id)

    def _show_problems(self, problems: Sequence[FieldProblem]) -> None:
        self._problems = len(problems)
        self.trouble.show_problems(problems, self.fields)
        self._show_foot()

    def _show_foot(self) -> None:
        if self._current is not None:
            self.foot.show_checklist(self._current.checklist, self._problems)

    @Slot()
    def _submit(self) -> None:
        self.submit_wanted.emit()

    @Slot()
    def _keep_as_written(self) -> None:
        self._kept_number = self.fields.typed().number
        self._submit()
