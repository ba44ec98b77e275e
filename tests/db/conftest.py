"""One station on a Monday morning, for every test of what lies under it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.stations import Station, copied_station, open_station


@pytest.fixture(scope="session")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose officer has signed in and opened Monday; closed, to be copied."""
    made = open_station(tmp_path_factory.mktemp("morning") / "station")
    made.store.close()
    return made.folder


@pytest.fixture
def station(morning: Path, tmp_path: Path) -> Iterator[Station]:
    made = copied_station(morning, tmp_path / "station")
    yield made
    made.store.close()
