"""A station is the hub of its site: the same program on its own store, with its own log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from queue import Queue

import httpx
import pytest

from counter_app.db.queries.hall import hall_screen
from counter_app.hub.site_hub import site_hub
from counter_app.hub.stations import stations
from counter_app.operations.authority import asks_hub
from counter_app.operations.calling import call_next
from counter_app.operations.claims import Press
from counter_app.sync.authority import HubAuthority
from counter_app.sync.enrol import enrol_new
from counter_app.sync.live import LiveHints
from tests.helpers.hubs import SiteHub, drain, pull_all
from tests.helpers.stations import (
    MONDAY,
    ScriptedClock,
    Station,
    hall,
    issue,
    open_day,
    refusal,
    scripted_sources,
    signed_in,
)

SHARED = replace(hall(), main_issuer=1, authority_counter=1)
"""Loket 1 gives the plain numbers; while there was no hub it called for all."""


@pytest.fixture
def host(site_centre: SiteHub) -> Station:
    """Loket 1, on which the hub runs; the day is open."""
    site_centre.publish(SHARED)
    assert site_centre.store is not None
    made = signed_in(site_centre.store, site_centre.clock, "P01", 1)
    open_day(made, MONDAY)
    return made


@pytest.fixture
def guest(site_centre: SiteHub, host: Station, tmp_path: Path) -> Iterator[Station]:
    """Loket 2, connected by a code; it knows what the hub knows."""
    code = site_centre.code(counter=2)
    clock = ScriptedClock()
    store = enrol_new(tmp_path / "two", site_centre.url, "", code, scripted_sources(clock, 2))
    exchange = site_centre.again(store)
    exchange.greet()
    pull_all(exchange)
    yield signed_in(store, clock, "P01", 2)
    store.close()


def claim(site_centre: SiteHub, guest: Station, key: int = 1) -> str:
    authority = HubAuthority(guest.store, site_centre.link(), within_s=4.0)
    try:
        return authority.call(guest.actor, Press(f"{key:032x}")).number
    finally:
        authority.close()


def test_who_called_for_all_before_leaves_it_to_the_hub(guest: Station, host: Station) -> None:
    assert guest.store.site.authority_counter == 0
    assert asks_hub(guest.store.station, guest.store.site)
    assert not asks_hub(host.store.station, host.store.site)


def test_two_counters_call_from_one_queue_and_nobody_twice(
    site_centre: SiteHub, host: Station, guest: Station
) -> None:
    numbers = [issue(host, "A01").number for _ in range(3)]

    here = host.do(lambda work: call_next(work, host.actor)).number
    there = claim(site_centre, guest)

    assert [here, there] == numbers[:2]
    assert site_centre.is_clean()


def test_the_decision_stands_in_the_stations_own_log(
    site_centre: SiteHub, host: Station, guest: Station
) -> None:
    issue(host, "A01")
    claim(site_centre, guest)

    called = [entry for entry in site_centre.entries() if entry.kind == "ticket.called"]
    assert [entry.replica_id for entry in called] == [host.store.own.replica_id]


def test_its_own_screens_hear_of_what_others_push(
    site_centre: SiteHub, host: Station, guest: Station
) -> None:
    seen: set[str] = set()
    host.store.subscribe(seen.update)
    issue(guest, "A01")
    drain(site_centre.again(guest.store))

    assert "ticket" in seen


def test_what_its_own_officer_does_is_hinted_to_the_others(
    site_centre: SiteHub, host: Station, guest: Station
) -> None:
    heard: Queue[str] = Queue()
    hints = LiveHints(guest.store, site_centre.link(), lambda: heard.put("hint"), lambda _is_live: None)
    hints.start()
    assert heard.get(timeout=10) == "hint"
    issue(host, "A01")

    assert heard.get(timeout=10) == "hint"
    assert hints.stop()


def test_its_own_counter_and_number_are_taken(site_centre: SiteHub) -> None:
    assert refusal(lambda: site_centre.code(counter=1)).code == "counter_taken"


def test_started_again_it_is_the_same_hub_with_the_same_stations(
    site_centre: SiteHub, guest: Station
) -> None:
    assert site_centre.store is not None
    again = site_hub(site_centre.store)

    names = [(one.counter, one.issuer) for one in again.read(lambda connection: stations(connection, "BLU"))]
    assert names == [(1, 1), (2, 2)]
    assert again.keys.hub_id == site_centre.hub.keys.hub_id
    again.database.close()


def test_it_serves_the_public_pages_and_its_own_figures(site_centre: SiteHub, host: Station) -> None:
    for path in ("/", "/readyz", "/metrics", "/v1/nonce"):
        assert httpx.get(f"{site_centre.url}{path}", follow_redirects=True).status_code == 200, path


def test_its_own_officer_calls_whom_a_counter_that_fell_silent_had_called(
    site_centre: SiteHub, host: Station, guest: Station
) -> None:
    first = issue(host, "A01").number
    assert claim(site_centre, guest) == first
    site_centre.clock.advance_s(299)
    assert refusal(lambda: host.do(lambda work: call_next(work, host.actor))).code == "nobody_waiting"
    site_centre.clock.advance_s(2)

    assert host.do(lambda work: call_next(work, host.actor)).number == first


def test_the_pc_of_the_hub_is_never_said_to_be_silent(site_centre: SiteHub, host: Station) -> None:
    store = host.store

    seen = host.ask(
        lambda it: hall_screen(
            it, catalogue=store.catalogue, site=store.site, now_ms=host.clock.now_ms,
            own_no=store.own.replica_no,
        )
    )  # fmt: skip
    assert [(one.counter, one.is_silent) for one in seen.stations] == [(1, False)]


def test_after_a_start_of_the_hub_everybody_has_five_minutes_to_be_heard(
    site_centre: SiteHub, host: Station, guest: Station
) -> None:
    first = issue(host, "A01").number
    assert claim(site_centre, guest) == first
    site_centre.clock.advance_s(3600)
    site_hub(host.store).database.close()

    assert refusal(lambda: host.do(lambda work: call_next(work, host.actor))).code == "nobody_waiting"
    site_centre.clock.advance_s(301)
    assert host.do(lambda work: call_next(work, host.actor)).number == first
