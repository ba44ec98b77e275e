from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from counter_app.domain.errors import Refused, Unavailable
from counter_app.printing.printers import HalfOut, MaybeOut, Printer
from counter_app.printing.worker import FIRST_PAUSE_S, PrintJob, PrintWorker

WITHIN_S = 5.0
OPEN = ("queued", "failed")
ENTITY = UUID(int=7)


def nobody() -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Job:
    job_id: int
    title: str
    paper: str = "ticket"
    entity_id: UUID = ENTITY
    copy: int = 1
    printer: str = ""


class Jobs:
    """A table of jobs in memory; it announces its changes as a store does."""

    def __init__(self, *titles: str) -> None:
        self.jobs = {number: Job(number, title) for number, title in enumerate(titles, start=1)}
        self.states = dict.fromkeys(self.jobs, "queued")
        self.problems: dict[int, str] = {}
        self.is_disk_full = False
        self.changed: Callable[[], None] = nobody
        self.takes = 0

    def add(self, title: str) -> None:
        number = len(self.jobs) + 1
        self.jobs[number] = Job(number, title)
        self.states[number] = "queued"
        self.changed()

    def doubt_cut_jobs(self) -> int:
        left = [number for number, state in self.states.items() if state == "printing"]
        self.states |= dict.fromkeys(left, "doubtful")
        return len(left)

    def take_next_job(self, tried: Collection[int]) -> Job | None:
        self.takes += 1
        opened = [n for n, state in sorted(self.states.items()) if state in OPEN and n not in tried]
        if not opened:
            return None
        self.states[opened[0]] = "printing"
        return self.jobs[opened[0]]

    def mark_printed(self, job_id: int) -> None:
        if self.is_disk_full:
            raise Unavailable("disk_full")
        self.states[job_id] = "printed"
        self.changed()

    def mark_failed(self, job_id: int, problem: str, *, is_half_out: bool = False) -> None:
        self.write_down(job_id, "half" if is_half_out else "failed", problem)

    def mark_doubtful(self, job_id: int, problem: str) -> None:
        self.write_down(job_id, "doubtful", problem)

    def write_down(self, job_id: int, state: str, problem: str) -> None:
        if self.is_disk_full:
            raise Unavailable("disk_full")
        self.states[job_id] = state
        self.problems[job_id] = problem
        self.changed()

    def mark_impossible(self, job_id: int, problem: str) -> None:
        self.mark_failed(job_id, problem)


@dataclass
class Tray:
    """A printer that keeps what came out and can be without paper."""

    name: str = "Contoh"
    out: list[str] = field(default_factory=list)
    problem: str = ""
    failure: type[Unavailable] = Unavailable
    speaks: None = None
    is_crashing: bool = False
    has_printed: threading.Event = field(default_factory=threading.Event)
    has_failed: threading.Event = field(default_factory=threading.Event)

    def for_job(self, _job: PrintJob) -> Tray:
        return self

    def print_paper(self, paper: bytes, title: str) -> None:
        if self.is_crashing:
            raise KeyboardInterrupt
        if self.problem:
            self.has_failed.set()
            raise self.failure(self.problem, name=self.name)
        assert paper == title.encode()
        self.out.append(title)
        self.has_printed.set()


def render(job: PrintJob, _printer: Printer) -> bytes:
    if job.title == "broken":
        raise ZeroDivisionError
    if job.title == "unknown":
        raise Refused("paper_without_facts", paper=job.paper)
    return job.title.encode()


def test_all_open_jobs_come_out_in_the_order_of_asking() -> None:
    jobs, tray = Jobs("B012", "B013", "B014"), Tray()
    assert PrintWorker(jobs, tray.for_job, render).run_once() == 3
    assert tray.out == ["B012", "B013", "B014"]
    assert set(jobs.states.values()) == {"printed"}


def test_a_printer_without_paper_keeps_the_jobs_open_with_its_problem() -> None:
    jobs, tray = Jobs("B012", "B013"), Tray(problem="printer_missing")
    worker = PrintWorker(jobs, tray.for_job, render)
    with pytest.raises(Unavailable):
        worker.run_once()
    assert jobs.problems == {1: "printer_missing"}
    assert jobs.states == {1: "failed", 2: "queued"}
    tray.problem = ""
    assert worker.run_once() == 2
    assert tray.out == ["B012", "B013"]


@pytest.mark.parametrize(
    ("title", "problem"), [("broken", "paper_failed"), ("unknown", "paper_without_facts")]
)
def test_a_paper_that_cannot_be_made_holds_up_no_other(
    title: str, problem: str, caplog: pytest.LogCaptureFixture
) -> None:
    jobs, tray = Jobs(title, "B013"), Tray()
    worker = PrintWorker(jobs, tray.for_job, render)
    assert worker.run_once() == 1
    assert tray.out == ["B013"]
    assert jobs.problems == {1: problem}
    assert worker.run_once() == 0
    jobs.jobs[1] = Job(1, "B012")
    worker.retry()
    assert worker.run_once() == 1
    assert tray.out == ["B013", "B012"]


def test_a_job_cut_off_by_a_crash_is_asked_about_and_not_printed_after_the_restart() -> None:
    jobs, tray = Jobs("B012", "B013"), Tray(is_crashing=True)
    with pytest.raises(KeyboardInterrupt):
        PrintWorker(jobs, tray.for_job, render).run_once()
    assert jobs.states == {1: "printing", 2: "queued"}
    after = Tray()
    with running(PrintWorker(jobs, after.for_job, render)):
        assert after.has_printed.wait(WITHIN_S)
    assert after.out == ["B013"]
    assert jobs.states == {1: "doubtful", 2: "printed"}


@pytest.mark.parametrize(
    ("failure", "state"), [(Unavailable, "failed"), (HalfOut, "half"), (MaybeOut, "doubtful")]
)
def test_what_may_be_out_is_told_apart_from_what_is_not(failure: type[Unavailable], state: str) -> None:
    jobs, tray = Jobs("B012"), Tray(problem="line_lost", failure=failure)
    with pytest.raises(Unavailable):
        PrintWorker(jobs, tray.for_job, render).run_once()
    assert (jobs.states, jobs.problems) == ({1: state}, {1: "line_lost"})


def test_a_doubt_that_the_disk_did_not_take_is_kept_and_nothing_is_printed_twice() -> None:
    jobs, tray = Jobs("B012", "B013"), Tray(problem="line_lost", failure=MaybeOut)
    worker = PrintWorker(jobs, tray.for_job, render)
    jobs.is_disk_full = True
    with pytest.raises(Unavailable):
        worker.run_once()
    tray.problem = ""
    jobs.is_disk_full = False
    worker.run_once()
    assert (tray.out, jobs.states) == (["B013"], {1: "doubtful", 2: "printed"})


def test_a_paper_that_is_out_is_not_printed_again_because_the_disk_is_full() -> None:
    jobs, tray = Jobs("B012"), Tray()
    worker = PrintWorker(jobs, tray.for_job, render)
    jobs.is_disk_full = True
    for _ in range(3):
        with pytest.raises(Unavailable):
            worker.run_once()
    jobs.is_disk_full = False
    assert worker.run_once() == 0
    assert (tray.out, jobs.states) == (["B012"], {1: "printed"})


def test_a_sleeping_worker_prints_what_is_announced() -> None:
    jobs, tray = Jobs(), Tray()
    worker = PrintWorker(jobs, tray.for_job, render)
    jobs.changed = worker.announce
    with running(worker):
        jobs.add("B012")
        assert tray.has_printed.wait(WITHIN_S)
    assert tray.out == ["B012"]


def test_paper_put_in_ends_the_pause_at_once() -> None:
    jobs, tray = Jobs("B012"), Tray(problem="printer_failed")
    worker = PrintWorker(jobs, tray.for_job, render)
    jobs.changed = worker.announce
    with running(worker):
        assert tray.has_failed.wait(WITHIN_S)
        tray.problem = ""
        worker.retry()
        assert tray.has_printed.wait(FIRST_PAUSE_S)


def test_a_failure_that_announces_itself_does_not_keep_the_worker_busy() -> None:
    jobs, tray = Jobs("B012"), Tray(problem="printer_failed")
    worker = PrintWorker(jobs, tray.for_job, render)
    jobs.changed = worker.announce
    with running(worker):
        assert tray.has_failed.wait(WITHIN_S)
        for _ in range(100):
            worker.announce()
    assert jobs.takes == 1


def test_a_broken_paper_does_not_keep_the_worker_busy(caplog: pytest.LogCaptureFixture) -> None:
    jobs, tray = Jobs("broken", "B013"), Tray()
    worker = PrintWorker(jobs, tray.for_job, render)
    jobs.changed = worker.announce
    with running(worker):
        assert tray.has_printed.wait(WITHIN_S)
    assert jobs.takes <= 6
    assert jobs.problems == {1: "paper_failed"}


def test_a_waiting_worker_stops_at_once() -> None:
    worker = PrintWorker(Jobs("B012"), Tray(problem="printer_missing").for_job, render)
    thread = threading.Thread(target=worker.run)
    thread.start()
    worker.stop()
    thread.join(WITHIN_S)
    assert not thread.is_alive()


class running:  # noqa: N801 -- reads as a word: with running(worker)
    """A worker on its thread, stopped at the end."""

    def __init__(self, worker: PrintWorker) -> None:
        self._worker = worker
        self._thread = threading.Thread(target=worker.run)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._worker.stop()
        self._thread.join(WITHIN_S)
        assert not self._thread.is_alive()
