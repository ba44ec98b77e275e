"""A second site on the same hub sees nothing of the first, and can't write for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Table

from counter_app.db import journal
from counter_app.db.key import new_keys, read_keys
from counter_app.db.store import create_store
from counter_app.db.tables import APPLICATION, DAY, IDENTITY, TICKET, VISIT
from counter_app.domain.business_day import day_entity
from counter_app.hub.catalogue import publish
from counter_app.hub.stations import stations
from counter_app.settings import new_station
from counter_app.sync.client import enrol_ask
from counter_app.wire import unpacked
from tests.helpers.hubs import Centre, drain, pull_all
from tests.helpers.pushes import forged, pusher
from tests.helpers.stations import (
    MONDAY,
    ScriptedClock,
    Station,
    call_next,
    catalogue,
    entries,
    issue,
    kinds,
    open_day,
    refusal,
    screen,
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


def test_a_station_of_another_site_finds_no_applicant_and_no_queue(
    centre: Centre, counter_three: Station, neighbour: Station
) -> None:
    called = serve(counter_three)
    show_all_papers(counter_three, called.ticket_id)
    submit(counter_three, called.ticket_id)
    issue(counter_three)
    drain(centre.exchange(counter_three.store))
    theirs = centre.exchange(neighbour.store)
    theirs.greet()
    pull_all(theirs)

    shown = screen(neighbour)

    assert (shown.waiting, shown.served, shown.current) == ((), (), None)
    assert refusal(lambda: call_next(neighbour)).code == "nobody_waiting"
    assert [neighbour.ask(partial(_rows, of=table)) for table in (TICKET, VISIT, APPLICATION, IDENTITY)] == [
        [], [], [], [],
    ]  # fmt: skip


def test_whatever_it_claims_to_hold_it_is_handed_nothing_of_the_other_site(
    centre: Centre, counter_three: Station, neighbour: Station
) -> None:
    issue(counter_three)
    drain(centre.exchange(counter_three.store))
    sender = pusher(centre, neighbour.store)
    ours = counter_three.store.own.replica_id.hex()

    for vector in ({}, {ours: 0}, {ours: 1}):
        answer = httpx.post(
            f"{centre.url}/v1/pull", json={"vector": vector},
            headers={"Authorization": f"Bearer {sender.token}"},
        )  # fmt: skip
        assert (answer.status_code, unpacked(answer.content).runs) == (200, ())


def test_its_token_pushes_no_log_of_the_other_site(
    centre: Centre, counter_three: Station, neighbour: Station
) -> None:
    issue(counter_three)
    ours, theirs = pusher(centre, counter_three.store), pusher(centre, neighbour.store)

    answer = theirs.push(ours.run())

    assert (answer.status_code, answer.json()["kind"]) == (403, "other_replica")
    assert theirs.held() == 0


def test_its_code_makes_no_station_of_the_other_site(
    centre: Centre, counter_three: Station, neighbour: Station
) -> None:
    code = centre.code(site_code="TTU")
    station = counter_three.store.station
    public_key = read_keys(counter_three.folder).public_key
    ask = enrol_ask(
        counter_three.store.sign, public_key, code, site="BLU", kind="counter", counter=3, issuer=3
    )

    assert refusal(lambda: centre.client().enrol(ask)).code == "enrol_other_station"
    assert centre.ask(lambda connection: stations(connection, station.site)) == []

    new = new_keys()
    sign = Ed25519PrivateKey.from_private_bytes(new.signing).sign
    assert centre.client().enrol(enrol_ask(sign, new.public_key, code)).site == "TTU"


def test_each_site_lists_only_its_own_services(centre: Centre, neighbour: Station) -> None:
    known = catalogue()
    police = {code: one for code, one in known.services.items() if one.agency == "POLRES"}
    others = {code: one for code, one in known.services.items() if one.agency != "POLRES"}
    for place, services in ((site(), police), (neighbour.store.site, others)):
        offered = replace(known, services=services, digest=f"{known.digest[:-3]}{place.code}")
        centre.hub.write(partial(publish, catalogue=offered, site=place, now_ms=centre.clock()))

    with httpx.Client(base_url=centre.url) as browser:
        for code, own, other in (("BLU", police, others), ("TTU", others, police)):
            pages = {
                service: browser.get(f"/{code}/layanan/{service}").status_code for service in known.services
            }
            assert {service for service, status in pages.items() if status == 200} == set(own)
            assert f'"/{"TTU" if code == "BLU" else "BLU"}/' not in browser.get(f"/{code}/layanan").text
            for words in ("ktp hilang", "laporan kehilangan"):
                found = browser.get(f"/{code}/layanan", params={"q": words}).text
                assert [one for one in other if f"/layanan/{one}" in found] == []


def test_the_queue_of_the_other_site_is_before_nobody_here(
    centre: Centre, counter_three: Station, neighbour: Station
) -> None:
    for _ in range(3):
        issue(neighbour)
    mine = issue(counter_three)
    drain(centre.exchange(counter_three.store))
    drain(centre.exchange(neighbour.store))
    centre.publish()
    centre.publish(neighbour.store.site)

    page = httpx.get(f"{centre.url}/t/{mine.code}", headers={"accept-language": "id"})

    assert ("ke-1" in page.text, "ke-4" in page.text) == (True, False)


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


def _rows(connection: Connection, of: Table) -> list[Any]:
    return list(connection.execute(of.select()).all())


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
