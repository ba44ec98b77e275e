"""The counter window while nobody works: locked, on a break, handed over, closed, a PIN forgotten."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter_app.ui.counter.sitting_down import SittingDown
from tests.helpers.opening_windows import idle_waiting
from tests.helpers.scene import Scene, named
from tests.helpers.seat import CONTROL, Key
from tests.helpers.serving_windows import serving_half
from tests.helpers.stations import PINS

CONTROL_SHIFT = CONTROL | Qt.KeyboardModifier.ShiftModifier
OTHER, TEMPORARY = "P04", "739104"


def locked(scene: Scene) -> None:
    """In the middle of a form: nothing of anybody is in sight."""
    serving_half(scene)
    scene.seat.press(Key.Key_L, CONTROL)


def locked_wrong_pin(scene: Scene) -> None:
    locked(scene)
    scene.seat.type("0000")
    scene.seat.press(Key.Key_Return)


def break_reasons(scene: Scene) -> None:
    idle_waiting(scene)
    scene.seat.press(Key.Key_B, CONTROL)


def on_break(scene: Scene) -> None:
    break_reasons(scene)
    scene.seat.press(Key.Key_Return)


def switch(scene: Scene) -> None:
    """Another officer sits down."""
    serving_half(scene)
    scene.seat.press(Key.Key_G, CONTROL)


def in_hand(scene: Scene) -> None:
    """Somebody is still being served: who goes on?"""
    switch(scene)
    who = scene.seat.window.feature(SittingDown).locking.page().who
    who.officer.set_key(OTHER)
    who.pin.setFocus()
    scene.seat.type(PINS[OTHER])
    scene.seat.press(Key.Key_Return)


def closing(scene: Scene) -> None:
    """The count of the shift, and who is left."""
    serving_half(scene)
    scene.seat.press(Key.Key_T, CONTROL)


def closing_empty(scene: Scene) -> None:
    scene.seat.begin()
    scene.seat.press(Key.Key_T, CONTROL)


def closing_day(scene: Scene) -> None:
    """What is asked before it can't be undone."""
    closing(scene)
    scene.seat.press(Key.Key_T, CONTROL_SHIFT)


def pin_forgotten(scene: Scene) -> None:
    scene.seat.window.sign_in_page.officer.set_key("P03")
    scene.seat.press(Key.Key_R, CONTROL)


def pin_refused(scene: Scene) -> None:
    """The supervisor's own PIN is wrong."""
    pin_forgotten(scene)
    _approve(scene, "0000")


def pin_new(scene: Scene) -> None:
    pin_forgotten(scene)
    _approve(scene, PINS["S01"])
    scene.seat.window.sign_in_page.pin.setFocus()
    scene.seat.type(TEMPORARY)
    scene.seat.press(Key.Key_Return)


def _approve(scene: Scene, pin: str) -> None:
    seat = scene.seat
    seat.press(Key.Key_Tab)
    seat.press(Key.Key_Tab)
    seat.type(pin)
    seat.press(Key.Key_Return)
    seat.type(TEMPORARY)
    seat.press(Key.Key_Return)


STATES = named(
    locked,
    locked_wrong_pin,
    break_reasons,
    on_break,
    switch,
    in_hand,
    closing,
    closing_empty,
    closing_day,
    pin_forgotten,
    pin_refused,
    pin_new,
)
