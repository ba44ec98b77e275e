"""A checklist that is filled in on the screen and recorded as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from counter_app.db.queries.counter import ChecklistRow, checklist_row
from counter_app.domain.catalogue import Service
from counter_app.domain.checklist import CheckedRequirement, RequirementState, new_checklist
from counter_app.domain.correction import carried_over
from counter_app.operations.corrections import SeenPaper

Rows = tuple[ChecklistRow, ...]


def checked(rows: Rows, number: int, state: str, reason: str, note: str) -> Rows:
    """One requirement put into a state."""
    return tuple(
        replace(row, applies=True, state=state, reason=reason, note=note) if row.number == number else row
        for row in rows
    )


def answered(rows: Rows, number: int, *, applies: bool) -> Rows:
    """The question of one requirement answered; the same answer again changes nothing."""
    state = "unchecked" if applies else "not_applicable"
    return tuple(
        replace(row, applies=applies, state=state, reason="", note="")
        if row.number == number and row.applies is not applies
        else row
        for row in rows
    )


def of_service(service: Service, seen: Rows) -> Rows:
    """The requirements of another service, with what was seen of the same papers."""
    old = [_item(row) for row in seen]
    return tuple(checklist_row(item) for item in carried_over(old, new_checklist(service.requirements)))


def _item(row: ChecklistRow) -> CheckedRequirement:
    return CheckedRequirement(
        row.number, row.name, row.form, row.copies, row.condition, row.applies, RequirementState(row.state),
        row.reason,
    )  # fmt: skip


def seen_papers(rows: Iterable[ChecklistRow]) -> tuple[SeenPaper, ...]:
    """What the officer says about each; questions that are not answered say nothing."""
    return tuple(
        SeenPaper(row.number, row.applies, row.state, row.reason, row.note)
        for row in rows
        if row.applies is not None
    )
