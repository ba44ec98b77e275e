"""Twelve counters press next without a pause, every tenth answer is lost: nobody twice, the order exact."""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from uuid import UUID, uuid5

import pytest
from sqlalchemy import Connection, select

from counter_app.db.tables import TICKET
from counter_app.domain.catalogue import Site
from counter_app.domain.errors import Refused, Unavailable
from counter_app.domain.queue_policy import Waiting, order
from counter_app.domain.ticket import PRIORITY_CLASSES, TicketPhase
from counter_app.hub import site_log
from counter_app.hub.app import hub_app
from counter_app.hub.database import hub_engine, prepare
from counter_app.operations import serving
from counter_app.operations.claims import Press
from counter_app.sync.authority import HubAuthority, _Session
from counter_app.sync.exchange import Exchange
from tests.helpers.healing import differences, heal
from tests.helpers.hubs import Centre, Server, drain, hub_on, pull_all, serve
from tests.helpers.stations import (
    MONDAY,
    ScriptedClock,
    Station,
    building,
    issue,
    made_store,
    open_day,
    signed_in,
)
from tests.helpers.weather import DEAF, GOOD, Sky, under

HITS = int(os.environ.get("FAULT_HITS", "5"))
SEED = int(os.environ.get("FAULT_SEED", "1"))
PRESSES = 1000 if HITS >= 20 else 120
PATIENCE_S = 300.0


@dataclass
class RunningClock(ScriptedClock):
    """Every look at it is a little later, so that no two calls have one time."""

    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> int:
        with self.lock:
            self.now_ms += 3
            return self.now_ms


@dataclass
class Desk:
    """A counter whose officer presses next again and again."""

    station: Station
    authority: HubAuthority
    sync: Exchange
    called: list[UUID] = field(default_factory=list)
    failed: Tally[str] = field(default_factory=Tally)
    presses: int = 0

    def work(self) -> None:
        """Until nobody waits; a press without an answer is made again."""
        while (ticket := self._next()) is not None:
            self.called.append(ticket)
            station = self.station
            station.do(lambda work: serving.mark_no_show(work, station.actor, ticket))  # noqa: B023

    def _next(self) -> UUID | None:
        self.presses += 1
        counter = self.station.actor.counter
        key = uuid5(UUID(int=12), f"{counter} {self.presses}").hex
        for _ in range(200):
            try:
                return self.authority.call(self.station.actor, Press(key)).ticket_id
            except Refused as refused:
                if refused.code == "nobody_waiting":
                    return None
                self.failed[refused.code] += 1
                return None
            except Unavailable as away:
                self.failed[str(away.facts["reason"])] += 1
        raise AssertionError("a press was never answered")


@dataclass
class Hall:
    """A hub and its desks; Loket 3 gave everybody their number before the first press."""

    centre: Centre
    desks: list[Desk]
    expected: list[UUID]

    def press_until_nobody_waits(self) -> None:
        hands = [threading.Thread(target=desk.work) for desk in self.desks]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join(PATIENCE_S)

    def misdeeds(self) -> dict[str, object]:
        """Everything that must not be; empty where all is well."""
        entries = self.centre.entries()
        called = [UUID(bytes=entry.entity_id) for entry in entries if entry.kind == "ticket.called"]
        heard = [ticket for desk in self.desks for ticket in desk.called]
        found: dict[str, object] = {
            "called twice": [ticket for ticket, times in Tally(called).items() if times > 1],
            "at two desks": [ticket for ticket, times in Tally(heard).items() if times > 1],
            "never called": [ticket for ticket in self.expected if ticket not in set(heard)],
            "out of order": [one for one, other in zip(called, self.expected, strict=False) if one != other],
            "refused or failed": [desk.failed for desk in self.desks if set(desk.failed) - {"slow"}],
            "projections": [] if self.centre.is_clean() else ["differ from a rebuild"],
        }
        return {name: what for name, what in found.items() if what}


def expected_order(connection: Connection, site: Site, now_ms: int) -> list[UUID]:
    """Everybody who waits, as the policy calls them where nobody else comes."""
    columns = (TICKET.c.id, TICKET.c.issued_at, TICKET.c.priority)
    rows = connection.execute(select(*columns).where(TICKET.c.phase == TicketPhase.WAITING)).all()
    line = [Waiting(row.id, row.issued_at, bool(row.priority)) for row in rows]
    return [UUID(bytes=turn.ticket.id) for turn in order(line, [], site.order, now_ms)]


def make_desk(centre: Centre, folder: Path, counter: int, at: Site, chance: Random) -> Desk:
    clock = ScriptedClock()
    store = made_store(folder / str(counter), counter=counter, clock=clock, seed=counter, at=at)
    centre.enrol(store)
    sky = Sky(coming=iter(lambda: DEAF if chance.random() < 0.1 else GOOD, ""), concerns="/claims")
    client = under(centre.client(), sky)
    authority = HubAuthority(store, centre.link(), within_s=PATIENCE_S)
    authority._session = _Session(client, Exchange(store, centre.link(), client, may_rekey=False))
    return Desk(signed_in(store, clock, "P03", counter), authority, centre.again(store))


@contextmanager
def open_hall(postgres: Server, folder: Path, counters: int, people: int) -> Iterator[Hall]:
    at, clock, chance = building(counters, authority_counter=0), RunningClock(), Random(SEED)
    engine = hub_engine(postgres.new_database())
    hub = hub_on(engine, postgres.keys, clock)
    prepare(engine, hub.seal)
    serving_hub = serve(hub_app(hub))
    centre = Centre(hub, clock, serving_hub.url)
    centre.publish(at)
    desks = [make_desk(centre, folder, counter, at, chance) for counter in range(1, counters + 1)]
    try:
        yield Hall(centre, desks, _filled(centre, desks, at, people, chance))
    finally:
        for desk in desks:
            desk.authority.close()
            desk.station.store.close()
        for client in centre.clients:
            client.close()
        serving_hub.stop()


def _filled(centre: Centre, desks: list[Desk], at: Site, people: int, chance: Random) -> list[UUID]:
    third = desks[2]
    open_day(third.station, MONDAY)
    for _ in range(people):
        issue(third.station, priority=chance.choice(("", "", "", *PRIORITY_CLASSES[:1])))
    centre.clock.now_ms = third.station.clock.now_ms
    drain(third.sync)
    for desk in desks:
        desk.sync.greet()
        pull_all(desk.sync)
    return third.station.ask(lambda connection: expected_order(connection, at, centre.clock.now_ms))


@pytest.mark.long
def test_twelve_counters_call_everybody_once_and_in_order_while_answers_are_lost(
    postgres: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_hall(postgres, tmp_path, counters=12, people=PRESSES) as made:
        made.press_until_nobody_waits()

        lost = sum(desk.failed["slow"] for desk in made.desks)
        assert made.misdeeds() == {}
        assert lost > PRESSES // 20
        heal(made.centre, [desk.sync for desk in made.desks])
        assert differences(made.centre, [desk.station.store for desk in made.desks[:3]]) == []
    with capsys.disabled():
        sys.stdout.write(f"\n12 counters: {PRESSES} calls, {lost} lost answers, seed {SEED}\n")


@pytest.mark.long
def test_without_the_sites_lock_claims_do_harm_that_is_seen(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutation check: the same hall, a claim does not take the lock first."""
    monkeypatch.setattr(site_log, "lock_site", lambda _connection, _site: None)
    with open_hall(postgres, tmp_path, counters=6, people=60) as made:
        made.press_until_nobody_waits()

        assert made.misdeeds() != {}
