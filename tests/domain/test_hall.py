"""When the hall needs a look."""

from __future__ import annotations

import pytest

from counter_app.domain.hall import crowding, is_long

MINUTE = 60_000


@pytest.mark.parametrize(
    ("waiting", "minutes", "open_counters", "why"),
    [
        (0, 0, 0, ""),
        (4, 29, 1, ""),
        (4, 30, 1, "long"),
        (1, 1, 0, "unserved"),
        (10, 5, 1, ""),
        (11, 5, 1, "many"),
        (20, 5, 2, ""),
        (21, 5, 2, "many"),
        (21, 45, 0, "unserved"),
    ],
)
def test_a_queue_is_crowded_for_the_most_urgent_reason(
    waiting: int, minutes: int, open_counters: int, why: str
) -> None:
    found = crowding(waiting=waiting, longest_ms=minutes * MINUTE, open_counters=open_counters, limit_min=30)
    assert found == why


def test_each_state_has_its_own_limit() -> None:
    ages = {
        state: [is_long(state, 0, n * MINUTE) for n in (4, 5, 29, 30, 59, 60)]
        for state in ("called", "serving", "parked")
    }
    assert ages == {
        "called": [False, True, True, True, True, True],
        "serving": [False, False, False, True, True, True],
        "parked": [False, False, False, False, False, True],
    }


def test_who_is_away_until_an_agreed_time_is_long_only_after_it() -> None:
    assert not is_long("parked", 0, 90 * MINUTE, until_ms=90 * MINUTE)
    assert is_long("parked", 0, 21 * MINUTE, until_ms=20 * MINUTE)
