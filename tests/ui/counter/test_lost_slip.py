"""Somebody lost the slip and knows only about when it was given and for what: by keys alone."""

from __future__ import annotations

import pytest

from counter_app.ui.commands import Scene
from counter_app.ui.counter.lost_slip import LostSlip
from tests.helpers import stations
from tests.helpers.seat import CONTROL, SHIFT, Key, Seat
from tests.helpers.stations import Station

CONTROL_SHIFT = CONTROL | SHIFT


def behind(seat: Seat) -> Station:
    actor = seat.window.acts.actor
    assert actor is not None
    return Station(seat.store, seat.clock, actor)


def rows(seat: Seat) -> list[str]:
    return [row.title for row in seat.window.feature(LostSlip).page().results.rows.rows]


def hint(seat: Seat) -> str:
    return seat.window.feature(LostSlip).page().results.hint.text()


def look(seat: Seat, words: str) -> list[str]:
    """Ctrl+Shift+K and what the person remembers; the rows when the answer has come."""
    seat.press(Key.Key_K, CONTROL_SHIFT)
    seat.type(words)
    page = seat.window.feature(LostSlip).page()
    seat.wait_until(lambda: page._answered == words.strip())
    return rows(seat)


@pytest.fixture
def morning(seat: Seat) -> Seat:
    """08:10 B001 for a lost card, 08:40 B002 for a child's card, 09:10 B003 for a lost card: all printed."""
    for service in ("B02", "B11", "B02"):
        stations.issue(behind(seat), service)
        seat.clock.advance_s(30 * 60 - 1)
    stations.print_all(behind(seat))
    seat.settle()
    return seat


def test_all_numbers_of_today_stand_there_newest_first(morning: Seat) -> None:
    assert look(morning, "") == ["B003", "B002", "B001"]


def test_the_time_puts_the_nearest_first_and_words_leave_only_what_may_be_meant(morning: Seat) -> None:
    assert look(morning, "jam 8 ktp hilang")[0] == "B001"
    assert "B002" not in rows(morning)


def test_enter_prints_it_again_with_its_number_as_a_duplicate(morning: Seat) -> None:
    look(morning, "8.40")
    morning.press(Key.Key_Return)

    assert morning.window.toast.words() == "Slip B002 dicetak: DUPLIKAT, cetakan ke-2"
    assert morning.window.scene is Scene.IDLE
    (job,) = stations.print_all(behind(morning))
    assert (job.paper, job.title, job.copy, job.officer) == ("ticket", "B002", 2, "P03")


def test_the_person_in_front_stays_half_typed(morning: Seat) -> None:
    morning.press(Key.Key_F2)
    morning.press(Key.Key_F5)
    morning.type("5304")
    field = morning.focus()
    look(morning, "9.10")
    morning.press(Key.Key_F9)

    assert morning.window.scene is Scene.SERVING
    assert (morning.focus(), morning.window.serving_page.fields.number.text()) == (field, "5304")
    assert [job.title for job in stations.print_all(behind(morning))] == ["B003"]


def test_a_number_that_has_ended_is_told_and_nothing_is_printed(morning: Seat) -> None:
    for key in (Key.Key_F2, Key.Key_F5, Key.Key_F6, Key.Key_Return):
        morning.press(key)
    look(morning, "B001")
    morning.press(Key.Key_Return)

    assert "sudah selesai" in morning.window.toast.words()
    assert morning.window.scene is Scene.LOST_SLIP
    assert stations.print_all(behind(morning)) == []


def test_nothing_found_says_so_and_nothing_can_be_printed(morning: Seat) -> None:
    assert look(morning, "zzzqq") == []
    assert "zzzqq" in hint(morning)
    assert not morning.window.rail.primary.isEnabled()
    morning.press(Key.Key_Return)

    assert morning.window.scene is Scene.LOST_SLIP


def test_esc_goes_back_and_a_lock_leaves_nothing_open(morning: Seat) -> None:
    look(morning, "ktp")
    morning.press(Key.Key_Escape)
    assert morning.window.scene is Scene.IDLE

    look(morning, "ktp")
    morning.press(Key.Key_L, CONTROL)
    assert morning.window.feature(LostSlip).scene() is None
