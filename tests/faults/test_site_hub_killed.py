"""The PC that is the hub of its site dies while others press F2: nobody is called twice or lost."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest

from counter_app.app.network import THIS_PC
from counter_app.app.site_hub import SiteHub
from counter_app.db.store import Store, open_store
from counter_app.domain.errors import Unavailable
from counter_app.operations.calling import CalledTicket
from counter_app.operations.claims import Press
from counter_app.sync.authority import HubAuthority
from counter_app.sync.enrol import enrol_new
from counter_app.sync.hub_link import read_link
from counter_app.ui.hub_setup.switch import HubPlace
from tests.helpers.served import free_port
from tests.helpers.stations import (
    MONDAY,
    ScriptedClock,
    Station,
    finish,
    hall,
    is_clean,
    issue,
    made_store,
    open_day,
    scripted_sources,
    signed_in,
    start,
)

HITS = min(20, int(os.environ.get("FAULT_HITS", "2")))
"""A hit is a start of the program: seconds."""
SEED = int(os.environ.get("FAULT_SEED", "1"))
LONGEST_S = 0.15
"""Within this a press is under way somewhere."""
SITE = replace(hall(), main_issuer=3, authority_counter=0)


@dataclass
class HubPc:
    """Loket 3 without a window: ``counter-app hub site serve``."""

    folder: Path
    process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        command = [
            sys.executable, "-m", "counter_app", "hub", "site", "serve", "--data", str(self.folder),
            "--host", "127.0.0.1",
        ]  # fmt: skip
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        assert self.process.stderr.readline().startswith("hub at")

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self._reap()

    def end(self) -> None:
        assert self.process is not None
        self.process.terminate()
        self._reap()

    def _reap(self) -> None:
        assert self.process is not None
        self.process.wait(30)
        assert self.process.stderr is not None
        self.process.stderr.close()


@pytest.fixture
def hub_pc(tmp_path: Path) -> Iterator[HubPc]:
    """With Loket 4 enrolled in ``four`` and a queue of numbers; not running."""
    clock = ScriptedClock()
    store = made_store(tmp_path / "three", clock=clock, at=SITE)
    host = signed_in(store, clock)
    open_day(host, MONDAY)
    for _ in range(2 * HITS + 2):
        issue(host)
    _enrol_four(store, tmp_path / "four")
    store.close()
    made = HubPc(tmp_path / "three")
    made.start()
    yield made
    if made.process is not None and made.process.poll() is None:
        made.end()


def _enrol_four(store: Store, folder: Path) -> None:
    answering = threading.Event()
    switch = SiteHub(store, replace(THIS_PC, port=free_port()))
    switch.subscribe(lambda: answering.set() if switch.shown().is_answering else None)
    switch.turn_on()
    assert answering.wait(30)
    code = switch.make_code(HubPlace("counter", 4), "Loket 4")
    enrol_new(folder, f"http://127.0.0.1:{store.station.hub_port}", "", code.digits).close()
    assert switch.stop()


@pytest.fixture
def four(tmp_path: Path, hub_pc: HubPc) -> Iterator[Station]:
    """Loket 4, its officer signed in."""
    clock = ScriptedClock()
    store = open_store(tmp_path / "four", scripted_sources(clock, 4))
    yield signed_in(store, clock, "P04", 4)
    store.close()


def test_a_press_that_the_hub_dies_under_is_answered_by_the_next_start(
    hub_pc: HubPc, four: Station, tmp_path: Path
) -> None:
    when = Random(SEED)
    link = read_link(four.folder)
    assert link is not None
    authority = HubAuthority(four.store, link, within_s=10.0)
    called: list[str] = []
    for hit in range(HITS):
        press = Press(f"{hit + 1:032x}")
        killer = threading.Timer(when.uniform(0, LONGEST_S), hub_pc.kill)
        killer.start()
        with suppress(Unavailable):
            authority.call(four.actor, press)
        killer.join(30)
        hub_pc.start()

        again = _answered(authority, four, press)

        called.append(again.number)
        start(four, again.ticket_id)
        finish(four, again.ticket_id)
    authority.close()
    hub_pc.end()

    assert called == [f"B{number:03d}" for number in range(1, HITS + 1)]
    assert is_clean(four.store)
    host = open_store(tmp_path / "three")
    assert is_clean(host)
    host.close()


def _answered(authority: HubAuthority, four: Station, press: Press) -> CalledTicket:
    """The line of the dead program breaks once; the next press is a new line."""
    with suppress(Unavailable):
        return authority.call(four.actor, press)
    return authority.call(four.actor, press)
