"""A shift and its count; older stations closed theirs without one."""

from __future__ import annotations

import pytest

from counter_app.domain.shift import SHIFT, ShiftCount
from tests.helpers.histories import Scribe

ONE = bytes(range(16))


def test_a_shift_keeps_the_count_of_its_close() -> None:
    scribe, count = Scribe(1), ShiftCount(served=31, no_show=2, cancelled=1, reprinted=4, parked=1)
    opened = scribe.write("shift.opened", ONE, {"counter": 3})
    closed = scribe.write("shift.closed", ONE, count._asdict())

    state = SHIFT.fold(ONE, [opened, closed])[0]

    assert (state.served, state.no_show, state.cancelled, state.reprinted, state.parked) == count


def test_a_shift_that_was_closed_without_a_count_has_none() -> None:
    scribe = Scribe(1)
    entries = [scribe.write("shift.opened", ONE, {"counter": 3}), scribe.write("shift.closed", ONE)]

    state = SHIFT.fold(ONE, entries)[0]

    assert state.closed_at is not None
    assert state.served is None


@pytest.mark.parametrize("served", [-1, 10**9, "12", 1.5, True])
def test_a_senseless_count_closes_nothing_and_is_listed(served: object) -> None:
    scribe = Scribe(1)
    entries = [
        scribe.write("shift.opened", ONE, {"counter": 3}),
        scribe.write("shift.closed", ONE, {"served": served}),
    ]

    state, anomalies = SHIFT.fold(ONE, entries)

    assert state.closed_at is None
    assert len(anomalies) == 1
