"""Years of believable history, through the real operations, always the same for the same seed."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from counter_app.db.store import Sources, Store, create_store
from counter_app.db.tables import JOURNAL, TICKET
from counter_app.db.work import Work
from counter_app.domain.catalogue import Catalogue, Site
from counter_app.domain.clock import uuid7_source
from counter_app.domain.errors import Refused
from counter_app.domain.simulation import (
    Arrivals,
    Habits,
    arrival_seconds,
    arrivals_of,
    build_habits,
    pace,
    tickets_by_day,
)
from counter_app.operations.simulating.hall import Acts, Coming, Day, Hall
from counter_app.operations.simulating.site import actors, front_desk, minutes, needs, training_site
from counter_app.operations.simulating.timeline import SimulatedClock, Timeline
from counter_app.operations.site_calendar import closed_days
from counter_app.operations.watch import Watch
from counter_app.settings import new_station, resource, write_station

T = TypeVar("T")
WEEKDAYS = 5
"""Monday to Friday."""
MOST_COUNTERS = 50
_RETURNS_WITHIN = 5
"""Business days within which somebody comes again with the papers."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for."""

    tickets: int
    days: int
    """Business days; the last one is the last before ``until``."""
    counters: int
    seed: int
    until: date
    live_s: int | None = None
    """The day ``until`` has begun and stands at so many seconds after midnight; None = it has not."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """What was written."""

    site: str
    tickets: int
    days: int
    counters: int
    first_day: date
    last_day: date
    entries: int


def simulate(
    folder: Path,
    wanted: Wanted,
    catalogue: Catalogue,
    sample: Site,
    *,
    kind: str = "counter",
    watch: Watch | None = None,
    one_by_one: bool = False,
) -> Simulated:
    """Fills an empty folder with a training station's history.

    ``kind``: what the station is opened as; its history is written at counter 1.
    Each day is one transaction of the real operations; ``one_by_one``: each operation is one, as at a desk,
    which a test holds against it. The same ``wanted`` gives the same history.
    Raises Refused: simulation_size (what, most), simulation_closed (opens, closes), folder_not_empty
    (folder), history_cancelled (done: tickets of the days that are whole; they stay).
    """
    watch = watch or Watch()
    _refuse_size(wanted)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused("folder_not_empty", folder=str(folder))
    run = _Run(wanted, catalogue, sample)
    run.refuse_closed()
    station = replace(new_station(run.hall.site.code, "counter", 1), is_training=True)
    with closing(create_store(folder, station, catalogue, run.hall.site, run.sources)) as store:
        run.through(store, watch, one_by_one=one_by_one)
        write_station(
            folder, replace(station, kind=kind, counter=station.counter if kind == "counter" else 0)
        )
        return store.read(lambda connection: _told(connection, wanted, run))


def _refuse_size(wanted: Wanted) -> None:
    if not 1 <= wanted.counters <= MOST_COUNTERS:
        raise Refused("simulation_size", what="counters", most=MOST_COUNTERS)
    if not 1 <= wanted.days <= wanted.tickets:
        raise Refused("simulation_size", what="days", most=max(1, wanted.tickets))


class _Run:
    """One simulation."""

    def __init__(self, wanted: Wanted, catalogue: Catalogue, sample: Site) -> None:
        self._wanted, self._chance = wanted, Random(wanted.seed)  # noqa: S311  the same again for the same seed
        self._habits = _habits()
        self._arrivals = _arrivals()
        digest = hashlib.sha256(repr(wanted).encode()).hexdigest()
        self._needs = needs(catalogue, sample, self._habits)
        wishes = [one for offered in self._needs.values() for one in offered.items()]
        self._codes = [code for code, _ in wishes]
        self._shares = list(accumulate(share for _, share in wishes))
        by_ticket = minutes(self._needs, catalogue.services)
        site = training_site(sample, by_ticket, wanted.counters, digest)
        hours = int(site.opens[:2]), int(site.closes[:2])
        loads = {letter: wanted.tickets / wanted.days * need for letter, need in by_ticket.items()}
        self.hall = Hall(
            site, catalogue, self._habits,
            pace(loads, [desk.queues for desk in site.counters], 60 * (hours[1] - hours[0])),
            hours, actors(site), front_desk(site),
        )  # fmt: skip
        self._clock = SimulatedClock()
        self._zone = ZoneInfo(site.zone_name)
        ids = Random(f"ids {wanted.seed}")  # noqa: S311  nobody's data
        self.sources = Sources(self._clock, uuid7_source(self._clock, ids.getrandbits), ids.randbytes)
        self.days = _business_days(wanted, catalogue)
        self._returning: list[tuple[int, str]] = []

    def through(self, store: Store, watch: Watch, *, one_by_one: bool) -> None:
        """Day after day."""
        weekdays = [day.weekday() for day in self.days]
        counts = tickets_by_day(self._wanted.tickets, weekdays, self._arrivals, self._chance)
        done = 0
        for place, (day, tickets) in enumerate(zip(self.days, counts, strict=True)):
            if not watch.goes_on():
                raise Refused("history_cancelled", done=done)
            coming = self._coming(place, day, tickets)
            if one_by_one:
                self._one_day(place, day, coming, store.write)
            else:
                store.write(lambda work: self._one_day(place, day, coming, _together(work)))  # noqa: B023
            done += tickets
            watch.told(done, self._wanted.tickets)

        if self._wanted.live_s is not None:
            coming = self._coming(len(self.days), self._wanted.until, self._wanted.tickets // len(self.days))
            store.write(
                lambda work: self._one_day(
                    len(self.days), self._wanted.until, coming, _together(work), self._wanted.live_s
                )
            )

    def refuse_closed(self) -> None:
        """A hall can be left as it is only while its doors are open."""
        live_s, (opens, closes) = self._wanted.live_s, self.hall.hours
        if live_s is not None and not 3600 * opens <= live_s < 3600 * closes:
            raise Refused("simulation_closed", opens=self.hall.site.opens, closes=self.hall.site.closes)

    def _one_day(
        self, place: int, day: date, coming: Sequence[Coming], acts: Acts, until_s: int | None = None
    ) -> None:
        midnight = datetime.combine(day, time(), self._zone)
        timeline = Timeline(self._clock, round(midnight.timestamp()) * 1000)
        running = Day(self.hall, day, timeline, acts, self._chance)
        running.run(coming, until_s)
        self._returning += [
            (place + self._chance.randint(1, _RETURNS_WITHIN), service) for service in running.comes_again
        ]

    def _coming(self, place: int, day: date, tickets: int) -> list[Coming]:
        """Who comes on a day: first those who were sent for papers, then whoever else, in their order."""
        due = [service for when, service in self._returning if when <= place][:tickets]
        self._returning = [one for one in self._returning if one[0] > place]
        wishes: list[tuple[tuple[str, ...], bool]] = [((service,), True) for service in due]
        left = tickets - len(wishes)
        while left:
            services = self._wish(left)
            wishes.append((services, False))
            left -= len(services)
        self._chance.shuffle(wishes)
        weekday = min(day.weekday(), WEEKDAYS - 1)  # practice may be on a Sunday
        seconds = arrival_seconds(len(wishes), weekday, self.hall.hours, self._arrivals, self._chance)
        return [
            Coming(at_s, services, self._habits.priority(self._chance), has_papers)
            for at_s, (services, has_papers) in zip(seconds, wishes, strict=True)
        ]

    def _wish(self, most: int) -> tuple[str, ...]:
        first = self._service()
        if most > 1 and self._habits.does("second_service", self._chance):
            second = self._service()
            if second != first:
                return first, second
        return (first,)

    def _service(self) -> str:
        return self._chance.choices(self._codes, cum_weights=self._shares)[0]


def _together(work: Work) -> Acts:
    """All in this one transaction; each operation sees in the tables what the one before it did."""

    def act(operation: Callable[[Work], T]) -> T:
        done = operation(work)
        work.project()
        return done

    return act


def _business_days(wanted: Wanted, catalogue: Catalogue) -> list[date]:
    """The last so many days on which the site works, oldest first."""
    years = cache(lambda year: closed_days((year,), catalogue.holidays))
    found: list[date] = []
    day = wanted.until
    while len(found) < wanted.days:
        day -= timedelta(days=1)
        if day.weekday() < WEEKDAYS and day not in years(day.year):
            found.append(day)
    return found[::-1]


def _habits() -> Habits:
    path = resource("history/habits.toml")
    return build_habits(tomllib.loads(path.read_text("utf-8")), path.name)


def _arrivals() -> Arrivals:
    with resource("history/arrivals.csv").open(encoding="utf-8", newline="") as file:
        return arrivals_of(list(csv.DictReader(file)))


def _told(connection: Connection, wanted: Wanted, run: _Run) -> Simulated:
    tickets = connection.execute(select(func.count()).select_from(TICKET)).scalar_one()
    entries = connection.execute(select(func.count()).select_from(JOURNAL)).scalar_one()
    return Simulated(
        run.hall.site.code, tickets, len(run.days), wanted.counters, run.days[0], run.days[-1], entries
    )
