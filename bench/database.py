"""The database: bytes a ticket, rebuild, chain verification, and what the screens read from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import func, select
from sqlcipher3 import dbapi2

from bench.figures import Aim, Table, Times
from bench.station import (
    ACTOR,
    COUNTER,
    FIRST_DAY,
    TICKETS_A_DAY,
    Station,
    begin_day,
    fill,
    new_counter,
    one_more_day,
    services_here,
)
from counter_app.db import journal
from counter_app.db import rebuild as rebuilding
from counter_app.db.connection import WRITER_PRAGMAS, opened
from counter_app.db.key import read_keys
from counter_app.db.queries.counter import CounterScreen, counter_screen
from counter_app.db.store import DATABASE, Store
from counter_app.db.tables import TICKET
from counter_app.operations.calling import call_next
from counter_app.operations.issuing import issue_ticket
from counter_app.operations.print_jobs import mark_printed, take_next_job
from counter_app.operations.serving import finish, start_serving

BYTES_A_TICKET, ENTRIES_S = 2_200, 50_000
SERVED_TODAY, USUAL_WAITING, FULL_HALL = 60, 50, 1_000
_TICKETS = select(func.count()).select_from(TICKET)
PAGE_CACHE = "the operating system's cache is warm"


def bytes_a_ticket(work: Path, tickets: int) -> Table:
    """How much the file grows by a ticket, measured after its log was written back and cut off."""
    ways: tuple[tuple[str, Callable[[Station], None]], ...] = (
        ("5 entries", lambda station: fill(station, tickets, 0, with_slips=False)),
        ("with its print job and `slip.printed`", lambda station: fill(station, tickets, 0)),
        ("the same, one operation after another", lambda station: _one_by_one(station, tickets)),
    )
    grown = {words: _growth(work / "station-size", way) / tickets for words, way in ways}
    return Table(
        "Database bytes a ticket",
        "Growth of the encrypted file by a served ticket: journal (`visit.opened`, `ticket.issued`, "
        "`.called`, `.started`, `.finished`), projections and all indexes. The empty station is not counted.",
        ("ticket", "n", "bytes"),
        tuple((words, f"{tickets:,}", f"{each:,.0f}") for words, each in grown.items()),
        (Aim(f"5 entries <= {BYTES_A_TICKET:,} bytes", grown["5 entries"] <= BYTES_A_TICKET),),
    )


def _growth(folder: Path, way: Callable[[Station], None]) -> int:
    """Bytes that a way of working adds to a new station's file."""
    station = new_counter(folder)
    empty = _file_size(station)
    station = station.opened()
    way(station)
    return _file_size(station) - empty


def _one_by_one(station: Station, tickets: int) -> None:
    """Each ticket by its six operations, its slip printed before it is called."""
    store, service = station.store, services_here(station.store)[0].code
    for place in range(tickets):
        if place % TICKETS_A_DAY == 0:
            begin_day(station, FIRST_DAY + timedelta(days=place // TICKETS_A_DAY))
        station.clock.pass_s(80)
        store.write(partial(issue_ticket, actor=ACTOR, service=service))
        job = store.write(take_next_job)
        assert job is not None
        store.write(partial(mark_printed, job_id=job.job_id))
        called = store.write(partial(call_next, actor=ACTOR)).ticket_id
        store.write(partial(start_serving, actor=ACTOR, ticket_id=called))
        store.write(partial(finish, actor=ACTOR, ticket_id=called))


def _file_size(station: Station) -> int:
    """Bytes of the database file after PRAGMA wal_checkpoint(TRUNCATE); the store is closed by this."""
    folder = station.store.folder
    station.store.close()
    connection = opened(folder / DATABASE, read_keys(folder).database, WRITER_PRAGMAS)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    return (folder / DATABASE).stat().st_size


def rebuild(folder: Path, runs: int) -> Table:
    """Rebuild of all projections and check of the whole chain on a filled station."""
    station = Station.at(folder)
    store = station.store
    entries = store.read(journal.count)
    reading, rebuilt, verified, compared = Times(), Times(), Times(), Times()
    for _ in range(runs):
        reading.measure(partial(_read_raw, folder))
        rebuilt.measure(store.rebuild)
        assert verified.measure(partial(_first_broken, store)) is None
        assert compared.measure(lambda: store.read(rebuilding.first_difference)) is None
    store.close()
    done = (
        ("rebuild of all projections", rebuilt), ("chain verified from disk", verified),
        ("rebuild compared with what is stored", compared),
    )  # fmt: skip
    each_s = entries / rebuilt.p50 * 1000
    return Table(
        f"Rebuild and verification of {entries:,} entries",
        f"Medians. Floor: reading every journal row with the bare driver ({PAGE_CACHE}).",
        ("what", "runs", "s", "entries/s", "floor entries/s", "÷ floor"),
        tuple(_rate(what, times, entries, reading) for what, times in done),
        (Aim(f"rebuild >= {ENTRIES_S:,} entries/s", each_s >= ENTRIES_S),),
    )


def _rate(what: str, times: Times, entries: int, floor: Times) -> tuple[str, ...]:
    return (
        what, str(times.n), f"{times.p50 / 1000:.1f}", f"{entries / times.p50 * 1000:,.0f}",
        f"{entries / floor.p50 * 1000:,.0f}", f"{times.p50 / floor.p50:.1f}",
    )  # fmt: skip


def _first_broken(store: Store) -> journal.BrokenEntry | None:
    return store.read(
        lambda connection: journal.first_broken(journal.all_entries(connection), journal.heads(connection))
    )


def _read_raw(folder: Path) -> int:
    connection: dbapi2.Connection = opened(folder / DATABASE, read_keys(folder).database, WRITER_PRAGMAS)
    try:
        return sum(1 for _ in connection.execute("SELECT * FROM journal"))
    finally:
        connection.close()


def screens(large: Path, work: Path, times: int) -> Table:
    """What the counter window reads after every commit, on a usual day and with a full hall."""
    rows = []
    for folder, waiting in ((large, USUAL_WAITING), (work / "station-full", FULL_HALL)):
        station = Station.at(folder) if folder.exists() else new_counter(folder)
        one_more_day(station, SERVED_TODAY, waiting)
        read = Times()
        for _ in range(times):
            read.measure(partial(_screen, station))
        tickets = station.store.read(lambda connection: connection.execute(_TICKETS).scalar_one())
        words = f"{waiting:,} waiting, {SERVED_TODAY} served, {tickets:,} tickets in the database"
        rows.append((words, str(read.n), f"{read.p50:.2f}", f"{read.p95:.2f}"))
        station.store.close()
    return Table(
        "Reading the counter's screen",
        "All that the window shows, in one snapshot, on the read lane beside the writer: ticket in front, "
        "waiting list in its order, who was served today, printer.",
        ("with", "n", "p50 ms", "p95 ms"),
        tuple(rows),
    )


def _screen(station: Station) -> CounterScreen:
    store = station.store
    return store.read(
        lambda connection: counter_screen(
            connection, catalogue=store.catalogue, site=store.site, counter=COUNTER, now_ms=station.clock()
        )
    )
