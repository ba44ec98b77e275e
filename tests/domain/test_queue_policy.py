"""Who is called next: in order, in the stated ratio, and nobody waits for ever."""

from __future__ import annotations

from itertools import groupby
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from counter_app.domain.catalogue import OrderPolicy
from counter_app.domain.queue_policy import AGED, PRIORITY, REGULAR, Turn, Waiting, first, order

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
    ),
    max_size=25,
    unique_by=lambda ticket: ticket.id,
)
recents = st.lists(st.booleans(), max_size=12)


def waiting(name: int, minutes: float = 1, *, is_priority: bool = False) -> Waiting:
    return Waiting(bytes([name]) * 16, NOW - round(minutes * MINUTE), is_priority)


def called(turns: list[Turn]) -> str:
    return "".join("P" if turn.ticket.is_priority else "r" for turn in turns)


def ages(ticket: Waiting, policy: OrderPolicy) -> bool:
    return NOW - ticket.issued_at > policy.ageing_limit_min * MINUTE


@given(lines, recents, policies)
def test_the_order_holds_everybody_once(line: list[Waiting], recent: list[bool], policy: OrderPolicy) -> None:
    turns = order(line, recent, policy, NOW)

    assert sorted(turn.ticket for turn in turns) == sorted(line)


@given(lines, recents, policies, st.randoms())
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
