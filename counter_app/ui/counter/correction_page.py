"""Putting right what a paper says: the form of the case once more, and the paper that replaces the old."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.correcting import CorrectableCase
from counter_app.db.queries.counter import ChecklistRow
from counter_app.operations.applicant_form import FieldProblem
from counter_app.operations.corrections import Correction
from counter_app.ui.counter import local_checklist
from counter_app.ui.counter.correction_draft import (
    CorrectionDraft,
    draft_text,
    kept_papers,
    read_draft,
)
from counter_app.ui.counter.foot import Foot, judgement, verb_words
from counter_app.ui.counter.form_trouble import FormTrouble
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.page import Page
from counter_app.ui.forms.applicant_form import ApplicantFields
from counter_app.ui.i18n import text
from counter_app.ui.widgets.boxes import Column
from counter_app.ui.widgets.checklist import Checklist
from counter_app.ui.widgets.select import Select
from counter_app.ui.widgets.themed import TextLabel

DRAFT_AFTER_MS = 400
"""Typing pauses so long before the draft is written."""


class CorrectionPage(Page):
    """``open(case)`` fills it in; nothing is recorded before it is submitted.

    Signals: ``submit_wanted()``; ``draft_typed(UUID, str)`` about this application, empty = nothing any more.
    """

    submit_wanted = Signal()
    draft_typed = Signal(object, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self.case: CorrectableCase | None = None
        self._rows: tuple[ChecklistRow, ...] = ()
        self._problems = 0
        self._kept_number = ""
        self._kept = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DRAFT_AFTER_MS)
        self._pause.timeout.connect(self.flush_draft)
        self.title = TextLabel(role="display", wrap=True)
        self.below = TextLabel(color="muted", wrap=True)
        self.trouble = FormTrouble()
        self.service = Select(text("history.service"), (), is_elastic=True)
        self.fields = ApplicantFields(desk.store.catalogue.regions)
        self.checklist = Checklist()
        self.foot = Foot()
        self._lay_out()
        self.service.chosen.connect(self._choose_service)
        self.checklist.checked.connect(self._check)
        self.checklist.answered.connect(self._answer)
        self.checklist.rebuilt.connect(self._set_tab_order)
        self.fields.edited.connect(self._pause.start)
        self.fields.left_at_end.connect(self.checklist.focus_open)
        self.trouble.keep_wanted.connect(self._keep_as_written)
        self.foot.button.clicked.connect(self.submit_wanted)

    def open(self, case: CorrectableCase) -> None:
        """Show a case as it is recorded."""
        self.case, self._kept_number, self._kept = case, "", ""
        self.title.setText(text("correct.title", number=case.number))
        self.below.setText(text("correct.text"))
        self._offer_services(case)
        self.fields.start(self._desk.store.catalogue.services.get(case.service_code), case.applicant)
        self.checklist.start_afresh()
        self._show_rows(case.checklist)
        self.show_problems(())
        self.scroll_up()

    def forget(self) -> None:
        """It is recorded, or nobody's: the next time begins with what is recorded then."""
        self._pause.stop()
        self.case, self._rows = None, ()
        self.fields.start(None, None)
        self.checklist.start_afresh()

    def focus_first(self) -> None:
        """The name is wrong most often."""
        self.fields.name.setFocus()

    def correction(self) -> Correction:
        """How the case ought to be."""
        return Correction(self.fields.form(), self.service.key(), local_checklist.seen_papers(self._rows))

    def is_as_written(self) -> bool:
        """Whether the officer has said that this very number stays as written."""
        return bool(self._kept_number) and self._kept_number == self.fields.typed().number

    def is_changed(self) -> bool:
        """Whether anything differs from what is recorded."""
        case = self.case
        return case is not None and (
            self.fields.is_changed()
            or self.service.key() != case.service_code
            or self._rows != case.checklist
        )

    def take_draft(self, application_id: UUID, words: str | None) -> bool:
        """Fill in what was half typed before the window went; says whether there was anything."""
        case = self.case
        draft = None if words is None else read_draft(words)
        if case is None or draft is None or case.application_id != application_id or self.is_changed():
            return False
        if draft.correction != case.correction or self.service.findData(draft.service) < 0:
            return False
        self._kept = words or ""
        self.service.set_key(draft.service)
        self._choose_service(draft.service)
        self.fields.fill(draft.typed)
        self._show_rows(draft.over(self._rows))
        return self.is_changed()

    @Slot()
    def flush_draft(self) -> None:
        """Keep at once what is put right so far; what says again what is recorded is forgotten."""
        self._pause.stop()
        case = self.case
        if case is None:
            return
        words = draft_text(self._draft(case)) if self.is_changed() else ""
        if words != self._kept:
            self._kept = words
            self.draft_typed.emit(case.application_id, words)

    def show_problems(self, problems: Sequence[FieldProblem]) -> None:
        """The summary takes the focus; everything typed is kept."""
        self._problems = len(problems)
        self.trouble.show_problems(problems, self.fields)
        self._show_foot()
        if problems:
            self.scroll_up()
            self.trouble.summary.setFocus()

    def go_to_open_paper(self) -> None:
        """To the first row that nobody looked at."""
        self.checklist.focus_open()

    def _draft(self, case: CorrectableCase) -> CorrectionDraft:
        typed, papers = self.fields.typed(), kept_papers(self._rows)
        return CorrectionDraft(case.correction, self.service.key(), typed, papers)

    def _lay_out(self) -> None:
        self.content.set_gap(24)
        head = Column(gap=4)
        head.add(self.title)
        head.add(self.below)
        self.content.add(head)
        label = TextLabel(text("history.service"))
        label.setBuddy(self.service)
        service = Column(gap=4)
        service.add(label)
        service.add(self.service)
        for part in (self.trouble, service, self.fields, self.checklist):
            self.content.add(part)
        self.content.stretch()
        self.add(self.foot)

    def _offer_services(self, case: CorrectableCase) -> None:
        """The services of the same agency; another agency's is another case."""
        services = self._desk.store.catalogue.services
        own = [(one.code, one.name) for one in services.values() if one.agency == case.agency]
        if case.service_code not in services:
            own.append((case.service_code, case.service_code))
        self.service.set_choices(own)
        self.service.set_key(case.service_code)

    @Slot(str)
    def _choose_service(self, code: str) -> None:
        """Its own fields and papers; what was typed and seen already stays."""
        case, service = self.case, self._desk.store.catalogue.services.get(code)
        if case is None or service is None:
            return
        typed = self.fields.typed()
        self.fields.start(service, case.applicant)
        self.fields.fill(typed)
        if code == case.service_code:
            self._show_rows(case.checklist)
        else:
            self._show_rows(local_checklist.of_service(service, case.checklist))

    @Slot(int, str, str, str)
    def _check(self, number: int, state: str, reason: str, note: str) -> None:
        self._show_rows(local_checklist.checked(self._rows, number, state, reason, note))

    @Slot(int, bool)
    def _answer(self, number: int, applies: bool) -> None:  # noqa: FBT001 - a Qt slot
        self._show_rows(local_checklist.answered(self._rows, number, applies=applies))

    def _show_rows(self, rows: tuple[ChecklistRow, ...]) -> None:
        self._rows = rows
        self._pause.start()
        self.checklist.show_rows(rows)
        self._show_foot()

    def _show_foot(self) -> None:
        if self.case is not None:
            n = self.case.correction + 1
            words = text("correct.print", paper=verb_words(self._rows), n=n)
            self.foot.show_words(judgement(self._rows, self._problems), words)

    @Slot()
    def _set_tab_order(self) -> None:
        stops = [self.service, *self.fields.tab_stops(), *self.checklist.tab_stops(), self.foot.button]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    @Slot()
    def _keep_as_written(self) -> None:
        self._kept_number = self.fields.typed().number
        self.submit_wanted.emit()
