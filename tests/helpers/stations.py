"""A station in a temporary folder with a scripted clock, and what officers do there in their own words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar
from uuid import UUID

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from sqlalchemy import Connection

from counter_app.db import journal, rebuild
from counter_app.db.queries.counter import ApplicantForm, CounterScreen, counter_screen
from counter_app.db.store import Sources, Store, create_store, open_store
from counter_app.db.work import Work
from counter_app.domain.catalogue import Catalogue, Counter, Site
from counter_app.domain.entry import Entry, EntryRef
from counter_app.domain.errors import Refused, Unavailable
from counter_app.domain.ticket import TicketState
from counter_app.operations import (
    applications,
    calling,
    corrections,
    days,
    issuing,
    print_jobs,
    serving,
    sign_in,
    taking_back,
    tickets,
)
from counter_app.operations.actor import Actor
from counter_app.operations.applications import Submitted
from counter_app.operations.calling import CalledTicket
from counter_app.operations.catalogue import read_catalogue, read_site
from counter_app.operations.corrections import Corrected, Correction
from counter_app.operations.issuing import IssuedTicket
from counter_app.operations.taking_back import TakenBack
from counter_app.settings import new_station, resource

T = TypeVar("T")

MORNING = datetime(2026, 11, 23, 0, 10, tzinfo=UTC)
"""08:10 in Atambua on a Monday."""
MONDAY = date(2026, 11, 23)
PINS = {"P01": "1111", "P03": "3333", "P04": "3334", "P08": "8888", "S01": "9001", "R01": "7001"}
SOMEBODY = ApplicantForm("nik", "5304121708900001", "Contoh Pemohon", "17 8 1990", "", ())


@dataclass
class ScriptedClock:
    """Stands still until it is told to move."""

    now_ms: int = int(MORNING.timestamp() * 1000)

    def __call__(self) -> int:
        return self.now_ms

    def advance_s(self, seconds: float) -> None:
        self.now_ms += round(seconds * 1000)

    def set(self, instant: datetime) -> None:
        self.now_ms = round(instant.timestamp() * 1000)


class GrowingIds:
    """UUIDv7 of the scripted clock that grow also within one millisecond."""

    def __init__(self, clock: Callable[[], int], station: int) -> None:
        self._clock = clock
        self._station = station
        self._made = 0

    def __call__(self) -> UUID:
        self._made += 1
        low = self._station << 48 | self._made
        return UUID(int=self._clock() << 80 | 0x7 << 76 | 0b10 << 62 | low)


def scripted_sources(clock: ScriptedClock, seed: int = 1) -> Sources:
    return Sources(clock, GrowingIds(clock, seed), Random(seed).randbytes)


@cache
def catalogue() -> Catalogue:
    return read_catalogue(resource("catalogue"))


@cache
def site() -> Site:
    """A site whose Loket 3 does everything: it gives the plain numbers and calls.

    Else it is the real site file; the sample officers' PINs are hashed as cheaply as argon2id can.
    """
    return replace(hall(), main_issuer=3, authority_counter=3)


@cache
def hall() -> Site:
    """The real site file: the reception gives the plain numbers, Loket 3 calls.

    No desk locks itself, since a scripted clock leaps while nobody has left.
    """
    real = read_site(resource("catalogue/site.toml"), catalogue())
    hasher = PasswordHasher.from_parameters(CHEAPEST)
    officers = tuple(
        replace(account, pin_hash=hasher.hash(PINS.get(account.code, account.code)))
        for account in real.officers
    )
    return replace(real, officers=officers, idle_lock_min=0)


def building(counters: int, **changes: Any) -> Site:
    """So many counters, all of one queue; Loket 3 gives the plain numbers."""
    desks = tuple(Counter(number, 1, ("B",)) for number in range(1, counters + 1))
    return replace(hall(), counters=desks, main_issuer=3, **changes)


@dataclass
class Station:
    """An open store with the officer who has signed in there."""

    store: Store
    clock: ScriptedClock
    actor: Actor

    @property
    def folder(self) -> Path:
        return self.store.folder

    def do(self, operation: Callable[[Work], T]) -> T:
        return self.store.write(operation)

    def ask(self, query: Callable[[Connection], T]) -> T:
        return self.store.read(query)


def made_store(
    folder: Path,
    *,
    kind: str = "counter",
    counter: int = 3,
    clock: ScriptedClock | None = None,
    seed: int = 1,
    at: Site | None = None,
) -> Store:
    """A store that nobody has signed in to yet."""
    sources = scripted_sources(clock or ScriptedClock(), seed)
    building = at or (hall() if kind == "reception" else site())
    return create_store(folder, new_station("BLU", kind, counter), catalogue(), building, sources)


def signed_in(store: Store, clock: ScriptedClock, officer: str = "P03", counter: int = 3) -> Station:
    return Station(store, clock, sign_in.sign_in(store, officer=officer, pin=PINS[officer], counter=counter))


def open_station(
    folder: Path, *, counter: int = 3, officer: str = "P03", seed: int = 1, at: Site | None = None
) -> Station:
    """A station whose officer has signed in and opened Monday."""
    clock = ScriptedClock()
    store = made_store(folder, counter=counter, clock=clock, seed=seed, at=at)
    station = signed_in(store, clock, officer, counter)
    open_day(station, MONDAY)
    return station


def open_reception(folder: Path, *, seed: int = 1) -> Station:
    """The reception, its officer signed in and Monday open."""
    clock = ScriptedClock()
    store = made_store(folder, kind="reception", counter=0, clock=clock, seed=seed)
    station = signed_in(store, clock, "R01", 0)
    open_day(station, MONDAY)
    return station


def copied_station(morning: Path, folder: Path) -> Station:
    """A copy of a closed Monday morning: a sixth of the time that making one takes."""
    shutil.copytree(morning, folder)
    clock = ScriptedClock()
    store = open_store(folder, scripted_sources(clock, 2))
    return Station(store, clock, sign_in.identify(store, officer="P03", pin=PINS["P03"], counter=3))


def reopened(station: Station, seed: int = 3) -> Station:
    """The same folder after the program was ended and started again, the same officer at the desk."""
    station.store.close()
    store = open_store(station.folder, scripted_sources(station.clock, seed))
    return Station(store, station.clock, station.actor)


def open_day(station: Station, day: date) -> int:
    return station.do(lambda work: days.open_day(work, station.actor, day))


def close_day(station: Station) -> int:
    return station.do(lambda work: days.close_day(work, station.actor))


def issue(
    station: Station, service: str = "B02", *, priority: str = "", visit_id: UUID | None = None
) -> IssuedTicket:
    station.clock.advance_s(1)
    return station.do(
        lambda work: issuing.issue_ticket(
            work, station.actor, service=service, priority=priority, visit_id=visit_id
        )
    )


def call_next(station: Station) -> CalledTicket:
    station.clock.advance_s(1)
    return station.do(lambda work: calling.call_next(work, station.actor))


def start(station: Station, ticket_id: UUID) -> EntryRef:
    station.clock.advance_s(1)
    return station.do(lambda work: serving.start_serving(work, station.actor, ticket_id))


def finish(station: Station, ticket_id: UUID) -> EntryRef:
    station.clock.advance_s(1)
    return station.do(lambda work: serving.finish(work, station.actor, ticket_id))


def not_here(station: Station, ticket_id: UUID) -> EntryRef:
    station.clock.advance_s(1)
    return station.do(lambda work: serving.mark_no_show(work, station.actor, ticket_id))


def undo(station: Station, entry: EntryRef) -> TakenBack:
    station.clock.advance_s(1)
    return station.do(lambda work: taking_back.take_back(work, station.actor, entry))


def serve(station: Station, service: str = "B02") -> CalledTicket:
    """Somebody comes, is called and sits down."""
    issue(station, service)
    called = call_next(station)
    start(station, called.ticket_id)
    return called


def check(
    station: Station, ticket_id: UUID, number: int, state: str = "present", reason: str = "", note: str = ""
) -> None:
    station.do(
        lambda work: applications.check_requirement(
            work, station.actor, ticket_id, number, state, reason, note
        )
    )


def answer(station: Station, ticket_id: UUID, number: int, *, applies: bool) -> None:
    station.do(
        lambda work: applications.answer_condition(work, station.actor, ticket_id, number, applies=applies)
    )


def show_all_papers(station: Station, ticket_id: UUID) -> None:
    """Every paper is there, and no condition applies."""
    service = station.store.catalogue.services[tickets_service(station, ticket_id)]
    for requirement in service.requirements:
        if requirement.condition:
            answer(station, ticket_id, requirement.number, applies=False)
        else:
            check(station, ticket_id, requirement.number)


def tickets_service(station: Station, ticket_id: UUID) -> str:
    return ticket_row(station, ticket_id).service


def ticket_row(station: Station, ticket_id: UUID) -> TicketState:
    return station.do(lambda work: tickets.ticket_of(work, ticket_id))


def submit(
    station: Station, ticket_id: UUID, form: ApplicantForm = SOMEBODY, *, as_written: bool = False
) -> Submitted:
    return station.do(
        lambda work: applications.submit_papers(work, station.actor, ticket_id, form, as_written=as_written)
    )


def correct(
    station: Station, application_id: UUID, correction: Correction, *, as_written: bool = False
) -> Corrected:
    station.clock.advance_s(1)
    return station.do(
        lambda work: corrections.correct_application(
            work, station.actor, application_id, correction, as_written=as_written
        )
    )


def print_all(station: Station) -> list[print_jobs.OpenJob]:
    """Every open paper comes out at once."""
    done: list[print_jobs.OpenJob] = []
    while (job := station.do(print_jobs.take_next_job)) is not None:
        came_out(station, job)
        done.append(job)
    return done


def came_out(station: Station, job: print_jobs.OpenJob) -> None:
    station.do(lambda work: print_jobs.mark_printed(work, job.job_id))


def screen(station: Station) -> CounterScreen:
    return station.ask(
        lambda connection: counter_screen(
            connection,
            catalogue=station.store.catalogue,
            site=station.store.site,
            counter=station.actor.counter,
            now_ms=station.clock(),
        )
    )


def refusal(act: Callable[[], Any]) -> Refused:
    """What a rule said no with."""
    with pytest.raises(Refused) as caught:
        act()
    return caught.value


def failure(act: Callable[[], Any]) -> Unavailable:
    """What the surroundings failed with."""
    with pytest.raises(Unavailable) as caught:
        act()
    return caught.value


def entries(store: Store) -> list[Entry]:
    return store.read(lambda connection: list(journal.all_entries(connection)))


def kinds(store: Store) -> list[str]:
    return [entry.kind for entry in entries(store)]


def is_clean(store: Store) -> bool:
    """What ``verify`` asks: the chain holds and a rebuild gives what is stored."""
    return store.read(
        lambda connection: (
            journal.first_broken(journal.all_entries(connection), journal.heads(connection)) is None
            and rebuild.first_difference(connection) is None
        )
    )


def act(station: Station, operation: Callable[..., T], *values: Any, **named: Any) -> T:
    """Any verb of the desk, by the station's officer, a second later."""
    station.clock.advance_s(1)
    return station.do(lambda work: operation(work, station.actor, *values, **named))


def beside(station: Station, officer: str = "P04", counter: int = 4) -> Station:
    """A colleague's counter, on the same store."""
    return Station(
        station.store, station.clock, signed_in(station.store, station.clock, officer, counter).actor
    )
