"""Two counters, one queue: while the hub is there, nobody is called twice (DESIGN 7)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.domain.errors import Refused, Unavailable
from counter_app.domain.ticket import TicketPhase
from counter_app.operations.taking_back import take_back
from counter_app.sync.authority import HubAuthority
from tests.helpers.desks import Desk, phase, press, two_desks
from tests.helpers.hubs import BOTH, Centre, drain
from tests.helpers.line import GOOD, Fault, Line
from tests.helpers.stations import (
    finish,
    issue,
    made_store,
    not_here,
    refusal,
    start,
)


@pytest.fixture(params=BOTH)
def centre(request: pytest.FixtureRequest) -> Centre:
    found: Centre = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def desks(centre: Centre, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """Loket 3 and Loket 4 of the population office; the day is open at both."""
    with two_desks(centre, tmp_path) as both:
        yield both


def test_two_counters_call_two_people_in_the_order_of_the_queue(desks: tuple[Desk, Desk]) -> None:
    three, four = desks
    numbers = [issue(three.station).number for _ in range(4)]

    assert [three.next(), four.next()] == numbers[:2]
    assert phase(four.station, four.held()) == TicketPhase.CALLED


def test_the_decision_stands_in_the_centres_own_log_and_a_rebuild_agrees(
    centre: Centre, desks: tuple[Desk, Desk]
) -> None:
    three, _four = desks
    issue(three.station)
    three.next()

    calls = [entry for entry in centre.entries() if entry.kind == "ticket.called"]
    own = three.station.store.own.replica_id
    assert [entry.replica_id == own for entry in calls] == [False]
    assert centre.is_clean()


def test_the_same_press_again_gets_the_same_ticket(desks: tuple[Desk, Desk]) -> None:
    three, _ = desks
    first = issue(three.station).number
    issue(three.station)

    assert [three.next(key=1), three.next(key=1)] == [first, first]


def test_another_press_with_somebody_in_hand_is_refused_with_the_number(desks: tuple[Desk, Desk]) -> None:
    three, _ = desks
    first = issue(three.station).number
    three.next(key=1)

    refused = refusal(lambda: three.next(key=2))

    assert (refused.code, refused.facts["number"]) == ("counter_busy", first)


def test_what_the_counter_did_before_reaches_the_hub_before_its_claim(desks: tuple[Desk, Desk]) -> None:
    three, _ = desks
    numbers = [issue(three.station).number for _ in range(2)]
    three.next()
    held = three.held()
    start(three.station, held)
    finish(three.station, held)

    assert three.next() == numbers[1]


def test_an_empty_queue_is_a_sentence_and_no_fault(desks: tuple[Desk, Desk]) -> None:
    three, _ = desks

    refused = refusal(three.next)

    assert refused.code == "nobody_waiting"
    assert refused.facts["queues"]


def test_a_call_can_be_taken_back_and_then_anybody_may_call_it(
    centre: Centre, desks: tuple[Desk, Desk]
) -> None:
    three, four = desks
    first = issue(three.station).number
    called = three.authority.call(three.station.actor, press(1))
    three.station.do(lambda work: take_back(work, three.station.actor, called.entry))
    drain(centre.again(three.station.store))

    assert four.next() == first


def test_a_lost_answer_calls_nobody_twice(centre: Centre, desks: tuple[Desk, Desk], line: Line) -> None:
    three, _ = desks
    numbers = [issue(three.station).number for _ in range(3)]
    drain(centre.again(three.station.store))
    slow = HubAuthority(three.station.store, replace(three.link, url=line.url), within_s=0.4)
    not_here(three.station, slow.call(three.station.actor, press(1)).ticket_id)
    drain(centre.again(three.station.store))
    line.fault = Fault(is_deaf=True)
    line.cut()
    with pytest.raises(Unavailable, match="authority_away"):
        slow.call(three.station.actor, press(2))
    line.fault = GOOD
    line.cut()

    assert slow.call(three.station.actor, press(2)).number == numbers[1]
    assert three.next(key=2) == numbers[1]
    slow.close()


def test_a_press_that_was_answered_calls_nobody_when_it_arrives_once_more(
    centre: Centre, desks: tuple[Desk, Desk]
) -> None:
    """Its first question was late: the desk asked again, and served whom it was given."""
    three, four = desks
    numbers = [issue(three.station).number for _ in range(3)]
    assert three.next(key=1) == numbers[0]
    start(three.station, three.held())
    finish(three.station, three.held())

    refused = refusal(lambda: three.next(key=1))

    assert (refused.code, refused.facts["number"]) == ("press_over", numbers[0])
    assert [four.next(), three.next(key=2)] == numbers[1:]


def test_a_press_whose_call_was_given_back_calls_nobody_else(
    centre: Centre, desks: tuple[Desk, Desk]
) -> None:
    three, four = desks
    first = issue(three.station).number
    assert three.next(key=1) == first
    centre.clock.advance_s(301)
    assert four.next() == first

    assert refusal(lambda: three.next(key=1)).code == "press_over"


def test_a_station_that_has_been_silent_for_five_minutes_gives_its_call_back(
    centre: Centre, desks: tuple[Desk, Desk]
) -> None:
    three, four = desks
    first = issue(three.station).number
    three.next()
    centre.clock.advance_s(299)
    assert refusal(four.next).code == "nobody_waiting"
    centre.clock.advance_s(302)

    assert four.next() == first


def test_who_is_being_served_stays_with_a_silent_counter(centre: Centre, desks: tuple[Desk, Desk]) -> None:
    three, four = desks
    issue(three.station)
    three.next()
    start(three.station, three.held())
    drain(centre.again(three.station.store))
    centre.clock.advance_s(3600)

    assert refusal(four.next).code == "nobody_waiting"


def test_a_reception_claims_nothing(centre: Centre, desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    store = made_store(tmp_path / "reception", kind="reception", counter=0, seed=9)
    link = centre.enrol(store)
    asked = HubAuthority(store, link, within_s=4.0)
    actor = replace(desks[0].station.actor, counter=0)

    assert refusal(lambda: asked.call(actor, press(1))).code == "no_counter"
    asked.close()
    store.close()


def test_two_counters_that_press_without_a_pause_call_everybody_once_and_in_order(
    centre: Centre, desks: tuple[Desk, Desk]
) -> None:
    three, four = desks
    issued = [issue(three.station).number for _ in range(40)]
    drain(centre.again(three.station.store))
    called: list[str] = []
    ends: list[str] = []

    def work(one: Desk) -> None:
        while True:
            try:
                called.append(one.next())
            except Refused as refused:
                ends.append(refused.code)
                return
            held = one.held()
            start(one.station, held)
            finish(one.station, held)

    hands = [threading.Thread(target=work, args=(one,)) for one in (three, four)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(60)

    assert ends == ["nobody_waiting"] * 2
    assert sorted(called) == sorted(issued)
    assert centre.is_clean()
