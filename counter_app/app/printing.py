"""Joins the table of print jobs, the paper press and the station's printers."""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from counter_app.db.store import Store
from counter_app.domain.thermal import ThermalSettings
from counter_app.operations import print_jobs
from counter_app.operations.print_jobs import SHEET, OpenJob
from counter_app.printing.printers import FolderPrinter, Printer
from counter_app.printing.worker import PrintJob, PrintWorker
from counter_app.settings import THERMAL, StationSettings

if TYPE_CHECKING:
    from counter_app.app.press import Press
    from counter_app.printing.thermal import ThermalPrinter

PAPERS = "papers"
"""Where the folder printer keeps papers, inside the data folder."""
SPARE, OFFICE = "spare", "office"
"""Where a job can be moved to: the second thermal printer, or the one for A5."""
A5 = "a5"


class StoreJobs:
    """The station's print jobs as the worker asks for them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def doubt_cut_jobs(self) -> int:
        """What was being printed when the program ended may be out."""
        return self._store.write(print_jobs.doubt_cut_jobs)

    def take_next_job(self, tried: Collection[int]) -> OpenJob | None:
        """The oldest open job that was not tried in this round."""
        return self._store.write(lambda work: print_jobs.take_next_job(work, tried))

    def mark_printed(self, job_id: int) -> None:
        """The paper is out."""
        self._store.write(lambda work: print_jobs.mark_printed(work, job_id))

    def mark_failed(self, job_id: int, problem: str, *, is_half_out: bool = False) -> None:
        """The paper did not come out, or not whole."""
        self._store.write(lambda work: print_jobs.mark_failed(work, job_id, problem, is_half_out=is_half_out))

    def mark_doubtful(self, job_id: int, problem: str) -> None:
        """Nobody knows whether the paper is out."""
        self._store.write(lambda work: print_jobs.mark_doubtful(work, job_id, problem))

    def mark_impossible(self, job_id: int, problem: str) -> None:
        """The paper can't be made: told once, then given up."""
        self._store.write(lambda work: print_jobs.mark_impossible(work, job_id, problem))


class StationPrinters:
    """The printers that the settings name now; one given by hand takes everything."""

    def __init__(self, store: Store, only: Printer | None = None) -> None:
        self._store = store
        self._only = only
        self._thermal: dict[ThermalSettings, ThermalPrinter] = {}
        self._locks: defaultdict[tuple[str, str], threading.Lock] = defaultdict(threading.Lock)
        """One a device: other settings of it are the same printer."""

    def for_job(self, job: PrintJob) -> Printer:
        """Where this paper goes: where it was moved to, else where its size lies."""
        station = self._store.station
        if self._only is not None:
            return self._only
        if job.printer == SPARE and station.spare.link:
            return self.thermal(station.spare)
        if station.printer != THERMAL:
            return self.by_name(station.printer)
        if job.printer == OFFICE or size_of(station, job.paper) == A5:
            return self.by_name(station.office_printer)
        return self.thermal(station.thermal)

    def thermal(self, settings: ThermalSettings) -> ThermalPrinter:
        """A thermal printer; the same one for the same settings, since it remembers how it was."""
        from counter_app.printing.thermal import ThermalPrinter  # noqa: PLC0415  no start waits for it

        lock = self._locks[settings.link, settings.address]
        return self._thermal.setdefault(settings, ThermalPrinter(settings, lock=lock))

    def is_paper_low(self) -> bool:
        """Whether the usual printer said last that its roll ends soon."""
        station = self._store.station
        printer = self._thermal.get(station.thermal) if station.printer == THERMAL else None
        state = printer.last_state if printer is not None else None
        return state is not None and state.is_paper_low

    def other(self) -> str:
        """Where waiting papers can be moved to; empty = nowhere."""
        station = self._store.station
        if station.spare.link:
            return SPARE
        return OFFICE if station.printer == THERMAL else ""

    def by_name(self, name: str) -> Printer:
        """The folder, the system's default printer, or one by its name."""
        if name == "folder":
            return folder_printer(self._store)
        from counter_app.ui.system_printer import SystemPrinter  # noqa: PLC0415  Qt, where no window may be wanted

        return SystemPrinter("" if name == "system" else name)


def size_of(station: StationSettings, paper: str) -> str:
    """Size of a kind of paper at this station: "a5" or that of the roll."""
    return {"receipt": station.receipt_paper, SHEET: station.sheet_paper}.get(paper, "80mm")


def press(store: Store) -> Callable[[PrintJob, Printer], bytes]:
    """Makes the paper of a job; what it needs is loaded with the first paper, no start waits for it."""
    made: list[Press] = []

    def render(job: PrintJob, printer: Printer) -> bytes:
        from counter_app.app.press import Press  # noqa: PLC0415  reportlab and its fonts: 70 ms

        if not made:
            made.append(Press(store))
        return made[0].paper(job, printer.speaks)

    return render


def folder_printer(store: Store) -> Printer:
    """Keeps papers as files in the data folder."""
    return FolderPrinter(store.folder / PAPERS)


def print_worker(store: Store, printers: StationPrinters) -> PrintWorker:
    """The worker of a station."""
    return PrintWorker(StoreJobs(store), printers.for_job, press(store))


def print_all(store: Store, printer: Printer | None = None) -> int:
    """Prints what is open, now and here; answers how many papers came out. Raises Unavailable."""
    with _qt_for(store) if printer is None else nullcontext():
        store.write(print_jobs.doubt_cut_jobs)
        return print_worker(store, StationPrinters(store, printer)).run_once()


@contextmanager
def _qt_for(store: Store) -> Iterator[None]:
    """The system's printers need Qt's application, also where no window is open."""
    station = store.station
    named = {station.office_printer} if station.printer == THERMAL else {station.printer}
    if named == {"folder"}:
        yield
        return
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415  no window, no Qt

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QGuiApplication.instance() or QGuiApplication([])
    yield


def papers_folder(store: Store) -> Path:
    """Where the folder printer keeps its papers."""
    return store.folder / PAPERS
