"""Desks of one site that ask a hub who is next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid5

from counter_app.operations.calling import CalledTicket
from counter_app.operations.claims import Press
from counter_app.operations.tickets import ticket_of
from counter_app.sync.authority import HubAuthority
from counter_app.sync.hub_link import HubLink
from tests.helpers.hubs import Centre, drain
from tests.helpers.line import Line
from tests.helpers.stations import MONDAY, ScriptedClock, Station, hall, made_store, open_day, signed_in

SHARED = replace(hall(), main_issuer=3, authority_counter=0)
"""No counter decides by itself: the hub does."""


def press(number: int) -> Press:
    """One press of F2."""
    return Press(uuid5(UUID(int=7), str(number)).hex)


@dataclass
class Desk:
    """A counter that asks the hub."""

    station: Station
    authority: HubAuthority
    link: HubLink
    presses: int = 0
    called: CalledTicket | None = None

    def next(self, key: int | None = None) -> str:
        """Presses F2; answers the number that was called."""
        self.presses += 1
        seed = self.station.actor.counter * 1000 + self.presses if key is None else key
        self.called = self.authority.call(self.station.actor, press(seed))
        return self.called.number

    def again(self, link: HubLink) -> HubAuthority:
        """Another session, where the hub has another address now."""
        return HubAuthority(self.station.store, link, within_s=4.0)

    def link_over(self, line: Line) -> HubLink:
        """The way to the hub that leads over a bad line."""
        return replace(self.link, url=line.url)

    def held(self) -> UUID:
        """The ticket in hand."""
        assert self.called is not None
        return self.called.ticket_id


def desk(centre: Centre, folder: Path, counter: int, officer: str, url: str = "") -> Desk:
    clock = ScriptedClock()
    store = made_store(folder, counter=counter, clock=clock, seed=counter, at=SHARED)
    link = centre.enrol(store)
    station = signed_in(store, clock, officer, counter)
    authority = HubAuthority(store, replace(link, url=url or link.url), within_s=4.0)
    return Desk(station, authority, link)


def phase(station: Station, ticket_id: UUID) -> int:
    return station.do(lambda work: ticket_of(work, ticket_id)).phase


@contextmanager
def two_desks(centre: Centre, folder: Path) -> Iterator[tuple[Desk, Desk]]:
    """Loket 3 and Loket 4 of the population office; the day is open at both."""
    centre.publish(SHARED)
    three = desk(centre, folder / "3", 3, "P03")
    open_day(three.station, MONDAY)
    drain(centre.again(three.station.store))
    four = desk(centre, folder / "4", 4, "P04")
    exchange = centre.again(four.station.store)
    exchange.greet()
    exchange.pull()
    yield three, four
    for one in (three, four):
        one.authority.close()
        one.station.store.close()
