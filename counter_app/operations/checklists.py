"""The papers of one application: what is known of each, and whether all of them were looked at."""

from __future__ import annotations

import json
from collections.abc import Iterable
from uuid import UUID

from counter_app.db.work import Work
from counter_app.domain import checklist
from counter_app.domain.application import ApplicationState, checklist_of
from counter_app.domain.checklist import CheckedRequirement, RequirementState
from counter_app.domain.entry import EntryRef
from counter_app.domain.errors import Refused
from counter_app.domain.reasons import checked_reason
from counter_app.operations.actor import Actor
from counter_app.operations.case import application_of, own_data_of, record_case


def set_paper(
    work: Work, actor: Actor, application_id: UUID, number: int, state: str, reason: str = "", note: str = ""
) -> EntryRef:
    """Sets one requirement.

    ``reason``: a code of ``domain.reasons``; ``note``: what the officer adds, kept as personal data.
    Raises Refused: those of ``checklist.set_state`` and ``reasons.checked_reason``, requirement_unknown.
    """
    application = application_of(work, application_id)
    item, wanted = _item(application, number), RequirementState(state)
    code, told = checked_reason(item, wanted, reason, note)
    chosen = checklist.set_state(item, wanted, code)
    body: dict[str, object] = {"number": number, "state": str(chosen.state)}
    if chosen.reason:
        body["reason"] = chosen.reason
    entry = record_case(work, actor, application.agency, "requirement.checked", application_id, body)
    _note(work, actor, application, number, told)
    return entry


def answer_question(
    work: Work, actor: Actor, application_id: UUID, number: int, *, applies: bool
) -> EntryRef:
    """Answers the question of a conditional requirement.

    Raises Refused: those of ``checklist.answer_condition``, requirement_unknown.
    """
    application = application_of(work, application_id)
    checklist.answer_condition(_item(application, number), applies=applies)
    body: dict[str, object] = {"number": number, "applies": applies}
    return record_case(work, actor, application.agency, "condition.answered", application_id, body)


def refuse_unseen(items: Iterable[CheckedRequirement]) -> None:
    """A slip that says what is missing must not be silent about papers that nobody looked at.

    Raises Refused("checklist_open", numbers, n).
    """
    unseen = [
        item.number for item in items if item.is_unanswered or (item.is_open and item.state == "unchecked")
    ]
    if unseen:
        raise Refused("checklist_open", numbers=tuple(unseen), n=len(unseen))


def _item(application: ApplicationState, number: int) -> CheckedRequirement:
    for item in checklist_of(application):
        if item.number == number:
            return item
    raise Refused("requirement_unknown", number=number)


def _note(work: Work, actor: Actor, application: ApplicationState, number: int, note: str) -> None:
    """What was added to the reason; an older note about the same paper is void with it."""
    known = own_data_of(work, application)
    before = json.loads(known.notes).get(str(number), "") if known else ""
    if note != before:
        record_case(
            work, actor, application.agency, "requirement.noted", UUID(bytes=application.id),
            {"number": number}, pii={"note": note},
        )  # fmt: skip
