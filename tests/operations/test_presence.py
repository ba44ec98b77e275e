"""The hub does not answer, and somebody stands at the counter with a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.domain.ticket import TicketPhase
from counter_app.operations.calling import call_next
from counter_app.operations.presence import Present, serve_present
from counter_app.operations.taking_back import take_back
from counter_app.operations.tickets import ticket_of
from tests.helpers.stations import Station, hall, issue, open_station, refusal

SHARED = replace(hall(), main_issuer=3, authority_counter=0)


@pytest.fixture
def linked(tmp_path: Path) -> Iterator[Station]:
    """A counter whose hub decides who is called."""
    station = open_station(tmp_path / "station", at=SHARED)
    station.store.station = replace(station.store.station, hub="f" * 32)
    yield station
    station.store.close()


def served(station: Station, number: str) -> Present:
    return station.do(lambda work: serve_present(work, station.actor, number))


def test_who_stands_here_is_called_and_served_in_one_step_and_marked_so(linked: Station) -> None:
    issue(linked)
    issue(linked)

    done = served(linked, "b002")

    ticket = linked.do(lambda work: ticket_of(work, done.ticket_id))
    assert (ticket.number, ticket.phase, ticket.rule) == ("B002", TicketPhase.SERVING, "present")


def test_f12_gives_the_place_in_the_line_back(linked: Station) -> None:
    issued = issue(linked)
    before = linked.do(lambda work: ticket_of(work, issued.ticket_id))
    done = served(linked, issued.number)

    linked.do(lambda work: take_back(work, linked.actor, done.entry))

    assert linked.do(lambda work: ticket_of(work, issued.ticket_id)) == before


def test_nobody_is_called_from_a_list_that_may_be_old(linked: Station) -> None:
    issue(linked)

    assert refusal(lambda: linked.do(lambda work: call_next(work, linked.actor))).code == "calling_by_hub"


def test_a_number_that_is_not_known_here_is_a_sentence(linked: Station) -> None:
    assert refusal(lambda: served(linked, "B099")).code == "number_unknown"


def test_one_at_a_time(linked: Station) -> None:
    issue(linked)
    second = issue(linked)
    served(linked, "B001")

    assert refusal(lambda: served(linked, second.number)).code == "counter_busy"


def test_where_this_station_decides_nobody_needs_it(tmp_path: Path) -> None:
    station = open_station(tmp_path / "alone")
    issued = issue(station)

    assert refusal(lambda: served(station, issued.number)).code == "presence_not_needed"
    station.store.close()
