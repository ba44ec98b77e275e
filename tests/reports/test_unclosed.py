"""What only the close of the day ended is counted, and its time is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from counter_app.reports.day import day_report
from tests.helpers.stations import (
    MONDAY,
    MORNING,
    Station,
    call_next,
    close_day,
    finish,
    issue,
    open_day,
    open_station,
    screen,
    serve,
    start,
)


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = open_station(tmp_path / "station")
    yield made
    made.store.close()


def figures(station: Station) -> dict[str, Any]:
    return station.ask(lambda connection: day_report(connection, site=station.store.site, day=MONDAY))


def test_a_ticket_that_nobody_finished_has_no_serving_time(station: Station) -> None:
    first = serve(station)
    station.clock.advance_s(299)
    finish(station, first.ticket_id)
    serve(station)
    station.clock.advance_s(16 * 3600)

    close_day(station)

    told = figures(station)
    assert (told["tickets"], told["finished"], told["unclosed"]) == (2, 2, 1)
    assert (told["serve_s"]["n"], told["serve_s"]["max"]) == (1, 300)


def test_the_screen_counts_it_and_leaves_its_time_out(station: Station) -> None:
    serve(station)
    station.clock.advance_s(16 * 3600)
    close_day(station)

    open_day(station, MONDAY)

    assert (screen(station).served_count, screen(station).served_median_s) == (1, None)


def test_a_clock_that_was_set_back_serves_nobody_in_less_than_no_time(station: Station) -> None:
    issue(station)
    called = call_next(station)
    start(station, called.ticket_id)
    station.clock.set(MORNING - timedelta(days=1))

    finish(station, called.ticket_id)

    assert screen(station).served[0].serving_s == 0
    assert figures(station)["serve_s"]["max"] == 0
