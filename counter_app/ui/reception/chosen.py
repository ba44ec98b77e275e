"""The visit that is being put together, before any number is given."""

from __future__ import annotations

from dataclasses import dataclass, replace

from counter_app.domain.catalogue import Catalogue, Site
from counter_app.domain.paper_order import in_paper_order


@dataclass(frozen=True, slots=True)
class ChosenVisit:
    """Services in the order in which the papers demand them."""

    services: tuple[str, ...] = ()
    priority: str = ""

    def toggled(self, service: str, catalogue: Catalogue) -> ChosenVisit:
        """With one more service, or without one that is there already."""
        if service in self.services:
            return replace(self, services=tuple(code for code in self.services if code != service))
        return replace(self, services=in_paper_order((*self.services, service), catalogue.chains))


@dataclass(frozen=True, slots=True)
class StopOnTheWay:
    """One service of the visit as the rail shows it."""

    letter: str
    """Of its queue; empty where the site has none for the agency."""
    service: str
    agency: str
    counters: tuple[int, ...]


def stop_on_the_way(code: str, catalogue: Catalogue, site: Site) -> StopOnTheWay:
    """Where a service is waited for, and at which counters it is done."""
    service = catalogue.services[code]
    agency = catalogue.agencies[service.agency].short
    letter = next((queue.letter for queue in site.queues if queue.agency == service.agency), "")
    counters = tuple(sorted(one.number for one in site.counters if letter in one.queues))
    return StopOnTheWay(letter, service.name, agency, counters)


def spans(numbers: tuple[int, ...]) -> str:
    """Numbers in short: 3–5, 8.

    >>> spans((3, 4, 5, 8))
    '3–5, 8'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
