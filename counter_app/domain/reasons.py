"""Why something was decided at a desk: a short list of codes, so that no sentence about a person gets in.

Entries of older versions hold free text where a code stands now; it is shown as it was written.
"""

from __future__ import annotations

from collections.abc import Mapping

from counter_app.domain.applicant import LONGEST_NOTE
from counter_app.domain.checklist import CheckedRequirement, RequirementState
from counter_app.domain.errors import Refused

OTHER = "other"
"""None of the list; a note must say what."""

REJECTED_BECAUSE = (
    "unreadable", "expired", "wrong_paper", "data_differs", "unsigned", "incomplete", "damaged",
    "not_certified", OTHER,
)  # fmt: skip
"""Why a paper is rejected, in the order in which officers choose."""

WAIVED_BECAUSE = ("in_system", "exempt", "decided", OTHER)
"""Why a paper is not asked for."""

REASONS: Mapping[RequirementState, tuple[str, ...]] = {
    RequirementState.REJECTED: REJECTED_BECAUSE,
    RequirementState.WAIVED: WAIVED_BECAUSE,
}
"""State -> the codes of which one is given with it."""


def checked_reason(
    item: CheckedRequirement, state: RequirementState, reason: str, note: str = ""
) -> tuple[str, str]:
    """The code and the note as they are recorded; both empty where the state needs no reason.

    Raises Refused: ``reason_needed`` (number, name), ``reason_unknown`` (reason), ``note_needed`` (name; the
    reason "other" says nothing alone), ``note_too_long`` (n).
    """
    if state not in REASONS:
        return "", ""
    code, told = reason.strip(), note.strip()
    if not code:
        raise Refused("reason_needed", number=item.number, name=item.name)
    if code not in REASONS[state]:
        raise Refused("reason_unknown", reason=code)
    if code == OTHER and not told:
        raise Refused("note_needed", name=item.name)
    if len(told) > LONGEST_NOTE:
        raise Refused("note_too_long", n=LONGEST_NOTE)
    return code, told


def is_known_reason(reason: str) -> bool:
    """Whether it is a code of ours; else an older version wrote it as free text."""
    return any(reason in codes for codes in REASONS.values())
