"""Lines that double, re-order, starve and flap: prefixes stay prefixes, and what was sent once stays sent."""

from __future__ import annotations

import os
from contextlib import suppress
from random import Random

import pytest

from counter_app.db import journal
from counter_app.db.store import Store
from counter_app.domain.errors import CounterError
from counter_app.sync.exchange import Exchange
from counter_app.sync.hub_link import HubLink
from counter_app.sync.slow_line import SlowLineError
from counter_app.sync.worker import PULL_EVERY_S, SyncWorker
from counter_app.wire import Batch, packed
from tests.helpers.healing import differences, heal
from tests.helpers.hubs import Centre, drain, unsent
from tests.helpers.pushes import Pusher
from tests.helpers.stations import Station, entries, issue
from tests.helpers.weather import CUT, GOOD, LOST, STALE, TORN, TWICE, Sky, under

HOUR_S = 3600.0
SEED = int(os.environ.get("FAULT_SEED", "1"))


def exchange_under(centre: Centre, store: Store, sky: Sky) -> Exchange:
    made = centre.again(store)
    under(made._client, sky)
    return made


def fetched(exchange: Exchange) -> None:
    if not exchange.is_greeted:
        exchange.greet()
    exchange.pull()


class Weathered:
    """The sync thread's own loop, its waits in virtual time."""

    def __init__(self, centre: Centre, store: Store, sky: Sky, seed: int = 1) -> None:
        self.sky = sky
        self.exchange = exchange_under(centre, store, sky)
        keys = centre.hub.keys
        link = HubLink(centre.url, keys.hub_id, keys.public_key.hex(), "")
        self._worker = SyncWorker(
            store, link, lambda _state: None, pull_every_s=HOUR_S, chance=Random(seed).random
        )

    def round(self) -> None:
        """One try, and the wait after it."""
        self._worker.hinted()
        wait_s = self._worker._round(self.exchange)
        self.sky.now_s += -wait_s if wait_s < 0 else PULL_EVERY_S


@pytest.fixture
def backlog(counter_three: Station) -> Station:
    """What gathers while a line is away for a morning."""
    while len(entries(counter_three.store)) < 400:
        issue(counter_three)
    return counter_three


def test_pulls_that_come_doubled_and_out_of_order_leave_a_prefix_of_each_log(
    centre: Centre, counter_three: Station, counter_four: Store
) -> None:
    three, sky = centre.exchange(counter_three.store), Sky()
    centre.enrol(counter_four)
    one, other = exchange_under(centre, counter_four, sky), exchange_under(centre, counter_four, sky)
    chance = Random(SEED)
    for _ in range(12):
        issue(counter_three)
        drain(three)
        for exchange in (one, other):
            sky.forecast(chance.choices((GOOD, STALE, TWICE, TORN, CUT), k=4))
            with suppress(CounterError, SlowLineError):
                fetched(exchange)
        written = [entry.hash for entry in entries(counter_three.store)]
        held = [entry.hash for entry in entries(counter_four)]
        assert held == written[: len(held)]

    sky.forecast(())
    heal(centre, [three, one])
    assert differences(centre, [counter_three.store, counter_four]) == []


def test_a_thin_line_of_an_hour_still_carries_everything(centre: Centre, backlog: Station) -> None:
    """2 kB/s, two seconds there and back, every fifth message lost."""
    chance = Random(SEED)
    centre.enrol(backlog.store)
    sky = Sky(bytes_s=2000.0, round_trip_s=2.0, coming=iter(lambda: _fifth(chance), ""))
    station = Weathered(centre, backlog.store, sky)

    while unsent(station.exchange) and sky.now_s < HOUR_S:
        station.round()

    assert unsent(station.exchange) == 0
    assert centre.entries() == entries(backlog.store)


def _fifth(chance: Random) -> str:
    return chance.choice((GOOD, GOOD, GOOD, GOOD, LOST))


@pytest.mark.long
def test_a_flapping_line_never_begins_from_the_beginning(centre: Centre, backlog: Station) -> None:
    """Five seconds up, twenty seconds down."""
    centre.enrol(backlog.store)
    sky = Sky(bytes_s=4000.0, round_trip_s=0.2, is_up=lambda now_s: now_s % 25.0 < 5.0)
    station = Weathered(centre, backlog.store, sky)
    held = [0]

    while unsent(station.exchange) and sky.now_s < HOUR_S:
        station.round()
        held.append(centre.ask(journal.count))

    assert unsent(station.exchange) == 0
    assert held == sorted(held)
    assert sky.now_s < HOUR_S / 2


def first_sync(centre: Centre, store: Store, sky: Sky) -> None:
    """A new station fetches all that the site has, over whatever line there is."""
    centre.enrol(store)
    station = Weathered(centre, store, sky)
    held = [0]
    while held[-1] < centre.ask(journal.count) and sky.now_s < HOUR_S:
        station.round()
        held.append(store.read(journal.count))
    assert held == sorted(held)
    assert held[-1] == centre.ask(journal.count)


@pytest.mark.long
def test_a_first_sync_that_is_cut_50_times_goes_on_where_it_was_cut(
    centre: Centre, backlog: Station, counter_four: Store
) -> None:
    """What comes in one piece must become smaller, or nothing ever comes."""
    drain(centre.exchange(backlog.store))
    sky = Sky(most_bytes=1200)

    first_sync(centre, counter_four, sky)

    assert sky.broken >= 50
    assert sky.down < 5 * len(packed(Batch((Pusher(centre, backlog.store, "").run(),))))


@pytest.mark.long
def test_a_first_sync_over_a_line_that_is_up_for_a_fifth_of_the_time_comes_to_its_end(
    centre: Centre, backlog: Station, counter_four: Store
) -> None:
    drain(centre.exchange(backlog.store))

    first_sync(centre, counter_four, Sky(bytes_s=20_000.0, is_up=lambda now_s: now_s % 5.0 < 1.0))
