"""Parked is not waiting, handed on is no second number, and every time is counted where it was spent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counter_app.operations.handing_on import transfer
from counter_app.operations.issuing import next_service
from counter_app.operations.lining_up import bring_back
from counter_app.operations.parking import park, unpark
from counter_app.reports.day import day_report
from tests.helpers.stations import (
    MONDAY,
    Station,
    act,
    beside,
    call_next,
    finish,
    issue,
    not_here,
    open_station,
    serve,
    start,
)

STATES = ("waiting", "called", "parked", "serving", "finished", "no_show", "cancelled")


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = open_station(tmp_path / "station")
    yield made
    made.store.close()


def figures(station: Station) -> dict[str, Any]:
    return station.ask(lambda connection: day_report(connection, site=station.store.site, day=MONDAY))


def test_time_parked_is_neither_waiting_nor_service(station: Station) -> None:
    issued = issue(station)
    station.clock.advance_s(59)
    call_next(station)
    start(station, issued.ticket_id)
    station.clock.advance_s(99)
    act(station, park, issued.ticket_id, place="payment")
    station.clock.advance_s(599)
    act(station, unpark, issued.ticket_id)
    station.clock.advance_s(99)
    finish(station, issued.ticket_id)

    told = figures(station)

    assert (told["wait_s"]["mean"], told["walk_s"]["mean"]) == (60, 1)
    assert (told["serve_s"]["mean"], told["park_s"]["mean"]) == (200, 600)
    assert (told["tickets"], told["finished"], told["parked"]) == (1, 1, 0)


def test_who_is_parked_now_is_counted_as_parked(station: Station) -> None:
    act(station, park, serve(station).ticket_id, place="copies")

    told = figures(station)

    assert (told["parked"], told["tickets"], told["serve_s"]["n"]) == (1, 1, 0)


def test_a_ticket_handed_on_is_one_ticket_that_waited_and_was_served_twice(station: Station) -> None:
    ticket = serve(station).ticket_id
    station.clock.advance_s(99)
    act(station, transfer, ticket, service="C01")
    police = beside(station, "P08", 8)
    station.clock.advance_s(59)
    call_next(police)
    start(police, ticket)
    station.clock.advance_s(49)
    finish(police, ticket)

    told = figures(station)

    assert (told["tickets"], told["finished"], told["called_total"]) == (1, 1, 1)
    assert (told["wait_s"]["mean"], told["serve_s"]["mean"]) == (1 + 60, 100 + 50)
    assert [(row["queue"], row["tickets"]) for row in told["by_queue"]] == [("C", 1)]
    assert [row["counter"] for row in told["by_counter"]] == [8]


def test_the_time_away_of_who_missed_the_call_is_no_waiting(station: Station) -> None:
    ticket = issue(station).ticket_id
    call_next(station)
    not_here(station, ticket)
    station.clock.advance_s(1_800)
    act(station, bring_back, ticket)
    station.clock.advance_s(119)
    call_next(station)

    assert figures(station)["wait_s"]["mean"] == 1 + 120


def test_the_next_service_is_a_second_ticket(station: Station) -> None:
    act(station, next_service, serve(station).ticket_id, "C01")

    told = figures(station)

    assert (told["tickets"], told["finished"], told["waiting"]) == (2, 1, 1)


def test_the_states_of_a_day_add_up_to_its_tickets(station: Station) -> None:
    act(station, park, serve(station).ticket_id, place="copies")
    act(station, transfer, serve(station).ticket_id, service="C01")
    serve(station)

    told = figures(station)

    assert sum(told[state] for state in STATES) == told["tickets"] == 3
