"""Every verb of the queue: call again, choose, bring back, park, hand on, go on, cancel, and their undo."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from counter_app.db.tables import ANOMALY
from counter_app.domain.entry import EntryRef
from counter_app.domain.queue_policy import CHOSEN, REGULAR, RETURNED
from counter_app.domain.ticket import TicketPhase, TicketState
from counter_app.operations import papers
from counter_app.operations.applications import open_application
from counter_app.operations.calling import call_again, call_number, finish_and_call
from counter_app.operations.handing_on import transfer
from counter_app.operations.issuing import next_service
from counter_app.operations.lining_up import bring_back, cancel_ticket, hand_back
from counter_app.operations.parking import TO_QUEUE, park, unpark
from counter_app.operations.serving import finish as finish_with
from counter_app.operations.taking_back import take_back_all
from tests.helpers.stations import (
    Station,
    act,
    beside,
    call_next,
    close_day,
    entries,
    finish,
    is_clean,
    issue,
    kinds,
    not_here,
    open_day,
    print_all,
    refusal,
    screen,
    serve,
    show_all_papers,
    start,
    submit,
    ticket_row,
    undo,
)

W, C, N, X, P, S, F = (
    TicketPhase.WAITING, TicketPhase.CALLED, TicketPhase.NO_SHOW, TicketPhase.CANCELLED, TicketPhase.PARKED,
    TicketPhase.SERVING, TicketPhase.FINISHED,
)  # fmt: skip
TUESDAY = date(2026, 11, 24)


def line(station: Station) -> list[str]:
    return [row.number for row in screen(station).waiting]


def called(station: Station) -> UUID:
    issue(station)
    return call_next(station).ticket_id


def away(station: Station) -> UUID:
    """Somebody who was called and did not come."""
    ticket = called(station)
    not_here(station, ticket)
    return ticket


def parked(station: Station, place: str = "copies") -> UUID:
    """Somebody sent away in the middle of service."""
    ticket = serve(station).ticket_id
    act(station, park, ticket, place=place)
    return ticket


# call again


def test_the_same_person_is_called_again_up_to_the_limit_of_the_site(station: Station) -> None:
    ticket = called(station)
    for times in (2, 3):
        assert act(station, call_again, ticket).number == "B001"
        assert ticket_row(station, ticket).times_called == times

    refused = refusal(lambda: act(station, call_again, ticket))

    assert (refused.code, refused.facts) == ("call_limit_reached", {"number": "B001", "times": 3})
    assert ticket_row(station, ticket).rule == REGULAR


def test_who_sits_here_already_is_not_called_again(station: Station) -> None:
    ticket = serve(station).ticket_id

    assert refusal(lambda: act(station, call_again, ticket)).code == "ticket_not_called"


def test_one_call_too_many_is_taken_back(station: Station) -> None:
    ticket = called(station)
    before = ticket_row(station, ticket)

    undo(station, act(station, call_again, ticket).entry)

    assert ticket_row(station, ticket) == before


# a number that is chosen


@pytest.mark.parametrize("typed", ["B003", "b003", " b 3 ", "B3"])
def test_a_number_is_called_out_of_order_with_its_reason(station: Station, typed: str) -> None:
    for _ in range(3):
        issue(station)

    number = act(station, call_number, typed, "weak").number

    last = entries(station.store)[-1]
    assert (number, json.loads(last.body)) == ("B003", {"counter": 3, "rule": CHOSEN, "reason": "weak"})
    assert line(station) == ["B001", "B002"]


def test_a_chosen_number_must_wait_in_a_queue_of_this_counter(station: Station) -> None:
    issue(station, "C01")
    called(station)

    for number, code in (
        ("B001", "ticket_not_waiting"),
        ("C001", "number_other_queue"),
        ("B9", "number_unknown"),
    ):
        assert refusal(lambda number=number: act(station, call_number, number, "weak")).code == code  # type: ignore[misc]


def test_a_number_is_not_chosen_without_a_reason_of_the_list(station: Station) -> None:
    issue(station)

    assert refusal(lambda: act(station, call_number, "B001", "my cousin")).facts == {"choice": "my cousin"}


def test_a_number_is_not_chosen_while_somebody_is_in_front(station: Station) -> None:
    serve(station)
    issue(station)

    refused = refusal(lambda: act(station, call_number, "B002", "weak"))

    assert (refused.code, refused.facts) == ("counter_busy", {"number": "B001", "phase": "serving"})


def test_nobody_is_chosen_who_is_at_another_counter_just_now(station: Station) -> None:
    first = issue(station)
    issue(station, visit_id=first.visit_id)
    call_next(beside(station))

    refused = refusal(lambda: act(station, call_number, "B002", "weak"))

    assert (refused.code, refused.facts) == ("visit_busy", {"number": "B002", "other": "B001", "counter": 4})


# bring back


def test_who_missed_the_call_waits_again_in_the_front_third(station: Station) -> None:
    ticket = away(station)
    for _ in range(8):
        issue(station)

    act(station, bring_back, ticket)

    assert line(station)[:4] == ["B002", "B003", "B001", "B004"]
    named = entries(station.store)[-1]
    missed = next(entry for entry in entries(station.store) if entry.kind == "ticket.no_show")
    assert json.loads(named.body)["seq"] == missed.seq
    assert [row.rule for row in screen(station).waiting][2] == RETURNED


def test_who_missed_the_call_never_comes_back_as_the_very_first(station: Station) -> None:
    ticket = away(station)
    issue(station)

    act(station, bring_back, ticket)

    assert line(station) == ["B002", "B001"]


def test_who_comes_back_to_an_empty_hall_is_next(station: Station) -> None:
    ticket = away(station)

    act(station, bring_back, ticket)

    assert call_next(station).ticket_id == ticket
    assert ticket_row(station, ticket).rule == RETURNED


def test_who_comes_back_keeps_the_place_while_others_come_and_are_called(station: Station) -> None:
    ticket = away(station)
    for _ in range(8):
        issue(station)
    act(station, bring_back, ticket)
    order = []
    for _ in range(4):
        issue(station, priority="")
        order.append(call_next(station).number)
        not_here(station, UUID(bytes=busy(station)))

    assert order == ["B002", "B003", "B001", "B004"]


def busy(station: Station) -> bytes:
    current = screen(station).current
    assert current is not None
    return current.ticket_id.bytes


def test_only_a_no_show_is_brought_back(station: Station) -> None:
    ticket = called(station)

    assert refusal(lambda: act(station, bring_back, ticket)).code == "ticket_not_away"


def test_a_no_show_of_yesterday_takes_a_new_number(station: Station) -> None:
    ticket = away(station)
    open_day(station, TUESDAY)

    assert refusal(lambda: act(station, bring_back, ticket)).code == "ticket_of_another_day"


def test_anybody_may_bring_back_and_only_that_officer_takes_it_back(station: Station) -> None:
    ticket = away(station)
    before = ticket_row(station, ticket)
    colleague = beside(station)

    entry = act(colleague, bring_back, ticket)

    assert refusal(lambda: undo(beside(station, "P08", 8), entry)).code == "undo_not_yours"
    issue(station)
    assert before.phase == N


# parked


def test_who_is_parked_frees_the_counter_and_time_parked_is_no_time_of_service(station: Station) -> None:
    ticket = parked(station)
    station.clock.advance_s(600)
    issue(station)
    assert call_next(station).number == "B002"
    not_here(station, UUID(bytes=busy(station)))

    act(station, unpark, ticket)
    station.clock.advance_s(59)
    finish(station, ticket)

    row = ticket_row(station, ticket)
    assert (row.phase, row.served_ms, row.parked_ms) == (F, 61_000, 604_000)
    served = next(one for one in screen(station).served if one.ticket_id == ticket)
    assert served.serving_s == 61


def test_the_counter_shows_whom_it_parked_where_and_until_when(station: Station) -> None:
    ticket = serve(station).ticket_id
    until = station.clock() + 900_000

    act(station, park, ticket, place="payment", until_ms=until)

    row = screen(station).parked[0]
    assert (row.number, row.place, row.until_ms, row.is_started) == ("B001", "payment", until, True)
    assert screen(station).current is None
    assert screen(beside(station)).parked == ()


def test_who_was_only_called_is_parked_and_called_again_when_back(station: Station) -> None:
    ticket = called(station)
    act(station, park, ticket, place="papers")

    act(station, unpark, ticket)

    assert ticket_row(station, ticket).phase == C
    start(station, ticket)


def test_a_parked_person_does_not_push_aside_who_sits_there(station: Station) -> None:
    ticket = parked(station)
    serve(station)

    refused = refusal(lambda: act(station, unpark, ticket))

    assert (refused.code, refused.facts) == ("counter_busy", {"number": "B002", "phase": "serving"})


def test_a_parked_person_lines_up_again_from_any_desk(station: Station) -> None:
    ticket = parked(station)
    for _ in range(3):
        issue(station)
    colleague = beside(station)

    assert refusal(lambda: act(colleague, unpark, ticket)).code == "not_your_ticket"
    act(colleague, unpark, ticket, to=TO_QUEUE)

    assert line(colleague) == ["B002", "B001", "B003", "B004"]
    assert screen(station).parked == ()


def test_only_who_is_here_is_parked_and_only_at_a_place_of_the_list(station: Station) -> None:
    waiting = issue(station).ticket_id
    assert refusal(lambda: act(station, park, waiting, place="copies")).code == "ticket_not_at_counter"
    call_next(station)
    assert refusal(lambda: act(station, park, waiting, place="the moon")).code == "choice_unknown"
    assert refusal(lambda: act(beside(station), park, waiting, place="copies")).code == "not_your_ticket"
    assert refusal(lambda: act(station, unpark, waiting)).code == "ticket_not_parked"


def test_a_parked_person_who_stays_away_is_ended_as_left_or_as_not_here(station: Station) -> None:
    started = parked(station)
    unstarted = called(station)
    act(station, park, unstarted, place="papers")

    act(station, finish_with, started, "left")
    not_here(station, unstarted)

    assert (ticket_row(station, started).phase, ticket_row(station, started).outcome) == (F, "left")
    assert ticket_row(station, unstarted).phase == N


def test_the_close_of_the_day_settles_who_is_parked(station: Station) -> None:
    started = parked(station)
    unstarted = called(station)
    act(station, park, unstarted, place="papers")

    close_day(station)

    assert (ticket_row(station, started).phase, ticket_row(station, unstarted).phase) == (F, N)
    assert ticket_row(station, started).reason == "day_closed"


# handed on


def test_a_person_sent_to_another_service_keeps_number_issue_and_priority(station: Station) -> None:
    issued = issue(station, priority="elderly")
    call_next(station)
    start(station, issued.ticket_id)
    before = ticket_row(station, issued.ticket_id)

    act(station, transfer, issued.ticket_id, service="C01")

    row = ticket_row(station, issued.ticket_id)
    kept = ("number", "issued_at", "priority", "visit_id")
    assert [getattr(row, name) for name in kept] == [getattr(before, name) for name in kept]
    assert (row.phase, row.queue, row.service, row.agency) == (W, "C", "C01", "POLRES")
    assert line(station) == []
    assert call_next(beside(station, "P08", 8)).number == "B001"


def test_a_ticket_for_one_counter_is_offered_to_that_counter_alone(station: Station) -> None:
    ticket = called(station)
    colleague = beside(station)

    act(station, transfer, ticket, counter=4)

    assert (line(station), line(colleague)) == ([], ["B001"])
    assert refusal(lambda: call_next(station)).code == "nobody_waiting"
    assert call_next(colleague).ticket_id == ticket


def test_a_ticket_for_one_officer_follows_the_officer(station: Station) -> None:
    ticket = called(station)

    act(station, transfer, ticket, officer="P04")

    assert line(station) == []
    assert refusal(lambda: call_next(station)).code == "nobody_waiting"
    colleague = beside(station)
    assert line(colleague) == ["B001"]
    assert call_next(colleague).ticket_id == ticket


def test_a_ticket_handed_on_may_still_be_chosen_by_its_number(station: Station) -> None:
    ticket = called(station)
    act(station, transfer, ticket, counter=4)

    assert act(station, call_number, "B001", "told").ticket_id == ticket


def test_who_was_sent_on_stands_where_the_time_of_issue_says(station: Station) -> None:
    ticket = serve(station).ticket_id
    issue(station, "C01")

    act(station, transfer, ticket, service="C01")

    assert line(beside(station, "P08", 8)) == ["B001", "C001"]


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ({}, "transfer_nowhere"),
        ({"service": "B02"}, "transfer_nowhere"),
        ({"service": "Z99"}, "service_unknown"),
        ({"counter": 8}, "counter_other_queue"),
        ({"counter": 99}, "counter_unknown"),
        ({"officer": "X99"}, "officer_unknown"),
        ({"officer": "P08"}, "officer_other_queue"),
    ],
)
def test_nobody_is_sent_where_nobody_will_call(
    station: Station, target: dict[str, object], code: str
) -> None:
    ticket = called(station)

    assert refusal(lambda: act(station, transfer, ticket, **target)).code == code


def test_another_counters_ticket_and_an_ended_one_are_not_handed_on(station: Station) -> None:
    ticket = called(station)
    assert refusal(lambda: act(beside(station), transfer, ticket, counter=4)).code == "not_your_ticket"
    not_here(station, ticket)
    assert refusal(lambda: act(station, transfer, ticket, counter=4)).code == "ticket_ended"


def test_a_waiting_ticket_is_handed_on_by_anybody(station: Station) -> None:
    ticket = issue(station).ticket_id

    act(beside(station, "P08", 8), transfer, ticket, service="C01")

    assert ticket_row(station, ticket).queue == "C"


def test_the_case_of_the_agency_before_stays_with_it(station: Station) -> None:
    """Who hands a person on hands on no application: the other agency opens its own."""
    ticket = serve(station).ticket_id
    show_all_papers(station, ticket)
    submit(station, ticket)
    act(station, transfer, ticket, service="C01")
    police = beside(station, "P08", 8)
    call_next(police)
    start(police, ticket)

    there = screen(police).current

    assert there is not None
    assert (there.service_code, there.application_id, there.applicant) == ("C01", None, None)
    assert print_again(police, ticket) == "ticket"
    opened = act(police, open_application, ticket)
    assert screen(police).current.application_id == opened  # type: ignore[union-attr]
    finish(police, ticket)
    assert [row.number for row in screen(police).served] == ["B001"]


def print_again(station: Station, ticket_id: UUID) -> str:
    return station.do(lambda work: papers.print_again(work, station.actor, ticket_id))


# going on, finishing, cancelling, handing back


def test_the_next_service_has_a_number_of_the_same_visit_and_priority(station: Station) -> None:
    first = issue(station, priority="infant")
    call_next(station)
    start(station, first.ticket_id)

    second = act(station, next_service, first.ticket_id, "C01")

    row = ticket_row(station, second.ticket_id)
    assert (row.priority, row.visit_id, row.number) == ("infant", first.visit_id.bytes, "C001")
    assert ticket_row(station, first.ticket_id).phase == F


def test_the_next_service_taken_back_takes_the_end_of_the_first_back_too(station: Station) -> None:
    first = serve(station).ticket_id
    before = ticket_row(station, first)
    second = act(station, next_service, first, "C01")

    undo(station, second.entry)

    assert ticket_row(station, first) == before
    assert ticket_row(station, second.ticket_id).phase == X


def test_an_unknown_next_service_finishes_nothing(station: Station) -> None:
    first = serve(station).ticket_id

    assert refusal(lambda: act(station, next_service, first, "Z99")).code == "service_unknown"
    assert ticket_row(station, first).phase == S


def test_a_service_ends_with_an_outcome_of_the_list(station: Station) -> None:
    ticket = serve(station).ticket_id
    assert refusal(lambda: act(station, finish_with, ticket, "fine")).code == "choice_unknown"

    act(station, finish_with, ticket, "redirected")

    assert ticket_row(station, ticket).outcome == "redirected"
    assert screen(station).served[0].outcome == "redirected"


def test_finish_and_call_is_one_step(station: Station) -> None:
    first = serve(station).ticket_id
    issue(station)

    done = act(station, finish_and_call, first, "incomplete")

    assert done.called is not None
    assert (ticket_row(station, first).phase, done.called.number) == (F, "B002")
    act(station, take_back_all, done.entries)
    assert (ticket_row(station, first).phase, line(station)) == (S, ["B002"])


def test_finish_and_call_finishes_also_where_nobody_waits(station: Station) -> None:
    first = serve(station).ticket_id

    assert act(station, finish_and_call, first).called is None
    assert ticket_row(station, first).phase == F


def test_finish_and_call_of_somebody_not_served_calls_nobody(station: Station) -> None:
    first = called(station)
    issue(station)

    assert refusal(lambda: act(station, finish_and_call, first)).code == "ticket_not_serving"
    assert line(station) == ["B002"]


def test_a_cancelled_number_is_never_called_and_its_slip_stays_inside(station: Station) -> None:
    ticket = issue(station).ticket_id
    assert refusal(lambda: act(station, cancel_ticket, ticket, "bored")).code == "choice_unknown"

    entry = act(station, cancel_ticket, ticket, "wrong_service")

    assert (ticket_row(station, ticket).phase, ticket_row(station, ticket).reason) == (X, "wrong_service")
    assert print_all(station) == []
    undo(station, entry)
    assert ticket_row(station, ticket).phase == W
    assert len(print_all(station)) == 1


def test_what_was_served_is_not_cancelled(station: Station) -> None:
    ticket = serve(station).ticket_id

    assert refusal(lambda: act(station, cancel_ticket, ticket, "left")).code == "ticket_not_cancellable"


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("is_started", [False, True])
def test_what_is_handed_back_waits_at_its_old_place_as_before_the_call(
    station: Station, times: int, *, is_started: bool
) -> None:
    ticket = issue(station).ticket_id
    issue(station)
    before = ticket_row(station, ticket)
    call_next(station)
    for _ in range(times - 1):
        act(station, call_again, ticket)
    if is_started:
        start(station, ticket)

    entry = act(station, hand_back, ticket)

    assert ticket_row(station, ticket) == before
    assert line(station) == ["B001", "B002"]
    undo(station, entry)
    assert ticket_row(station, ticket).times_called == times
    assert is_clean(station.store)


def test_what_was_taken_back_before_a_hand_back_stays_taken_back(station: Station) -> None:
    ticket = called(station)
    before = act(station, park, ticket, place="copies")
    undo(station, before)
    act(station, call_again, ticket)

    act(station, hand_back, ticket)

    assert (ticket_row(station, ticket).phase, ticket_row(station, ticket).parked_ms) == (W, 0)
    assert station.ask(lambda connection: connection.execute(ANOMALY.select()).all()) == []


def test_a_return_handed_back_is_a_return_still(station: Station) -> None:
    ticket = away(station)
    act(station, bring_back, ticket)
    before = ticket_row(station, ticket)
    call_next(station)

    act(station, hand_back, ticket)

    assert ticket_row(station, ticket) == before


def test_nobody_hands_back_what_another_counter_has(station: Station) -> None:
    ticket = called(station)

    assert refusal(lambda: act(beside(station), hand_back, ticket)).code == "not_your_ticket"
    not_here(station, ticket)
    assert refusal(lambda: act(station, hand_back, ticket)).code == "ticket_not_at_counter"


# undo

VERBS: dict[str, tuple[Callable[[Station], UUID], Callable[[Station, UUID], EntryRef]]] = {
    "called again": (called, lambda at, one: act(at, call_again, one).entry),
    "chosen": (lambda at: issue(at).ticket_id, lambda at, _one: act(at, call_number, "B001", "told").entry),
    "brought back": (away, lambda at, one: act(at, bring_back, one)),
    "parked": (lambda at: serve(at).ticket_id, lambda at, one: act(at, park, one, place="check")),
    "parked before": (called, lambda at, one: act(at, park, one, place="check", until_ms=5)),
    "unparked": (parked, lambda at, one: act(at, unpark, one)),
    "lined up": (parked, lambda at, one: act(at, unpark, one, to=TO_QUEUE)),
    "handed on": (lambda at: serve(at).ticket_id, lambda at, one: act(at, transfer, one, service="C01")),
    "handed on waiting": (lambda at: issue(at).ticket_id, lambda at, one: act(at, transfer, one, counter=4)),
    "handed back": (lambda at: serve(at).ticket_id, lambda at, one: act(at, hand_back, one)),
    "finished": (lambda at: serve(at).ticket_id, lambda at, one: act(at, finish_with, one, "served")),
    "finished away": (parked, lambda at, one: act(at, finish_with, one, "left")),
    "not here": (called, not_here),
    "cancelled": (called, lambda at, one: act(at, cancel_ticket, one, "left")),
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_taken_back_leaves_the_ticket_exactly_as_it_was(station: Station, verb: str) -> None:
    prepare, do = VERBS[verb]
    ticket = prepare(station)
    before = ticket_row(station, ticket)
    entry = do(station, ticket)
    assert ticket_row(station, ticket) != before

    undo(station, entry)

    assert ticket_row(station, ticket) == before
    assert refusal(lambda: undo(station, entry)).code == "undo_too_late"
    assert is_clean(station.store)


@pytest.mark.parametrize(
    "verb", [name for name in VERBS if name not in ("brought back", "lined up", "handed on waiting")]
)
def test_another_counter_takes_nothing_back(station: Station, verb: str) -> None:
    prepare, do = VERBS[verb]
    entry = do(station, prepare(station))

    assert refusal(lambda: undo(beside(station), entry)).code == "undo_not_yours"


def test_an_issue_is_taken_back_by_who_issued(station: Station) -> None:
    issued = issue(station)

    assert refusal(lambda: undo(beside(station), issued.entry)).code == "undo_not_yours"
    assert undo(station, issued.entry).number == "B001"


@pytest.mark.parametrize("verb", ["parked", "handed on", "handed back", "not here", "cancelled", "finished"])
def test_undo_is_too_late_once_somebody_else_is_in_front(station: Station, verb: str) -> None:
    prepare, do = VERBS[verb]
    ticket = prepare(station)
    entry = do(station, ticket)
    issue(station, priority="elderly")
    act(station, call_number, "B002", "told")

    assert refusal(lambda: undo(station, entry)).code == "undo_too_late"


def test_undo_is_too_late_once_the_person_is_at_another_counter(station: Station) -> None:
    first = issue(station)
    issue(station, visit_id=first.visit_id)
    call_next(station)
    entry = not_here(station, first.ticket_id)
    call_next(beside(station))

    assert refusal(lambda: undo(station, entry)).code == "undo_too_late"


def test_one_visit_has_at_most_one_ticket_at_a_counter_also_after_parking(station: Station) -> None:
    first = issue(station)
    second = issue(station, visit_id=first.visit_id)
    call_next(station)
    act(station, park, first.ticket_id, place="copies")
    colleague = beside(station)
    assert call_next(colleague).ticket_id == second.ticket_id

    refused = refusal(lambda: act(station, unpark, first.ticket_id))

    assert (refused.code, refused.facts["counter"]) == ("visit_busy", 4)


def test_all_states_together_are_the_tickets_issued(station: Station) -> None:
    for verb, (prepare, do) in VERBS.items():
        if verb != "chosen":
            do(station, prepare(station))
            current = screen(station).current
            if current is not None:
                act(station, hand_back, current.ticket_id)
    rows = station.ask(lambda connection: connection.exec_driver_sql("SELECT phase FROM ticket").all())

    assert len(rows) == kinds(station.store).count("ticket.issued")
    assert {phase for (phase,) in rows} <= set(TicketPhase) - {TicketPhase.UNKNOWN}
    assert is_clean(station.store)


def test_a_state_is_compared_whole(station: Station) -> None:
    """What the tests of undo rest on."""
    row = ticket_row(station, issue(station).ticket_id)

    assert isinstance(row, TicketState)
    assert row != replace_since(row)


def replace_since(row: TicketState) -> TicketState:
    return row._replace(since=(row.since or 0) + 1)
