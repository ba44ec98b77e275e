"""A site hub's folder put back from an old copy, worked on, and then found out by what the counters hold."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.db.store import Store, open_store
from counter_app.domain.errors import Unavailable
from counter_app.hub.app import hub_app
from counter_app.hub.site_hub import site_hub
from tests.helpers.desks import SHARED, desk
from tests.helpers.hubs import Serving, SiteHub, serve
from tests.helpers.stations import (
    MONDAY,
    ScriptedClock,
    Station,
    issue,
    made_store,
    open_day,
    scripted_sources,
    signed_in,
)
from tests.sync.test_hub_restored import calls, done_with, in_step, same_everywhere


class Host:
    """Loket 1 with the hub of the site, whose folder can be copied aside and back."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._aside = folder, folder.with_name("aside")
        self._clock = ScriptedClock()
        self._starts = 50
        self._serving: Serving
        self.centre: SiteHub
        self._serve(made_store(folder, counter=1, clock=self._clock, seed=77, at=SHARED))

    def copy_aside(self) -> None:
        self.close()
        shutil.copytree(self._folder, self._aside)
        self._reopen()

    def put_back(self) -> None:
        self.close()
        shutil.rmtree(self._folder)
        shutil.copytree(self._aside, self._folder)
        self._reopen()

    def close(self) -> None:
        for client in self.centre.clients:
            client.close()
        self._serving.stop()
        self.store.close()

    @property
    def store(self) -> Store:
        assert self.centre.store is not None
        return self.centre.store

    def officer(self) -> Station:
        return signed_in(self.store, self._clock, "P01", 1)

    def _reopen(self) -> None:
        self._starts += 1
        self._serve(open_store(self._folder, scripted_sources(self._clock, self._starts)))

    def _serve(self, store: Store) -> None:
        hub = site_hub(store)
        self._serving = serve(hub_app(hub))
        self.centre = SiteHub(hub, self._clock, self._serving.url, store=store)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    made = Host(tmp_path / "host")
    yield made
    made.close()


@pytest.mark.slow
def test_what_an_old_copy_of_the_site_hub_wrote_and_what_it_forgot_are_brought_together(
    host: Host, tmp_path: Path
) -> None:
    three = desk(host.centre, tmp_path / "3", 3, "P03")
    open_day(three.station, MONDAY)
    for _ in range(4):
        issue(three.station)
    in_step(host.centre, three)
    host.copy_aside()
    three.authority.close()
    three.authority = three.again(host.centre.link())
    first = three.next()
    done_with(three)
    second = three.next()
    done_with(three)
    in_step(host.centre, three)
    before = calls(host.centre.entries())
    host.put_back()
    written_there = issue(host.officer()).number
    three.authority.close()
    three.authority = three.again(host.centre.link())

    with pytest.raises(Unavailable, match="hub_recovering"):
        three.next(77)
    in_step(host.centre, three)
    third = three.next(77)

    in_step(host.centre, three)
    assert [first, second, third] == ["B001", "B002", written_there], "its clock is behind"
    assert set(before) < set(calls(host.centre.entries()))
    assert written_there in {
        one.body.partition('"number":"')[2].partition('"')[0]
        for one in host.centre.entries()
        if one.kind == "ticket.issued"
    }
    assert same_everywhere(host.centre, three)
    three.authority.close()
    three.station.store.close()
