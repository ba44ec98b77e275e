"""How large everything is: each officer's own, also after a restart."""

from __future__ import annotations

from counter_app.ui.counter.sitting_down import SittingDown
from counter_app.ui.theme import current_theme
from tests.helpers.seat import CONTROL, Key, Seat


def larger(seat: Seat) -> None:
    seat.press(Key.Key_Plus, CONTROL)


def test_the_officers_size_is_there_again_after_a_restart(seat: Seat) -> None:
    larger(seat)
    larger(seat)
    seat.window.close()
    seat.settle()
    seat.press(Key.Key_0, CONTROL)  # somebody else's screen in the meantime
    again = Seat(seat.store.folder, clock=seat.clock, store=seat.store)
    again.press(Key.Key_0, CONTROL)
    assert current_theme().zoom == 1.0

    again.sign_in()

    assert current_theme().zoom == 1.5
    again.lanes.close()
    again.window.close()


def test_who_takes_over_has_the_own_size(seat: Seat) -> None:
    larger(seat)
    for officer, pin in (("P04", "3334"), ("P03", "3333")):
        seat.press(Key.Key_G, CONTROL)
        page = seat.window.feature(SittingDown).locking.page()
        page.who.officer.set_key(officer)
        page.who.pin.setFocus()
        seat.type(pin)
        seat.press(Key.Key_Return)
        if officer == "P04":
            assert current_theme().zoom == 1.25
            seat.press(Key.Key_0, CONTROL)

    assert current_theme().zoom == 1.25


def test_a_size_that_the_screen_has_no_room_for_is_cut_to_it(seat: Seat) -> None:
    seat.window.resize(1920, 1080)
    for _ in range(4):
        larger(seat)
    assert current_theme().zoom == 2.0
    seat.press(Key.Key_T, CONTROL)
    seat.press(Key.Key_T, CONTROL)
    seat.window.resize(1366, 768)

    seat.sign_in()

    assert current_theme().zoom == 1.5
