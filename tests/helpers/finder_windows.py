"""The counter window while somebody or something is looked for."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from counter_app.operations.corrections import Correction
from counter_app.ui.counter.looking_up import LookingUp
from tests.helpers import stations
from tests.helpers.opening_windows import idle_waiting
from tests.helpers.scene import Scene, form_with_fields, named
from tests.helpers.seat import CONTROL, Key
from tests.helpers.serving_windows import serving_half


def look_for(scene: Scene, words: str) -> None:
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
    form = replace(form_with_fields(station, service), full_name=name)
    stations.submit(station, called.ticket_id, form)
    stations.finish(station, called.ticket_id)
    stations.print_all(station)


def finder(scene: Scene) -> None:
    """Nothing typed yet, over a form that is half typed."""
    serving_half(scene)
    look_for(scene, "")


def finder_all(scene: Scene) -> None:
    """A word that people, services and commands share."""
    scene.seat.begin()
    for name, service in (
        ("Contoh Cetak Seran", "B02"),
        ("Maria Contoh Cetakan", "B06"),
        ("Contoh Yohanes de Cetak Nahak", "B11"),
    ):
        _file_for(scene, name, service)
    look_for(scene, "cetak")
    scene.seat.press(Key.Key_Down)


def finder_ticket(scene: Scene) -> None:
    idle_waiting(scene)
    look_for(scene, scene.station.ask(lambda it: it.exec_driver_sql(_FIRST_NUMBER).scalar_one()))


def finder_nothing(scene: Scene) -> None:
    scene.seat.begin()
    look_for(scene, "siapakah dia itu")


def found_application(scene: Scene) -> None:
    scene.seat.begin()
    _file_for(scene, "Contoh Pemohon", "B06")
    look_for(scene, "contoh pem")
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
    stations.submit(station, called.ticket_id, form_with_fields(station, "B06"))
    stations.finish(station, called.ticket_id)
    look_for(scene, "5304")
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
    right = replace(form_with_fields(station, "B06"), full_name="Contoh Benar")
    stations.correct(station, UUID(bytes=bytes(raw)), Correction(right, "B06"))
    stations.print_all(station)
    scene.seat.settle()
    scene.seat.scan(f"https://mpp.contoh.go.id/t/{code}")


_FIRST_NUMBER = "SELECT number FROM ticket WHERE phase = 1 ORDER BY issued_at LIMIT 1"


STATES = named(
    finder,
    finder_all,
    finder_ticket,
    finder_nothing,
    found_application,
    found_missing,
    found_other_agency,
    scanned_unknown,
    scanned_replaced,
)
