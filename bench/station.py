"""Stations to measure on: the real catalogue, a scripted clock, as many tickets as asked for."""

from __future__ import annotations

import random
import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select

from counter_app.db.store import Sources, Store, create_store, open_store
from counter_app.db.tables import JOURNAL, PRINT_JOB, TICKET
from counter_app.db.work import Work
from counter_app.domain.catalogue import Service
from counter_app.domain.clock import uuid7_source
from counter_app.domain.entry import Entry
from counter_app.domain.ticket import PRIORITY_CLASSES, ticket_number
from counter_app.domain.tracking_code import new_code
from counter_app.operations.actor import Actor
from counter_app.operations.catalogue import read_catalogue, read_site
from counter_app.operations.days import close_day, open_day
from counter_app.operations.issuing import random_bits
from counter_app.operations.print_jobs import PRINTED
from counter_app.settings import new_station, resource

FIRST_DAY = date(2026, 1, 5)
LATER_DAY = date(2030, 1, 7)
TICKETS_A_DAY = 300
COUNTER = 3
ACTOR = Actor("P-BENCH", "Petugas Contoh", "DISDUKCAPIL", ("officer",), COUNTER)
_LAST = select(func.max(JOURNAL.c.at_ms))
_OPENS_H_UTC = 0  # eight o'clock in Atambua


class ScriptedClock:
    """Goes on only when told to, so that a year of mornings passes in a minute."""

    def __init__(self) -> None:
        self.at_ms = 0

    def __call__(self) -> int:
        """UTC milliseconds, one later at each look: entries of one transaction keep their order."""
        self.at_ms += 1
        return self.at_ms

    def go_to(self, day: date) -> None:
        """Opening time of a day."""
        opening = datetime(day.year, day.month, day.day, _OPENS_H_UTC, tzinfo=UTC)
        self.at_ms = int(opening.timestamp() * 1000)

    def pass_s(self, seconds: float) -> None:
        """Lets time pass."""
        self.at_ms += int(seconds * 1000)


@dataclass(frozen=True)
class Station:
    """A store and the clock that it goes by."""

    store: Store
    clock: ScriptedClock

    @classmethod
    def at(cls, folder: Path) -> Station:
        """A closed station, opened where its last day stood."""
        clock = ScriptedClock()
        store = open_store(folder, sources(clock))
        last = store.read(lambda connection: connection.execute(_LAST).scalar_one())
        clock.at_ms = last
        return cls(store, clock)

    def opened(self) -> Station:
        """The same folder, opened again after it was closed."""
        return Station(open_store(self.store.folder, sources(self.clock)), self.clock)


def sources(clock: ScriptedClock) -> Sources:
    """Clock, ids and bytes of a station to measure on."""
    return Sources(clock, uuid7_source(clock), secrets.token_bytes)


def new_counter(folder: Path) -> Station:
    """An empty counter station with the real catalogue."""
    shutil.rmtree(folder, ignore_errors=True)
    catalogue = read_catalogue(resource("catalogue"))
    site = read_site(resource("catalogue/site.toml"), catalogue)
    clock = ScriptedClock()
    clock.go_to(FIRST_DAY)
    settings = new_station(site.code, "counter", COUNTER)
    return Station(create_store(folder, settings, catalogue, site, sources(clock)), clock)


def fill(station: Station, tickets: int, waiting: int, *, with_slips: bool = True) -> None:
    """So many tickets over business days of 300, all served but the last ``waiting`` of today.

    Entries are recorded, hashed, appended and projected by the product, a day in one transaction.
    Afterwards today is open and the clock stands after its last ticket.
    """
    day = FIRST_DAY
    while tickets:
        today = min(tickets, max(TICKETS_A_DAY, waiting))
        left = tickets - today
        begin_day(station, day)
        filling = _Day(station, day, today - (0 if left else waiting), today, with_slips=with_slips)
        station.store.write(filling.record)
        if left:
            station.store.write(lambda work: close_day(work, ACTOR))
        day, tickets = day + timedelta(days=1), left


def one_more_day(station: Station, served: int, waiting: int) -> None:
    """Opens a day long after all others, with so many served and so many who wait."""
    begin_day(station, LATER_DAY)
    day = _Day(station, LATER_DAY, served, served + waiting, with_slips=True)
    station.store.write(day.record)


def begin_day(station: Station, day: date) -> None:
    """Opens a business day at eight in the morning."""
    station.clock.go_to(day)
    station.store.write(lambda work: open_day(work, ACTOR, day))


def tickets_in(store: Store) -> int:
    """How many tickets a store knows."""
    return store.read(lambda read: read.execute(select(func.count()).select_from(TICKET)).scalar_one())


def services_here(store: Store) -> list[Service]:
    """The services of the agency that sits at this counter."""
    return [one for one in store.catalogue.services.values() if one.agency == ACTOR.agency]


class _Day:
    """One business day as its entries."""

    def __init__(self, station: Station, day: date, served: int, issued: int, *, with_slips: bool) -> None:
        self._station, self._served, self._issued, self._with_slips = station, served, issued, with_slips
        self._day = day.year * 10_000 + day.month * 100 + day.day
        self._services = services_here(station.store)
        self._chance = random.Random(self._day)
        self._jobs: list[dict[str, object]] = []

    def record(self, work: Work) -> None:
        """Everything that happened on this day, with its print jobs."""
        for place in range(self._issued):
            self._station.clock.pass_s(80)
            self._ticket(work, place)
        if self._jobs:
            work.connection.execute(PRINT_JOB.insert(), self._jobs)

    def _ticket(self, work: Work, place: int) -> None:
        service = self._chance.choice(self._services)
        visit, ticket = work.new_entity(), work.new_entity()
        self._entry(work, "visit.opened", visit, {"code": new_code(random_bits(work)), "channel": "counter"})
        serial = work.next_number(f"t/{self._day}/B")
        number = ticket_number("B", work.station.issuer, serial, work.site.main_issuer)
        body: dict[str, object] = {
            "number": number, "queue": "B", "service": service.code, "visit": visit.hex,
        }  # fmt: skip
        if self._chance.random() < 0.1:
            body["priority"] = self._chance.choice(PRIORITY_CLASSES)
        self._entry(work, "ticket.issued", ticket, body)
        self._slip(work, ticket, f"{number} {service.name}")
        if place < self._served:
            self._entry(work, "ticket.called", ticket, {"counter": COUNTER, "rule": "regular"})
            self._entry(work, "ticket.started", ticket, {"counter": COUNTER})
            self._entry(work, "ticket.finished", ticket, {})

    def _slip(self, work: Work, ticket: UUID, title: str) -> None:
        if not self._with_slips:
            return
        asked = work.clock()
        self._jobs.append({
            "paper": "ticket", "entity_id": ticket.bytes, "title": title, "print_no": 1,
            "officer": ACTOR.officer, "state": PRINTED, "attempts": 1, "problem": "",
            "asked_at": asked, "printed_at": asked + 900, "printer": "", "repeats": 0,
        })  # fmt: skip
        self._entry(work, "slip.printed", ticket, {"copy": 1})

    def _entry(self, work: Work, kind: str, entity: UUID, body: dict[str, object]) -> Entry:
        agency = "" if kind == "visit.opened" else ACTOR.agency
        return work.record(kind, entity, body, officer=ACTOR.officer, business_day=self._day, agency=agency)
