"""A seat at the counter, and what others do there: what the pictures of the window are made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from counter_app.db.queries.counter import ApplicantForm
from counter_app.operations import parking, print_jobs
from tests.helpers import stations
from tests.helpers.seat import Key, Seat
from tests.helpers.stations import Station

WAITING = (
    ("B01", "elderly", 23), ("B02", "", 19), ("B11", "", 17), ("B06", "", 15), ("B04", "", 12),
    ("B10", "", 11), ("B02", "", 8), ("B12", "", 6), ("B07", "", 4), ("B03", "", 4), ("B05", "", 3),
    ("B08", "", 2), ("B09", "", 1), ("B01", "", 0),
)  # fmt: skip
"""Service, priority and minutes of those who wait at 09.42."""

NOT_PRINTED = 4
"""Which of them has no slip yet."""

SERVED = (
    ("B02", 9, 0, 1, 0), ("B07", 9, 10, 4, 12), ("B04", 9, 18, 5, 9), ("B11", 9, 28, 2, 7),
)  # fmt: skip
"""Service, hour and minute of issue in Atambua, minutes until called, minutes served (0 = did not come)."""


def at(hour: int, minute: int, second: int = 0) -> datetime:
    """A time of that Monday on the wall clock of Atambua."""
    return datetime(2026, 11, 23, hour - 8, minute, second, tzinfo=UTC)


class Scene:
    """A seat, and the station behind it for what others do there."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat

    @property
    def station(self) -> Station:
        actor = self.seat.window.acts.actor
        assert actor is not None
        return Station(self.seat.store, self.seat.clock, actor)

    def set(self, hour: int, minute: int, second: int = 0) -> None:
        """Another time; somebody was at the counter meanwhile, so that it does not lock itself."""
        self.seat.clock.set(at(hour, minute, second))
        there = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.seat.window, there)

    def issue(self, service: str, priority: str = "") -> UUID:
        """A number whose slip is out already."""
        issued = stations.issue(self.station, service, priority=priority)
        stations.print_all(self.station)
        return issued.ticket_id

    def park(self, place: str, minutes: int) -> None:
        """Who is in front goes away for so long."""
        actor, current = self.station.actor, self.seat.window.context.current()
        assert current is not None
        until_ms = self.seat.clock() + minutes * 60_000
        self.station.do(
            lambda work: parking.park(work, actor, current.ticket_id, place=place, until_ms=until_ms)
        )
        self.seat.settle()

    def serve_earlier(self) -> None:
        """What the officer did before."""
        for service, hour, minute, wait, served in SERVED:
            self.set(hour, minute)
            ticket = self.issue(service)
            self.set(hour, minute + wait)
            stations.call_next(self.station)
            if not served:
                stations.not_here(self.station, ticket)
                continue
            stations.start(self.station, ticket)
            if service != "B04":
                stations.show_all_papers(self.station, ticket)
                form = form_with_fields(self.station, service)
                stations.submit(self.station, ticket, form)
            self.set(hour, minute + wait + served)
            stations.finish(self.station, ticket)
        stations.print_all(self.station)

    def let_wait(self) -> None:
        """Fourteen people, the first for 23 minutes."""
        tickets = []
        for service, priority, minutes in WAITING:
            self.set(9, 42 - minutes, 0)
            tickets.append(stations.issue(self.station, service, priority=priority).ticket_id)
        self.print_all_but(tickets[NOT_PRINTED])

    def print_all_but(self, ticket: UUID) -> None:
        """The printer stops at one slip."""
        stuck: set[int] = set()
        while (job := self.station.do(lambda work: print_jobs.take_next_job(work, stuck))) is not None:
            if job.entity_id == ticket:
                stuck.add(job.job_id)
            else:
                stations.came_out(self.station, job)

    def call_b012(self) -> UUID:
        """A nursing mother with a birth certificate, called at 09.42."""
        # numbers 1 to 11 went to people who are not in the picture
        self.station.do(lambda work: [work.next_number("t/20261123/B") for _ in range(11)])
        self.set(9, 31)
        ticket = self.issue("B06", "pregnant")
        self.set(9, 42)
        self.seat.settle()
        self.seat.press(Key.Key_F2)
        return ticket


def form_with_fields(station: Station, service: str) -> ApplicantForm:
    """The sample person, with whatever the service asks besides."""
    fields = station.store.catalogue.services[service].fields
    extra = tuple((field.key, "Contoh") for field in fields)
    known = stations.SOMEBODY
    return ApplicantForm(
        known.identity_kind, known.identity_number, known.full_name, known.birth_date, known.phone, extra
    )


def type_applicant(seat: Seat) -> None:
    """The sample person, field by field."""
    for words in ("5304127103800001", "Contoh Pemohon", "31 3 1980", "", "Contoh Anak Pemohon"):
        seat.type(words)
        seat.press(Key.Key_Return)


def check_papers(seat: Seat) -> None:
    """A, L, K, T with its reason, A, M; what is conditional does not apply; back to the third row."""
    rows = seat.window.serving_page.checklist
    rows.focus_open()
    for letter in "ALK":
        seat.type(letter)
    seat.type("T")
    seat.type("1")
    seat.press(Key.Key_Return)
    for letter in "AMTT":
        seat.type(letter)


def named(*states: Callable[[Scene], None]) -> dict[str, Callable[[Scene], None]]:
    """Name of the picture -> how to get there."""
    return {state.__name__.replace("_", "-"): state for state in states}
