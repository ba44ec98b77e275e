"""The counter window while people are handed on, held and chosen."""

from __future__ import annotations

from counter_app.operations import handing_on
from counter_app.ui.counter.moving import Moving
from tests.helpers import stations
from tests.helpers.scene import Scene, named
from tests.helpers.seat import CONTROL, Key
from tests.helpers.serving_windows import called, serving


def move(scene: Scene) -> None:
    """F7 over somebody who sits there: places, counters, officers."""
    serving(scene)
    scene.seat.window.toast.hide()
    scene.seat.press(Key.Key_F7)


def move_service(scene: Scene) -> None:
    """F7 and everyday words: another service."""
    move(scene)
    scene.seat.type("ktp hilang")


def move_cancel(scene: Scene) -> None:
    """F7 before service began."""
    called(scene)
    scene.seat.window.toast.hide()
    scene.seat.press(Key.Key_F7)
    scene.seat.type("batal")


def move_time(scene: Scene) -> None:
    """A time that is none."""
    move(scene)
    page = scene.seat.window.feature(Moving).page()
    page.until.line_edit.setFocus()
    page.until.line_edit.clear()
    scene.seat.type("25.70")
    scene.seat.press(Key.Key_Return)


def move_nothing(scene: Scene) -> None:
    move(scene)
    scene.seat.type("zzzqq")


def aside(scene: Scene) -> None:
    """Two held, one of them due, one who did not come, and many who wait."""
    seat = scene.seat
    seat.begin()
    for service, hour, minute, place, until in (("B02", 9, 0, "copies", 15), ("B04", 9, 10, "payment", 90)):
        scene.set(hour, minute)
        scene.issue(service, "disabled" if place == "payment" else "")
        seat.settle()
        seat.press(Key.Key_F2)
        seat.press(Key.Key_F5)
        scene.park(place, until)
    scene.set(9, 16)
    scene.issue("B11")
    seat.settle()
    seat.press(Key.Key_F2)
    seat.press(Key.Key_F4)
    scene.let_wait()
    scene.set(9, 42)
    seat.window.toast.hide()
    seat.window.feed.ask()
    seat.settle()


def number(scene: Scene) -> None:
    """Ctrl+N: a held one is chosen."""
    aside(scene)
    scene.seat.press(Key.Key_N, CONTROL)


def number_reason(scene: Scene) -> None:
    """A waiting one, and why it is called first."""
    number(scene)
    scene.seat.type("9")
    scene.seat.press(Key.Key_Return)


def number_absent(scene: Scene) -> None:
    number(scene)
    scene.seat.type("3")


def number_nothing(scene: Scene) -> None:
    number(scene)
    scene.seat.type("999")


def number_none(scene: Scene) -> None:
    scene.seat.begin()
    scene.seat.press(Key.Key_N, CONTROL)


def came_back(scene: Scene) -> None:
    """In the line: one who came back, one whom another counter handed on."""
    scene.seat.begin()
    scene.call_b012()
    scene.seat.press(Key.Key_F4)
    scene.let_wait()
    scene.set(9, 44)
    scene.seat.press(Key.Key_N, CONTROL)
    scene.seat.type("12")
    scene.seat.press(Key.Key_Return)
    actor, row = scene.station.actor, stations.screen(scene.station).waiting[2]
    scene.station.do(lambda work: handing_on.transfer(work, actor, row.ticket_id, counter=3))
    scene.set(9, 46)
    scene.seat.window.feed.ask()
    scene.seat.settle()


STATES = named(
    move,
    move_service,
    move_cancel,
    move_time,
    move_nothing,
    aside,
    number,
    number_reason,
    number_absent,
    number_nothing,
    number_none,
    came_back,
)
