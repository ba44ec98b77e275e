"""Who goes first, said after the number was given."""

from __future__ import annotations

import json

import pytest

from counter_app.domain.entry import EntryRef
from counter_app.operations import lining_up, priority
from tests.helpers.stations import (
    Station,
    call_next,
    entries,
    finish,
    is_clean,
    issue,
    refusal,
    start,
    ticket_row,
    undo,
)


def put_first(station: Station, one: object, wanted: str = "elderly") -> tuple[EntryRef, ...]:
    return station.do(lambda work: priority.set_priority(work, station.actor, one, wanted))  # type: ignore[arg-type]


def test_who_is_found_to_be_old_is_called_before_the_others_and_keeps_the_number(station: Station) -> None:
    issue(station)
    old = issue(station)

    put_first(station, old.ticket_id)

    assert call_next(station).number == old.number
    entry = next(one for one in entries(station.store) if one.kind == "ticket.prioritised")
    assert json.loads(entry.body) == {"priority": "elderly", "before": ""}
    assert is_clean(station.store)


def test_the_person_goes_first_at_every_counter_of_the_visit(station: Station) -> None:
    one = issue(station)
    other = issue(station, "C07", visit_id=one.visit_id)

    done = put_first(station, other.ticket_id, "disabled")

    assert len(done) == 2
    assert {ticket_row(station, it.ticket_id).priority for it in (one, other)} == {"disabled"}


def test_priority_given_by_mistake_is_taken_away_or_taken_back(station: Station) -> None:
    one = issue(station, priority="infant")

    (done,) = put_first(station, one.ticket_id, "")
    assert ticket_row(station, one.ticket_id).priority == ""
    undo(station, done)

    assert ticket_row(station, one.ticket_id).priority == "infant"


def test_handing_back_a_called_number_keeps_its_priority(station: Station) -> None:
    one = issue(station)
    call_next(station)
    put_first(station, one.ticket_id)

    station.do(lambda work: lining_up.hand_back(work, station.actor, one.ticket_id))

    assert ticket_row(station, one.ticket_id).priority == "elderly"


@pytest.mark.parametrize("is_finished", [False, True])
def test_once_service_has_begun_nobody_goes_first_any_more(station: Station, *, is_finished: bool) -> None:
    one = issue(station)
    call_next(station)
    start(station, one.ticket_id)
    if is_finished:
        finish(station, one.ticket_id)

    assert refusal(lambda: put_first(station, one.ticket_id)).code == "priority_too_late"


def test_an_unknown_class_and_the_same_class_are_refused(station: Station) -> None:
    one = issue(station, priority="elderly")

    assert refusal(lambda: put_first(station, one.ticket_id, "rich")).code == "priority_unknown"
    assert refusal(lambda: put_first(station, one.ticket_id)).code == "priority_same"
