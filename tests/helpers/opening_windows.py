"""The counter window before and between two people."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.helpers import stations
from tests.helpers.scene import Scene, form_with_fields, named
from tests.helpers.seat import Key


def sign_in(scene: Scene) -> None:
    scene.seat.window.sign_in_page.officer.set_key("P03")
    scene.seat.window.sign_in_page.focus_first()


def wrong_pin(scene: Scene) -> None:
    sign_in(scene)
    scene.seat.window.sign_in_page.pin.setFocus()
    scene.seat.type("0000")
    scene.seat.press(Key.Key_Return)


def day(scene: Scene) -> None:
    scene.seat.sign_in()


def day_question(scene: Scene) -> None:
    scene.seat.begin()
    stations.close_day(scene.station)
    scene.seat.clock.set(datetime(2012, 1, 1, 1, 0, tzinfo=UTC))
    scene.seat.settle()


def idle_empty(scene: Scene) -> None:
    scene.seat.begin()


def nobody_waiting(scene: Scene) -> None:
    scene.seat.begin()
    scene.seat.press(Key.Key_F2)


def idle_full(scene: Scene) -> None:
    """As counter-idle: an officer's morning behind, the last one just finished."""
    scene.seat.begin()
    scene.serve_earlier()
    scene.set(10, 25)
    ticket = scene.issue("B11")
    scene.set(10, 26)
    scene.seat.settle()
    scene.seat.press(Key.Key_F2)
    scene.seat.press(Key.Key_F5)
    stations.show_all_papers(scene.station, ticket)
    stations.submit(scene.station, ticket, form_with_fields(scene.station, "B11"))
    scene.set(10, 31)
    scene.seat.settle()
    scene.seat.press(Key.Key_F6)


def idle_waiting(scene: Scene) -> None:
    scene.seat.begin()
    scene.serve_earlier()
    scene.let_wait()
    scene.set(9, 42)
    scene.seat.window.feed.ask()
    scene.seat.settle()
    scene.seat.window.idle_page.history.list.setFocus()
    scene.seat.press(Key.Key_Down)


STATES = named(sign_in, wrong_pin, day, day_question, idle_empty, nobody_waiting, idle_full, idle_waiting)
