"""Who stands at the counter while the hub is away, from what was typed. Plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counter_app.db.queries.waiting import WaitingRow
from counter_app.domain.catalogue import Catalogue, Service, Site
from counter_app.domain.ticket import printed_form, queue_letter


@dataclass(frozen=True, slots=True)
class StandingHere:
    """A number that was typed, and what is known of it here."""

    number: str
    """As it is printed; empty where nothing was typed."""
    waiting: WaitingRow | None = None
    """Its place in the line, where it has one."""
    services: tuple[Service, ...] = ()
    """Of its queue, where it is not known here: the person says which."""

    @property
    def is_unknown(self) -> bool:
        """A number of a queue of this site that does not wait here."""
        return self.waiting is None and bool(self.services)


def standing_here(
    typed: str, waiting: Sequence[WaitingRow], catalogue: Catalogue, site: Site, letters: Sequence[str]
) -> StandingHere:
    """What a typed number means. Digits alone stand for who waits, else for the counter's first queue."""
    words = "".join(typed.split()).upper()
    if not words:
        return StandingHere("")
    numbers = (
        [printed_form(f"{letter}{words}") for letter in letters] if words.isdigit() else [printed_form(words)]
    )
    found = next((row for row in waiting if row.number in numbers), None)
    if found is not None:
        return StandingHere(found.number, found)
    letter = queue_letter(numbers[0])
    agency = next((queue.agency for queue in site.queues if queue.letter == letter), None)
    services = tuple(one for one in catalogue.services.values() if one.agency == agency)
    return StandingHere(numbers[0], services=services)
