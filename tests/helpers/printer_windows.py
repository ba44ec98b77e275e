"""Printing in trouble, and the page where a printer is set up, on a real station."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from counter_app.domain.thermal import ThermalSettings
from counter_app.operations import print_jobs
from counter_app.ui.counter.printing import Printing
from tests.helpers import stations
from tests.helpers.scene import Scene
from tests.helpers.seat import CONTROL, SHIFT, Key


def paper_in_doubt(scene: Scene) -> None:
    """The power failed while slips were printed; one question after the other."""
    scene.seat.begin()
    for service in ("B02", "B06"):
        stations.issue(scene.station, service)
        scene.station.do(print_jobs.take_next_job)
    scene.station.do(print_jobs.doubt_cut_jobs)
    scene.seat.settle()


def paper_out_with_spare(scene: Scene) -> None:
    """Another printer could take over."""
    store = scene.seat.store
    store.station = replace(store.station, spare=ThermalSettings("device", "/dev/null"))
    scene.seat.begin()
    stations.issue(scene.station, "B02")
    job = scene.station.do(print_jobs.take_next_job)
    assert job is not None
    scene.station.do(lambda work: print_jobs.mark_failed(work, job.job_id, "paper_out"))
    scene.seat.settle()


def _printer_page(scene: Scene, thermal: ThermalSettings | None = None) -> None:
    store = scene.seat.store
    if thermal is not None:
        store.station = replace(store.station, printer="thermal", thermal=thermal)
    scene.seat.begin()
    scene.seat.press(Key.Key_P, CONTROL | SHIFT)
    scene.seat.settle()


def printer_page(scene: Scene) -> None:
    """A printer that tells nothing."""
    _printer_page(scene, ThermalSettings("device", "/dev/null"))


def printer_page_folder(scene: Scene) -> None:
    """As a new station is."""
    _printer_page(scene)


def printer_page_away(scene: Scene) -> None:
    """Nobody listens there."""
    _printer_page(scene, ThermalSettings("network", "127.0.0.1:1"))


def printer_page_wrong(scene: Scene) -> None:
    """No address at all."""
    _printer_page(scene, ThermalSettings("network", "127.0.0.1:1"))
    page = scene.seat.window.feature(Printing).page()
    page.fields.address.setFocus()
    page.fields.address.line_edit.clear()
    scene.seat.type("printer depan: lantai 1")
    scene.seat.press(Key.Key_Return)


STATES: dict[str, Callable[[Scene], None]] = {
    state.__name__.replace("_", "-"): state
    for state in (
        paper_in_doubt, paper_out_with_spare, printer_page, printer_page_folder, printer_page_away,
        printer_page_wrong,
    )
}  # fmt: skip
