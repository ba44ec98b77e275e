"""A centre and its stations as processes, killed, stopped and cut off in turn; then healed and compared."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import Counter as Tally
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from counter_app.db.store import open_store
from counter_app.domain.clock import system_clock
from counter_app.hub.admin import open_hub
from counter_app.hub.catalogue import publish
from counter_app.hub.enrolment import make_code
from counter_app.operations import days, sign_in
from counter_app.sync.enrol import enrol_store
from counter_app.sync.exchange import Exchange
from counter_app.sync.hub_link import HubLink
from tests.helpers.hall_machine import claimed
from tests.helpers.healing import differences, heal
from tests.helpers.hubs import Centre, drain
from tests.helpers.line import GOOD, Fault, Line, answer
from tests.helpers.served import PATIENCE_S, ROOT, ServedHub
from tests.helpers.stations import MONDAY, PINS, ScriptedClock, Station, building, catalogue, made_store

HITS = int(os.environ.get("FAULT_HITS", "5"))
SEED = int(os.environ.get("FAULT_SEED", "1"))
STRIKES = min(24, HITS)
OFF_MS = (0, 360_000, -45_000, 86_400_000, 0, -5_000)
"""What the clocks of the PCs are off by: a day ahead, six minutes ahead, somewhat behind."""
BETWEEN_S = 1.0
PORTAL = answer("200 OK", b"<html>Silakan masuk</html>")


@dataclass
class Process:
    """One station, its line, and what it has said."""

    folder: Path
    counter: int
    line: Line
    said: list[str] = field(default_factory=list)
    starts: int = 0
    child: subprocess.Popen[str] | None = None
    ears: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        self.starts += 1
        off_ms = OFF_MS[self.counter % len(OFF_MS)]
        words = (str(self.folder), str(self.counter), str(100 * SEED + self.starts), str(off_ms))
        command = [sys.executable, "-m", "tests.helpers.station_process", *words]
        self.child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self.ears.append(threading.Thread(target=self._listen, args=(self.child,)))
        self.ears[-1].start()

    def wait_ready(self, bell: threading.Event) -> None:
        for _ in range(PATIENCE_S * 10):
            if self.said.count("ready\n") == self.starts:
                return
            bell.wait(0.1)
        raise AssertionError(self.said)

    def _listen(self, child: subprocess.Popen[str]) -> None:
        assert child.stdout is not None
        with child.stdout as told:
            for line in told:
                if line.endswith("\n"):
                    self.said.append(line)

    def signal(self, number: signal.Signals) -> None:
        assert self.child is not None
        self.child.send_signal(number)

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        self._gone()

    def end(self) -> None:
        if self.child is not None and self.child.poll() is None:
            self.signal(signal.SIGCONT)
            self.signal(signal.SIGTERM)
            self._gone()

    def _gone(self) -> None:
        assert self.child is not None
        self.child.wait(PATIENCE_S)
        self.ears[-1].join(PATIENCE_S)


@dataclass
class Building:
    """The centre and its stations, and whoever strikes them."""

    hub: ServedHub
    link: HubLink
    stations: list[Process]
    chance: Random
    bell: threading.Event = field(default_factory=threading.Event)
    struck: Tally[str] = field(default_factory=Tally)

    def strike(self, wanted: str = "") -> None:
        """One thing goes wrong for a while, at one station or at the centre."""
        strikes: dict[str, Callable[[Process], None]] = {
            "kill -9": self._kill, "stop": self._stop, "cut": self._cut, "deaf": self._deaf,
            "portal": self._portal, "hub killed": self._kill_hub,
        }  # fmt: skip
        weights = (4, 2, 3, 3, 2, 1)
        name = wanted or self.chance.choices(list(strikes), weights)[0]
        strikes[name](self.chance.choice(self.stations))
        self.struck[name] += 1
        self.bell.wait(self.chance.uniform(0.0, BETWEEN_S))

    def _kill(self, station: Process) -> None:
        station.kill()
        station.start()
        station.wait_ready(self.bell)

    def _stop(self, station: Process) -> None:
        station.signal(signal.SIGSTOP)
        self.bell.wait(2.5)
        station.signal(signal.SIGCONT)

    def _cut(self, station: Process) -> None:
        station.line.cut()

    def _under(self, station: Process, fault: Fault) -> None:
        station.line.fault = fault
        station.line.cut()
        self.bell.wait(2.0)
        station.line.fault = GOOD
        station.line.cut()

    def _deaf(self, station: Process) -> None:
        self._under(station, Fault(is_deaf=True))

    def _portal(self, station: Process) -> None:
        self._under(station, Fault(answer=PORTAL))

    def _kill_hub(self, _station: Process) -> None:
        self.hub.kill()
        self.hub.start()


def make_station(hub: ServedHub, folder: Path, counter: int) -> Process:
    clock = ScriptedClock(system_clock())
    site = building(len(OFF_MS), authority_counter=0)
    store = made_store(folder, counter=counter, clock=clock, seed=counter, at=site)
    line = Line(hub.url)
    code = hub.do(
        lambda centre, connection: make_code(
            connection, centre.keys, centre.random_bytes, centre.clock(), site="BLU", kind="counter",
            counter=counter, name=f"Loket {counter}",
        )
    )  # fmt: skip
    enrol_store(store, line.url, "", code)
    if counter == 1:
        actor = sign_in.sign_in(store, officer="P03", pin=PINS["P03"], counter=counter)
        Station(store, clock, actor).do(lambda work: days.open_day(work, actor, MONDAY))
    store.close()
    return Process(folder, counter, line)


@pytest.fixture
def standing(tmp_path: Path) -> Iterator[Building]:
    hub = ServedHub(tmp_path / "hub")
    hub.start()
    site = building(len(OFF_MS), authority_counter=0)
    hub.do(lambda centre, connection: publish(connection, catalogue(), site, centre.clock()))
    stations = [make_station(hub, tmp_path / str(n), n) for n in range(1, len(OFF_MS) + 1)]
    yield Building(hub, HubLink(hub.url, "", "", ""), stations, Random(SEED))
    for station in stations:
        station.end()
        station.line.__exit__()
    hub.remove()


def promised(stations: list[Process]) -> set[tuple[str, int, str]]:
    """The end of a log after each commit that a station was told of."""
    words = [line.split() for station in stations for line in station.said]
    return {(said[1], int(said[2]), said[3]) for said in words if said[0] == "p"}


@pytest.mark.long
def test_stations_and_a_hub_that_are_killed_stopped_and_cut_off_lose_and_double_nothing(
    standing: Building, capsys: pytest.CaptureFixture[str]
) -> None:
    for station in standing.stations:
        station.start()
    for station in standing.stations:
        station.wait_ready(standing.bell)
    for number in range(STRIKES):
        standing.strike("hub killed" if number == STRIKES // 2 else "")
    for station in standing.stations:
        station.end()
        station.line.fault = GOOD

    with open_hub(standing.hub.folder) as hub:
        centre = Centre(hub, ScriptedClock(system_clock()), standing.hub.url)
        stores = [open_store(station.folder) for station in standing.stations]
        sessions = [Exchange(store, centre.link(), centre.client()) for store in stores]
        drain(sessions[0])
        heal(centre, sessions)
        assert differences(centre, stores) == []
        entries = centre.entries()
        for store in stores:
            store.close()
        for client in centre.clients:
            client.close()
    held = {(entry.replica_id.hex(), entry.seq, entry.hash.hex()) for entry in entries}
    assert promised(standing.stations) - held == set()
    assert [key for key, tickets in claimed(entries).items() if len(tickets) > 1] == []
    written = Tally(entry.kind for entry in entries)
    assert min(written["ticket.issued"], written["ticket.called"]) > STRIKES // 4
    with capsys.disabled():
        sys.stdout.write(f"\nprocesses: {dict(standing.struck)}, seed {SEED}: {dict(written)}\n")
