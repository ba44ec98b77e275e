"""The desk while nobody works at it, and the end of a shift, for pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt

from counter_app.domain.entry import GENESIS
from counter_app.operations import parking
from counter_app.operations.receive import take_pulled
from counter_app.ui.counter.sitting_down import SittingDown
from counter_app.wire import Run
from tests.helpers import stations
from tests.helpers.opening_windows import idle_full, sign_in
from tests.helpers.scene import Scene
from tests.helpers.seat import CONTROL, Key, Seat
from tests.helpers.serving_windows import called, serving_half
from tests.helpers.stations import PINS, Station


def lock(scene: Scene) -> None:
    """Somebody sits there, the form is half typed."""
    serving_half(scene)
    scene.seat.press(Key.Key_L, CONTROL)


def lock_wrong_pin(scene: Scene) -> None:
    called(scene)
    scene.seat.press(Key.Key_L, CONTROL)
    scene.seat.type("0000")
    scene.seat.press(Key.Key_Return)


def break_reasons(scene: Scene) -> None:
    idle_full(scene)
    scene.seat.press(Key.Key_B, CONTROL)


def on_break(scene: Scene) -> None:
    break_reasons(scene)
    scene.seat.press(Key.Key_Return)


def switch(scene: Scene) -> None:
    """P04 sat here before."""
    idle_full(scene)
    _switch_to(scene, "P04")
    _switch_to(scene, "P03")
    scene.seat.window.toast.hide()
    scene.seat.press(Key.Key_G, CONTROL)


def in_hand(scene: Scene) -> None:
    serving_half(scene)
    _switch_to(scene, "P04")


def closing(scene: Scene) -> None:
    """An ordinary afternoon: nobody is left."""
    idle_full(scene)
    scene.seat.window.toast.hide()
    scene.seat.press(Key.Key_T, CONTROL)


def closing_people_left(scene: Scene) -> None:
    serving_half(scene)
    scene.seat.press(Key.Key_T, CONTROL)


def closing_longest(scene: Scene) -> None:
    """People in every state, here and at other counters, and another station at work."""
    idle_full(scene)
    scene.seat.window.toast.hide()
    _other_station(scene, 4)
    station = scene.station
    for at, counter in enumerate((5, 3, 3, 4)):
        here = Station(station.store, station.clock, replace(station.actor, counter=counter))
        stations.issue(here, "B02")
        called = stations.call_next(here).ticket_id
        if at in (0, 1):
            stations.start(here, called)
        if at in (1, 2):
            _park(here, called)
    for _ in range(40):
        stations.issue(station, "B02")
    scene.seat.settle()
    scene.seat.press(Key.Key_T, CONTROL)


def _park(station: Station, ticket_id: UUID) -> None:
    station.do(lambda work: parking.park(work, station.actor, ticket_id, place="copies"))


def _other_station(scene: Scene, counter: int) -> None:
    """What it wrote has come here."""
    store = scene.seat.store
    other = stations.open_station(store.folder.parent / "other", counter=counter, officer="P04", seed=7)
    entries = tuple(stations.entries(other.store))
    run = Run(other.store.own.replica_id, "BLU", None, GENESIS, entries, bytes(64))
    other.store.close()
    store.write(lambda work: take_pulled(work, (run,)))


def closed(scene: Scene) -> None:
    closing(scene)
    scene.seat.press(Key.Key_T, CONTROL)


def day_still_open(scene: Scene) -> None:
    """Yesterday was not closed; somebody sat there, others waited."""
    closing_people_left(scene)
    scene.seat.press(Key.Key_Escape)
    scene.seat.clock.advance_s(86_400)
    scene.seat.window.close()
    scene.seat.settle()
    store, clock = scene.seat.store, scene.seat.clock
    scene.seat = Seat(store.folder, clock=clock, store=store, size=(1366, 768))
    scene.seat.sign_in()


def forgotten_pin(scene: Scene) -> None:
    sign_in(scene)
    scene.seat.press(Key.Key_R, CONTROL)


def forgotten_pin_wrong(scene: Scene) -> None:
    forgotten_pin(scene)
    page = scene.seat.window.opening.pin_help.forgotten_page()
    page.pin.setFocus()
    scene.seat.type("0000")
    scene.seat.press(Key.Key_Return)
    scene.seat.type("739104")
    scene.seat.press(Key.Key_Return)


def new_pin(scene: Scene) -> None:
    page = scene.seat.window.opening.pin_help.forgotten_page()
    forgotten_pin(scene)
    page.officer.select.set_key("P03")
    page.pin.setFocus()
    scene.seat.type(PINS["S01"])
    scene.seat.press(Key.Key_Return)
    scene.seat.type("739104")
    scene.seat.press(Key.Key_Return)
    scene.seat.window.sign_in_page.pin.setFocus()
    scene.seat.type("739104")
    scene.seat.press(Key.Key_Return)
    scene.seat.type("1111")
    scene.seat.press(Key.Key_Return)
    scene.seat.type("1111")
    scene.seat.press(Key.Key_Return)


def _switch_to(scene: Scene, officer: str) -> None:
    seat = scene.seat
    seat.press(Key.Key_G, CONTROL)
    page = seat.window.feature(SittingDown).locking.page()
    page.who.officer.set_key(officer)
    page.who.pin.setFocus()
    seat.type(PINS[officer])
    seat.press(Key.Key_Return, Qt.KeyboardModifier.NoModifier)


STATES: dict[str, Callable[[Scene], None]] = {
    state.__name__.replace("_", "-"): state
    for state in (
        lock, lock_wrong_pin, break_reasons, on_break, switch, in_hand, closing, closing_people_left,
        closing_longest, closed, day_still_open, forgotten_pin, forgotten_pin_wrong, new_pin,
    )
}  # fmt: skip
