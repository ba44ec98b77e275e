"""Who acts, and where: the first argument of every operation after the work."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.db.work import Work
from counter_app.domain.catalogue import Counter, Site
from counter_app.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class Actor:
    """An officer who has signed in at a counter."""

    officer: str
    officer_name: str
    agency: str
    roles: tuple[str, ...]
    counter: int
    """0 where the station is no counter."""


def actor_away(site: Site, officer: str) -> Actor:
    """An officer of a site at no counter, whose word another installation's administrator passes on.

    Raises Refused("officer_unknown", officer=…).
    """
    code = officer.strip().upper()
    for account in site.officers:
        if account.code == code:
            return Actor(account.code, account.name, account.agency, account.roles, 0)
    raise Refused("officer_unknown", officer=code)


def counter_of(site: Site, number: int) -> Counter:
    """The counter of a site.

    Raises Refused("counter_unknown", counter=…).
    """
    for counter in site.counters:
        if counter.number == number:
            return counter
    raise Refused("counter_unknown", counter=number)


def queues_of(work: Work, actor: Actor) -> tuple[str, ...]:
    """Letters of the queues that the actor's counter serves."""
    return counter_of(work.site, actor.counter).queues
