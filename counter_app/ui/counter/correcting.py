"""Ctrl+E: what is wrong on a paper that is out is put right, and the old paper is void."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from sqlalchemy import Connection

from counter_app.db.queries.correcting import CorrectableCase, case_of_ticket, correctable_case
from counter_app.db.queries.drafts import draft
from counter_app.domain.correction import PAPER_OF
from counter_app.domain.errors import Refused
from counter_app.operations.corrections import Corrected, correct_application
from counter_app.operations.drafts import drop_draft, keep_draft
from counter_app.ui.commands import Command, Scene, desk, papers
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.rail_facts import RailFacts
from counter_app.ui.desk.answers import Answer
from counter_app.ui.desk.focus_place import FocusPlace
from counter_app.ui.desk.verb import Verb
from counter_app.ui.i18n import text
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.counter.correction_page import CorrectionPage

Read = Callable[[Connection], CorrectableCase | None]


class Correcting(Feature):
    """The form of a case over the work, until its paper is printed or Esc."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self.page = Late(self._made)
        self._is_open = False
        self._officer = ""
        self._focus = FocusPlace()

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """One."""
        return {Scene.CORRECTING: self.page}

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """Ctrl+E."""
        return {papers.CORRECT: self._press}

    def own_runs(self) -> Mapping[Command, Callable[[], None]]:
        """Ctrl+Enter prints the corrected paper, Ctrl+D asks for the companion of this case."""
        if self.context.scene is not Scene.CORRECTING:
            return {}
        return {papers.SUBMIT_PAPERS: self._submit, papers.COMPANION: self.page().fields.open_companion}

    def scene(self) -> Scene | None:
        """While it is open, for the officer who opened it."""
        return Scene.CORRECTING if self._is_open and self._is_still_here() else None

    def scene_changed(self) -> None:
        """Another officer sits here: what was typed concerns nobody any more."""
        if self.context.scene is not Scene.CORRECTING:
            self.leave()
        if self.acts.actor is not None and not self._is_still_here() and self.page.made is not None:
            self._is_open = False
            self.page.made.forget()

    def leave(self) -> None:
        """What is half typed is kept."""
        if self.page.made is not None:
            self.page.made.flush_draft()

    def _is_still_here(self) -> bool:
        return self.acts.actor is not None and self.acts.actor.officer == self._officer

    def rail(self, facts: RailFacts) -> RailFacts:
        """Who is in front stays in sight."""
        words = text("correct.verb")
        return replace(facts, primary=papers.SUBMIT_PAPERS, primary_words=words, secondary=(desk.CLOSE,))

    def enter(self) -> None:
        """Where the mistake most often is."""
        self.page().focus_first()

    def close(self) -> bool:
        """Esc goes back; what was typed is there again when the same case is opened."""
        if not self._is_open:
            return False
        if self.page().is_changed():
            self.context.say(text("correct.kept"))
        self._close()
        return True

    def _made(self) -> CorrectionPage:
        from counter_app.ui.counter.correction_page import CorrectionPage  # noqa: PLC0415  see Late

        page = CorrectionPage(self.desk)
        page.submit_wanted.connect(self._submit)
        page.draft_typed.connect(self._keep_draft)
        return page

    def _press(self) -> None:
        read = self._in_sight()
        if read is None:
            self.context.say(text("correct.choose"))
            return
        self.desk.lanes.read(lambda store: store.read(read), self._open, self.context.fail)

    def _in_sight(self) -> Read | None:
        seen = self.context.case_in_sight()
        if seen is None:
            return None
        if seen.application_id is not None:
            return partial(correctable_case, application_id=seen.application_id)
        return partial(case_of_ticket, ticket_id=seen.ticket_id) if seen.ticket_id is not None else None

    def _open(self, case: CorrectableCase | None) -> None:
        if case is None or case.status not in PAPER_OF:
            self.context.say(text("correct.nothing"))
            return
        actor = self.acts.actor
        if actor is None:
            return
        is_own = actor.agency == case.agency or "supervisor" in actor.roles
        if case.applicant is None or not is_own:
            code = "applicant_withheld" if is_own else "not_your_agency"
            self.acts.refused.emit(Refused(code, number=case.number))
            return
        self._focus.remember()
        if not (self.page().case == case and self.page().is_changed()):
            self.page().open(case)
            self._read_draft(case.application_id)
        self._is_open, self._officer = True, actor.officer
        self.context.changed.emit()

    @Slot(object, str)
    def _keep_draft(self, application_id: UUID, typed: str) -> None:
        """So that a power cut takes nothing."""
        if typed:
            self.acts.quietly(lambda work: keep_draft(work, about=application_id, text=typed))
        else:
            self.acts.quietly(lambda work: drop_draft(work, application_id))

    def _read_draft(self, application_id: UUID) -> None:
        self.desk.lanes.read(
            lambda store: store.read(lambda connection: draft(connection, application_id)),
            partial(self._take_draft, application_id),
            self.context.fail,
        )

    def _take_draft(self, application_id: UUID, words: str | None) -> None:
        if self.page().take_draft(application_id, words):
            self.context.say(text("correct.restored"))

    @Slot()
    def _submit(self) -> None:
        page, case = self.page(), self.page().case
        if case is not None:
            verb = _verb(case.application_id, page)
            self.acts.run(verb.then(self._done), self._refuse)

    def _refuse(self, error: Refused) -> None:
        """A wrong field is told at the field; papers that nobody looked at are gone to."""
        fields = error.facts.get("fields", ())
        if error.code == "form_incomplete" and isinstance(fields, tuple):
            self.page().show_problems(fields)
            return
        self.page().show_problems(())
        self.acts.refused.emit(error)
        if error.code == "checklist_open":
            self.page().go_to_open_paper()

    def _done(self) -> None:
        self.desk.papers_waiting()
        self.page().forget()
        self._close()
        self.context.asked.emit()

    def _close(self) -> None:
        self._is_open = False
        self.context.changed.emit()
        self._focus.go_back()


def _verb(application_id: UUID, page: CorrectionPage) -> Verb[Corrected]:
    correction, is_as_written = page.correction(), page.is_as_written()
    return Verb(
        "correct",
        lambda work, actor: correct_application(
            work, actor, application_id, correction, as_written=is_as_written
        ),
        _answer,
    )


def _answer(done: Corrected) -> Answer:
    if not done.paper:
        return Answer(text("corrected.kept", number=done.application_number))
    if not done.correction:
        return Answer(text(f"done.{done.paper}"))
    return Answer(text("corrected.done", number=done.application_number, n=done.correction))
