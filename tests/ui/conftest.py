"""Every test of a screen sees it as an officer does: our font, the light set, Indonesian."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from counter_app.ui.i18n import load_language
from counter_app.ui.theme import apply_theme, load_fonts, make_theme
from tests.helpers.seat import Seat


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    load_fonts()
    return qapp


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    load_language("id")
    apply_theme(qapp, make_theme("light"))
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # else windows of all tests live to the end


@pytest.fixture
def empty_seat(tmp_path: Path, dressed: None) -> Iterator[Seat]:
    """Counter 3, a real station in a temporary folder, its window offscreen; nobody has signed in."""
    made = Seat(tmp_path / "station")
    yield made
    made.close()


@pytest.fixture
def seat(empty_seat: Seat) -> Seat:
    """The officer has signed in and opened Monday."""
    empty_seat.begin()
    return empty_seat
