"""The counter window in every state that has a picture, on a real station."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QApplication

from counter_app.db.queries.counter import ApplicantForm
from counter_app.operations import handing_on, parking, print_jobs
from counter_app.operations.corrections import Correction
from counter_app.ui.counter.looking_up import LookingUp
from counter_app.ui.counter.moving import Moving
from tests.helpers import stations
from tests.helpers.seat import CONTROL, Key, Seat
from tests.helpers.stations import ScriptedClock, Station, reopened

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
        self.seat.clock.set(at(hour, minute, second))

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
                form = _form_with_fields(self.station, service)
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


def _form_with_fields(station: Station, service: str) -> ApplicantForm:
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


def sign_in(scene: Scene) -> None:
    scene.seat.window.sign_in_page.officer.set_key("P03")
    scene.seat.window.sign_in_page.focus_first()


def wrong_pin(scene: Scene) -> None:
    sign_in(scene)
    scene.seat.window.sign_in_page.pin.setFocus()
    scene.seat.type("0000")
    scene.seat.press(Key.Key_Return)


def day(scene: Scene) -> None:
    scene.seat.sign_in()


def day_question(scene: Scene) -> None:
    scene.seat.begin()
    stations.close_day(scene.station)
    scene.seat.clock.set(datetime(2012, 1, 1, 1, 0, tzinfo=UTC))
    scene.seat.settle()


def idle_empty(scene: Scene) -> None:
    scene.seat.begin()


def nobody_waiting(scene: Scene) -> None:
    scene.seat.begin()
    scene.seat.press(Key.Key_F2)


def idle_full(scene: Scene) -> None:
    """As counter-idle: an officer's morning behind, the last one just finished."""
    scene.seat.begin()
    scene.serve_earlier()
    scene.set(10, 25)
    ticket = scene.issue("B11")
    scene.set(10, 26)
    scene.seat.settle()
    scene.seat.press(Key.Key_F2)
    scene.seat.press(Key.Key_F5)
    stations.show_all_papers(scene.station, ticket)
    stations.submit(scene.station, ticket, _form_with_fields(scene.station, "B11"))
    scene.set(10, 31)
    scene.seat.settle()
    scene.seat.press(Key.Key_F6)


def idle_waiting(scene: Scene) -> None:
    scene.seat.begin()
    scene.serve_earlier()
    scene.let_wait()
    scene.set(9, 42)
    scene.seat.window.feed.ask()
    scene.seat.settle()
    scene.seat.window.idle_page.history.list.setFocus()
    scene.seat.press(Key.Key_Down)


def called(scene: Scene) -> None:
    scene.seat.begin()
    scene.call_b012()
    scene.let_wait()
    scene.set(9, 42)
    scene.seat.settle()


def called_often(scene: Scene) -> None:
    """As often as the site's rule allows."""
    called(scene)
    scene.seat.press(Key.Key_F3)
    scene.seat.press(Key.Key_F3)


def move(scene: Scene) -> None:
    """F7 over somebody who sits there: places, counters, officers."""
    serving(scene)
    scene.seat.window.toast.hide()
    scene.seat.press(Key.Key_F7)


def move_service(scene: Scene) -> None:
    """F7 and everyday words: another service."""
    move(scene)
    scene.seat.type("ktp hilang")


def move_cancel(scene: Scene) -> None:
    """F7 before service began."""
    called(scene)
    scene.seat.window.toast.hide()
    scene.seat.press(Key.Key_F7)
    scene.seat.type("batal")


def move_time(scene: Scene) -> None:
    """A time that is none."""
    move(scene)
    page = scene.seat.window.feature(Moving).page()
    page.until.line_edit.setFocus()
    page.until.line_edit.clear()
    scene.seat.type("25.70")
    scene.seat.press(Key.Key_Return)


def move_nothing(scene: Scene) -> None:
    move(scene)
    scene.seat.type("zzzqq")


def aside(scene: Scene) -> None:
    """Two held, one of them due, one who did not come, and many who wait."""
    seat = scene.seat
    seat.begin()
    for service, hour, minute, place, until in (("B02", 9, 0, "copies", 15), ("B04", 9, 10, "payment", 90)):
        scene.set(hour, minute)
        scene.issue(service, "disabled" if place == "payment" else "")
        seat.settle()
        seat.press(Key.Key_F2)
        seat.press(Key.Key_F5)
        scene.park(place, until)
    scene.set(9, 16)
    scene.issue("B11")
    seat.settle()
    seat.press(Key.Key_F2)
    seat.press(Key.Key_F4)
    scene.let_wait()
    scene.set(9, 42)
    seat.window.toast.hide()
    seat.window.feed.ask()
    seat.settle()


def number(scene: Scene) -> None:
    """Ctrl+N: a held one is chosen."""
    aside(scene)
    scene.seat.press(Key.Key_N, CONTROL)


def number_reason(scene: Scene) -> None:
    """A waiting one, and why it is called first."""
    number(scene)
    scene.seat.type("9")
    scene.seat.press(Key.Key_Return)


def number_absent(scene: Scene) -> None:
    number(scene)
    scene.seat.type("3")


def number_nothing(scene: Scene) -> None:
    number(scene)
    scene.seat.type("999")


def number_none(scene: Scene) -> None:
    scene.seat.begin()
    scene.seat.press(Key.Key_N, CONTROL)


def move_longest(scene: Scene) -> None:
    """The catalogue's longest names among the ways on."""
    longest(scene)
    scene.seat.press(Key.Key_F7)
    scene.seat.type("kendaraan")


def number_longest(scene: Scene) -> None:
    longest(scene)
    scene.seat.press(Key.Key_N, CONTROL)


def came_back(scene: Scene) -> None:
    """In the line: one who came back, one whom another counter handed on."""
    scene.seat.begin()
    scene.call_b012()
    scene.seat.press(Key.Key_F4)
    scene.let_wait()
    scene.set(9, 44)
    scene.seat.press(Key.Key_N, CONTROL)
    scene.seat.type("12")
    scene.seat.press(Key.Key_Return)
    actor, row = scene.station.actor, stations.screen(scene.station).waiting[2]
    scene.station.do(lambda work: handing_on.transfer(work, actor, row.ticket_id, counter=3))
    scene.set(9, 46)
    scene.seat.window.feed.ask()
    scene.seat.settle()


def outcome(scene: Scene) -> None:
    serving(scene)
    scene.seat.window.toast.hide()
    scene.seat.press(Key.Key_F6)


def leaving(scene: Scene) -> None:
    serving_half(scene)
    scene.seat.press(Key.Key_F2)


def next_service(scene: Scene) -> None:
    """F8 while somebody is served: the next thing this person needs."""
    serving(scene)
    scene.seat.window.toast.hide()
    scene.seat.press(Key.Key_F8)
    scene.seat.type("akta kematian")


def finished_and_called(scene: Scene) -> None:
    serving(scene)
    scene.seat.press(Key.Key_F2)
    scene.seat.press(Key.Key_F6)


def serving(scene: Scene) -> None:
    """As counter-serving: the person sits there, the form is empty."""
    called(scene)
    scene.seat.press(Key.Key_F5)


def serving_half(scene: Scene) -> None:
    serving(scene)
    type_applicant(scene.seat)
    check_papers(scene.seat)
    scene.seat.window.toast.hide()
    scene.set(9, 48)
    scene.seat.window.feed.ask()
    scene.seat.window.serving_page.checklist.go_to(3)
    scene.seat.settle()


def serving_question(scene: Scene) -> None:
    serving(scene)
    scene.seat.window.toast.hide()
    scene.seat.window.serving_page.checklist.go_to(7)
    scene.seat.settle()


def serving_reason(scene: Scene) -> None:
    serving_half(scene)
    scene.seat.window.serving_page.checklist.go_to(4)
    scene.seat.type("T")


def serving_complete(scene: Scene) -> None:
    serving(scene)
    type_applicant(scene.seat)
    stations.show_all_papers(scene.station, scene.seat.window.serving_page.ticket_id or UUID(int=0))
    scene.seat.window.serving_page.foot.button.setFocus()
    scene.seat.settle()
    scene.seat.press(Key.Key_Return, CONTROL)


def error(scene: Scene) -> None:
    """As counter-error: two fields need correcting."""
    serving_half(scene)
    page = scene.seat.window.serving_page
    page.fields.number.setFocus()
    page.fields.number.line_edit.clear()
    scene.seat.type("53041271038000")
    page.fields.birth_date.setFocus()
    page.fields.birth_date.line_edit.clear()
    scene.seat.type("31 1980")
    scene.seat.press(Key.Key_Return, CONTROL)


def draft_again(scene: Scene) -> None:
    """The power went while the form was half typed."""
    serving(scene)
    scene.seat.type("5304127103800001")
    scene.seat.press(Key.Key_Return)
    scene.seat.type("Contoh Pem")
    scene.seat.window.serving_page.flush_draft()
    scene.seat.settle()
    station = scene.station
    scene.seat.cut_power()
    again = reopened(station)
    scene.seat = Seat(station.folder, clock=station.clock, store=again.store, size=_size(scene.seat))
    scene.seat.sign_in()


def search_empty(scene: Scene) -> None:
    scene.seat.begin()
    scene.seat.press(Key.Key_F8)


def search_hit(scene: Scene) -> None:
    search_empty(scene)
    scene.seat.type("ktp hilang")


def search_nothing(scene: Scene) -> None:
    search_empty(scene)
    scene.seat.type("zzzqq")


def search_priority(scene: Scene) -> None:
    search_empty(scene)
    scene.seat.type("akta lahir")
    scene.seat.window.search_page.priority.choose("elderly")
    scene.seat.window.search_page.priority.focus_chosen()
    scene.seat.settle()


def issued(scene: Scene) -> None:
    scene.seat.begin()
    scene.seat.issue("ktp hilang")


def printer_notice(scene: Scene) -> None:
    scene.seat.begin()
    stations.issue(scene.station, "B02")
    job = scene.station.do(print_jobs.take_next_job)
    assert job is not None
    scene.station.do(lambda work: print_jobs.mark_failed(work, job.job_id, "printer_missing"))
    scene.seat.clock.advance_s(60)
    scene.seat.window.feed.ask()
    scene.seat.settle()


def longest(scene: Scene) -> None:
    """The catalogue's longest names, in every place at once."""
    seat = scene.seat
    seat.begin()
    scene.set(9, 0)
    tickets = [
        stations.issue(scene.station, code, priority="disabled").ticket_id
        for code in ("M01", "M01", "M02", "N01", "M01")
    ]
    scene.print_all_but(tickets[2])
    seat.settle()
    seat.press(Key.Key_F2)
    scene.set(9, 5)
    seat.press(Key.Key_F5)


def longest_papers(scene: Scene) -> None:
    """The service with most papers, at a counter that serves it."""
    scene.seat.begin()
    services = scene.seat.store.catalogue.services.values()
    own = [one for one in services if one.agency == scene.station.actor.agency]
    most = max(own, key=lambda one: sum(len(paper.name) + len(paper.condition) for paper in one.requirements))
    scene.issue(most.code, "infant")
    scene.seat.settle()
    scene.seat.press(Key.Key_F2)


def keys(scene: Scene) -> None:
    """F1 in the middle of work."""
    serving_half(scene)
    scene.seat.press(Key.Key_F1)


def _look_for(scene: Scene, words: str) -> None:
    seat = scene.seat
    seat.press(Key.Key_K, CONTROL)
    seat.type(words)
    page = seat.window.feature(LookingUp).finding.finder()
    page._pause.timeout.emit()
    seat.settle()


def _file_for(scene: Scene, name: str, service: str) -> None:
    station = scene.station
    called = stations.serve(station, service)
    stations.show_all_papers(station, called.ticket_id)
    form = replace(_form_with_fields(station, service), full_name=name)
    stations.submit(station, called.ticket_id, form)
    stations.finish(station, called.ticket_id)
    stations.print_all(station)


def finder(scene: Scene) -> None:
    """Nothing typed yet, over a form that is half typed."""
    serving_half(scene)
    _look_for(scene, "")


def finder_all(scene: Scene) -> None:
    """A word that people, services and commands share."""
    scene.seat.begin()
    for name, service in (
        ("Contoh Cetak Seran", "B02"),
        ("Maria Contoh Cetakan", "B06"),
        ("Contoh Yohanes de Cetak Nahak", "B11"),
    ):
        _file_for(scene, name, service)
    _look_for(scene, "cetak")
    scene.seat.press(Key.Key_Down)


def finder_ticket(scene: Scene) -> None:
    idle_waiting(scene)
    _look_for(scene, scene.station.ask(lambda it: it.exec_driver_sql(_FIRST_NUMBER).scalar_one()))


def finder_nothing(scene: Scene) -> None:
    scene.seat.begin()
    _look_for(scene, "siapakah dia itu")


def found_application(scene: Scene) -> None:
    scene.seat.begin()
    _file_for(scene, "Contoh Pemohon", "B06")
    _look_for(scene, "contoh pem")
    scene.seat.press(Key.Key_Return)


def found_missing(scene: Scene) -> None:
    """Papers are missing; the longest service there is."""
    scene.seat.begin()
    station = scene.station
    called = stations.serve(station, "B06")
    papers = station.store.catalogue.services["B06"].requirements
    stations.show_all_papers(station, called.ticket_id)
    for paper in papers[:3]:
        stations.check(station, called.ticket_id, paper.number, "missing")
    stations.submit(station, called.ticket_id, _form_with_fields(station, "B06"))
    stations.finish(station, called.ticket_id)
    _look_for(scene, "5304")
    scene.seat.press(Key.Key_Return)


def found_other_agency(scene: Scene) -> None:
    """A case of the police at the counter of Disdukcapil."""
    scene.seat.begin()
    stations.issue(scene.station, "C07", priority="elderly")
    code = scene.station.ask(lambda it: it.exec_driver_sql("SELECT code FROM visit").scalar_one())
    scene.seat.scan(str(code))


def scanned_unknown(scene: Scene) -> None:
    scene.seat.begin()
    scene.seat.scan("4T8R6WZC1NPVZ")


def scanned_replaced(scene: Scene) -> None:
    """An older paper of an application that was corrected since."""
    scene.seat.begin()
    _file_for(scene, "Contoh Salah", "B06")
    station = scene.station
    raw, code = station.ask(lambda it: it.exec_driver_sql("SELECT id, code FROM application").one())
    right = replace(_form_with_fields(station, "B06"), full_name="Contoh Benar")
    stations.correct(station, UUID(bytes=bytes(raw)), Correction(right, "B06"))
    stations.print_all(station)
    scene.seat.settle()
    scene.seat.scan(f"https://mpp.contoh.go.id/t/{code}")


_FIRST_NUMBER = "SELECT number FROM ticket WHERE phase = 1 ORDER BY issued_at LIMIT 1"


def _size(seat: Seat) -> tuple[int, int]:
    return seat.window.width(), seat.window.height()


STATES: dict[str, Callable[[Scene], None]] = {
    state.__name__.replace("_", "-"): state
    for state in (
        sign_in, wrong_pin, day, day_question, idle_empty, nobody_waiting, idle_full, idle_waiting, called,
        serving, serving_question, serving_half, serving_reason, serving_complete, error, draft_again,
        search_empty, search_hit, search_nothing, search_priority, issued, printer_notice, longest,
        longest_papers, keys, called_often, move, move_service, move_cancel, move_time, move_nothing, aside,
        number, number_reason, number_absent, number_nothing, number_none, outcome, leaving, next_service,
        move_longest, number_longest, came_back, finished_and_called, finder, finder_all, finder_ticket,
        finder_nothing, found_application, found_missing, found_other_agency, scanned_unknown,
        scanned_replaced,
    )
}  # fmt: skip
"""Name of the picture -> how to get there."""


SEATS = {
    "longest": (19, "S01"),
    "move-longest": (19, "S01"),
    "number-longest": (19, "S01"),
    "longest-papers": (1, "P01"),
}
"""Counter and officer of states that the third counter cannot show."""


@contextmanager
def window_in(
    state: str,
    folder: Path,
    size: tuple[int, int] = (1366, 768),
    states: Mapping[str, Callable[[Scene], None]] = STATES,
) -> Iterator[Seat]:
    """The window in a state; the station is a new one in ``folder``."""
    counter, officer = SEATS.get(state, (3, "P03"))
    scene = Scene(Seat(folder, clock=ScriptedClock(), counter=counter, officer=officer, size=size))
    try:
        states[state](scene)
        QApplication.processEvents()
        yield scene.seat
    finally:
        scene.seat.close()
