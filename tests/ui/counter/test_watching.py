"""The supervisor's screens at a counter: for officers with the role, by the same keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from counter_app.db.tables import COUNTER
from counter_app.ui.counter.watching import Watching
from tests.helpers.seat import CONTROL, Key, Seat
from tests.helpers.stations import is_clean


@pytest.fixture
def chief(tmp_path: Path, qapp: QApplication, dressed: None) -> Seat:
    made = Seat(tmp_path / "station", officer="S01")
    made.begin()
    return made


def scene(seat: Seat) -> str:
    return str(seat.window.scene)


def state_of(seat: Seat, number: int) -> str:
    rows = seat.store.read(lambda it: it.execute(COUNTER.select().where(COUNTER.c.counter == number)).all())
    return str(rows[0].state) if rows else ""


def test_ctrl_1_shows_the_hall_beside_the_rail_and_esc_the_work(chief: Seat) -> None:
    chief.issue("kia")
    chief.press(Key.Key_1, CONTROL)
    hall = chief.window.feature(Watching).hall()
    assert scene(chief) == "hall"
    assert "Kosong" in hall.grid.cells[3].accessibleName()
    chief.press(Key.Key_Escape)
    assert scene(chief) == "idle"
    chief.close()


def test_a_counter_is_opened_from_there_and_f12_takes_it_back(chief: Seat) -> None:
    chief.press(Key.Key_1, CONTROL)
    hall = chief.window.feature(Watching).hall()
    hall.grid.choose(10)
    for key in (Key.Key_Return, Key.Key_Return, Key.Key_1, Key.Key_Return):
        chief.press(key)
    assert state_of(chief, 10) == "open"
    chief.press(Key.Key_F12)
    assert state_of(chief, 10) == "closed"
    assert is_clean(chief.store)
    chief.close()


def test_the_day_is_looked_at_by_ctrl_2(chief: Seat) -> None:
    chief.serve()
    chief.press(Key.Key_2, CONTROL)
    page = chief.window.feature(Watching).figuring.page()
    assert scene(chief) == "figures"
    assert page.tiles.tickets.figure.text() == "1"
    chief.press(Key.Key_6, CONTROL)
    assert scene(chief) == "reports"
    chief.press(Key.Key_Escape)
    assert scene(chief) == "serving"
    chief.close()


def test_an_officer_without_the_role_is_told_so(tmp_path: Path, qapp: QApplication, dressed: None) -> None:
    seat = Seat(tmp_path / "station")
    seat.begin()
    seat.press(Key.Key_1, CONTROL)
    assert scene(seat) == "idle"
    assert seat.window.toast.words() == "Layar ini untuk supervisor."
    assert seat.window.feature(Watching).hall.made is None, "no counter pays for it"
    seat.close()
