"""The table of print jobs in a station's store, as the worker sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_app.operations import print_jobs

if TYPE_CHECKING:
    from collections.abc import Collection

    from counter_app.db.store import Store


class StoreJobs:
    """Each call is one transaction; all raise Unavailable for the disk's faults."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def reopen_jobs(self) -> int:
        """Open again what was being printed when the program ended."""
        return self._store.write(print_jobs.reopen_jobs)

    def take_next_job(self, tried: Collection[int]) -> print_jobs.OpenJob | None:
        """Mark the oldest open job that was not tried in this round as printing."""
        return self._store.write(lambda work: print_jobs.take_next_job(work, tried))

    def mark_printed(self, job_id: int) -> None:
        """The paper is out: the journal says so."""
        self._store.write(lambda work: print_jobs.mark_printed(work, job_id))

    def mark_failed(self, job_id: int, problem: str) -> None:
        """The paper did not come out; the job stays open."""
        self._store.write(lambda work: print_jobs.mark_failed(work, job_id, problem))
