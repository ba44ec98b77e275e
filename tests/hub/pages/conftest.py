"""One station on a Monday morning, and the pages that people see of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.public import Public, crowded_station
from tests.helpers.stations import Station, open_station


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = open_station(tmp_path / "station")
    yield made
    made.store.close()


@pytest.fixture
def public(station: Station) -> Public:
    return Public(station)


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[Public]:
    made = crowded_station(tmp_path / "crowded")
    yield Public(made)
    made.store.close()
