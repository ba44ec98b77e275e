"""What the counter window is given by the composition root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from counter_app.db.store import Store
from counter_app.domain.catalogue import Counter
from counter_app.ui.background import Lanes


def _nobody_prints() -> None:
    """Stand-in where no print worker runs; the jobs wait in the database."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One counter with its store and its lanes."""

    store: Store
    lanes: Lanes
    number: int
    """Of the counter (loket) that the officer signs in at."""
    papers_waiting: Callable[[], None] = _nobody_prints
    """Wakes the print worker; called on the GUI thread after something was put down for printing."""

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.store.site.zone_name)

    @property
    def letters(self) -> tuple[str, ...]:
        """Letters of the queues that this counter serves."""
        return self._counter.queues

    @property
    def agencies(self) -> frozenset[str]:
        """Codes of the agencies whose queues this counter serves."""
        return frozenset(queue.agency for queue in self.store.site.queues if queue.letter in self.letters)

    @property
    def _counter(self) -> Counter:
        return next(counter for counter in self.store.site.counters if counter.number == self.number)
