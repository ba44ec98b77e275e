"""A seat at counter 3: a real station in a temporary folder, its window offscreen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.helpers.seat import Seat


@pytest.fixture
def empty_seat(tmp_path: Path, qapp: QApplication, dressed: None) -> Iterator[Seat]:
    """Nobody has signed in."""
    made = Seat(tmp_path / "station")
    yield made
    made.close()


@pytest.fixture
def seat(empty_seat: Seat) -> Seat:
    """The officer has signed in and opened Monday."""
    empty_seat.begin()
    return empty_seat
