from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.catalogue import Requirement
from counter_app.domain.checklist import (
    CheckedRequirement,
    RequirementState,
    answer_condition,
    applying_items,
    is_complete,
    missing_items,
    new_checklist,
    open_counts,
    set_state,
)
from counter_app.domain.errors import Refused

PAPERS = (
    Requirement(1, "Kartu Keluarga (KK)", "salinan", 1, ""),
    Requirement(2, "Surat keterangan hilang dari kepolisian", "asli", 1, "bila hilang"),
    Requirement(3, "KTP-el yang rusak", "asli", 1, "bila rusak"),
)


def lost_id_card() -> tuple[CheckedRequirement, ...]:
    always, lost, broken = new_checklist(PAPERS)
    return always, answer_condition(lost, applies=True), answer_condition(broken, applies=False)


def test_a_new_checklist_is_unchecked_and_asks_every_condition() -> None:
    items = new_checklist(PAPERS)
    assert [item.applies for item in items] == [True, None, None]
    assert {item.state for item in items} == {RequirementState.UNCHECKED}
    assert open_counts(items).unanswered == 2
    assert open_counts(items).unchecked == 1


def test_an_application_without_requirements_is_complete() -> None:
    assert is_complete(())


def test_answering_no_takes_the_requirement_out() -> None:
    items = lost_id_card()
    assert items[2].state is RequirementState.NOT_APPLICABLE
    assert [item.number for item in applying_items(items)] == [1, 2]


def test_answering_yes_leaves_it_to_be_checked() -> None:
    item = answer_condition(new_checklist(PAPERS)[1], applies=True)
    assert item.state is RequirementState.UNCHECKED
    assert item.applies is True


def test_changing_the_answer_forgets_what_was_set() -> None:
    item = set_state(lost_id_card()[1], RequirementState.REJECTED, "tidak terbaca")
    turned = answer_condition(item, applies=False)
    assert (turned.state, turned.reason) == (RequirementState.NOT_APPLICABLE, "")
    assert answer_condition(turned, applies=True).state is RequirementState.UNCHECKED


def test_the_same_answer_again_keeps_what_was_set() -> None:
    item = set_state(lost_id_card()[1], RequirementState.PRESENT)
    assert answer_condition(item, applies=True) == item


def test_complete_when_every_applying_paper_is_there() -> None:
    first, second, third = lost_id_card()
    items = (
        set_state(first, RequirementState.PRESENT),
        set_state(second, RequirementState.ORIGINAL_SHOWN),
        third,
    )
    assert is_complete(items)
    assert open_counts(items).total == 0


@pytest.mark.parametrize("state", [RequirementState.HELD, RequirementState.WAIVED])
def test_what_is_held_or_waived_counts_as_there(state: RequirementState) -> None:
    first, second, third = lost_id_card()
    items = (
        set_state(first, state, "dispensasi kepala dinas"),
        set_state(second, RequirementState.PRESENT),
        third,
    )
    assert is_complete(items)


@pytest.mark.parametrize("state", ["unchecked", "missing", "to_follow", "rejected"])
def test_one_open_paper_keeps_it_incomplete(state: str) -> None:
    first, second, third = lost_id_card()
    items = (
        set_state(first, RequirementState.PRESENT),
        set_state(second, RequirementState(state), "x"),
        third,
    )
    assert not is_complete(items)
    assert getattr(open_counts(items), state) == 1
    assert open_counts(items).total == 1


def test_an_unanswered_condition_keeps_it_incomplete() -> None:
    items = tuple(
        set_state(item, RequirementState.PRESENT) if item.applies else item for item in new_checklist(PAPERS)
    )
    assert not is_complete(items)
    assert open_counts(items).unanswered == 2


def test_the_missing_papers_slip_lists_missing_rejected_and_to_follow_only() -> None:
    items = tuple(
        set_state(item, state, "tidak terbaca")
        for item, state in zip(
            new_checklist(Requirement(n, f"berkas {n}", "asli", 1, "") for n in range(1, 8)),
            (
                RequirementState.PRESENT,
                RequirementState.MISSING,
                RequirementState.REJECTED,
                RequirementState.TO_FOLLOW,
                RequirementState.UNCHECKED,
                RequirementState.HELD,
                RequirementState.WAIVED,
            ),
            strict=True,
        )
    )
    assert [item.number for item in missing_items(items)] == [2, 3, 4]


def test_a_rejection_needs_a_reason() -> None:
    item = new_checklist(PAPERS)[0]
    with pytest.raises(Refused, match="reason_needed"):
        set_state(item, RequirementState.REJECTED, "   ")
    assert set_state(item, RequirementState.REJECTED, " buram ").reason == "buram"


def test_a_waiver_needs_a_reason() -> None:
    with pytest.raises(Refused, match="reason_needed"):
        set_state(new_checklist(PAPERS)[0], RequirementState.WAIVED)


def test_a_reason_goes_when_the_paper_is_there_after_all() -> None:
    item = set_state(new_checklist(PAPERS)[0], RequirementState.REJECTED, "buram")
    assert set_state(item, RequirementState.PRESENT, "buram").reason == ""


def test_a_requirement_that_does_not_apply_cannot_be_set() -> None:
    with pytest.raises(Refused, match="requirement_not_applicable"):
        set_state(lost_id_card()[2], RequirementState.PRESENT)


def test_the_question_comes_before_the_state() -> None:
    with pytest.raises(Refused, match="condition_unanswered"):
        set_state(new_checklist(PAPERS)[1], RequirementState.PRESENT)


def test_not_applicable_is_never_set_by_hand() -> None:
    with pytest.raises(Refused, match="condition_decides"):
        set_state(new_checklist(PAPERS)[0], RequirementState.NOT_APPLICABLE)


def test_a_requirement_without_condition_has_no_question() -> None:
    with pytest.raises(Refused, match="requirement_unconditional"):
        answer_condition(new_checklist(PAPERS)[0], applies=False)


ANY_ITEM = st.builds(
    CheckedRequirement,
    number=st.integers(1, 20),
    name=st.text(max_size=5),
    form=st.sampled_from(["asli", "salinan"]),
    copies=st.integers(0, 3),
    condition=st.sampled_from(["", "bila hilang"]),
    applies=st.sampled_from([True, False, None]),
    state=st.sampled_from(RequirementState),
    reason=st.text(max_size=5),
)


@given(st.lists(ANY_ITEM))
def test_complete_means_nothing_is_counted_as_open(items: list[CheckedRequirement]) -> None:
    assert is_complete(items) == (open_counts(items).total == 0)


@given(st.lists(ANY_ITEM))
def test_what_is_to_be_brought_is_always_open_and_applies(items: list[CheckedRequirement]) -> None:
    counts = open_counts(items)
    assert len(missing_items(items)) == counts.missing + counts.to_follow + counts.rejected
    assert all(item.applies and item.is_open for item in missing_items(items))


@given(ANY_ITEM, st.sampled_from(RequirementState), st.text(max_size=5))
def test_setting_a_state_either_sets_it_or_refuses(
    item: CheckedRequirement, state: RequirementState, reason: str
) -> None:
    try:
        changed = set_state(item, state, reason)
    except Refused:
        return
    assert changed.state is state
    assert changed.applies is True
