"""What the stations of a site hub write reaches the centre by way of it, under their own signatures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import select

from counter_app.db import journal
from counter_app.db.hub_tables import PUSH_SIGNATURE
from counter_app.db.store import Store
from counter_app.db.tables import REPLICA
from counter_app.domain.entry import Entry
from counter_app.hub.enrolment import is_signed
from counter_app.sync.exchange import Exchange
from counter_app.wire import signed_text
from tests.helpers.hubs import Centre, SiteHub, drain, pull_all
from tests.helpers.stations import (
    MONDAY,
    ScriptedClock,
    Station,
    finish,
    made_store,
    open_day,
    serve,
    show_all_papers,
    signed_in,
    site,
    submit,
)


@dataclass
class Building:
    """Loket 1 is the hub of the site and belongs to the centre; Loket 3 belongs to Loket 1 alone."""

    centre: Centre
    hub: SiteHub
    upward: Exchange
    three: Station
    downward: Exchange

    @property
    def host(self) -> Store:
        assert self.hub.store is not None
        return self.hub.store

    def file(self) -> None:
        """Loket 3 takes somebody's papers, and the hub hears of it."""
        called = serve(self.three)
        show_all_papers(self.three, called.ticket_id)
        submit(self.three, called.ticket_id)
        finish(self.three, called.ticket_id)
        drain(self.downward)

    def relay(self) -> None:
        """What the hub's own sync thread does in a round."""
        drain(self.upward)
        pull_all(self.upward)

    def of_three(self, entries: list[Entry]) -> list[Entry]:
        return [one for one in entries if one.replica_id == self.three.store.own.replica_id]


@pytest.fixture
def building(centre: Centre, site_centre: SiteHub, tmp_path: Path) -> Iterator[Building]:
    centre.publish()
    site_centre.publish()
    assert site_centre.store is not None
    upward = centre.exchange(site_centre.store)
    clock = ScriptedClock()
    store = made_store(tmp_path / "three", clock=clock, seed=3)
    downward = site_centre.exchange(store)
    three = signed_in(store, clock)
    open_day(three, MONDAY)
    yield Building(centre, site_centre, upward, three, downward)
    store.close()


def test_it_arrives_whole_with_its_personal_data_and_its_writers_signature(building: Building) -> None:
    building.file()
    building.relay()

    assert building.of_three(building.centre.entries()) == building.of_three(written(building))
    assert building.centre.is_clean()
    _refuse_unsigned(building)


def written(building: Building) -> list[Entry]:
    return building.three.ask(lambda connection: list(journal.all_entries(connection)))


def _refuse_unsigned(building: Building) -> None:
    """What the centre keeps proves that Loket 3 wrote it, and not the hub in between."""
    kept = building.centre.ask(
        lambda connection: connection.execute(
            select(PUSH_SIGNATURE, REPLICA.c.public_key, REPLICA.c.replica_id).join(
                REPLICA, REPLICA.c.replica_no == PUSH_SIGNATURE.c.replica_no
            )
        ).all()
    )
    ours = [row for row in kept if row.replica_id == building.three.store.own.replica_id]
    assert ours
    for row in ours:
        assert is_signed(row.public_key, signed_text(row.replica_id, row.seq, row.hash), row.signature)


def test_what_comes_later_follows_and_nothing_is_sent_twice(building: Building) -> None:
    building.file()
    building.relay()
    building.file()
    building.relay()
    before = len(building.centre.entries())

    building.relay()

    assert building.of_three(building.centre.entries()) == building.of_three(written(building))
    assert len(building.centre.entries()) == before


def test_a_station_that_comes_to_the_centre_itself_later_goes_on_where_the_hub_stopped(
    building: Building,
) -> None:
    building.file()
    building.relay()
    direct = building.centre.exchange(building.three.store)

    assert drain(direct) == 0
    assert building.centre.is_clean()


def test_while_the_centre_is_away_the_site_works_and_all_of_it_arrives_afterwards(
    building: Building,
) -> None:
    for _ in range(3):
        building.file()

    building.relay()

    assert len(building.of_three(building.centre.entries())) == len(building.of_three(written(building)))


def test_what_the_centre_publishes_reaches_the_stations_of_the_site(building: Building) -> None:
    building.centre.publish(replace(site(), name="MPP Atambua Baru"))
    building.relay()
    building.downward.forget()
    building.downward.greet()

    assert building.three.store.site.name == "MPP Atambua Baru"


def test_a_log_that_the_centre_has_revoked_stops_nobody_else(building: Building) -> None:
    building.centre.exchange(building.three.store)
    building.centre.revoke(3)
    building.file()
    host = signed_in(building.host, building.hub.clock, "P01", 1)

    building.relay()

    written_by = {entry.replica_id for entry in building.centre.entries()}
    assert building.of_three(building.centre.entries()) == []
    assert host.store.own.replica_id in written_by
