"""The hub or its database dies in the middle of a backlog: nothing is lost, doubled or half there."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection

from counter_app.db import journal, rebuild
from counter_app.db.key import read_keys
from counter_app.domain.errors import CounterError
from counter_app.hub.enrolment import make_code
from counter_app.hub.pii import PersonalSeal
from counter_app.sync.client import HubClient, enrol_ask, link_of
from counter_app.sync.exchange import Exchange
from counter_app.sync.hub_link import HubLink
from counter_app.sync.slow_line import SlowLineError
from tests.helpers.hubs import projections
from tests.helpers.served import PATIENCE_S, ServedHub
from tests.helpers.stations import Station, entries, issue, open_station

HITS = min(20, int(os.environ.get("FAULT_HITS", "2")))
"""A hit is a start of the hub and its database: seconds."""
SEED = int(os.environ.get("FAULT_SEED", "1"))


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[ServedHub]:
    made = ServedHub(tmp_path / "hub")
    made.start()
    yield made
    made.remove()


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = open_station(tmp_path / "station")
    yield made
    made.store.close()


def enrolled(hub: ServedHub, station: Station) -> HubLink:
    store = station.store
    code = hub.do(
        lambda centre, connection: make_code(
            connection, centre.keys, centre.random_bytes, centre.clock(), site="BLU", kind="counter",
            counter=3, name="Loket 3",
        )
    )  # fmt: skip
    ask = enrol_ask(store.sign, read_keys(store.folder).public_key, code, issuer=3)
    client = HubClient(hub.url, "")
    try:
        return link_of(hub.url, "", client.enrol(ask))
    finally:
        client.close()


def sent(station: Station, link: HubLink) -> None:
    """Sends what waits until the line breaks or nothing waits."""
    client = HubClient(link.url, "", link.hub_id, timeout_s=5.0)
    exchange = Exchange(station.store, link, client)
    with suppress(CounterError, SlowLineError):
        exchange.greet()
        while exchange.push():
            pass
    client.close()


def drained(station: Station, link: HubLink, bell: threading.Event) -> None:
    for _ in range(PATIENCE_S * 5):
        sent(station, link)
        client = HubClient(link.url, "", link.hub_id)
        waiting = Exchange(station.store, link, client).backlog().unsent
        client.close()
        if waiting == 0:
            return
        bell.wait(0.2)
    raise AssertionError("the backlog did not drain")


def kill_hub(hub: ServedHub) -> None:
    hub.kill()
    hub.start()


def stop_database(hub: ServedHub) -> None:
    """PostgreSQL's immediate stop. pg_ctl would wait for a server that the hub has started again by then."""
    os.kill(_running(hub), signal.SIGQUIT)


def _running(hub: ServedHub) -> int:
    """Where everything was sent before the last strike, the hub may still be bringing its server back."""
    bell = threading.Event()
    for _ in range(PATIENCE_S * 20):
        pid = hub.server.pid()
        if pid is not None:
            return pid
        bell.wait(0.05)
    raise AssertionError("the hub did not bring its database back")


@pytest.mark.parametrize("strike", [kill_hub, stop_database])
def test_a_backlog_survives_the_death_of_the_hub_and_of_its_database(
    hub: ServedHub, station: Station, strike: Callable[[ServedHub], None]
) -> None:
    link, chance, bell = enrolled(hub, station), Random(SEED), threading.Event()
    for _ in range(HITS):
        for _ in range(150):
            issue(station)
        sender = threading.Thread(target=sent, args=(station, link))
        sender.start()
        bell.wait(chance.uniform(0.0, 0.4))
        strike(hub)
        sender.join(PATIENCE_S)
        hub.wait_ready()
        drained(station, link, bell)

    seal = PersonalSeal(hub.keys.personal, hub.keys.lookup)
    held = hub.ask(lambda connection: list(journal.all_entries(connection, seal=seal)))
    assert held == entries(station.store)
    assert hub.ask(lambda connection: rebuild.first_difference(connection, seal)) is None
    assert hub.ask(_projections) == station.ask(_projections)


def _projections(connection: Connection) -> object:
    return projections(connection, with_personal=False)
