"""What is done with the papers and the form of the person in front."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from counter_app.db.queries.counter import ApplicantForm
from counter_app.db.work import Work
from counter_app.domain.entry import EntryRef
from counter_app.operations import applications
from counter_app.operations.actor import Actor
from counter_app.operations.applications import Submitted
from counter_app.ui.desk.answers import Answer
from counter_app.ui.desk.verb import Verb
from counter_app.ui.i18n import text


def check(ticket_id: UUID, number: int, state: str, reason: str, note: str) -> Verb[EntryRef]:
    """One letter in the checklist. No sentence: the row itself shows it."""
    act = partial(
        applications.check_requirement,
        ticket_id=ticket_id,
        number=number,
        state=state,
        reason=reason,
        note=note,
    )
    return Verb(f"check {number}", act, lambda _entry: None)


def answer_condition(ticket_id: UUID, number: int, *, applies: bool) -> Verb[EntryRef]:
    """Y or T to the question of a conditional requirement."""
    act = partial(applications.answer_condition, ticket_id=ticket_id, number=number, applies=applies)
    return Verb(f"check {number}", act, lambda _entry: None)


def submit(
    ticket_id: UUID, form: ApplicantForm, *, as_written: bool, then: Verb[Any] | None = None
) -> Verb[tuple[Submitted, object]]:
    """Ctrl+Enter; ``then`` ends the service in the same transaction, and its own sentence is told."""

    def act(work: Work, actor: Actor) -> tuple[Submitted, object]:
        submitted = applications.submit_papers(work, actor, ticket_id, form, as_written=as_written)
        return submitted, then.act(work, actor) if then is not None else None

    def answer(result: tuple[Submitted, object]) -> Answer | None:
        submitted, ended = result
        return Answer(text(f"done.{submitted.paper}")) if then is None else then.answer(ended)

    return Verb("submit", act, answer)
