"""The reception window in every state that has a picture, on a real station, by its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from counter_app.operations import print_jobs
from counter_app.ui.connect.hub import FoundHub, NearbyHub
from counter_app.ui.desk.sync_news import SyncNews
from tests.helpers.front_desk import FrontDesk
from tests.helpers.seat import CONTROL, SHIFT, Key


@dataclass(frozen=True)
class Report:
    """What a sync thread would say."""

    last_sent_ms: int | None
    unsent: int
    unsent_since_ms: int | None
    problem: str = ""
    new_issuer: int = 0


class AnyHub:
    """Answers every address and takes every code."""

    def nearby(self) -> tuple[NearbyHub, ...]:
        return ()

    def look(self, address: str) -> FoundHub:
        return FoundHub(address, "PEM", "A1B2 C3D4")

    def enrol(self, hub: FoundHub, code: str) -> None:
        """Nothing follows from it here."""


def sign_in(door: FrontDesk) -> None:
    door.window.sign_in_page.focus_first()


def day(door: FrontDesk) -> None:
    door.sign_in()


def connecting(door: FrontDesk) -> None:
    door.press(Key.Key_H, CONTROL)
    door.type("192.168.1.5:8443")
    door.press(Key.Key_Tab)
    door.type("482913")
    door.press(Key.Key_Return)


def empty(door: FrontDesk) -> None:
    door.begin()


def two_services(door: FrontDesk) -> None:
    """As reception-light."""
    door.begin()
    door.add("ktp hilang")
    door.add("laporan kehilangan")
    door.press(Key.Key_F8)
    door.add("laporan kehilangan")
    door.add("ktp hilang")
    door.window.toast.hide()


def nothing_found(door: FrontDesk) -> None:
    door.begin()
    door.type("zzzqq")


def issued(door: FrontDesk) -> None:
    door.begin()
    door.add("ktp hilang")
    door.add("laporan kehilangan")
    door.press(Key.Key_F8)


def longest(door: FrontDesk) -> None:
    """The longest names of the catalogue, in the rail and in the sheet, while the toast stands."""
    door.begin()
    services = sorted(door.store.catalogue.services.values(), key=lambda one: -len(one.name))
    for service in services[:4]:
        door.add(service.name)
    door.press(Key.Key_P, CONTROL)


def overdue(door: FrontDesk) -> None:
    door.begin()
    news = door.sync
    assert news is not None
    news.is_linked = True
    news.report(Report(door.clock.now_ms, 12, door.clock.now_ms))
    door.clock.advance_s(16 * 60)
    door.window.feed.ask()
    door.settle()


def printer_notice(door: FrontDesk) -> None:
    issued(door)
    job = door.store.write(print_jobs.take_next_job)
    assert job is not None
    door.store.write(lambda work: print_jobs.mark_failed(work, job.job_id, "paper_out"))
    door.settle()


def all_keys(door: FrontDesk) -> None:
    two_services(door)
    door.press(Key.Key_F1)


def finder(door: FrontDesk) -> None:
    two_services(door)
    door.press(Key.Key_K, CONTROL)
    door.type("cetak")
    door.window.overlays.finding.finder()._pause.timeout.emit()
    door.settle()


def found_slip(door: FrontDesk) -> None:
    """A slip was scanned at the door."""
    issued(door)
    code = door.store.read(lambda it: it.exec_driver_sql("SELECT code FROM visit").scalar_one())
    door.window.toast.hide()
    door.scan(str(code))


def closing(door: FrontDesk) -> None:
    """Some wait still when the shift ends."""
    issued(door)
    door.window.toast.hide()
    door.press(Key.Key_T, CONTROL)


def lost_slip(door: FrontDesk) -> None:
    issued(door)
    door.window.toast.hide()
    door.press(Key.Key_K, CONTROL | SHIFT)
    door.type("ktp")
    door.window.overlays.lost_slips.page()._pause.timeout.emit()
    door.settle()


def moving(door: FrontDesk) -> None:
    """The slip that was scanned goes first from now on."""
    found_slip(door)
    door.press(Key.Key_Down)
    door.press(Key.Key_Return)
    door.press(Key.Key_F7)
    door.type("disab")


STATES: dict[str, Callable[[FrontDesk], None]] = {
    state.__name__.replace("_", "-"): state
    for state in (
        sign_in, day, connecting, empty, two_services, nothing_found, issued, longest, overdue,
        printer_notice, all_keys, finder, found_slip, closing, lost_slip, moving,
    )
}  # fmt: skip
"""Name of the picture -> how to get there."""


@contextmanager
def reception_in(state: str, folder: Path, size: tuple[int, int] = (1366, 768)) -> Iterator[FrontDesk]:
    """The window in a state; the station is a new one in ``folder``."""
    door = FrontDesk(folder, sync=SyncNews(), finder=AnyHub(), size=size)
    try:
        STATES[state](door)
        QApplication.processEvents()
        yield door
    finally:
        door.close()
