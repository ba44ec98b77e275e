"""The reception is locked, changes hands, and helps with a forgotten PIN; the visit survives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel

from counter_app.ui.commands import Scene
from counter_app.ui.theme import current_theme
from tests.helpers.front_desk import FrontDesk
from tests.helpers.seat import CONTROL, Key
from tests.helpers.stations import PINS, ScriptedClock, kinds, made_store, site


def scene(door: FrontDesk) -> Scene:
    return door.window.scene


def in_sight(door: FrontDesk) -> str:
    labels = [part for part in door.window.findChildren(QLabel) if part.isVisibleTo(door.window)]
    return " | ".join(label.text() for label in labels)


def unlock(door: FrontDesk, officer: str) -> None:
    page = door.window.away.locking.page()
    page.who.officer.set_key(officer)
    page.who.pin.setFocus()
    door.type(PINS[officer])
    door.press(Key.Key_Return)


def test_a_lock_hides_the_visit_and_the_pin_brings_it_back(door: FrontDesk) -> None:
    door.add("ktp hilang")
    chosen = door.window.chosen
    door.press(Key.Key_L, CONTROL)

    assert scene(door) is Scene.LOCKED
    assert "KTP" not in in_sight(door)
    assert "Resepsionis terkunci" in in_sight(door)
    for key in (Key.Key_F8, Key.Key_F9, Key.Key_F12, Key.Key_Escape):
        door.press(key)
    assert scene(door) is Scene.LOCKED
    unlock(door, "R01")
    assert scene(door) is Scene.RECEPTION
    assert door.window.chosen == chosen


def test_a_supervisor_takes_the_reception_over(door: FrontDesk) -> None:
    door.press(Key.Key_G, CONTROL)
    assert scene(door) is Scene.SWITCH
    door.press(Key.Key_Escape)
    assert scene(door) is Scene.RECEPTION
    door.press(Key.Key_G, CONTROL)
    unlock(door, "S01")

    assert scene(door) is Scene.RECEPTION
    assert kinds(door.store)[-2:] == ["shift.closed", "shift.opened"]


def test_help_does_not_open_a_lock(door: FrontDesk) -> None:
    door.press(Key.Key_F1)
    door.press(Key.Key_L, CONTROL)
    assert scene(door) is Scene.LOCKED
    door.press(Key.Key_F1)
    door.press(Key.Key_Escape)

    assert scene(door) is Scene.LOCKED


def test_what_was_found_is_hidden_by_a_lock_and_closed_for_the_next_officer(door: FrontDesk) -> None:
    door.press(Key.Key_K, CONTROL)
    assert scene(door) is Scene.FIND
    door.press(Key.Key_L, CONTROL)
    door.press(Key.Key_Escape)
    assert scene(door) is Scene.LOCKED
    unlock(door, "S01")

    assert scene(door) is Scene.RECEPTION


def test_a_forgotten_pin_is_approved_here_too(empty_door: FrontDesk) -> None:
    door = empty_door
    door.window.sign_in_page.officer.set_key("R01")
    door.press(Key.Key_R, CONTROL)
    assert scene(door) is Scene.PIN_FORGOTTEN
    page = door.window.opening.pin_help.forgotten_page()
    page.pin.setFocus()
    door.type(PINS["S01"])
    door.press(Key.Key_Return)
    door.type("739104")
    door.press(Key.Key_Return)

    assert scene(door) is Scene.SIGN_IN
    assert door.window.toast.words() == "PIN sementara Resepsionis Contoh dibuat. Masuk dengan PIN itu."


def test_a_reception_that_nobody_touches_locks_itself(
    tmp_path: Path, qapp: QApplication, dressed: None
) -> None:
    clock = ScriptedClock()
    at = replace(site(), idle_lock_min=10)
    store = made_store(tmp_path / "watched", kind="reception", counter=0, clock=clock, at=at)
    door = FrontDesk(tmp_path, clock=clock, store=store)
    door.begin()
    door.clock.advance_s(600)
    door.window.away.idle.look()

    assert scene(door) is Scene.LOCKED
    door.close()


def test_the_size_is_kept_and_ctrl_0_is_normal(door: FrontDesk) -> None:
    door.press(Key.Key_Plus, CONTROL)
    assert current_theme().zoom == 1.25
    door.press(Key.Key_0, CONTROL)

    assert current_theme().zoom == 1.0
