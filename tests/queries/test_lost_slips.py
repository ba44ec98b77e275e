"""A lost slip is found by about when it was given, and for what; by no question that says who asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from counter_app.db.queries.lost_slips import MOST, GivenSlip, Wanted, fitting, given_slips
from counter_app.operations.lining_up import cancel_ticket
from tests.helpers import stations
from tests.helpers.stations import Station

ZONE = ZoneInfo("Asia/Makassar")


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = stations.open_station(tmp_path / "station")
    yield made
    made.store.close()


@pytest.fixture
def morning(station: Station) -> Station:
    """08:10 B001 (B02), 08:30 B002 (B11), 08:50 B003 (B02), 09:10 B004 (B02)."""
    for service in ("B02", "B11", "B02", "B02"):
        stations.issue(station, service)
        station.clock.advance_s(20 * 60 - 1)
    return station


def given(station: Station) -> tuple[GivenSlip, ...]:
    return station.ask(lambda connection: given_slips(connection, station.store.site.code))


def numbers(station: Station, wanted: Wanted) -> list[str]:
    return [slip.number for slip in fitting(given(station), wanted, ZONE)]


def test_with_nothing_known_the_newest_stand_first(morning: Station) -> None:
    assert numbers(morning, Wanted()) == ["B004", "B003", "B002", "B001"]


def test_the_nearest_to_the_time_stand_first(morning: Station) -> None:
    assert numbers(morning, Wanted(minute=8 * 60 + 32)) == ["B002", "B003", "B001", "B004"]


def test_only_the_services_that_may_be_meant(morning: Station) -> None:
    assert numbers(morning, Wanted(services={"B02"}, minute=8 * 60)) == ["B001", "B003", "B004"]
    assert numbers(morning, Wanted(services=())) == []


def test_a_number_that_is_remembered(morning: Station) -> None:
    assert numbers(morning, Wanted(number="B003")) == ["B003"]


def test_those_that_were_called_are_there_and_cancelled_ones_are_not(morning: Station) -> None:
    called = stations.call_next(morning)
    stations.start(morning, called.ticket_id)
    last = given(morning)[0]
    stations.act(morning, cancel_ticket, last.ticket_id, "left")

    assert [(slip.number, slip.state) for slip in given(morning)] == [
        ("B003", "waiting"), ("B002", "waiting"), ("B001", "serving"),
    ]  # fmt: skip


def test_numbers_of_another_day_are_not_there(morning: Station) -> None:
    stations.close_day(morning)

    assert given(morning) == ()


def test_a_crowded_day_shows_the_best(morning: Station) -> None:
    (one, *_) = given(morning)
    crowd = [one] * (MOST + 5)

    assert len(fitting(crowd, Wanted(), ZONE)) == MOST
