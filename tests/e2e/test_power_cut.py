"""The power goes while the officer types: the same person, the same half of the form, by keyboard alone."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from counter_app.db.store import open_store
from counter_app.ui.commands import Scene
from tests.helpers.half_typed import HERE, NIK, PART_OF_A_NAME
from tests.helpers.seat import Key, Seat
from tests.helpers.stations import ScriptedClock, scripted_sources

ROOT = Path(__file__).parents[2]


def power_goes_while_typing(folder: Path) -> None:
    """A process of its own is killed without a word."""
    command = [sys.executable, "-m", "tests.helpers.half_typed", str(folder)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    said = child.stdout.readline().strip()
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert said == HERE


def go_to(seat: Seat, words: str) -> None:
    """Tab, until the focus is where these words stand."""
    for _ in range(60):
        field = seat.focus()
        if isinstance(field, QLineEdit) and field.text() == words:
            return
        seat.press(Key.Key_Tab)
    raise AssertionError(words)


def test_after_a_power_cut_the_officer_goes_on_in_the_middle_of_the_name(
    dressed: None, tmp_path: Path
) -> None:
    folder = tmp_path / "loket 3"
    power_goes_while_typing(folder)

    clock = ScriptedClock()
    clock.advance_s(120)
    seat = Seat(folder, clock=clock, store=open_store(folder, scripted_sources(clock, 2)))
    seat.sign_in()

    assert seat.window.scene is Scene.SERVING
    current = seat.window.context.current()
    assert current is not None
    assert current.number == "B001"
    form = seat.window.serving_page.fields
    assert (form.typed().number, form.typed().name) == (NIK, PART_OF_A_NAME)

    go_to(seat, PART_OF_A_NAME)
    seat.press(Key.Key_End)
    seat.type("ohon")
    assert form.typed().name == "Contoh Pemohon"
    seat.close()
