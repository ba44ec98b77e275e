"""Who is called next, asked by sixteen counters at once: ``python -m bench.calls``."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter as Tally
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from threading import Event

import httpx

from bench.counters import (
    COUNTERS,
    Light,
    big_hall,
    entries_at,
    hub_of_hall,
    is_called,
    lights,
    link_to,
    reception,
    second_station,
)
from bench.figures import Aim, Table, Times, milliseconds
from bench.sync import backlog, code_for, crowd
from counter_app.domain.entry import Entry
from counter_app.domain.queue_policy import Waiting, first
from counter_app.sync.live import LiveHints
from counter_app.sync.worker import SyncWorker
from tests.helpers.served import ServedHub

WAITING, QUIET, BACKLOG_STATIONS = 1_000, 200, 10
P95_MS, P95_BACKLOG_MS, P95_QUIET_MS, P95_SCREEN_MS = 100.0, 200.0, 20.0, 300.0


@dataclass
class Presses:
    """What some counters did together."""

    claims: Times = field(default_factory=Times)
    whole: Times = field(default_factory=Times)
    """With the pull that brings the decision."""
    tickets: list[str] = field(default_factory=list)


def press(counter: Light, into: Presses) -> bool:
    """One press and the service after it; False where nobody waits."""
    began = milliseconds()
    answer = counter.claim()
    if answer is None:
        return False
    into.claims.ms.append(milliseconds() - began)
    calls = counter.pull()
    into.whole.ms.append(milliseconds() - began)
    into.tickets.append(answer.ticket)
    counter.serve(calls[bytes.fromhex(answer.ticket)])
    return True


def all_press(counters: list[Light], most: int, goes_on: Callable[[], bool] = lambda: True) -> Presses:
    """Each presses again when its last person is gone, until nobody waits or it has pressed enough."""
    done = Presses()

    def work(counter: Light) -> None:
        for _ in range(most):
            if not goes_on() or not press(counter, done):
                return

    with ThreadPoolExecutor(len(counters)) as hands:
        list(hands.map(work, counters))
    return done


def misdeeds(entries: list[Entry], done: Presses) -> tuple[int, int]:
    """How many were called twice, and how many out of the policy's order, by the hub's own log."""
    doubles = sum(times - 1 for times in Tally(done.tickets).values())
    calls = sorted(
        (one for one in entries if one.kind == "ticket.called" and '"claim"' in one.body),
        key=lambda one: one.seq,
    )
    issued = {one.entity_id: one for one in entries if one.kind == "ticket.issued"}
    line = sorted(issued.values(), key=lambda one: (one.at_ms, one.entity_id))
    waiting = [Waiting(one.entity_id, one.at_ms, "elderly" in one.body) for one in line]
    recent: list[bool] = []
    wrong = 0
    for call in calls:
        here = [one for one in waiting if one.issued_at <= call.at_ms]
        heads = [
            next((one for one in here if one.is_priority is is_first), None) for is_first in (True, False)
        ]
        turn = first([one for one in heads if one], recent[-20:], big_hall().order, call.at_ms)
        wrong += turn is None or turn.ticket.id != call.entity_id
        called = next(one for one in waiting if one.id == call.entity_id)
        waiting.remove(called)
        recent.append(called.is_priority)
    return doubles, wrong


def floor(hub: ServedHub, counters: int, asks: int) -> Times:
    """The same HTTP with nothing behind it: /healthz, asked by as many at once."""
    times = Times()

    def ask(_number: int) -> None:
        with httpx.Client(base_url=hub.url) as client:
            for _ in range(asks):
                times.measure(lambda: client.get("/healthz"))

    with ThreadPoolExecutor(counters) as hands:
        list(hands.map(ask, range(counters)))
    return times


def beside_backlog(hub: ServedHub, counters: list[Light], entries: int) -> tuple[Presses, float, float]:
    """Presses while ten stations of the site send what they wrote in the days that they were away.

    Answers the presses, the seconds of the drain, and how many of the presses' seconds lay in it.
    """
    logs = [backlog(201 + number, entries // BACKLOG_STATIONS) for number in range(BACKLOG_STATIONS)]
    codes = [hub.do(partial(code_for, log.number)) for log in logs]
    with ProcessPoolExecutor(1, get_context("spawn")) as beside:  # threads run here
        began = milliseconds()
        drained = beside.submit(crowd, logs, hub.url, codes, hub.keys.public_key)
        done = all_press(counters, WAITING, lambda: not drained.done())
        pressed_s = (milliseconds() - began) / 1000
        return done, drained.result(), pressed_s


def screens(hub: ServedHub, folder: Path, counter: Light, times: int) -> Times:
    """From the answer of a claim at one counter to its commit in another's own database."""
    watcher = second_station(hub, folder)
    link = link_to(hub)
    worker = SyncWorker(watcher, link, lambda _state: None)
    hints = LiveHints(watcher, link, worker.hinted, worker.set_live)
    seen, wanted = Event(), [b""]

    def looked(_changed: frozenset[str]) -> None:
        if wanted[0] and watcher.read(lambda connection: is_called(connection, wanted[0])):
            seen.set()

    watcher.subscribe(looked)
    worker.start()
    hints.start()
    found = Times()
    try:
        for _ in range(times):
            began_ticket = counter.claim()
            assert began_ticket is not None
            began, wanted[0] = milliseconds(), bytes.fromhex(began_ticket.ticket)
            looked(frozenset())
            assert seen.wait(10)
            found.ms.append(milliseconds() - began)
            wanted[0] = b""
            seen.clear()
            counter.serve(counter.pull()[bytes.fromhex(began_ticket.ticket)])
    finally:
        hints.stop()
        worker.stop()
        watcher.close()
    return found


def calls(folder: Path, waiting: int, entries: int, quiet: int) -> Table:
    """All of it, on one hub."""
    with hub_of_hall(folder) as hub:
        desk = reception(hub, folder)
        counters = lights(hub, range(1, COUNTERS + 1))
        for one in counters:
            one.pull()
        desk.issue(quiet * 2 + 5)
        alone = Presses()
        for _ in range(quiet):
            press(counters[0], alone)
        there = screens(hub, folder, counters[0], quiet // 4)
        bare = floor(hub, COUNTERS, 40)
        bare_alone = floor(hub, 1, quiet)
        desk.issue(waiting)
        busy = all_press(counters, waiting)
        doubles, wrong = misdeeds(entries_at(hub), Presses(tickets=alone.tickets + busy.tickets))
        desk.issue(waiting)
        crowded, drained_s, pressed_s = beside_backlog(hub, counters, entries)
        desk.close()
    return _table(
        waiting,
        entries,
        alone,
        there,
        busy,
        crowded,
        (bare, bare_alone),
        (doubles, wrong),
        drained_s,
        pressed_s,
    )


def _row(what: str, times: Times, floor_: Times | None) -> tuple[str, ...]:
    beside = ("", "") if floor_ is None else (f"{floor_.p95:.1f}", f"{times.p95 / floor_.p95:.1f}")
    return (what, f"{times.n:,}", f"{times.p50:.1f}", f"{times.p95:.1f}", *beside)


def _table(
    waiting: int, entries: int, alone: Presses, there: Times, busy: Presses, crowded: Presses,
    floors: tuple[Times, Times], wrong: tuple[int, int], drained_s: float, pressed_s: float,
) -> Table:  # fmt: skip
    told = (
        f"{COUNTERS} light counters on one hub with one worker and its PostgreSQL, all on this machine; each "
        f"presses again as soon as its last person is gone, {waiting:,} waiting, every tenth with priority. "
        f"While {entries:,} entries of ten stations drained ({drained_s:.0f} s) they pressed for "
        f"{pressed_s:.0f} s. Floor: as many connections that ask /healthz, where nothing lies behind HTTP."
    )
    bare, bare_alone = floors
    rows = (
        _row("one press on a quiet hub", alone.claims, bare_alone),
        _row("the same, with the pull that brings it", alone.whole, bare_alone),
        _row("that call in another counter's database", there, bare_alone),
        _row(f"{COUNTERS} counters press without a pause", busy.claims, bare),
        _row("the same, with the pull that brings it", busy.whole, bare),
        _row("the same while the backlog drains", crowded.claims, bare),
    )
    aims = (
        Aim(f"0 called twice (are {wrong[0]})", wrong[0] == 0),
        Aim(f"0 out of the policy's order (are {wrong[1]})", wrong[1] == 0),
        Aim(f"{COUNTERS} counters p95 <= {P95_MS:.0f} ms", busy.claims.p95 <= P95_MS),
        Aim(f"beside the backlog p95 <= {P95_BACKLOG_MS:.0f} ms", crowded.claims.p95 <= P95_BACKLOG_MS),
        Aim(f"quiet p95 <= {P95_QUIET_MS:.0f} ms", alone.claims.p95 <= P95_QUIET_MS),
        Aim(f"another's screen p95 <= {P95_SCREEN_MS:.0f} ms", there.p95 <= P95_SCREEN_MS),
    )
    head = ("what", "n", "p50 ms", "p95 ms", "floor p95", "p95 ÷ floor")
    return Table("Many counters, one queue", told, head, rows, aims)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.calls")
    parser.add_argument("--waiting", type=int, default=WAITING)
    parser.add_argument("--backlog", type=int, default=50_000)
    parser.add_argument("--quiet", type=int, default=QUIET)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        print(calls(Path(place), asked.waiting, asked.backlog, asked.quiet).markdown())
