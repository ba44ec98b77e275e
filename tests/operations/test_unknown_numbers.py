"""A number that is not known here is served while nobody can be asked, and finds its ticket at contact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.db.queries.hall import hall_screen
from counter_app.db.queries.incidents import incidents
from counter_app.domain.ticket import TicketPhase
from counter_app.operations.days import close_day
from counter_app.operations.handing_on import transfer
from counter_app.operations.lining_up import hand_back
from counter_app.operations.matching import match_presences
from counter_app.operations.papers import print_again
from counter_app.operations.parking import park, unpark
from counter_app.operations.presence import Present, serve_present
from counter_app.operations.taking_back import take_back
from counter_app.reports.day import day_report
from tests.helpers.peers import meet, tell
from tests.helpers.stations import (
    MONDAY,
    Station,
    act,
    call_next,
    finish,
    hall,
    is_clean,
    issue,
    kinds,
    open_reception,
    open_station,
    print_all,
    refusal,
    screen,
    show_all_papers,
    start,
    submit,
    ticket_row,
)

CALLS = replace(hall(), main_issuer=3, authority_counter=3)
"""Loket 3 calls for all and gives the numbers; Loket 4 does not hear of them."""
Two = tuple[Station, Station]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    three = open_station(tmp_path / "three", at=CALLS)
    four = open_station(tmp_path / "four", counter=4, officer="P04", seed=2, at=CALLS)
    four.store.station = replace(four.store.station, hub="f" * 32)
    three.store.station = replace(three.store.station, hub="f" * 32)
    yield three, four
    for station in (three, four):
        assert is_clean(station.store)
        station.store.close()


def serve_unknown(station: Station, number: str = "b1", service: str = "B02") -> Present:
    station.clock.advance_s(60)
    return station.do(lambda work: serve_present(work, station.actor, number, service))


def day_of(station: Station) -> dict[str, object]:
    return station.ask(lambda connection: day_report(connection, site=station.store.site, day=MONDAY))


def told(station: Station) -> list[tuple[str, str]]:
    rows = station.ask(lambda connection: incidents(connection, site="BLU", day=20261123))
    return [(row.what, row.number) for row in rows]


def is_exact(station: Station) -> bool:
    """Issued is the sum over all states."""
    day = day_of(station)
    states = ("waiting", "called", "parked", "serving", "finished", "no_show", "cancelled")
    return day["tickets"] == sum(int(str(day[name])) for name in states)


def test_an_unknown_number_is_served_and_counted_as_served_but_never_as_issued(two: Two) -> None:
    _three, four = two

    served = serve_unknown(four)

    current = screen(four).current
    assert current is not None
    assert (current.ticket_id, current.number, current.state) == (served.ticket_id, "B001", "serving")
    finish(four, served.ticket_id)
    assert [(row.number, row.result) for row in screen(four).served] == [("B001", "finished")]
    day = day_of(four)
    assert (day["tickets"], day["by_presence"]) == (0, 1)


def test_at_contact_its_times_stand_on_the_ticket_that_was_issued(two: Two) -> None:
    three, four = two
    issued = issue(three)
    issue(three)
    four.clock.now_ms = three.clock.now_ms + 120_000
    served = serve_unknown(four)
    four.clock.advance_s(300)
    finish(four, served.ticket_id)

    tell(four, three)

    ticket = ticket_row(three, issued.ticket_id)
    assert (ticket.phase, ticket.counter, ticket.officer, ticket.rule) == (
        TicketPhase.FINISHED, 4, "P04", "present",
    )  # fmt: skip
    assert (ticket.waited_ms, ticket.served_ms) == (181_000, 301_000)
    assert ticket.matched_id == served.ticket_id.bytes
    assert call_next(three).number == "B002"
    meet(three, four)
    for station in two:
        day = day_of(station)
        assert (day["tickets"], day["finished"], day["by_presence"], told(station)) == (2, 1, 0, [])
        assert is_exact(station)


def test_who_is_still_being_served_is_not_called_and_the_end_is_told_later(two: Two) -> None:
    three, four = two
    issued = issue(three)
    served = serve_unknown(four)
    tell(four, three)
    assert refusal(lambda: call_next(three)).code == "nobody_waiting"
    assert ticket_row(three, issued.ticket_id).phase == TicketPhase.SERVING
    tell(three, four)
    current = screen(four).current
    assert current is not None
    assert current.ticket_id == served.ticket_id

    finish(four, served.ticket_id)
    tell(four, three)

    assert ticket_row(three, issued.ticket_id).phase == TicketPhase.FINISHED
    assert kinds(three.store).count("ticket.matched") == 2
    assert three.do(match_presences) == 0


def test_papers_and_a_receipt_are_made_for_it_as_for_any_other(two: Two) -> None:
    three, four = two
    issue(three)
    served = serve_unknown(four)
    tell(four, three)
    tell(three, four)

    show_all_papers(four, served.ticket_id)
    submit(four, served.ticket_id)

    assert [job.paper for job in print_all(four)] == ["receipt"]
    finish(four, served.ticket_id)
    assert [(row.number, row.result) for row in screen(four).served] == [("B001", "receipt_printed")]


def test_f12_takes_the_service_back_and_the_ticket_waits_in_its_place(two: Two) -> None:
    three, four = two
    issued = issue(three)
    before = ticket_row(three, issued.ticket_id)
    served = serve_unknown(four)
    tell(four, three)

    back = four.do(lambda work: take_back(work, four.actor, served.entry))
    tell(four, three)

    assert (back.kind, back.number) == ("ticket.started", "B001")
    assert ticket_row(three, issued.ticket_id) == before
    assert (screen(four).current, told(three), day_of(four)["by_presence"]) == (None, [], 0)
    assert serve_unknown(four).number == "B001"


def test_an_end_that_is_taken_back_is_taken_back_on_the_ticket_too(two: Two) -> None:
    three, four = two
    issued = issue(three)
    served = serve_unknown(four)
    end = finish(four, served.ticket_id)
    tell(four, three)

    four.do(lambda work: take_back(work, four.actor, end))
    tell(four, three)

    ticket = ticket_row(three, issued.ticket_id)
    assert (ticket.phase, ticket.ended_at, ticket.served_ms) == (TicketPhase.SERVING, None, 0)


def test_a_number_that_nobody_issued_is_listed(two: Two) -> None:
    three, four = two
    served = serve_unknown(four, "B077")
    finish(four, served.ticket_id)

    tell(four, three)

    assert told(three) == [("no_match", "B077")]
    assert day_of(three)["by_presence"] == 1
    for _ in range(2):
        issue(three)
    assert is_exact(three)


def test_a_ticket_whose_issue_comes_in_later_is_found_then(two: Two, tmp_path: Path) -> None:
    three, four = two
    kiosk = open_reception(tmp_path / "door", seed=5)
    issued = issue(kiosk)
    served = serve_unknown(four, issued.number)
    tell(four, three)
    assert told(three) == [("no_match", issued.number)]

    tell(kiosk, three)

    assert told(three) == []
    assert ticket_row(three, issued.ticket_id).matched_id == served.ticket_id.bytes
    kiosk.store.close()


def test_a_number_served_at_two_counters_keeps_the_first_and_both_are_told(two: Two) -> None:
    three, four = two
    issued = issue(three)
    start(three, call_next(three).ticket_id)
    finish(three, issued.ticket_id)
    served = serve_unknown(four)
    finish(four, served.ticket_id)

    meet(four, three)
    meet(four, three)

    ticket = ticket_row(three, issued.ticket_id)
    assert (ticket.phase, ticket.counter, ticket.matched_id) == (TicketPhase.FINISHED, 3, None)
    assert told(three) == told(four) == [("two_served", "B001")]
    assert kinds(three.store).count("ticket.matched") == 1
    assert is_exact(three)


def test_who_was_called_elsewhere_and_sits_here_is_served_here(two: Two) -> None:
    three, four = two
    issue(three)
    called = call_next(three)
    served = serve_unknown(four)
    tell(four, three)

    ticket = ticket_row(three, called.ticket_id)

    assert (ticket.phase, ticket.counter, ticket.matched_id) == (
        TicketPhase.SERVING, 4, served.ticket_id.bytes,
    )  # fmt: skip
    assert screen(three).current is None
    assert told(three) == [("two_served", "B001")]


def test_parked_and_handed_on_it_is_still_the_same_person(two: Two) -> None:
    three, four = two
    issued = issue(three)
    served = serve_unknown(four)
    act(four, park, served.ticket_id, place="copies")
    tell(four, three)
    assert ticket_row(three, issued.ticket_id).phase == TicketPhase.SERVING

    act(four, unpark, served.ticket_id)
    act(four, transfer, served.ticket_id, service="B05")
    tell(four, three)

    assert call_next(three).ticket_id == served.ticket_id
    assert is_exact(three)


def test_what_the_day_leaves_is_closed_on_both(two: Two) -> None:
    three, four = two
    issued = issue(three)
    serve_unknown(four)
    meet(four, three)
    over_all = replace(four.actor, roles=("supervisor",))
    four.do(lambda work: close_day(work, over_all))
    tell(four, three)

    ticket = ticket_row(three, issued.ticket_id)

    assert (ticket.phase, ticket.reason) == (TicketPhase.FINISHED, "day_closed")
    assert is_exact(three)


def test_what_does_not_fit_is_refused(two: Two) -> None:
    _three, four = two

    def refused(number: str, service: str) -> str:
        return refusal(lambda: serve_unknown(four, number, service)).code

    assert refused("B001", "") == "number_unknown"
    assert refused("007", "B02") == "number_unknown"
    assert refused("hello", "B02") == "number_unknown"
    assert refused("C001", "B02") == "presence_other_queue"
    assert refused("B001", "B99") == "service_unknown"
    served = serve_unknown(four)
    assert refused("B002", "B02") == "counter_busy"
    assert refused("B001", "B02") == "ticket_not_waiting"
    assert refusal(lambda: act(four, hand_back, served.ticket_id)).code == "presence_not_in_line"
    assert refusal(lambda: act(four, print_again, served.ticket_id)).code == "presence_no_slip"


def test_who_waited_where_nobody_could_see_it_does_not_shorten_the_wait_of_the_hall(two: Two) -> None:
    _three, four = two
    store = four.store
    serve_unknown(four)

    seen = four.ask(
        lambda it: hall_screen(it, catalogue=store.catalogue, site=store.site, now_ms=four.clock.now_ms)
    )
    assert seen.serving == 1
    assert seen.hour_wait.n == 0
