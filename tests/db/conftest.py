"""One station on a Monday morning, for every test of what lies under it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.stations import Station, open_station


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = open_station(tmp_path / "station")
    yield made
    made.store.close()
