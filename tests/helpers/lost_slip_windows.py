"""The counter window while somebody looks for a lost slip."""

from __future__ import annotations

from counter_app.ui.counter.lost_slip import LostSlip
from tests.helpers.opening_windows import idle_waiting
from tests.helpers.scene import Scene, named
from tests.helpers.seat import CONTROL, SHIFT, Key
from tests.helpers.serving_windows import serving_half


def look_for_slip(scene: Scene, words: str) -> None:
    seat = scene.seat
    seat.window.toast.hide()
    seat.press(Key.Key_K, CONTROL | SHIFT)
    seat.type(words)
    seat.window.feature(LostSlip).page()._pause.timeout.emit()
    seat.settle()


def lost_slip(scene: Scene) -> None:
    """Nothing typed yet: the newest first, some of them served."""
    scene.seat.begin()
    scene.serve_earlier()
    scene.let_wait()
    scene.set(9, 43)
    scene.seat.settle()
    look_for_slip(scene, "")


def lost_slip_time(scene: Scene) -> None:
    """What somebody remembers, over a form that is half typed."""
    serving_half(scene)
    look_for_slip(scene, "kira-kira 9.25 ktp")
    scene.seat.press(Key.Key_Down)


def lost_slip_nothing(scene: Scene) -> None:
    idle_waiting(scene)
    look_for_slip(scene, "paspor hilang di pasar")


def lost_slip_printed(scene: Scene) -> None:
    """The duplicate is on its way."""
    lost_slip_time(scene)
    scene.seat.press(Key.Key_Return)


STATES = named(lost_slip, lost_slip_time, lost_slip_nothing, lost_slip_printed)
