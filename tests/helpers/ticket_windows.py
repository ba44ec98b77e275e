"""The counter window while numbers are given."""

from __future__ import annotations

from counter_app.operations import print_jobs
from tests.helpers import stations
from tests.helpers.scene import Scene, named
from tests.helpers.seat import Key
from tests.helpers.serving_windows import serving


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


def next_service(scene: Scene) -> None:
    """F8 while somebody is served: the next thing this person needs."""
    serving(scene)
    scene.seat.window.toast.hide()
    scene.seat.press(Key.Key_F8)
    scene.seat.type("akta kematian")


def printer_notice(scene: Scene) -> None:
    scene.seat.begin()
    stations.issue(scene.station, "B02")
    job = scene.station.do(print_jobs.take_next_job)
    assert job is not None
    scene.station.do(lambda work: print_jobs.mark_failed(work, job.job_id, "printer_missing"))
    scene.seat.clock.advance_s(60)
    scene.seat.window.feed.ask()
    scene.seat.settle()


STATES = named(
    search_empty, search_hit, search_nothing, search_priority, issued, next_service, printer_notice
)
