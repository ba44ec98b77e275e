"""Three lanes: one thread writes, one reads, one asks the hub, and the window never waits.

What comes back is delivered by one signal to a slot of a QObject that lives on the GUI thread.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.db.store import Store
from counter_app.domain.errors import CounterError

T = TypeVar("T")

JOIN_WITHIN_S = 5.0
"""How long closing waits for jobs that are under way."""


class _Lane:
    """One thread that does its jobs in the order in which they came."""

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        # daemon: a job that hangs beyond the joining time must not keep the process alive
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def put(self, job: Callable[[], None]) -> None:
        self._jobs.put(job)

    def stop(self) -> None:
        self._jobs.put(None)

    def has_joined(self, within_s: float) -> bool:
        self._thread.join(max(0.0, within_s))
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
            del job  # a waiting lane holds nothing of the window


class Lanes(QObject):
    """The way from the window to the database and back.

    Signals: ``crashed(error)`` carries an exception that no rule foresaw; its job has been rolled back.
    """

    crashed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._writing = _Lane("write lane")
        self._reading = _Lane("read lane")
        self._asking = _Lane("hub lane")
        self._is_closed = False
        self._newest: dict[str, Callable[[], None]] = {}
        self._newest_lock = threading.Lock()
        self._arrived.connect(self._deliver)

    def write(
        self, job: Callable[[Store], T], done: Callable[[T], None], failed: Callable[[CounterError], None]
    ) -> None:
        """Does ``job`` after all earlier ones; then calls ``done`` or ``failed`` on the GUI thread."""
        if not self._is_closed:
            self._writing.put(partial(self._attempt, job, done, failed))

    def read(
        self,
        job: Callable[[Store], T],
        done: Callable[[T], None],
        failed: Callable[[CounterError], None],
        *,
        topic: str = "",
    ) -> None:
        """Like ``write`` on the other lane.

        Of several waiting reads of one ``topic`` only the newest is done: the others would be stale.
        """
        if self._is_closed:
            return
        attempt = partial(self._attempt, job, done, failed)
        if not topic:
            self._reading.put(attempt)
            return
        with self._newest_lock:
            is_waiting = topic in self._newest
            self._newest[topic] = attempt
        if not is_waiting:
            self._reading.put(partial(self._do_newest, topic))

    def ask(
        self, job: Callable[[Store], T], done: Callable[[T], None], failed: Callable[[CounterError], None]
    ) -> None:
        """Like ``write`` on a lane of its own: what asks the hub keeps neither writing nor reading waiting.

        It begins when everything is written that was asked for before.
        """
        if not self._is_closed:
            self._writing.put(partial(self._asking.put, partial(self._attempt, job, done, failed)))

    def close(self) -> bool:
        """Finishes what is under way and says whether all lanes ended within 5 s."""
        self._is_closed = True
        lanes = (self._writing, self._reading, self._asking)
        for lane in lanes:
            lane.stop()
        until = time.monotonic() + JOIN_WITHIN_S
        have_joined = [lane.has_joined(until - time.monotonic()) for lane in lanes]
        return all(have_joined)

    def _do_newest(self, topic: str) -> None:
        with self._newest_lock:
            attempt = self._newest.pop(topic)
        attempt()

    def _attempt(
        self, job: Callable[[Store], T], done: Callable[[T], None], failed: Callable[[CounterError], None]
    ) -> None:
        try:
            outcome = partial(done, job(self._store))
        except CounterError as told:
            outcome = partial(failed, told)
        except Exception as mistake:  # noqa: BLE001 - delivery is where our own mistakes are caught
            outcome = partial(self.crashed.emit, mistake)
        self._arrived.emit(outcome)

    @Slot(object)
    def _deliver(self, outcome: Callable[[], None]) -> None:
        if not self._is_closed:
            outcome()
