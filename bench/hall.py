"""The live hall: sixty counters, a day of thousands of tickets, a reading each second."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QApplication
from sqlalchemy import Engine, event

from bench.figures import BESIDE_FLOOR, Aim, Table, Times, beside_floor
from bench.press import live_until
from bench.station import ScriptedClock, Station, sources
from counter_app.app.window import application, station_window
from counter_app.db.connection import READER_PRAGMAS, opened
from counter_app.db.key import read_keys
from counter_app.db.queries.hall import HallScreen, hall_screen
from counter_app.db.queries.waiting import busy_ticket
from counter_app.db.store import DATABASE, Store, create_store
from counter_app.db.work import Work
from counter_app.domain.catalogue import Counter, Site
from counter_app.operations import calling, counters, days, issuing, serving, shifts
from counter_app.operations.actor import Actor
from counter_app.operations.catalogue import read_catalogue, read_site
from counter_app.settings import new_station, resource
from counter_app.ui.commands import Scene
from counter_app.ui.supervisor.window import SupervisorWindow

COUNTERS, BATCH, WAITING = 60, 50, 300
SUPERVISOR, SUPERVISOR_PIN = "S01", "9001"
CORE_PERCENT, PAUSE_MS = 5.0, 50.0
MONDAY = 20261123
DAY_S = 6 * 3_600


def hall(work: Path, tickets: int, readings: int) -> Table:
    """One reading on the read lane, and what the window does with it; something happens before each."""
    station = _full_hall(work / "station-hall", tickets)
    lane, floor, shown = Times(), Times(), Times()
    cpu_ms = longest = 0.0
    with _seen(station) as window, _by_hand(station.store) as by_hand:
        for turn in range(readings):
            _something_happens(station, turn)
            began = time.thread_time()
            screen = lane.measure(lambda: _read(station))
            cpu_ms += (time.thread_time() - began) * 1000
            floor.measure(by_hand)
            began = time.thread_time()
            shown.measure(lambda: _show(window, screen))  # noqa: B023  called at once
            painted = (time.thread_time() - began) * 1000
            cpu_ms, longest = cpu_ms + painted, max(longest, painted)
    station.store.close()
    percent = cpu_ms / readings / 10
    rows = (
        beside_floor("read on the read lane", lane, floor),
        ("shown and painted", f"{shown.n:,}", f"{shown.p50:.2f}", f"{shown.p95:.2f}", "", "", "", ""),
    )
    return Table(
        f"The live hall: {COUNTERS} counters, {tickets:,} tickets today, {WAITING} waiting",
        "The supervisor's window (offscreen) after each thing that happens, once a second at most: "
        f"{percent:.1f} % of one core (CPU time of both threads); at the longest the window's thread worked "
        f"{longest:.0f} ms. Floor: the same statements with the bare driver, rows thrown away.",
        BESIDE_FLOOR,
        rows,
        (
            Aim(f"a reading each second <= {CORE_PERCENT:.0f} % of one core", percent <= CORE_PERCENT),
            Aim(f"no pause of the window above {PAUSE_MS:.0f} ms", longest <= PAUSE_MS),
        ),
    )


def _read(station: Station) -> HallScreen:
    store = station.store
    return store.read(
        lambda it: hall_screen(it, catalogue=store.catalogue, site=store.site, now_ms=station.clock.at_ms)
    )


def _show(window: SupervisorWindow, screen: HallScreen) -> None:
    window.feed.arrived.emit(screen)
    QApplication.processEvents()


@contextmanager
def _seen(station: Station) -> Iterator[SupervisorWindow]:
    """The supervisor has signed in; the window's own feed stands still, so that each reading is measured."""
    application("id")
    with station_window(station.store) as opened_:
        window = opened_.window
        assert isinstance(window, SupervisorWindow)
        window.resize(1366, 768)
        window.show()
        window.sign_in_page.officer.set_key(SUPERVISOR)
        window.sign_in_page.pin.setText(SUPERVISOR_PIN)
        window.sign_in_page.submit()
        live_until(lambda: window.scene is Scene.HALL)
        window.feed.stop()
        for _ in range(3):
            _show(window, _read(station))
        yield window


@contextmanager
def _by_hand(store: Store) -> Iterator[Any]:
    """The statements of one reading, asked of the bare driver."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _k: Any, statement: str, facts: Any, _x: Any, _many: bool) -> None:  # noqa: FBT001
        if statement.startswith("SELECT"):
            asked.append((statement, facts))

    event.listen(Engine, "before_cursor_execute", note)
    store.read(lambda it: hall_screen(it, catalogue=store.catalogue, site=store.site, now_ms=store.clock()))
    event.remove(Engine, "before_cursor_execute", note)
    connection = opened(store.folder / DATABASE, read_keys(store.folder).database, READER_PRAGMAS)

    def ask() -> None:
        for statement, facts in asked:
            connection.execute(statement, facts).fetchall()

    try:
        yield ask
    finally:
        connection.close()


def _something_happens(station: Station, turn: int) -> None:
    """A second passes; somebody comes, is called, sits down or leaves."""
    station.clock.pass_s(1)
    step, counter = turn % 4, 1 + turn // 4 % COUNTERS
    station.store.write(lambda work: _go_on(work, counter, step))


def _go_on(work: Work, counter: int, step: int) -> None:
    actor = _officer(work.site, counter)
    if step == 0:
        issuing.issue_ticket(work, actor, service=_service(work, counter))
        return
    busy = None if step == 1 else busy_ticket(work.connection, work.site.code, MONDAY, counter)
    if busy is None:
        calling.call_next(work, actor)
    elif step == 2:
        serving.start_serving(work, actor, UUID(bytes=busy.id))
    else:
        serving.finish(work, actor, UUID(bytes=busy.id))


def _full_hall(folder: Path, tickets: int) -> Station:
    """So many tickets of one day, all served but those who wait; every counter is open."""
    shutil.rmtree(folder, ignore_errors=True)
    catalogue = read_catalogue(resource("catalogue"))
    site = _sixty(read_site(resource("catalogue/site.toml"), catalogue))
    clock = ScriptedClock()
    clock.go_to(date(2026, 11, 23))
    settings = new_station(site.code, "supervisor", 0)
    station = Station(create_store(folder, settings, catalogue, site, sources(clock)), clock)
    station.store.write(_open)
    for first in range(0, tickets - WAITING, BATCH):
        station.store.write(lambda work: _serve(work, clock, first, tickets))  # noqa: B023  called at once
    station.store.write(_wait)
    return station


def _sixty(site: Site) -> Site:
    """Sixty counters, each for one queue, in turn."""
    queues = site.queues
    desks = (
        Counter(number, queues[number % len(queues)].zone, (queues[number % len(queues)].letter,))
        for number in range(1, COUNTERS + 1)
    )
    return replace(site, counters=tuple(desks), idle_lock_min=0, authority_counter=1)


def _open(work: Work) -> None:
    days.open_day(work, replace(_officer(work.site, 1), counter=0), date(2026, 11, 23))
    work.project()
    for number in range(1, COUNTERS + 1):
        actor = _officer(work.site, number)
        shifts.open_shift(work, actor)
        counters.open_counter(work, actor)


def _serve(work: Work, clock: ScriptedClock, first: int, tickets: int) -> None:
    for place in range(first, first + BATCH):
        actor = _officer(work.site, 1 + place % COUNTERS)
        clock.pass_s(DAY_S / tickets)
        issuing.issue_ticket(work, actor, service=_service(work, actor.counter))
        work.project()
        called = calling.call_next(work, actor)
        work.project()
        serving.start_serving(work, actor, called.ticket_id)
        work.project()
        serving.finish(work, actor, called.ticket_id)
        work.project()


def _wait(work: Work) -> None:
    for place in range(WAITING):
        number = 1 + place % COUNTERS
        issuing.issue_ticket(work, _officer(work.site, number), service=_service(work, number))


def _officer(site: Site, counter: int) -> Actor:
    letter = next(one.queues[0] for one in site.counters if one.number == counter)
    agency = next(queue.agency for queue in site.queues if queue.letter == letter)
    return Actor(f"P-{counter:02}", "Petugas Contoh", agency, ("counter",), counter)


def _service(work: Work, counter: int) -> str:
    agency = _officer(work.site, counter).agency
    return next(code for code, one in work.catalogue.services.items() if one.agency == agency)
