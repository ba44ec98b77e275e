"""The building of a simulated hall: the real catalogue, so many counters, officers for practice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from counter_app.domain.catalogue import Catalogue, Counter, OfficerAccount, Service, Site
from counter_app.domain.simulation import Habits, shared_out
from counter_app.operations.actor import Actor

SAMPLE_OFFICER = "P01"
"""Whose sample PIN (1111) every officer for practice has."""


def needs(catalogue: Catalogue, site: Site, habits: Habits) -> dict[str, dict[str, float]]:
    """Queue -> service -> how often people come for it, among all (1.0 together)."""
    letters = {queue.agency: queue.letter for queue in site.queues}
    services = [one for one in catalogue.services.values() if one.agency in letters]
    found: dict[str, dict[str, float]] = {}
    total = sum(habits.weight(agency) for agency in {one.agency for one in services})
    for agency, letter in letters.items():
        offered = [one for one in services if one.agency == agency]
        ranks = [1 / place for place in range(1, len(offered) + 1)]
        share = habits.weight(agency) / total
        for service, rank in zip(offered, ranks, strict=True):
            found.setdefault(letter, {})[service.code] = share * rank / sum(ranks)
    return found


def minutes(wanted: Mapping[str, Mapping[str, float]], services: Mapping[str, Service]) -> dict[str, float]:
    """Queue -> minutes of service that one ticket of the hall needs there on the average."""
    return {
        letter: sum(share * services[code].counter_minutes for code, share in offered.items())
        for letter, offered in wanted.items()
    }


def training_site(sample: Site, loads: Mapping[str, float], counters: int, digest: str) -> Site:
    """The sample building with so many counters, each with its officer (L01 …); counter 1 decides."""
    zones = {queue.letter: queue.zone for queue in sample.queues}
    shared = shared_out(loads, counters)
    desks = tuple(Counter(place, zones[letters[0]], letters) for place, letters in enumerate(shared, start=1))
    agencies = {queue.letter: queue.agency for queue in sample.queues}
    known = next(one for one in sample.officers if one.code == SAMPLE_OFFICER)
    officers = tuple(_officer(known, desk, agencies[desk.queues[0]]) for desk in desks)
    others = tuple(one for one in sample.officers if "counter" not in one.roles or "supervisor" in one.roles)
    queues = tuple(queue for queue in sample.queues if queue.letter in loads)
    return replace(
        sample, counters=desks, officers=officers + others, queues=queues, main_issuer=1, public_base_url="",
        authority_counter=1, digest=digest,
    )  # fmt: skip


def _officer(known: OfficerAccount, desk: Counter, agency: str) -> OfficerAccount:
    return replace(known, code=f"L{desk.number:02d}", name=f"Petugas Latihan {desk.number}", agency=agency)


def actors(site: Site) -> Sequence[Actor]:
    """Who sits at each counter, in their order."""
    seats = zip(site.counters, site.officers, strict=False)
    return [
        Actor(officer.code, officer.name, officer.agency, officer.roles, desk.number)
        for desk, officer in seats
    ]


def front_desk(site: Site) -> Actor:
    """Who gives the numbers."""
    officer = next(one for one in site.officers if "reception" in one.roles)
    return Actor(officer.code, officer.name, officer.agency, officer.roles, 0)
