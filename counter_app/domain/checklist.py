"""The checklist of papers of one application: states, completeness and what is still open (DESIGN 8)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from counter_app.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from counter_app.domain.catalogue import Requirement


class RequirementState(StrEnum):
    """What is known about one requirement of one application."""

    UNCHECKED = "unchecked"
    PRESENT = "present"
    ORIGINAL_SHOWN = "original_shown"
    MISSING = "missing"
    TO_FOLLOW = "to_follow"
    REJECTED = "rejected"
    WAIVED = "waived"
    HELD = "held"
    """Already seen at an earlier visit and still valid; set by the program."""
    NOT_APPLICABLE = "not_applicable"
    """By the answer to its condition only."""


OPEN_STATES = frozenset(
    {
        RequirementState.UNCHECKED,
        RequirementState.MISSING,
        RequirementState.TO_FOLLOW,
        RequirementState.REJECTED,
    }
)
"""States that keep an application from being complete."""

TO_BRING_STATES = OPEN_STATES - {RequirementState.UNCHECKED}
"""States that the missing-papers slip lists."""

REASONED_STATES = frozenset({RequirementState.REJECTED, RequirementState.WAIVED})
"""States that are never set without a reason."""


@dataclass(frozen=True, slots=True)
class CheckedRequirement:
    """One requirement as copied into an application at intake, with its state."""

    number: int
    name: str
    form: str
    copies: int
    condition: str
    """Empty = always required."""
    applies: bool | None
    """None = the question of the condition is not answered yet."""
    state: RequirementState
    reason: str

    @property
    def is_unanswered(self) -> bool:
        """The question of its condition is still open."""
        return self.applies is None

    @property
    def is_open(self) -> bool:
        """It keeps the application from being complete."""
        return self.applies is None or (self.applies and self.state in OPEN_STATES)


@dataclass(frozen=True, slots=True)
class OpenCounts:
    """How many requirements are open, by what is wrong with them."""

    unanswered: int
    unchecked: int
    missing: int
    to_follow: int
    rejected: int

    @property
    def total(self) -> int:
        """All that keeps the application from being complete."""
        return self.unanswered + self.unchecked + self.missing + self.to_follow + self.rejected


def new_checklist(requirements: Iterable[Requirement]) -> tuple[CheckedRequirement, ...]:
    """Copy the service's requirements at intake: all unchecked, every condition unanswered."""
    return tuple(
        CheckedRequirement(
            number=requirement.number,
            name=requirement.name,
            form=requirement.form,
            copies=requirement.copies,
            condition=requirement.condition,
            applies=None if requirement.condition else True,
            state=RequirementState.UNCHECKED,
            reason="",
        )
        for requirement in requirements
    )


def set_state(item: CheckedRequirement, state: RequirementState, reason: str = "") -> CheckedRequirement:
    """Put the requirement into a state; a reason is kept only where the state needs one.

    Raises Refused: ``requirement_not_applicable`` (it does not apply), ``condition_unanswered`` (its
    question comes first), ``condition_decides`` (not applicable is the answer to a question, never
    set by hand), ``reason_needed`` (rejected or waived without a reason).
    """
    if item.applies is None:
        raise Refused("condition_unanswered", number=item.number, condition=item.condition)
    if not item.applies:
        raise Refused("requirement_not_applicable", number=item.number, name=item.name)
    if state is RequirementState.NOT_APPLICABLE:
        raise Refused("condition_decides", number=item.number, name=item.name)
    told = reason.strip()
    if state in REASONED_STATES and not told:
        raise Refused("reason_needed", number=item.number, name=item.name)
    return replace(item, state=state, reason=told if state in REASONED_STATES else "")


def answer_condition(item: CheckedRequirement, *, applies: bool) -> CheckedRequirement:
    """Answer the one question of a conditional requirement; the same answer again changes nothing.

    Raises Refused ``requirement_unconditional`` where there is no question to answer.
    """
    if not item.condition:
        raise Refused("requirement_unconditional", number=item.number, name=item.name)
    if item.applies is applies:
        return item
    state = RequirementState.UNCHECKED if applies else RequirementState.NOT_APPLICABLE
    return replace(item, applies=applies, state=state, reason="")


def is_complete(items: Iterable[CheckedRequirement]) -> bool:
    """Say whether nothing is unanswered, unchecked, missing, to follow or rejected."""
    return not any(item.is_open for item in items)


def open_counts(items: Iterable[CheckedRequirement]) -> OpenCounts:
    """Count what keeps the application from being complete, by kind."""
    opened = [item for item in items if item.is_open]
    states = [item.state for item in opened if not item.is_unanswered]
    return OpenCounts(
        unanswered=len(opened) - len(states),
        unchecked=states.count(RequirementState.UNCHECKED),
        missing=states.count(RequirementState.MISSING),
        to_follow=states.count(RequirementState.TO_FOLLOW),
        rejected=states.count(RequirementState.REJECTED),
    )


def missing_items(items: Iterable[CheckedRequirement]) -> tuple[CheckedRequirement, ...]:
    """List what the applicant still has to bring, in catalogue order: missing, to follow or rejected."""
    return tuple(item for item in items if item.applies and item.state in TO_BRING_STATES)


def applying_items(items: Iterable[CheckedRequirement]) -> tuple[CheckedRequirement, ...]:
    """List what counts for this application; unanswered conditions are not among them."""
    return tuple(item for item in items if item.applies)
