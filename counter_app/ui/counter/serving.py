"""The person at the counter: wires the serving page to the acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.db.queries.drafts import draft
from counter_app.domain.errors import Refused
from counter_app.operations.drafts import keep_draft
from counter_app.ui.commands import Command, Scene, papers, queue
from counter_app.ui.counter import form_verbs
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.finishing import Finishing
from counter_app.ui.desk.verb import Verb
from counter_app.ui.i18n import text
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.counter.serving_page import ServingPage


class Serving(Feature):
    """Drafts, checks and papers of the ticket in front."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self.page = Late(self._made)
        self.finishing = Finishing(context, self.page, self._end)
        context.end_wanted.connect(self._end)

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """The form, and the questions before its end."""
        return {Scene.SERVING: self.page, **self.finishing.pages()}

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """F6 and Ctrl+Enter."""
        return {
            queue.FINISH: self.finishing.finish,
            papers.SUBMIT_PAPERS: self.submit,
            papers.COMPANION: self._open_companion,
        }

    def own_runs(self) -> Mapping[Command, Callable[[], None]]:
        """F2 must not leave somebody behind."""
        return self.finishing.own_runs()

    def scene(self) -> Scene | None:
        """While somebody sits here."""
        current = self.context.current()
        if current is None or current.state != "serving":
            return None
        return self.finishing.scene(current) or Scene.SERVING

    def show_screen(self, screen: CounterScreen) -> None:
        """While it is seen."""
        if self.context.scene is Scene.SERVING:
            self.page().show_screen(screen)
        self.finishing.show_screen(screen)

    def scene_changed(self) -> None:
        """Leaving the form keeps what is typed."""
        if self.context.scene is not Scene.SERVING:
            self.leave()

    def enter(self) -> None:
        """Where work goes on."""
        if self.context.scene is Scene.SERVING:
            self.page().focus_first()
        else:
            self.finishing.enter()

    def close(self) -> bool:
        """A question before the end, or that of a draft."""
        if self.finishing.close():
            return True
        has_notice = self.context.scene is Scene.SERVING and not self.page().notice.isHidden()
        if has_notice:
            self.page().close_notice()
        return has_notice

    def leave(self) -> None:
        """What is half typed is kept."""
        if self.page.made is not None:
            self.page.made.flush_draft()

    def _made(self) -> ServingPage:
        from counter_app.ui.counter.serving_page import ServingPage  # noqa: PLC0415  see Late

        page = ServingPage(self.desk)
        page.draft_typed.connect(self._keep_draft)
        page.draft_wanted.connect(self._read_draft)
        page.submit_wanted.connect(self.submit)
        page.checklist.checked.connect(self._check)
        page.checklist.answered.connect(self._answer)
        return page

    def _open_companion(self) -> None:
        self.page().fields.open_companion()

    @Slot()
    def submit(self) -> None:
        """Ctrl+Enter; on a paper that says all there is, nothing but a word."""
        current = self.context.current()
        if current is not None and current.is_paper_current and not self.page().fields.is_changed():
            self.context.say(text("done.already_printed"))
        else:
            self._submit(None)

    @Slot(object)
    def _end(self, verb: Verb[Any]) -> None:
        """What was not printed is submitted first, in the same transaction."""
        if self.page().has_unprinted():
            self._submit(verb)
        else:
            self.acts.run(verb)

    def _submit(self, then: Verb[Any] | None) -> None:
        current = self.context.current()
        if current is not None:
            page = self.page()
            verb = form_verbs.submit(
                current.ticket_id, page.fields.form(), as_written=page.is_as_written(), then=then
            )
            self.acts.run_and_print(verb.then(page.take_as_recorded), self._refuse)

    def _refuse(self, error: Refused) -> None:
        """A wrong field is told at the field; papers that nobody looked at are gone to."""
        fields = error.facts.get("fields", ())
        if error.code == "form_incomplete" and isinstance(fields, tuple):
            self.page().show_problems(fields)
            return
        self.acts.refused.emit(error)
        if error.code == "checklist_open":
            self.page().show_problems(())  # the fields were judged first, and they are well
            self.page().go_to_open_paper()

    @Slot(int, str, str, str)
    def _check(self, number: int, state: str, reason: str, note: str) -> None:
        current = self.context.current()
        if current is not None:
            self.acts.run(form_verbs.check(current.ticket_id, number, state, reason, note))

    @Slot(int, bool)
    def _answer(self, number: int, applies: bool) -> None:  # noqa: FBT001 - a Qt slot
        current = self.context.current()
        if current is not None:
            self.acts.run(form_verbs.answer_condition(current.ticket_id, number, applies=applies))

    @Slot(object, str)
    def _keep_draft(self, ticket_id: UUID, typed: str) -> None:
        """What is half typed, so that a power cut takes nothing."""
        self.acts.quietly(lambda work: keep_draft(work, about=ticket_id, text=typed))

    @Slot(object)
    def _read_draft(self, ticket_id: UUID) -> None:
        self.desk.lanes.read(
            lambda store: store.read(lambda connection: draft(connection, ticket_id)),
            partial(self._take_draft, ticket_id),
            self.context.fail,
        )

    def _take_draft(self, ticket_id: UUID, words: str | None) -> None:
        if self.page().take_draft(ticket_id, words) and self.page().isVisible():
            self.page().focus_first()
