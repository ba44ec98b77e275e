"""Joins the table of print jobs, the paper press and a printer."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from counter_app.db.store import Store
from counter_app.operations import print_jobs
from counter_app.operations.print_jobs import OpenJob
from counter_app.printing.printers import FolderPrinter, Printer
from counter_app.printing.worker import PrintJob, PrintWorker

if TYPE_CHECKING:
    from counter_app.app.press import Press

PAPERS = "papers"
"""Where the folder printer keeps papers, inside the data folder."""


class StoreJobs:
    """The station's print jobs as the worker asks for them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def reopen_jobs(self) -> int:
        """Open again what was being printed when the program ended."""
        return self._store.write(print_jobs.reopen_jobs)

    def take_next_job(self, tried: Collection[int]) -> OpenJob | None:
        """The oldest open job that was not tried in this round."""
        return self._store.write(lambda work: print_jobs.take_next_job(work, tried))

    def mark_printed(self, job_id: int) -> None:
        """The paper is out."""
        self._store.write(lambda work: print_jobs.mark_printed(work, job_id))

    def mark_failed(self, job_id: int, problem: str) -> None:
        """The paper did not come out."""
        self._store.write(lambda work: print_jobs.mark_failed(work, job_id, problem))

    def mark_impossible(self, job_id: int, problem: str) -> None:
        """The paper can't be made: told once, then given up."""
        self._store.write(lambda work: print_jobs.mark_impossible(work, job_id, problem))


def press(store: Store) -> Callable[[PrintJob], bytes]:
    """Makes the PDF of a job; what it needs is loaded with the first paper, no start waits for it."""
    made: list[Press] = []

    def render(job: PrintJob) -> bytes:
        from counter_app.app.press import Press  # noqa: PLC0415  reportlab and its fonts: 70 ms

        if not made:
            made.append(Press(store))
        return made[0].pdf(job)

    return render


def folder_printer(store: Store) -> Printer:
    """Keeps papers as files in the data folder."""
    return FolderPrinter(store.folder / PAPERS)


def chosen_printer(store: Store) -> Printer:
    """The printer that the station's settings name."""
    if store.station.printer == "folder":
        return folder_printer(store)
    from counter_app.ui.system_printer import SystemPrinter  # noqa: PLC0415  Qt, where no window may be wanted

    return SystemPrinter("" if store.station.printer == "system" else store.station.printer)


def print_worker(store: Store, printer: Printer) -> PrintWorker:
    """The worker of a station."""
    return PrintWorker(StoreJobs(store), printer, press(store))


def print_all(store: Store, printer: Printer | None = None) -> int:
    """Prints what is open, now and here; answers how many papers came out. Raises Unavailable."""
    with _qt_for(store) if printer is None else nullcontext():
        return print_worker(store, printer or chosen_printer(store)).run_once()


@contextmanager
def _qt_for(store: Store) -> Iterator[None]:
    """The system's printers need Qt's application, also where no window is open."""
    if store.station.printer == "folder":
        yield
        return
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415  no window, no Qt

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QGuiApplication.instance() or QGuiApplication([])
    yield


def papers_folder(store: Store) -> Path:
    """Where the folder printer keeps its papers."""
    return store.folder / PAPERS
