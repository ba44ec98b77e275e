"""One day of a simulated hall: people come, wait, are called, served, sent for copies, and go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from random import Random
from typing import Protocol, TypeVar
from uuid import UUID

from counter_app.db.work import Work
from counter_app.domain.catalogue import Catalogue, Service, Site
from counter_app.domain.errors import Refused
from counter_app.domain.simulation import Habits, service_s
from counter_app.operations import calling, days, lining_up, parking, print_jobs, serving
from counter_app.operations.actor import Actor
from counter_app.operations.closing import close_desk
from counter_app.operations.counters import open_counter, start_break
from counter_app.operations.shifts import close_shifts, open_shift
from counter_app.operations.simulating.papers import file_papers
from counter_app.operations.simulating.timeline import Timeline
from counter_app.operations.visits import issue_visit

T = TypeVar("T")
BEFORE_S = 600
"""So long before the doors open people sit down."""
_AFTER_S = 7_200
"""So long after they close somebody may still be called."""
_PAPER_S = 3
_CALLED_AGAIN_S = 60
_BREAK_S = 1_800
_NOON_S = 43_200


class Acts(Protocol):
    """Runs operations: each in a transaction of its own, or a whole day in one."""

    def __call__(self, operation: Callable[[Work], T]) -> T:
        """Runs one operation."""


@dataclass(frozen=True, slots=True)
class Hall:
    """What is the same every day."""

    site: Site
    catalogue: Catalogue
    habits: Habits
    pace: float
    hours: tuple[int, int]
    """The doors open and close at these full hours."""
    actors: Sequence[Actor]
    """Who sits at each counter, in the order of the site's counters."""
    front: Actor


@dataclass(frozen=True, slots=True)
class Coming:
    """One person who comes."""

    at_s: int
    """Seconds after midnight."""
    services: tuple[str, ...]
    priority: str
    has_papers: bool = False
    """Comes again, now with everything."""


@dataclass(slots=True)
class _Guest:
    """One ticket of one person."""

    ticket: UUID
    service: Service
    queue: str
    has_papers: bool
    is_waiting: bool = True
    was_away: bool = False
    has_filed: bool = False
    is_incomplete: bool = False


@dataclass(slots=True)
class _Desk:
    actor: Actor
    queues: tuple[str, ...]
    break_s: int
    """When its break is due; 0 = it had one."""
    is_free: bool = True


class Day:
    """A day that runs from its opening to its close."""

    def __init__(self, hall: Hall, day: date, timeline: Timeline, acts: Acts, chance: Random) -> None:
        self._hall, self._day, self._time, self._acts, self._chance = hall, day, timeline, acts, chance
        self._guests: dict[UUID, _Guest] = {}
        self._lines = {queue.letter: 0 for queue in hall.site.queues}
        self._letters = {queue.agency: queue.letter for queue in hall.site.queues}
        self._desks = [
            _Desk(actor, desk.queues, _NOON_S + _BREAK_S * (place % 2))
            for place, (actor, desk) in enumerate(zip(hall.actors, hall.site.counters, strict=True))
        ]
        self._until_s = 3600 * hall.hours[1] + _AFTER_S
        self.comes_again: list[str] = []
        """Services of everybody who was sent home for papers and will be back."""

    def run(self, coming: Sequence[Coming], until_s: int | None = None) -> None:
        """The whole day and its close; or up to a time, and the hall stays as it is then."""
        opens, closes = (3600 * hour for hour in self._hall.hours)
        self._time.at(opens - BEFORE_S, partial(self._acts, self._open))
        for person in coming:
            self._time.at(person.at_s, partial(self._arrives, person))
        for desk in self._desks:
            self._time.at(desk.break_s, partial(self._next, desk))
        self._time.at(closes, lambda: None)
        self._time.run(until_s)
        if until_s is not None:
            return
        self._time.after(60, partial(self._acts, self._close))
        self._time.run()

    def _open(self, work: Work) -> None:
        first, *others = self._hall.actors
        for actor in self._hall.actors:
            open_shift(work, actor)
        days.open_day(work, first, self._day)
        for actor in others:
            open_counter(work, actor)

    def _close(self, work: Work) -> None:
        first, *others = self._hall.actors
        for actor in others:
            close_desk(work, actor)
        close_shifts(work, first)
        days.close_day(work, first)

    def _arrives(self, person: Coming) -> None:
        issued = self._acts(
            lambda work: issue_visit(work, self._hall.front, person.services, person.priority)
        )
        guests = [
            self._guest(ticket.ticket_id, code, person)
            for ticket, code in zip(issued.tickets, person.services, strict=True)
        ]
        for guest in guests:
            self._time.after(_PAPER_S, self._prints)
            self._wake(guest.queue)
            if self._hall.habits.does("gives_up", self._chance):
                self._time.after(self._away_s(), partial(self._gives_up, guest))

    def _guest(self, ticket: UUID, code: str, person: Coming) -> _Guest:
        service = self._hall.catalogue.services[code]
        queue = self._letters[service.agency]
        guest = self._guests[ticket] = _Guest(ticket, service, queue, person.has_papers)
        self._lines[queue] += 1
        return guest

    def _prints(self) -> None:
        """The oldest paper comes out."""
        self._acts(_print_one)

    def _gives_up(self, guest: _Guest) -> None:
        if guest.is_waiting and not guest.was_away:
            guest.is_waiting = False
            self._lines[guest.queue] -= 1
            self._acts(lambda work: lining_up.cancel_ticket(work, self._hall.front, guest.ticket, "left"))

    def _lines_up(self, guest: _Guest) -> None:
        guest.is_waiting = True
        self._lines[guest.queue] += 1
        self._wake(guest.queue)

    def _wake(self, queue: str) -> None:
        """The first counter that is free looks who waits there."""
        desk = next((desk for desk in self._desks if desk.is_free and queue in desk.queues), None)
        if desk is not None:
            self._next(desk)

    def _next(self, desk: _Desk) -> None:
        """A counter that has nobody in front: its break, or whoever is next."""
        now = self._time.now_s
        if not desk.is_free or now > self._until_s:
            return
        if desk.break_s and now >= desk.break_s and now < desk.break_s + _BREAK_S:
            self._rests(desk)
        elif any(self._lines[letter] for letter in desk.queues):
            self._calls(desk)

    def _rests(self, desk: _Desk) -> None:
        desk.is_free, desk.break_s = False, 0
        self._acts(lambda work: start_break(work, desk.actor, "meal"))
        self._time.after(_BREAK_S, partial(self._is_back, desk))

    def _is_back(self, desk: _Desk) -> None:
        self._acts(lambda work: open_counter(work, desk.actor))
        self._is_free(desk)

    def _is_free(self, desk: _Desk) -> None:
        """Its last guest may be the one for whom another counter waits."""
        desk.is_free = True
        for one in [desk, *self._desks]:
            self._next(one)

    def _calls(self, desk: _Desk) -> None:
        called = self._acts(partial(_called_or_none, actor=desk.actor))
        if called is None:  # who waits is at another counter just now
            return
        guest = self._guests[called]
        guest.is_waiting, desk.is_free = False, False
        self._lines[guest.queue] -= 1
        walk_s = self._chance.uniform(*self._hall.habits.walk_s)
        if not guest.was_away and self._hall.habits.does("no_show", self._chance):
            self._time.after(_CALLED_AGAIN_S, partial(self._calls_again, desk, guest))
        else:
            self._time.after(walk_s, partial(self._starts, desk, guest))

    def _calls_again(self, desk: _Desk, guest: _Guest) -> None:
        self._acts(lambda work: calling.call_again(work, desk.actor, guest.ticket))
        self._time.after(_CALLED_AGAIN_S, partial(self._is_not_here, desk, guest))

    def _is_not_here(self, desk: _Desk, guest: _Guest) -> None:
        self._acts(lambda work: serving.mark_no_show(work, desk.actor, guest.ticket))
        if self._hall.habits.does("comes_back", self._chance):
            self._time.after(self._away_s(), partial(self._comes_after_all, guest))
        self._is_free(desk)

    def _comes_after_all(self, guest: _Guest) -> None:
        guest.was_away = True
        self._acts(lambda work: lining_up.bring_back(work, self._hall.front, guest.ticket))
        self._lines_up(guest)

    def _starts(self, desk: _Desk, guest: _Guest) -> None:
        self._acts(lambda work: serving.start_serving(work, desk.actor, guest.ticket))
        lasts_s = service_s(guest.service.counter_minutes, self._hall.pace, self._chance)
        habits = self._hall.habits
        if not guest.was_away and habits.does("sent_away", self._chance):
            self._time.after(lasts_s / 3, partial(self._sends_away, desk, guest))
            return
        if guest.has_papers or (not guest.has_filed and habits.does("files", self._chance)):
            self._time.after(lasts_s / 2, partial(self._files, desk, guest))
        self._time.after(lasts_s, partial(self._finishes, desk, guest))

    def _sends_away(self, desk: _Desk, guest: _Guest) -> None:
        self._acts(lambda work: parking.park(work, desk.actor, guest.ticket, place="copies"))
        self._time.after(self._away_s(), partial(self._has_copies, guest))
        self._is_free(desk)

    def _has_copies(self, guest: _Guest) -> None:
        guest.was_away = True
        self._acts(lambda work: parking.unpark(work, self._hall.front, guest.ticket, to=parking.TO_QUEUE))
        self._lines_up(guest)

    def _files(self, desk: _Desk, guest: _Guest) -> None:
        habits = self._hall.habits
        guest.has_filed = True
        guest.is_incomplete = not guest.has_papers and habits.does("incomplete", self._chance)
        self._acts(
            lambda work: file_papers(
                work,
                desk.actor,
                guest.ticket,
                guest.service,
                self._chance,
                is_complete=not guest.is_incomplete,
            )
        )
        self._time.after(_PAPER_S, self._prints)
        if guest.is_incomplete and habits.does("returns", self._chance):
            self.comes_again.append(guest.service.code)

    def _finishes(self, desk: _Desk, guest: _Guest) -> None:
        outcome = "incomplete" if guest.is_incomplete else "served"
        self._acts(lambda work: serving.finish(work, desk.actor, guest.ticket, outcome))
        self._is_free(desk)

    def _away_s(self) -> float:
        return self._chance.uniform(*self._hall.habits.away_s)


def _called_or_none(work: Work, actor: Actor) -> UUID | None:
    """Who is called, or None where nobody can be."""
    try:
        return calling.call_next(work, actor).ticket_id
    except Refused as refused:
        if refused.code != "nobody_waiting":
            raise
        return None


def _print_one(work: Work) -> None:
    job = print_jobs.take_next_job(work)
    if job is not None:
        print_jobs.mark_printed(work, job.job_id)
