"""Who is called next: in order, in the stated ratio, and nobody waits for ever."""

from __future__ import annotations

from itertools import groupby, pairwise
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counter_app.domain.catalogue import OrderPolicy
from counter_app.domain.queue_policy import (
    AGED,
    PRIORITY,
    REGULAR,
    RETURNED,
    Turn,
    Waiting,
    first,
    first_return,
    order,
    return_place,
)

NOW = 10_000_000
MINUTE = 60_000

policies = st.builds(
    OrderPolicy,
    priority_per_round=st.integers(1, 4),
    regular_per_round=st.integers(1, 4),
    ageing_limit_min=st.integers(1, 120),
)
lines = st.lists(
    st.builds(
        Waiting,
        id=st.binary(min_size=16, max_size=16),
        issued_at=st.integers(NOW - 150 * MINUTE, NOW),
        is_priority=st.booleans(),
        returned_at=st.none(),
        behind=st.none(),
    ),
    max_size=25,
    unique_by=lambda ticket: ticket.id,
)


@st.composite
def lines_with_returns(draw: st.DrawFn) -> list[Waiting]:
    """A line where some came back; they lined up behind anybody, somebody gone, or each other."""
    line = draw(lines)
    anybody = st.sampled_from([None, b"gone", *(ticket.id for ticket in line)])
    backs = draw(
        st.lists(st.tuples(st.integers(NOW - 60 * MINUTE, NOW), st.booleans(), anybody), max_size=len(line))
    )
    returns = [
        ticket._replace(returned_at=back[0], is_priority=back[1], behind=back[2])
        for ticket, back in zip(line, backs, strict=False)
    ]
    return returns + line[len(returns) :]


recents = st.lists(st.booleans(), max_size=12)


def waiting(name: int, minutes: float = 1, *, is_priority: bool = False) -> Waiting:
    return Waiting(bytes([name]) * 16, NOW - round(minutes * MINUTE), is_priority)


def called(turns: list[Turn]) -> str:
    return "".join("P" if turn.ticket.is_priority else "r" for turn in turns)


def ages(ticket: Waiting, policy: OrderPolicy) -> bool:
    return NOW - ticket.issued_at > policy.ageing_limit_min * MINUTE


@given(lines_with_returns(), recents, policies)
def test_the_order_holds_everybody_once(line: list[Waiting], recent: list[bool], policy: OrderPolicy) -> None:
    turns = order(line, recent, policy, NOW)

    assert sorted(turn.ticket for turn in turns) == sorted(line)


@given(lines_with_returns(), recents, policies, st.randoms())
def test_the_order_does_not_depend_on_how_the_line_was_read(
    line: list[Waiting], recent: list[bool], policy: OrderPolicy, chance: Random
) -> None:
    shuffled = list(line)
    chance.shuffle(shuffled)

    assert order(shuffled, recent, policy, NOW) == order(line, recent, policy, NOW)


@given(lines, recents, policies)
def test_who_is_called_now_is_the_head_of_the_order(
    line: list[Waiting], recent: list[bool], policy: OrderPolicy
) -> None:
    assume(line)
    heads = [
        min(group, key=lambda ticket: (ticket.issued_at, ticket.id))
        for group in ([one for one in line if one.is_priority], [one for one in line if not one.is_priority])
        if group
    ]

    assert first(heads, recent, policy, NOW) == order(line, recent, policy, NOW)[0]


@given(lines, recents, policies)
def test_within_a_class_nobody_is_overtaken(
    line: list[Waiting], recent: list[bool], policy: OrderPolicy
) -> None:
    turns = order(line, recent, policy, NOW)

    for is_priority in (True, False):
        times = [turn.ticket.issued_at for turn in turns if turn.ticket.is_priority is is_priority]
        assert times == sorted(times)


@given(lines, recents, policies)
def test_who_waits_longer_than_the_limit_comes_before_all_others(
    line: list[Waiting], recent: list[bool], policy: OrderPolicy
) -> None:
    turns = order(line, recent, policy, NOW)

    old = [turn for turn in turns if ages(turn.ticket, policy)]
    assert turns[: len(old)] == old
    assert [turn.ticket.issued_at for turn in old] == sorted(turn.ticket.issued_at for turn in old)
    assert {turn.rule for turn in old} <= {AGED}
    assert AGED not in {turn.rule for turn in turns[len(old) :]}


@given(st.integers(1, 4), st.integers(1, 4), recents)
def test_the_ratio_is_kept_while_both_classes_wait(priority: int, regular: int, recent: list[bool]) -> None:
    policy = OrderPolicy(priority, regular, 120)
    line = [waiting(name, is_priority=name % 2 == 0) for name in range(80)]

    sequence = called(order(line, recent, policy, NOW))

    both = sequence[: min(sequence.rindex("P"), sequence.rindex("r"))]
    whole_runs = [(letter, len(list(run))) for letter, run in groupby(both)][1:-1]
    assert len(whole_runs) >= 4
    assert set(whole_runs) == {("P", priority), ("r", regular)}


@given(policies, st.integers(0, 60))
def test_nobody_waits_for_ever_while_others_with_priority_keep_coming(
    policy: OrderPolicy, already: int
) -> None:
    """One person without priority; every minute one with priority comes, and one person is called."""
    person, line, recent, now = waiting(0, already), [waiting(0, already)], [True] * 4, NOW
    calls = 0
    while person in line:
        now += MINUTE
        line.append(Waiting(calls.to_bytes(16, "big"), now, is_priority=True))
        turn = order(line, recent[-8:], policy, now)[0]
        line.remove(turn.ticket)
        recent.append(turn.ticket.is_priority)
        calls += 1
        assert calls <= policy.priority_per_round + 1


@given(policies)
def test_nobody_with_priority_waits_for_ever_either(policy: OrderPolicy) -> None:
    line = [waiting(0, 0, is_priority=True), *(waiting(name, 0.9) for name in range(1, 30))]

    place = called(order(line, [False], policy, NOW)).index("P")

    assert place < policy.regular_per_round


def test_the_default_is_one_with_priority_and_two_without() -> None:
    line = [waiting(name, is_priority=name < 3) for name in range(8)]

    turns = order(line, [], OrderPolicy(), NOW)

    assert called(turns) == "PrrPrrPr"
    assert [turn.rule for turn in turns[:3]] == [PRIORITY, REGULAR, REGULAR]


def test_a_class_that_nobody_waits_in_loses_no_time() -> None:
    assert called(order([waiting(1), waiting(2), waiting(3)], [False, False], OrderPolicy(), NOW)) == "rrr"
    line = [waiting(1, is_priority=True), waiting(2, is_priority=True)]
    assert called(order(line, [True], OrderPolicy(), NOW)) == "PP"


def test_an_empty_line_has_no_turn() -> None:
    assert order([], [True], OrderPolicy(), NOW) == []


# who comes back


def came_back(name: int, behind: Waiting | None, minutes: float = 1, *, is_priority: bool = False) -> Waiting:
    ticket = waiting(name, 90, is_priority=is_priority)
    return ticket._replace(
        returned_at=NOW - round(minutes * MINUTE), behind=None if behind is None else behind.id
    )


@given(line=lines, recent=recents, policy=policies, is_priority=st.booleans())
def test_who_comes_back_stands_in_the_front_part_and_never_as_the_very_first(
    line: list[Waiting], recent: list[bool], policy: OrderPolicy, *, is_priority: bool
) -> None:
    assume(line)
    turns = order(line, recent, policy, NOW)
    back = Waiting(b"back", NOW - 99 * MINUTE, is_priority, NOW, return_place(turns, policy))

    place = [turn.ticket.id for turn in order([*line, back], recent, policy, NOW)].index(b"back") + 1

    assert 2 <= place <= max(2, (len(line) + 1) // policy.return_part)


@given(lines, recents, policies)
def test_who_comes_back_changes_nothing_between_the_others(
    line: list[Waiting], recent: list[bool], policy: OrderPolicy
) -> None:
    turns = order(line, recent, policy, NOW)
    back = Waiting(b"back", NOW, is_priority=False, returned_at=NOW, behind=return_place(turns, policy))

    with_back = order([*line, back], recent, policy, NOW)

    assert [turn for turn in with_back if turn.ticket != back] == turns


@given(line=lines_with_returns(), recent=recents, policy=policies, after_return=st.booleans())
def test_no_two_returns_are_called_in_a_row_while_others_wait(
    line: list[Waiting], recent: list[bool], policy: OrderPolicy, *, after_return: bool
) -> None:
    rules = [RETURNED] * after_return + [
        turn.rule for turn in order(line, recent, policy, NOW, after_return=after_return)
    ]

    last_other = max((place for place, rule in enumerate(rules) if rule != RETURNED), default=-1)
    assert (RETURNED, RETURNED) not in pairwise(rules[: last_other + 1])


@given(lines_with_returns(), recents, policies)
def test_the_ratio_does_not_count_returns(
    line: list[Waiting], recent: list[bool], policy: OrderPolicy
) -> None:
    others = [ticket for ticket in line if ticket.returned_at is None]

    turns = order(line, recent, policy, NOW)

    assert [turn for turn in turns if turn.rule != RETURNED] == order(others, recent, policy, NOW)


@given(policies, st.integers(0, 20))
def test_nobody_waits_for_ever_while_others_keep_coming_back(policy: OrderPolicy, already: int) -> None:
    """Every minute one person comes back and one is called; those who wait are called all the same."""
    line = [waiting(name, already) for name in range(6)]
    others, now, after_return, calls = set(line), NOW, False, 0
    while others & set(line):
        now += MINUTE
        turns = order(line, [], policy, now, after_return=after_return)
        line.append(
            Waiting(
                calls.to_bytes(4, "big"),
                0,
                is_priority=False,
                returned_at=now,
                behind=return_place(turns, policy),
            )
        )
        turn = order(line, [], policy, now, after_return=after_return)[0]
        line.remove(turn.ticket)
        after_return = turn.rule == RETURNED
        calls += 1
        assert calls <= 2 * len(others) + 1


@given(policies)
def test_who_came_back_is_called_although_others_keep_coming(policy: OrderPolicy) -> None:
    line = [waiting(name, 1) for name in range(9)]
    back = Waiting(
        b"back",
        0,
        is_priority=False,
        returned_at=NOW,
        behind=return_place(order(line, [], policy, NOW), policy),
    )
    line.append(back)
    for calls in range(10):
        line.append(Waiting(calls.to_bytes(3, "big"), NOW, is_priority=False))
        turn = order(line, [], policy, NOW)[0]
        line.remove(turn.ticket)
        if turn.ticket == back:
            break

    assert back not in line


def test_a_return_whose_forerunner_is_gone_is_due() -> None:
    back = came_back(1, waiting(9))

    assert first_return([back], {waiting(9).id, back.id}, OrderPolicy(), NOW) is None
    assert first_return([back], {back.id}, OrderPolicy(), NOW) == back


def test_a_return_is_due_when_it_waited_longer_than_the_limit() -> None:
    """Its forerunner may be handed on to somebody who is not here today."""
    back = came_back(1, waiting(9), 31)

    assert first_return([back], {waiting(9).id}, OrderPolicy(), NOW) == back


def test_two_that_stand_behind_each_other_are_called_all_the_same() -> None:
    one, two = came_back(1, waiting(2)), came_back(2, waiting(1))

    assert [turn.rule for turn in order([one, two], [], OrderPolicy(), NOW)] == [RETURNED, RETURNED]


def test_nobody_to_line_up_behind() -> None:
    assert return_place([], OrderPolicy()) is None


@pytest.mark.parametrize(("others", "place"), [(1, 2), (2, 2), (5, 2), (8, 3), (11, 4), (29, 10)])
def test_the_front_third_counts_the_return_in(others: int, place: int) -> None:
    turns = order([waiting(name) for name in range(others)], [], OrderPolicy(), NOW)

    assert return_place(turns, OrderPolicy()) == turns[place - 2].ticket.id
