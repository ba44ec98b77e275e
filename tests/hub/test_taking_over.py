"""A supervisor gives the deciding to another hub: the former one calls nobody any more (DESIGN 2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.db.queries.incidents import IncidentRow, incidents
from counter_app.db.work import Work
from counter_app.domain.entry import EntryRef
from counter_app.hub.site_hub import site_hub
from counter_app.operations.actor import Actor
from counter_app.operations.authority import is_former, take_over
from counter_app.operations.calling import call_next
from counter_app.operations.claims import Press, grant
from tests.helpers.peers import meet, tell
from tests.helpers.stations import Station, finish, hall, is_clean, issue, open_station, refusal, start

SHARED = replace(hall(), main_issuer=3, authority_counter=0)
SUPERVISOR = Actor("S01", "Contoh", "", ("supervisor",), 0)
TODAY = 20261123
Hubs = tuple[Station, Station]


@pytest.fixture
def hubs(tmp_path: Path) -> Iterator[Hubs]:
    """Two PCs of one building, each of them set up as its hub: Loket 3 decided so far, Loket 4 could."""
    three = open_station(tmp_path / "three", at=SHARED)
    four = open_station(tmp_path / "four", counter=4, officer="P04", seed=2, at=SHARED)
    for one in (three, four):
        one.store.station = replace(one.store.station, hub_port=8443)
    yield three, four
    for one in (three, four):
        assert is_clean(one.store)
        one.store.close()


def granted(hub: Station, counter: int, key: int) -> str:
    """A counter asks this hub."""
    actor = replace(hub.actor, counter=counter)
    hub.clock.advance_s(1)
    return hub.do(lambda work: grant(work, actor, Press(f"{key:032x}"))).number


def taken_over(hub: Station, reason: str = "hub_broken") -> EntryRef:
    hub.clock.advance_s(1)
    return hub.do(lambda work: take_over(work, SUPERVISOR, reason))


def listed(station: Station) -> list[tuple[str, str]]:
    def asked() -> tuple[IncidentRow, ...]:
        return station.ask(lambda connection: incidents(connection, site="BLU", day=TODAY))

    return [(row.what, row.number) for row in asked()]


def test_whoever_hears_of_it_decides_no_more(hubs: Hubs) -> None:
    three, four = hubs
    issue(three)
    tell(three, four)
    assert granted(three, 5, 1) == "B001"
    tell(three, four)
    four.clock.now_ms = three.clock.now_ms
    taken_over(four)
    assert not three.do(is_former)

    meet(three, four)

    issue(three)
    tell(three, four)
    assert three.do(is_former)
    moved = refusal(lambda: granted(three, 4, 2))
    assert (moved.code, moved.facts["officer"]) == ("authority_moved", "S01")
    assert refusal(lambda: three.do(lambda work: call_next(work, three.actor))).code == "authority_moved"
    assert granted(four, 4, 2) == "B002"


def test_the_press_that_the_former_hub_answered_gets_the_same_ticket(hubs: Hubs) -> None:
    three, four = hubs
    issue(three)
    issue(three)
    granted(three, 5, 1)
    tell(three, four)
    taken_over(four)

    assert granted(four, 5, 1) == "B001"


def test_what_the_former_hub_calls_afterwards_is_listed_and_nothing_before(hubs: Hubs) -> None:
    three, four = hubs
    for _ in range(3):
        issue(three)
    tell(three, four)
    granted(three, 5, 1)
    four.clock.now_ms = three.clock.now_ms + 10_000
    taken_over(four)
    granted(four, 4, 2)
    three.clock.now_ms = four.clock.now_ms + 10_000
    granted(three, 3, 3)

    meet(three, four)

    told = listed(three)
    assert told == listed(four)
    assert ("old_authority", "B002") in told
    assert [number for what, number in told if what == "old_authority"] == ["B002"]
    assert ("two_called", "B001") in told


def test_it_can_be_given_back_and_then_the_first_one_decides_again(hubs: Hubs) -> None:
    three, four = hubs
    issue(three)
    taken_over(four)
    meet(three, four)
    taken_over(three, "hub_moved")
    meet(three, four)

    assert granted(three, 5, 1) == "B001"
    assert refusal(lambda: granted(four, 4, 2)).code == "authority_moved"
    assert listed(three) == []


def test_two_that_take_over_at_once_agree_on_one_of_them(hubs: Hubs) -> None:
    three, four = hubs
    taken_over(three)
    taken_over(four)
    meet(three, four)

    formers = [one.do(is_former) for one in hubs]
    assert sorted(formers) == [False, True]
    meet(four, three)
    assert [one.do(is_former) for one in hubs] == formers


def test_it_is_a_supervised_act_of_a_hub(hubs: Hubs) -> None:
    three, _four = hubs

    def refused(work: Work, actor: Actor = SUPERVISOR, reason: str = "hub_broken") -> None:
        take_over(work, actor, reason)

    assert refusal(lambda: three.do(lambda work: refused(work, three.actor))).code == "not_supervisor"
    assert refusal(lambda: three.do(lambda work: refused(work, reason="whim"))).code == "choice_unknown"
    taken_over(three)
    assert refusal(lambda: three.do(refused)).code == "authority_is_here"
    three.store.station = replace(three.store.station, hub_port=0, hub="f" * 32)
    assert refusal(lambda: three.do(refused)).code == "authority_needs_hub"


def test_who_is_being_served_is_served_to_the_end_wherever_it_is_decided(hubs: Hubs) -> None:
    three, four = hubs
    issue(three)
    called = three.do(lambda work: call_next(work, three.actor))
    start(three, called.ticket_id)
    tell(three, four)
    taken_over(four)
    tell(four, three)

    finish(three, called.ticket_id)
    meet(three, four)

    assert listed(four) == []


def test_a_hub_that_goes_on_in_a_new_log_still_decides(hubs: Hubs) -> None:
    three, four = hubs
    taken_over(three)
    issue(three)
    three.store.rekey(lambda _work: 0)
    site_hub(three.store).database.close()

    assert granted(three, 5, 1) == "B001"
    tell(three, four)
    assert four.do(is_former)
    assert listed(four) == []
