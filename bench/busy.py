"""The longest time for which the window answers nobody, through a busy hour: ``python -m bench.busy``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from bench.figures import Aim, Table, Times, milliseconds
from bench.press import WORDS, PaperEnd, live_until, sitting
from bench.station import Station, fill, new_counter
from bench.sync import code_for
from counter_app.domain.thermal import ThermalSettings
from counter_app.settings import THERMAL
from counter_app.sync.enrol import enrol_store
from counter_app.ui.collecting import collect_what_is_due
from counter_app.ui.commands import Scene
from counter_app.ui.counter.window import CounterWindow
from tests.helpers.served import ServedHub

PAST, WAITING, COUNTER = 900, 20, 3
LONGEST_MS = 50.0
TOLD = (
    "One counter gives a number, calls, begins and finishes, with keys as fast as the window follows; each "
    "slip goes to a thermal printer on loopback TCP, each entry to a hub in a process of its own. A timer of "
    "the window's thread should fire each millisecond: what lies between two firings is a pause. "
    "Floor: letters into a bare line edit for as long."
)


class Heartbeat(QObject):
    """Fires each millisecond if the thread of the window lets it."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps = Times()
        self.worst: list[tuple[float, str]] = []
        self.doing = ""
        self._last = milliseconds()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(1)

    @Slot()
    def _beat(self) -> None:
        now = milliseconds()
        self.gaps.ms.append(now - self._last)
        self.worst.append((now - self._last, self.doing))
        self._last = now

    def wait(self) -> None:
        """Until the thread of the window has answered twice."""
        until = len(self.worst) + 2
        live_until(lambda: len(self.worst) >= until)

    def begin(self) -> None:
        """What was before is not counted."""
        self.gaps.ms.clear()
        self.worst.clear()
        self._last = milliseconds()


@dataclass
class Hour:
    """What one officer does with each person, in keys."""

    window: CounterWindow
    heart: Heartbeat
    slips: Callable[[], int]
    """How many came out of the printer."""
    steps: Times = field(default_factory=Times)

    def serve(self) -> None:
        """One person, from the door to the end."""
        self._press(Qt.Key.Key_F8, "search", lambda: self.window.scene is Scene.SEARCH)
        services = self.window.search_page.services
        live_until(services.field.hasFocus)
        for letter in WORDS:
            self.heart.doing = "type"
            QTest.keyClicks(services.field, letter)
            self.heart.wait()
        live_until(services.is_chosen)
        slips = self.slips()
        self._press(Qt.Key.Key_Return, "number", lambda: self.window.scene is Scene.IDLE)
        live_until(lambda: self.slips() > slips)
        self._press(Qt.Key.Key_F2, "call", lambda: self.window.scene is Scene.CALLED)
        self._press(Qt.Key.Key_F5, "begin", lambda: self.window.scene is Scene.SERVING)
        self._press(Qt.Key.Key_F6, "finish", lambda: self.window.scene in (Scene.OUTCOME, Scene.IDLE))
        if self.window.scene is Scene.OUTCOME:
            self._press(Qt.Key.Key_Return, "outcome", lambda: self.window.scene is Scene.IDLE)

    def _press(self, key: Qt.Key, name: str, is_done: Callable[[], bool]) -> None:
        self.heart.doing = name
        began = milliseconds()
        QTest.keyClick(QApplication.focusWidget() or self.window, key)
        live_until(is_done)
        self.steps.ms.append(milliseconds() - began)
        self.heart.wait()


def busy(work: Path, people: int) -> Table:
    """So many people at one counter, with printing and sync on."""
    with _connected(work) as (station, end):
        thermal = replace(ThermalSettings("network"), address=end.address)
        station.store.station = replace(station.store.station, printer=THERMAL, thermal=thermal)
        with sitting(station) as window:
            heart = Heartbeat()
            hour = Hour(window, heart, lambda: len(end.came))
            for _ in range(3):
                hour.serve()
            hour.steps.ms.clear()
            heart.begin()
            began = milliseconds()
            for _ in range(people):
                hour.serve()
            floor = _bare(milliseconds() - began)
    return _table(people, heart, hour.steps, floor)


@contextmanager
def _connected(work: Path) -> Iterator[tuple[Station, PaperEnd]]:
    filled = new_counter(work / "station-busy")
    fill(filled, PAST, WAITING)
    hub, end = ServedHub(work / "hub-busy"), PaperEnd()
    hub.start()
    try:
        code = hub.do(partial(code_for, COUNTER))
        enrol_store(filled.store, hub.url, "", code)
        yield filled, end
    finally:
        end.close()
        filled.store.close()
        hub.remove()


def _bare(for_ms: float) -> Heartbeat:
    field_, until = QLineEdit(), milliseconds() + min(for_ms, 20_000)
    field_.show()
    field_.setFocus()
    heart = Heartbeat()
    while milliseconds() < until:
        QTest.keyClicks(field_, "a")
        pause = milliseconds() + 5
        live_until(lambda: milliseconds() > pause)  # noqa: B023  called at once
    field_.close()
    collect_what_is_due()
    return heart


def _table(people: int, heart: Heartbeat, steps: Times, floor: Heartbeat) -> Table:
    longest, at = max(heart.worst)
    rows = (
        ("longest pause", f"{longest:.0f} ms ({at})", f"{max(floor.gaps.ms):.0f} ms"),
        ("pauses over 50 ms", f"{sum(gap > LONGEST_MS for gap in heart.gaps.ms)}", "0"),
        ("pauses over 25 ms", f"{sum(gap > LONGEST_MS / 2 for gap in heart.gaps.ms)}", "0"),
        ("key to the page that follows, p95", f"{steps.p95:.0f} ms", ""),
    )
    aim = Aim(f"longest pause <= {LONGEST_MS:.0f} ms", longest <= LONGEST_MS)
    return Table(f"A busy hour, {people} people", TOLD, ("what", "measured", "floor"), rows, (aim,))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.busy", description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        print(busy(Path(folder), asked.people).markdown())
