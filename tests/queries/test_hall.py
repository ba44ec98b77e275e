"""The live hall: counters, queues, who is long underway."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.db.queries.hall import HallCounter, HallScreen, hall_screen
from counter_app.operations import counters, parking
from tests.helpers import stations
from tests.helpers.stations import Station


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = stations.open_station(tmp_path / "station")
    yield made
    made.store.close()


def hall(station: Station) -> HallScreen:
    store = station.store
    return station.ask(
        lambda it: hall_screen(it, catalogue=store.catalogue, site=store.site, now_ms=station.clock.now_ms)
    )


def counter(screen: HallScreen, number: int = 3) -> HallCounter:
    return next(one for one in screen.counters if one.number == number)


def test_before_a_day_is_opened_there_is_no_hall(station: Station) -> None:
    stations.close_day(station)
    screen = hall(station)
    assert (screen.business_day, screen.counters, screen.queues) == ("", (), ())


def test_every_counter_of_the_site_is_there_and_those_nobody_opened_are_closed(station: Station) -> None:
    screen = hall(station)
    assert [one.number for one in screen.counters] == [one.number for one in station.store.site.counters]
    states = {one.number: (one.state, one.officer_name) for one in screen.counters}
    assert states.pop(3) == ("open", station.actor.officer_name)
    assert set(states.values()) == {("closed", "")}


def test_a_counter_shows_whom_it_calls_and_serves_and_since_when(station: Station) -> None:
    stations.issue(station)
    called = stations.call_next(station)
    called_at = station.clock.now_ms
    first = counter(hall(station))
    assert first.ticket is not None
    assert (first.ticket.number, first.ticket.state, first.ticket.since_ms) == (
        called.number, "called", called_at,
    )  # fmt: skip
    stations.start(station, called.ticket_id)
    started_at = station.clock.now_ms
    second = counter(hall(station))
    assert second.ticket is not None
    assert (second.ticket.state, second.ticket.since_ms, second.free_since_ms) == (
        "serving",
        started_at,
        None,
    )
    stations.finish(station, called.ticket_id)
    third = counter(hall(station))
    assert (third.ticket, third.free_since_ms) == (None, station.clock.now_ms)


def test_a_break_says_why(station: Station) -> None:
    station.do(lambda work: counters.start_break(work, station.actor, "prayer"))
    one = counter(hall(station))
    assert (one.state, one.reason, one.free_since_ms) == ("break", "prayer", None)


def test_queues_stand_by_who_waits_longest_and_say_why_they_are_crowded(station: Station) -> None:
    old = stations.issue(station, "C07")
    old_at = station.clock.now_ms
    station.clock.advance_s(29 * 60)
    for _ in range(3):
        stations.issue(station)
    first, second, *others = hall(station).queues
    assert (first.letter, first.longest_number, first.longest_since_ms) == ("C", old.number, old_at)
    assert first.crowding == "unserved", "no counter of the police is open"
    assert (second.letter, second.waiting, second.open_counters, second.crowding) == ("B", 3, 1, "")
    assert not any(queue.waiting for queue in others)
    station.clock.advance_s(30 * 60)
    assert hall(station).queues[1].crowding == "long"


def test_who_did_not_come_is_counted_and_listed(station: Station) -> None:
    stations.issue(station)
    called = stations.call_next(station)
    stations.not_here(station, called.ticket_id)
    screen = hall(station)
    assert [(one.number, one.state, one.counter) for one in screen.absent] == [(called.number, "no_show", 3)]
    assert {queue.letter: queue.absent for queue in screen.queues if queue.absent} == {"B": 1}


def test_who_is_served_or_parked_too_long_stands_out(station: Station) -> None:
    first = stations.serve(station)
    station.do(lambda work: parking.park(work, station.actor, first.ticket_id, place="copies"))
    stations.serve(station)
    station.clock.advance_s(31 * 60)
    assert [(one.state, one.is_long) for one in hall(station).underway] == [
        ("parked", False), ("serving", True),
    ]  # fmt: skip
    station.clock.advance_s(30 * 60)
    assert all(one.is_long for one in hall(station).underway)


def test_the_median_of_the_last_hour_tells_how_many_it_is_of(station: Station) -> None:
    assert hall(station).hour_wait.n == 0
    stations.issue(station)
    station.clock.advance_s(599)
    stations.call_next(station)
    assert (hall(station).hour_wait.n, hall(station).hour_wait.median) == (1, 600)
    station.clock.advance_s(3601)
    assert hall(station).hour_wait.n == 0
