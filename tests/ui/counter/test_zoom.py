"""Large letters on the screens that offices have: nothing is cut, nothing grows over the edge."""

from __future__ import annotations

import pytest

from counter_app.ui.theme import current_theme
from tests.helpers.seat import CONTROL, Key, Seat
from tests.helpers.window_eyes import outside


@pytest.mark.parametrize(
    ("size", "most"), [((1366, 768), 1.5), ((1366, 700), 1.5), ((1920, 1080), 2.0), ((1920, 1000), 2.0)]
)
def test_at_the_highest_zoom_the_window_stays_within_its_screen(
    seat: Seat, size: tuple[int, int], most: float
) -> None:
    seat.window.resize(*size)
    seat.serve("ktp hilang")
    for _ in range(6):
        seat.press(Key.Key_Plus, CONTROL)
    seat.press(Key.Key_F9)

    assert current_theme().zoom == most
    assert (seat.window.width(), seat.window.height()) == size
    assert seat.window.toast.isVisible()
    assert outside(seat.window) == []
    seat.window.toast.hide()
    seat.settle()
    assert (seat.window.width(), seat.window.height()) == size
    assert outside(seat.window) == []


def test_ctrl_0_goes_back_to_the_normal_size(seat: Seat) -> None:
    for _ in range(2):
        seat.press(Key.Key_Plus, CONTROL)
    assert current_theme().zoom == 1.5
    seat.press(Key.Key_0, CONTROL)

    assert current_theme().zoom == 1.0
    top = seat.window.rail.primary.mapTo(seat.window, seat.window.rail.primary.rect().topLeft()).y()
    assert top == 283
