"""The reception on a Monday morning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.helpers.front_desk import FrontDesk


@pytest.fixture
def empty_door(tmp_path: Path, qapp: QApplication, dressed: None) -> Iterator[FrontDesk]:
    """Nobody has signed in."""
    made = FrontDesk(tmp_path / "reception")
    yield made
    made.close()


@pytest.fixture
def door(empty_door: FrontDesk) -> FrontDesk:
    """Signed in, the day open."""
    empty_door.begin()
    return empty_door
