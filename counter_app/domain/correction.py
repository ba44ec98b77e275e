"""What is put right on a paper, and when the paper that is out is void because of it (DESIGN 7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from counter_app.domain.application import COMPLETE, INCOMPLETE
from counter_app.domain.checklist import CheckedRequirement, RequirementState

RECEIPT, MISSING = "receipt", "missing"
PAPER_OF = {COMPLETE: RECEIPT, INCOMPLETE: MISSING}
"""Status of a judged application -> the paper that tells it."""

NOT_ON_PAPER = frozenset({"birth_date", "phone"})
"""What is recorded about a person and printed nowhere: putting it right makes no paper void."""

_HANDED_IN = frozenset({RequirementState.PRESENT, RequirementState.ORIGINAL_SHOWN, RequirementState.HELD})


@dataclass(frozen=True, slots=True)
class Change:
    """What differs from what the newest paper tells."""

    fields: tuple[str, ...] = ()
    """Names of the applicant's fields and of the service's own."""
    is_other_service: bool = False
    are_other_papers: bool = False
    """The state of a requirement."""

    @property
    def is_on_paper(self) -> bool:
        """Whether a paper tells who it is about otherwise."""
        return bool(set(self.fields) - NOT_ON_PAPER)


def makes_void(before: str, after: str, change: Change) -> bool:
    """Whether the paper that is out (``before``) must not be believed any more beside the next one.

    A missing-papers slip is followed by others and by the receipt as papers are brought: that is the way
    of an application and no correction. A receipt is the last word, so whatever changes it makes it void.
    """
    if change.is_other_service:
        return True
    if before == RECEIPT:
        return change.is_on_paper or change.are_other_papers or after != RECEIPT
    return after == MISSING and change.is_on_paper


def carried_over(
    old: Collection[CheckedRequirement], new: Iterable[CheckedRequirement]
) -> tuple[CheckedRequirement, ...]:
    """The requirements of another service with what was seen of the same papers already.

    The same paper = the same name in the same form, in at least as many copies; all others are unchecked,
    and a question is answered anew unless it is the same question.
    """
    return tuple(_carried(old, item) for item in new)


def _carried(old: Collection[CheckedRequirement], item: CheckedRequirement) -> CheckedRequirement:
    for seen in old:
        is_same = (_words(seen.name), seen.form) == (_words(item.name), item.form)
        asks_same = not item.condition or _words(seen.condition) == _words(item.condition)
        if is_same and asks_same and seen.applies and seen.state in _HANDED_IN and seen.copies >= item.copies:
            return CheckedRequirement(
                item.number, item.name, item.form, item.copies, item.condition, True, seen.state, ""
            )
    return item


def _words(text: str) -> str:
    return " ".join(text.casefold().split())
