"""When a paper that is out is void, and what was seen of the papers of another service."""

from __future__ import annotations

import pytest

from counter_app.domain.checklist import CheckedRequirement, RequirementState
from counter_app.domain.correction import MISSING, RECEIPT, Change, carried_over, makes_void

NAME = Change(("full_name",))
PHONE = Change(("phone",))
SERVICE = Change(is_other_service=True, are_other_papers=True)
PAPERS = Change(are_other_papers=True)


@pytest.mark.parametrize(
    ("before", "after", "change", "is_void"),
    [
        (RECEIPT, RECEIPT, NAME, True),
        (RECEIPT, RECEIPT, PAPERS, True),
        (RECEIPT, MISSING, PAPERS, True),
        (RECEIPT, RECEIPT, PHONE, False),
        (RECEIPT, RECEIPT, SERVICE, True),
        (MISSING, MISSING, NAME, True),
        (MISSING, MISSING, SERVICE, True),
        (MISSING, RECEIPT, SERVICE, True),
        (MISSING, MISSING, PAPERS, False),
        (MISSING, RECEIPT, PAPERS, False),
        (MISSING, RECEIPT, NAME, False),
        (MISSING, MISSING, PHONE, False),
    ],
)
def test_a_receipt_is_void_by_any_change_and_a_slip_only_by_another_person_or_service(
    *, before: str, after: str, change: Change, is_void: bool
) -> None:
    assert makes_void(before, after, change) is is_void


def paper(
    name: str,
    state: RequirementState = RequirementState.UNCHECKED,
    *,
    form: str = "salinan",
    copies: int = 1,
    condition: str = "",
    number: int = 1,
) -> CheckedRequirement:
    applies = True if not condition or state is not RequirementState.UNCHECKED else None
    return CheckedRequirement(number, name, form, copies, condition, applies, state, "")


HERE = RequirementState.PRESENT


def test_a_paper_that_was_seen_needs_not_be_shown_again() -> None:
    old = [paper("Kartu  Keluarga (KK)", HERE), paper("Akta", RequirementState.ORIGINAL_SHOWN, number=2)]

    found = carried_over(old, [paper("Akta", number=1), paper("kartu keluarga (KK)", number=7)])

    assert [(one.number, str(one.state)) for one in found] == [(1, "original_shown"), (7, "present")]


@pytest.mark.parametrize(
    "wanted",
    [
        paper("Kartu Keluarga"),
        paper("KK", form="asli"),
        paper("KK", copies=2),
        paper("KK", condition="bila hilang"),
    ],
)
def test_another_paper_form_number_of_copies_or_question_is_looked_at_anew(
    wanted: CheckedRequirement,
) -> None:
    assert carried_over([paper("KK", HERE)], [wanted]) == (wanted,)


@pytest.mark.parametrize(
    "state", [RequirementState.MISSING, RequirementState.REJECTED, RequirementState.WAIVED]
)
def test_what_was_not_handed_in_is_looked_at_anew(state: RequirementState) -> None:
    assert carried_over([paper("KK", state)], [paper("KK")]) == (paper("KK"),)


def test_the_same_question_is_not_asked_twice() -> None:
    old = paper("Surat", HERE, condition="bila hilang")

    (found,) = carried_over([old], [paper("Surat", condition="Bila  hilang")])

    assert (found.applies, found.state) == (True, HERE)
