"""A counter as the journal tells of it: open, on a break, closed, whatever comes in between."""

from __future__ import annotations

from itertools import permutations

import pytest

from counter_app.domain.counter import CLOSED, COUNTER, ON_BREAK, OPEN, CounterState, counter_entity
from counter_app.domain.entry import Entry
from tests.helpers.histories import Scribe

DESK = counter_entity("BLU", 3)
BODY = {"counter": 3}


def fold(*entries: Entry) -> CounterState:
    return COUNTER.fold(DESK, entries)[0]


def anomalies(*entries: Entry) -> list[str]:
    return [anomaly.code for anomaly in COUNTER.fold(DESK, entries)[1]]


def morning(scribe: Scribe) -> list[Entry]:
    opened = scribe.write("counter.opened", DESK, BODY)
    scribe.now_ms += 1000
    return [opened, scribe.write("counter.paused", DESK, {"counter": 3, "reason": "meal"})]


def test_a_break_says_why_since_when_and_who() -> None:
    scribe = Scribe(1)

    state = fold(*morning(scribe))

    assert (state.state, state.reason, state.since, state.officer) == (ON_BREAK, "meal", scribe.now_ms, "P03")


def test_who_comes_back_from_a_break_has_the_counter() -> None:
    scribe = Scribe(1)
    entries = [*morning(scribe), scribe.write("counter.resumed", DESK, BODY, officer="P04")]

    state = fold(*entries)

    assert (state.state, state.reason, state.officer) == (OPEN, "", "P04")
    assert {fold(*arrived) for arrived in permutations(entries)} == {state}


def test_a_closed_counter_has_no_break_and_nobody_comes_back_to_it() -> None:
    scribe = Scribe(1)
    closed = scribe.write("counter.closed", DESK, BODY)
    paused = scribe.write("counter.paused", DESK, {"counter": 3, "reason": "meal"})
    resumed = scribe.write("counter.resumed", DESK, BODY)

    assert fold(closed, paused, resumed).state == CLOSED
    assert anomalies(closed, paused, resumed) == ["break_while_closed", "back_without_break"]


@pytest.mark.parametrize("body", ['{"counter":"drei"}', '{"counter":-1}', "[]", "{}"])
def test_a_senseless_entry_changes_nothing_and_is_listed(body: str) -> None:
    scribe = Scribe(1)
    entries = [scribe.write("counter.opened", DESK, BODY), scribe.write("counter.closed", DESK, body)]

    assert fold(*entries).state == OPEN
    assert len(anomalies(*entries)) == 1


def test_every_counter_of_every_site_is_a_thing_of_its_own() -> None:
    assert len({counter_entity(site, number) for site in ("BLU", "TTU") for number in (1, 2, 12)}) == 6
