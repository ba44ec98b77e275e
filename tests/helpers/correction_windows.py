"""The counter window while something is put right, and with people as they are."""

from __future__ import annotations

from tests.helpers.scene import Scene, check_papers, named
from tests.helpers.seat import CONTROL, Key, Seat
from tests.helpers.serving_windows import serving, serving_half


def serving_companion(scene: Scene) -> None:
    """An elderly person with a daughter, who signs with the thumb."""
    serving_half(scene)
    scene.seat.press(Key.Key_D, CONTROL)
    scene.seat.window.serving_page.scroll_up()
    fill_companion(scene.seat)


def fill_companion(seat: Seat) -> None:
    """Relation, name, thumbprint, key by key."""
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Tab)
    seat.type("Contoh Anak Pemohon")
    seat.press(Key.Key_Tab)
    seat.press(Key.Key_Down)


def serving_companion_error(scene: Scene) -> None:
    """A relation without a name."""
    serving_half(scene)
    scene.seat.press(Key.Key_D, CONTROL)
    scene.seat.press(Key.Key_Down)
    scene.seat.press(Key.Key_Return, CONTROL)


def serving_reason_note(scene: Scene) -> None:
    """Another reason, whose note is being typed."""
    serving(scene)
    check_papers(scene.seat)
    scene.seat.window.toast.hide()
    scene.seat.window.serving_page.checklist.go_to(4)
    scene.seat.type("T9")
    scene.seat.type("nama ibu berbeda dengan KK")


STATES = named(serving_companion, serving_companion_error, serving_reason_note)
