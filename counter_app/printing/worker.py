"""The printing thread: looks at its table first, prints what is open, sleeps until something is announced."""

from __future__ import annotations

import logging
import threading
from functools import partial
from typing import TYPE_CHECKING, Protocol

from counter_app.domain.errors import Refused, Unavailable
from counter_app.printing.printers import HalfOut, MaybeOut

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from uuid import UUID

    from counter_app.printing.printers import Printer

FIRST_PAUSE_S = 2.0
"""After a failure; doubled with each further one."""
LONGEST_PAUSE_S = 30.0
"""A printer that got its paper prints at the latest after this, without anybody pressing a key."""
BROKEN_PAPER = "paper_failed"
"""Problem code of a job whose paper could not be made: our mistake, told without stopping the others."""

_log = logging.getLogger(__name__)


class PrintJob(Protocol):
    """One paper that must come out."""

    @property
    def job_id(self) -> int:
        """Grows with the order of asking."""

    @property
    def paper(self) -> str:
        """One of ticket, missing or receipt."""

    @property
    def entity_id(self) -> UUID:
        """The ticket or application that it is about."""

    @property
    def title(self) -> str:
        """For the printer's own list, and for file names."""

    @property
    def copy(self) -> int:
        """1 = first print; one more for each try that may have come out."""

    @property
    def printer(self) -> str:
        """Where it was moved; empty = the station's usual one."""


class JobSource(Protocol):
    """The table of print jobs. Each call is one transaction; all raise Unavailable for the disk's faults."""

    def doubt_cut_jobs(self) -> int:
        """What was being printed when the program ended may be out: people are asked, nothing is printed."""

    def take_next_job(self, tried: Collection[int]) -> PrintJob | None:
        """Mark the oldest open job that was not tried in this round as printing."""

    def mark_printed(self, job_id: int) -> None:
        """The paper is out."""

    def mark_failed(self, job_id: int, problem: str, *, is_half_out: bool = False) -> None:
        """The paper did not come out; the job stays open. After half a paper the next is no first print."""

    def mark_doubtful(self, job_id: int, problem: str) -> None:
        """Nobody knows whether the paper is out: people are asked, nothing is printed."""

    def mark_impossible(self, job_id: int, problem: str) -> None:
        """A rule says that the paper can't be made; the second time the job is open no more."""


class PrintWorker:
    """Prints open jobs in the order of asking: ``run`` is a thread's whole life, ``run_once`` needs none."""

    def __init__(
        self,
        jobs: JobSource,
        printer_for: Callable[[PrintJob], Printer],
        render: Callable[[PrintJob, Printer], bytes],
    ) -> None:
        self._jobs = jobs
        self._printer_for = printer_for
        self._render = render
        self._wake = threading.Condition()
        self._is_announced = False
        self._is_retry = False
        self._is_stopped = False
        self._owed: dict[int, Callable[[], None]] = {}
        """What became of a paper but could not be written down: the disk was full."""
        self._broken: set[int] = set()
        """Tried again after a restart or ``retry`` only: their failure announces itself to us."""

    def announce(self) -> None:
        """There may be a new job: print it now, unless a pause after a failure is on."""
        with self._wake:
            self._is_announced = True
            self._wake.notify_all()

    def retry(self) -> None:
        """Somebody put paper in: end the pause after a failure, and try broken papers once more."""
        with self._wake:
            self._is_announced = self._is_retry = True
            self._broken.clear()
            self._wake.notify_all()

    def stop(self) -> None:
        """End ``run`` after the paper that is being printed."""
        with self._wake:
            self._is_stopped = True
            self._wake.notify_all()

    def run(self) -> None:
        """Print until stopped; about what a crash cut off people are asked."""
        self._survives(self._jobs.doubt_cut_jobs)
        failures = 0
        while not self._is_stopped:
            failures = 0 if self._survives(self.run_once) else failures + 1
            self._sleep(failures)

    def run_once(self) -> int:
        """Print all open jobs and answer how many came out.

        Raises Unavailable where the printer or the disk fails; the job is open still, with its problem.
        """
        for job_id, mark in list(self._owed.items()):
            self._mark(job_id, mark)
        tried = set(self._broken)
        printed = 0
        while not self._is_stopped and (job := self._jobs.take_next_job(tried)) is not None:
            tried.add(job.job_id)
            printed += self._print(job)
        return printed

    def _print(self, job: PrintJob) -> bool:
        printer = self._printer_for(job)
        paper = self._paper(job, printer)
        if paper is None:
            return False
        try:
            printer.print_paper(paper, job.title)
        except Unavailable as error:
            self._mark(job.job_id, partial(self._fail, job.job_id, error))
            raise
        self._mark(job.job_id, partial(self._jobs.mark_printed, job.job_id))
        return True

    def _paper(self, job: PrintJob, printer: Printer) -> bytes | None:
        """Make the paper; one that can't be made keeps its problem and holds up no other."""
        try:
            return self._render(job, printer)
        except Unavailable as error:
            self._mark(job.job_id, partial(self._fail, job.job_id, error))
            raise
        except Refused as error:
            self._broken.add(job.job_id)
            self._mark(job.job_id, partial(self._jobs.mark_impossible, job.job_id, error.code))
        except Exception:  # noqa: BLE001 -- one broken paper must not hold up the others (DESIGN 9: worker loops)
            _log.exception("paper %s of job %d can't be made", job.paper, job.job_id)
            self._broken.add(job.job_id)
            self._mark(job.job_id, partial(self._jobs.mark_failed, job.job_id, BROKEN_PAPER))
        return None

    def _fail(self, job_id: int, error: Unavailable) -> None:
        if isinstance(error, MaybeOut):
            self._jobs.mark_doubtful(job_id, error.code)
        else:
            self._jobs.mark_failed(job_id, error.code, is_half_out=isinstance(error, HalfOut))

    def _mark(self, job_id: int, mark: Callable[[], None]) -> None:
        """Write down what became of a paper; where that fails it is done before anything else is printed."""
        self._owed[job_id] = mark
        mark()
        del self._owed[job_id]

    def _survives(self, step: Callable[[], int]) -> bool:
        """Do one step of the loop; a worker outlives everything but the program."""
        try:
            step()
        except Unavailable as error:
            _log.warning("printing waits: %s", error)
            return False
        except Exception:  # noqa: BLE001 -- the loop outlives our mistakes (DESIGN 9: worker loops)
            _log.exception("printing met a mistake of ours")
            return False
        return True

    def _sleep(self, failures: int) -> None:
        """Wait for an announcement; after a failure for the pause, which only ``retry`` cuts short.

        Marking a job as failed announces the table's change to ourselves: that must not end the pause.
        """
        pause_s = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** min(failures - 1, 10)) if failures else None
        with self._wake:
            if pause_s is None:
                self._wake.wait_for(lambda: self._is_announced or self._is_stopped)
            else:
                self._wake.wait_for(lambda: self._is_retry or self._is_stopped, timeout=pause_s)
            self._is_announced = self._is_retry = False
