"""A second site on the same hub sees nothing of the first, and can't write for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection

from counter_app.db import journal
from counter_app.db.store import create_store
from counter_app.db.tables import DAY, TICKET
from counter_app.domain.business_day import day_entity
from counter_app.settings import new_station
from tests.helpers.hubs import Centre, drain, pull_all
from tests.helpers.pushes import forged, pusher
from tests.helpers.stations import (
    MONDAY,
    ScriptedClock,
    Station,
    catalogue,
    entries,
    issue,
    kinds,
    open_day,
    scripted_sources,
    serve,
    show_all_papers,
    signed_in,
    site,
    submit,
)


@pytest.fixture
def neighbour(tmp_path: Path) -> Iterator[Station]:
    """Counter 3 of Timor Tengah Utara."""
    clock = ScriptedClock()
    other = replace(site(), code="TTU", name="MPP Kefamenanu")
    sources = scripted_sources(clock, 9)
    store = create_store(tmp_path / "ttu", new_station("TTU", "counter", 3), catalogue(), other, sources)
    made = signed_in(store, clock)
    open_day(made, MONDAY)
    yield made
    store.close()


def test_a_station_of_another_site_pulls_no_entry(
    centre: Centre, counter_three: Station, neighbour: Station
) -> None:
    called = serve(counter_three)
    show_all_papers(counter_three, called.ticket_id)
    submit(counter_three, called.ticket_id)
    drain(centre.exchange(counter_three.store))
    before = kinds(neighbour.store)
    theirs = centre.exchange(neighbour.store)

    theirs.greet()
    pull_all(theirs)

    assert kinds(neighbour.store) == before
    assert neighbour.ask(lambda connection: len(journal.heads(connection))) == 1


def test_a_station_gets_only_its_own_sites_catalogue(centre: Centre, neighbour: Station) -> None:
    digest = centre.publish()
    sender = pusher(centre, neighbour.store)

    answer = httpx.get(
        f"{centre.url}/v1/catalogue/{digest}", headers={"Authorization": f"Bearer {sender.token}"}
    )

    assert (answer.status_code, answer.json()["kind"]) == (404, "catalogue_unknown")


def test_an_entry_for_another_site_is_refused(centre: Centre, neighbour: Station) -> None:
    sender = pusher(centre, neighbour.store)
    first = sender.run(1, 1).entries[0]

    answer = sender.push(sender.signed([forged(first, sender.run(1, 1).prev_hash, site="BLU")]))

    assert (answer.status_code, answer.json()["kind"]) == (403, "site_not_yours")
    assert sender.held() == 0


def test_what_another_sites_station_says_of_a_ticket_changes_nothing(
    centre: Centre, counter_three: Station, neighbour: Station
) -> None:
    ticket = issue(counter_three)
    drain(centre.exchange(counter_three.store))
    before = centre.ask(_tickets)
    sender = pusher(centre, neighbour.store)
    run = sender.run()
    last = run.entries[-1]
    meddling = forged(
        last, last.hash, seq=last.seq + 1, rev=2, entity_id=ticket.ticket_id.bytes, kind="ticket.cancelled",
        body={"reason": "meddling"},
    )  # fmt: skip

    assert sender.push(sender.signed([*run.entries, meddling])).status_code == 200

    assert centre.ask(_tickets) == before
    assert centre.is_clean()


def test_who_writes_first_to_another_sites_day_does_not_own_it(
    centre: Centre, counter_three: Station, neighbour: Station
) -> None:
    mine = centre.exchange(counter_three.store)
    sender = pusher(centre, neighbour.store)
    run = sender.run(1, 1)
    day = day_entity("BLU", 20261123)
    sender.push(
        sender.signed([forged(run.entries[0], run.prev_hash, entity_id=day, kind="day.closed", body={})])
    )

    drain(mine)

    found = centre.ask(lambda connection: connection.execute(DAY.select().where(DAY.c.id == day)).one())
    assert (found.site, found.is_open) == ("BLU", 1)
    assert centre.is_clean()


def _tickets(connection: Connection) -> list[Any]:
    return list(connection.execute(TICKET.select().where(TICKET.c.site == "BLU")).all())


def test_the_hub_holds_both_sites_as_they_wrote(
    centre: Centre, counter_three: Station, neighbour: Station
) -> None:
    issue(counter_three)
    issue(neighbour)
    drain(centre.exchange(counter_three.store))
    drain(centre.exchange(neighbour.store))

    assert sorted(entry.hash for entry in centre.entries()) == sorted(
        entry.hash for entry in entries(counter_three.store) + entries(neighbour.store)
    )
