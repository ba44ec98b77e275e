"""A day with a bit of everything, for the reports about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers import stations
from tests.helpers.stations import Station


@pytest.fixture
def worked(tmp_path: Path) -> Iterator[Station]:
    """Three served, one of them after 40 minutes, one missed, one left waiting."""
    station = stations.open_station(tmp_path / "station")
    for wait_s in (60, 120, 2_400):
        issued = stations.issue(station)
        station.clock.advance_s(wait_s)
        stations.call_next(station)
        stations.start(station, issued.ticket_id)
        station.clock.advance_s(300)
        stations.finish(station, issued.ticket_id)
    stations.issue(station)
    stations.not_here(station, stations.call_next(station).ticket_id)
    stations.issue(station)
    yield station
    station.store.close()
