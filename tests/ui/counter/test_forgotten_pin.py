"""A forgotten PIN by keys: a supervisor approves, the officer chooses an own one."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from counter_app.ui.commands import Scene
from tests.helpers.seat import CONTROL, Key, Seat
from tests.helpers.stations import PINS, kinds

TEMPORARY, OWN = "739104", "2580"


def scene(seat: Seat) -> Scene:
    return seat.window.scene


def approve(seat: Seat, pin: str = PINS["S01"], temporary: str = TEMPORARY) -> None:
    seat.window.sign_in_page.officer.set_key("P03")
    seat.press(Key.Key_R, CONTROL)
    seat.press(Key.Key_Tab)
    seat.press(Key.Key_Tab)
    seat.type(pin)
    seat.press(Key.Key_Return)
    seat.type(temporary)
    seat.press(Key.Key_Return)


def enter_temporary(seat: Seat) -> None:
    seat.window.sign_in_page.pin.setFocus()
    seat.type(TEMPORARY)
    seat.press(Key.Key_Return)


def choose(seat: Seat, new: str, again: str = "") -> None:
    seat.type(new)
    seat.press(Key.Key_Return)
    seat.type(again or new)
    seat.press(Key.Key_Return)


def test_from_the_forgotten_pin_to_one_of_ones_own(empty_seat: Seat) -> None:
    seat = empty_seat
    approve(seat)
    assert scene(seat) is Scene.SIGN_IN
    assert seat.window.toast.words() == "PIN sementara Petugas Contoh dibuat. Masuk dengan PIN itu."
    assert seat.window.sign_in_page.officer.key() == "P03"

    enter_temporary(seat)
    assert scene(seat) is Scene.PIN_NEW
    choose(seat, OWN)

    assert scene(seat) is Scene.DAY
    assert kinds(seat.store) == ["pin.reset", "pin.changed", "shift.opened"]


def test_no_pin_can_be_read_over_a_shoulder_but_the_temporary_one(empty_seat: Seat) -> None:
    pins = empty_seat.window.opening.pin_help
    hidden = (pins.forgotten_page().pin, pins.new_page().new, pins.new_page().again)

    assert all(field.line_edit.echoMode() is QLineEdit.EchoMode.Password for field in hidden)


def test_a_wrong_pin_of_the_supervisor_approves_nothing(empty_seat: Seat) -> None:
    approve(empty_seat, pin="0000")

    page = empty_seat.window.opening.pin_help.forgotten_page()
    assert scene(empty_seat) is Scene.PIN_FORGOTTEN
    assert page.pin.error().startswith("PIN tidak cocok.")
    assert page.temporary.text() == TEMPORARY
    assert kinds(empty_seat.store) == []


def test_an_easy_temporary_pin_is_told_at_its_field(empty_seat: Seat) -> None:
    approve(empty_seat, temporary="1234")

    page = empty_seat.window.opening.pin_help.forgotten_page()
    assert page.temporary.error().startswith("PIN ini mudah ditebak.")
    assert page.temporary.line_edit.hasFocus()


def test_what_is_missing_is_asked_for(empty_seat: Seat) -> None:
    empty_seat.press(Key.Key_R, CONTROL)
    page = empty_seat.window.opening.pin_help.forgotten_page()
    page.submit()

    assert (page.pin.error(), page.temporary.error()) == ("Isi PIN Anda.", "Isi PIN sementara.")
    assert page.pin.line_edit.hasFocus()


def test_two_pins_that_differ_are_typed_once_more(empty_seat: Seat) -> None:
    approve(empty_seat)
    enter_temporary(empty_seat)
    choose(empty_seat, OWN, "2581")

    page = empty_seat.window.opening.pin_help.new_page()
    assert page.again.error() == "Kedua PIN tidak sama. Ketik sekali lagi."
    empty_seat.type(OWN)
    empty_seat.press(Key.Key_Return)
    assert scene(empty_seat) is Scene.DAY


def test_esc_leaves_both_pages_and_no_pin_stands_in_them(empty_seat: Seat) -> None:
    approve(empty_seat)
    enter_temporary(empty_seat)
    empty_seat.type("25")
    empty_seat.press(Key.Key_Escape)
    assert scene(empty_seat) is Scene.SIGN_IN
    assert empty_seat.window.opening.pin_help.new_page().new.text() == ""
    empty_seat.press(Key.Key_R, CONTROL)
    empty_seat.press(Key.Key_Escape)

    assert scene(empty_seat) is Scene.SIGN_IN


def test_a_temporary_pin_at_a_locked_counter_is_changed_before_taking_over(seat: Seat) -> None:
    seat.press(Key.Key_T, CONTROL)
    seat.press(Key.Key_T, CONTROL)
    approve(seat)
    seat.window.sign_in_page.officer.set_key("P04")
    seat.window.sign_in_page.pin.setFocus()
    seat.type(PINS["P04"])
    seat.press(Key.Key_Return)
    seat.press(Key.Key_G, CONTROL)
    seat.type(TEMPORARY)
    seat.press(Key.Key_Return)
    assert scene(seat) is Scene.PIN_NEW

    choose(seat, OWN)

    assert scene(seat) is Scene.IDLE
    actor = seat.window.acts.actor
    assert actor is not None
    assert actor.officer == "P03"
