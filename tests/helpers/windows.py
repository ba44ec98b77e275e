"""The counter window in every state that has a picture, on a real station."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.helpers import (
    correction_windows,
    finder_windows,
    hub_windows,
    leaving_windows,
    longest_windows,
    lost_slip_windows,
    moving_windows,
    opening_windows,
    paper_windows,
    presence_windows,
    printer_windows,
    serving_windows,
    stations,
    ticket_windows,
)
from tests.helpers.scene import Scene
from tests.helpers.scripted_authority import ScriptedAuthority
from tests.helpers.seat import Seat
from tests.helpers.stations import ScriptedClock

STATES: dict[str, Callable[[Scene], None]] = {
    **opening_windows.STATES,
    **ticket_windows.STATES,
    **serving_windows.STATES,
    **correction_windows.STATES,
    **moving_windows.STATES,
    **finder_windows.STATES,
    **lost_slip_windows.STATES,
    **paper_windows.STATES,
    **printer_windows.STATES,
    **hub_windows.STATES,
    **presence_windows.STATES,
    **leaving_windows.STATES,
    **longest_windows.STATES,
}
"""Name of the picture -> how to get there."""

SEATS = {
    "longest": (19, "S01"),
    "move-longest": (19, "S01"),
    "number-longest": (19, "S01"),
    "longest-papers": (1, "P01"),
}
"""Counter and officer of states that the third counter cannot show."""


@contextmanager
def window_in(state: str, folder: Path, size: tuple[int, int] = (1366, 768)) -> Iterator[Seat]:
    """The window in a state; the station is a new one in ``folder``."""
    counter, officer = SEATS.get(state, (3, "P03"))
    awake = replace(stations.site(), idle_lock_min=0)  # a scene's clock leaps; no desk locks itself over it
    seat = Seat(
        folder, clock=ScriptedClock(), counter=counter, officer=officer, at=awake, size=size,
        authority=ScriptedAuthority(),
    )  # fmt: skip
    scene = Scene(seat)
    try:
        STATES[state](scene)
        QApplication.processEvents()
        yield scene.seat
    finally:
        scene.seat.close()
