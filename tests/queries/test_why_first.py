"""Mengapa nomor ini? The facts behind the rule that put a number first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from counter_app.db.queries.why_first import WhyFirst, why_first
from counter_app.operations.calling import call_again, call_number
from counter_app.operations.lining_up import bring_back, hand_back
from tests.helpers.stations import Station, act, call_next, issue, not_here, open_station


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = open_station(tmp_path / "station")
    yield made
    made.store.close()


def why(station: Station, ticket_id: UUID) -> WhyFirst:
    found = station.ask(lambda connection: why_first(connection, ticket_id, station.store.site))
    assert found is not None
    return found


def test_who_waited_longest_passed_nobody(station: Station) -> None:
    issue(station)
    issue(station)
    station.clock.advance_s(120)

    told = why(station, call_next(station).ticket_id)

    assert (told.rule, told.priority, told.reason, told.passed_over) == ("regular", "", "", 0)
    assert (told.waited_s, told.priority_per_round, told.regular_per_round) == (122, 1, 2)


def test_priority_says_its_class_and_how_many_were_passed(station: Station) -> None:
    issue(station)
    issue(station)
    issue(station, priority="pregnant")

    told = why(station, call_next(station).ticket_id)

    assert (told.rule, told.priority, told.passed_over) == ("priority", "pregnant", 2)


def test_who_waited_longer_than_the_limit_says_so(station: Station) -> None:
    issue(station)
    station.clock.advance_s(31 * 60)
    issue(station, priority="elderly")

    told = why(station, call_next(station).ticket_id)

    assert (told.rule, told.ageing_limit_min, told.waited_s // 60) == ("aged", 30, 31)


def test_a_chosen_number_keeps_its_reason_when_it_is_called_again(station: Station) -> None:
    issue(station)
    second = issue(station)
    act(station, call_number, second.number, "weak")

    act(station, call_again, second.ticket_id)

    told = why(station, second.ticket_id)
    assert (told.rule, told.reason, told.passed_over) == ("chosen", "weak", 1)


def test_a_reason_of_a_call_that_was_handed_back_is_not_told(station: Station) -> None:
    first = issue(station)
    act(station, call_number, first.number, "weak")
    act(station, hand_back, first.ticket_id)
    call_next(station)

    assert (why(station, first.ticket_id).rule, why(station, first.ticket_id).reason) == ("regular", "")


def test_who_came_back_is_called_as_a_return(station: Station) -> None:
    first = issue(station)
    not_here(station, call_next(station).ticket_id)
    act(station, bring_back, first.ticket_id)
    station.clock.advance_s(60)

    told = why(station, call_next(station).ticket_id)

    assert (told.rule, told.return_part, told.waited_s) == ("returned", 3, 62)


def test_who_waits_has_no_rule_yet(station: Station) -> None:
    first = issue(station)

    assert station.ask(lambda connection: why_first(connection, first.ticket_id, station.store.site)) is None
