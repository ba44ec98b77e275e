"""Joins the table of print jobs, the paper press and a printer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from counter_app.db.queries.paper_facts import Printing, paper_facts
from counter_app.db.store import Store
from counter_app.operations import print_jobs
from counter_app.operations.print_jobs import OpenJob
from counter_app.printing.pdf import PaperPress, PaperSize
from counter_app.printing.printers import FolderPrinter, Printer
from counter_app.printing.worker import PrintJob, PrintWorker

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


def press(store: Store) -> Callable[[PrintJob], bytes]:
    """Makes the PDF of a job from what the database says now."""
    made = PaperPress()

    def render(job: PrintJob) -> bytes:
        facts = store.read(
            lambda connection: paper_facts(connection, job.paper, job.entity_id, _printing(store, job))
        )
        is_sheet = job.paper == "receipt" and store.station.receipt_paper == "a5"
        return made.pdf(facts, PaperSize.A5 if is_sheet else PaperSize.ROLL_80)

    return render


def _printing(store: Store, job: PrintJob) -> Printing:
    code = job.officer if isinstance(job, OpenJob) else ""
    name = next((one.name for one in store.site.officers if one.code == code), code)
    return Printing(
        catalogue=store.catalogue,
        site=store.site,
        counter=store.station.counter,
        language=store.station.language,
        officer=name,
        copy=job.copy,
        now_ms=store.clock(),
    )


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
    return print_worker(store, printer or chosen_printer(store)).run_once()


def papers_folder(store: Store) -> Path:
    """Where the folder printer keeps its papers."""
    return store.folder / PAPERS
