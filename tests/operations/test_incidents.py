"""Two counters did something with one ticket: a supervisor reads of it, looks into it and closes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from counter_app.db.queries.incidents import IncidentPart, IncidentRow, incidents
from counter_app.db.work import Work
from counter_app.domain.ticket import TicketPhase
from counter_app.operations.actor import Actor
from counter_app.operations.incidents import close, reopen
from counter_app.operations.presence import serve_present
from tests.helpers.peers import meet, tell
from tests.helpers.stations import (
    Station,
    call_next,
    finish,
    hall,
    is_clean,
    issue,
    open_station,
    refusal,
    start,
    ticket_row,
)

CALLS = replace(hall(), main_issuer=3, authority_counter=3)
"""Loket 3 calls for all; Loket 4 serves who stands there."""
SUPERVISOR = Actor("S01", "Contoh", "", ("supervisor",), 0)
TODAY = 20261123


@pytest.fixture
def hall_of_two(tmp_path: Path) -> Iterator[tuple[Station, Station]]:
    """Two counters, each with its own store; both know B001, and Loket 4's hub does not answer."""
    three = open_station(tmp_path / "three", at=CALLS)
    four = open_station(tmp_path / "four", counter=4, officer="P04", seed=2, at=CALLS)
    four.store.station = replace(four.store.station, hub="f" * 32)
    issue(three)
    tell(three, four)
    yield three, four
    three.store.close()
    four.store.close()


def listed(station: Station, day: int = TODAY) -> tuple[IncidentRow, ...]:
    return station.ask(lambda connection: incidents(connection, site="BLU", day=day))


def both_have_it(three: Station, four: Station) -> UUID:
    """Loket 3 calls B001 while its holder is served at Loket 4."""
    called = call_next(three)
    four.clock.now_ms = three.clock.now_ms + 60_000
    four.do(lambda work: serve_present(work, four.actor, "B001"))
    meet(three, four)
    return called.ticket_id


def test_who_serves_keeps_a_ticket_that_another_counter_called_and_everybody_reads_of_it(
    hall_of_two: tuple[Station, Station],
) -> None:
    three, four = hall_of_two
    ticket_id = both_have_it(three, four)

    assert [
        (ticket_row(one, ticket_id).phase, ticket_row(one, ticket_id).counter) for one in hall_of_two
    ] == [(TicketPhase.SERVING, 4)] * 2
    (row,) = listed(three)
    assert listed(four) == (row,)
    assert (row.what, row.number, row.ticket_id, row.is_open) == ("two_served", "B001", ticket_id, True)
    assert row.parts == (
        IncidentPart("called", 3, "P03", three.clock.now_ms),
        IncidentPart("started", 4, "P04", four.clock.now_ms),
    )
    assert is_clean(three.store)
    assert is_clean(four.store)


def test_two_who_served_one_number_are_both_told(hall_of_two: tuple[Station, Station]) -> None:
    three, four = hall_of_two
    called = call_next(three)
    start(three, called.ticket_id)
    four.do(lambda work: serve_present(work, four.actor, "B001"))
    finish(three, called.ticket_id)
    meet(three, four)

    (row,) = listed(three)

    assert row.what == "two_served"
    assert {(part.did, part.counter) for part in row.parts} == {("called", 3), ("started", 3), ("started", 4)}
    assert listed(four) == (row,)


def test_a_counter_that_calls_the_same_number_again_is_no_incident(
    hall_of_two: tuple[Station, Station],
) -> None:
    three, four = hall_of_two
    start(three, call_next(three).ticket_id)
    meet(three, four)

    assert listed(four) == ()


def test_a_supervisor_closes_it_with_a_reason_and_it_stays_in_the_list_of_its_day(
    hall_of_two: tuple[Station, Station],
) -> None:
    three, four = hall_of_two
    both_have_it(three, four)
    (row,) = listed(three)

    three.do(lambda work: close(work, SUPERVISOR, row.incident_id, "person_served", " dilayani di loket 4 "))

    (closed,) = listed(three)
    assert (closed.closed_by, closed.reason, closed.note, closed.is_open) == (
        "S01", "person_served", "dilayani di loket 4", False,
    )  # fmt: skip
    assert listed(three, 20261124) == ()
    again = refusal(lambda: three.do(lambda work: close(work, SUPERVISOR, row.incident_id, "no_effect")))
    assert again.code == "incident_closed"
    assert is_clean(three.store)


def test_an_open_incident_of_yesterday_is_still_listed(hall_of_two: tuple[Station, Station]) -> None:
    both_have_it(*hall_of_two)

    assert len(listed(hall_of_two[0], 20261124)) == 1


def test_a_closing_can_be_taken_back(hall_of_two: tuple[Station, Station]) -> None:
    three, four = hall_of_two
    both_have_it(three, four)
    (row,) = listed(three)
    closing = three.do(lambda work: close(work, SUPERVISOR, row.incident_id, "no_effect", "x"))

    three.do(lambda work: reopen(work, SUPERVISOR, closing))

    assert listed(three) == (row,)
    assert refusal(lambda: three.do(lambda work: reopen(work, SUPERVISOR, closing))).code == "incident_open"
    assert is_clean(three.store)


def test_what_comes_to_light_later_opens_it_again(hall_of_two: tuple[Station, Station]) -> None:
    three, four = hall_of_two
    called = call_next(three)
    four.do(lambda work: serve_present(work, four.actor, "B001"))
    tell(four, three)
    (row,) = listed(three)
    three.do(lambda work: close(work, SUPERVISOR, row.incident_id, "person_served"))
    assert not listed(three)[0].is_open

    four.do(lambda work: called_over(work, called.ticket_id))
    tell(four, three)

    assert listed(three)[0].is_open


def called_over(work: Work, ticket_id: UUID) -> None:
    """As a counter would that has heard nothing of the others."""
    body: dict[str, object] = {"counter": 5, "rule": "regular"}
    work.record("ticket.called", ticket_id, body, officer="P05", business_day=TODAY)


def test_only_a_supervisor_closes_and_other_needs_a_note(hall_of_two: tuple[Station, Station]) -> None:
    three, four = hall_of_two
    both_have_it(three, four)
    (row,) = listed(three)

    def closing(actor: Actor, reason: str, note: str = "") -> str:
        return refusal(lambda: three.do(lambda work: close(work, actor, row.incident_id, reason, note))).code

    assert closing(three.actor, "no_effect") == "not_supervisor"
    assert closing(SUPERVISOR, "other") == "incident_note_missing"
    assert closing(SUPERVISOR, "whatever") == "choice_unknown"
    assert closing(SUPERVISOR, "no_effect", "x" * 201) == "note_too_long"
    unknown = refusal(lambda: three.do(lambda work: close(work, SUPERVISOR, UUID(int=1), "no_effect")))
    assert unknown.code == "incident_unknown"
