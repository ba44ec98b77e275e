"""What the officer's keys do at a counter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from counter_app.db.queries.counter import ApplicantForm
from counter_app.db.work import Work
from counter_app.domain.entry import EntryRef
from counter_app.domain.errors import Refused
from counter_app.operations import applications, drafts, issuing, papers, serving, taking_back
from counter_app.operations.actor import Actor
from counter_app.operations.applications import Submitted
from counter_app.ui.counter import queue_verbs
from counter_app.ui.desk.acts import DeskActs, Verb
from counter_app.ui.desk.answers import Answer
from counter_app.ui.i18n import text


class Acts(DeskActs):
    """The acts of a counter."""

    def call_next(self) -> None:
        """F2."""
        self.run(queue_verbs.call_next())

    def start_serving(self, ticket_id: UUID, number: str) -> None:
        """F5."""
        self._on_ticket("start", serving.start_serving, ticket_id, text("done.started", number=number))

    def mark_no_show(self, ticket_id: UUID, number: str) -> None:
        """F4."""
        self._on_ticket("no_show", serving.mark_no_show, ticket_id, text("done.no_show", number=number))

    def issue(self, service: str, priority: str, visit_id: UUID | None, done: Callable[[], None]) -> None:
        """F8 and a service chosen."""

        def answer(issued: issuing.IssuedTicket) -> Answer:
            self._desk.papers_waiting()
            done()
            return Answer(text("done.issued", number=issued.number), issued.entry)

        self.do(
            "issue",
            partial(issuing.issue_ticket, service=service, priority=priority, visit_id=visit_id),
            answer,
        )

    def take_back(self, *entries: EntryRef) -> None:
        """F12; of several entries the newest stands first."""
        self.do(
            "undo",
            partial(taking_back.take_back_all, entries=entries),
            lambda backs: Answer("; ".join(_taken_back(back) for back in backs)),
        )

    def check(self, ticket_id: UUID, number: int, state: str, reason: str, note: str) -> None:
        """One letter in the checklist. No sentence: the row itself shows it."""
        self.do(
            f"check {number}",
            partial(
                applications.check_requirement,
                ticket_id=ticket_id,
                number=number,
                state=state,
                reason=reason,
                note=note,
            ),
            lambda _entry: None,
        )

    def answer_condition(self, ticket_id: UUID, number: int, *, applies: bool) -> None:
        """Y or T to the question of a conditional requirement."""
        self.do(
            f"check {number}",
            partial(applications.answer_condition, ticket_id=ticket_id, number=number, applies=applies),
            lambda _entry: None,
        )

    def submit(
        self,
        ticket_id: UUID,
        form: ApplicantForm,
        *,
        as_written: bool,
        then: Verb[Any] | None = None,
        failed: Callable[[Refused], None],
        done: Callable[[], None],
    ) -> None:
        """Ctrl+Enter; ``then`` ends the service in the same transaction, and its own sentence is told."""

        def act(work: Work, actor: Actor) -> tuple[Submitted, object]:
            submitted = applications.submit_papers(work, actor, ticket_id, form, as_written=as_written)
            return submitted, then.act(work, actor) if then is not None else None

        def answer(result: tuple[Submitted, object]) -> Answer | None:
            submitted, ended = result
            self._desk.papers_waiting()
            done()
            return Answer(text(f"done.{submitted.paper}")) if then is None else then.answer(ended)

        self.do("submit", act, answer, failed)

    def print_again(self, ticket_id: UUID, number: str) -> None:
        """F9."""

        def answer(paper: str) -> Answer:
            self._desk.papers_waiting()
            return Answer(text("done.again", paper=text(f"paper_name.{paper}"), number=number))

        self.do("print_again", partial(papers.print_again, ticket_id=ticket_id), answer)

    def keep_draft(self, ticket_id: UUID, typed: str) -> None:
        """What is half typed, so that a power cut takes nothing."""
        self.quietly(lambda work: drafts.keep_draft(work, ticket_id=ticket_id, text=typed))

    def _on_ticket(
        self, name: str, operation: Callable[[Work, Actor, UUID], EntryRef], ticket_id: UUID, sentence: str
    ) -> None:
        self.do(
            name,
            lambda work, actor: operation(work, actor, ticket_id),
            lambda entry: Answer(sentence, entry),
        )


def _taken_back(back: taking_back.TakenBack) -> str:
    act = text(f"act.{back.kind.removeprefix('ticket.')}")
    return text("done.taken_back", number=back.number, act=act)
