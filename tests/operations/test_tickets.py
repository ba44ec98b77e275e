"""Issue, call, start, finish, undo: rules of a ticket at the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from counter_app.db.tables import PRINT_JOB, VISIT
from counter_app.domain.entry import EntryRef
from counter_app.domain.queue_policy import AGED, PRIORITY, REGULAR
from counter_app.domain.ticket import TicketPhase
from counter_app.domain.tracking_code import parse_code
from tests.helpers.stations import (
    Station,
    beside,
    call_next,
    catalogue,
    close_day,
    entries,
    finish,
    is_clean,
    issue,
    kinds,
    not_here,
    open_day,
    open_station,
    print_all,
    refusal,
    screen,
    serve,
    site,
    start,
    ticket_row,
    undo,
)

NOBODY = UUID(int=7)


def phase(station: Station, ticket_id: UUID) -> TicketPhase:
    return TicketPhase(ticket_row(station, ticket_id).phase)


# issuing


def test_numbers_of_a_queue_count_from_001(station: Station) -> None:
    assert [issue(station, code).number for code in ("B02", "B06", "C01", "B02")] == [
        "B001",
        "B002",
        "C001",
        "B003",
    ]


def test_a_station_that_is_not_the_main_issuer_puts_its_number_in_between(tmp_path: Path) -> None:
    station = open_station(tmp_path / "other", counter=4, officer="P04")

    assert issue(station).number == "B4-001"
    station.store.close()


def test_an_issued_ticket_asks_for_its_slip_in_the_same_commit(station: Station) -> None:
    issued = issue(station)

    jobs = station.ask(lambda connection: connection.execute(PRINT_JOB.select()).all())
    assert [(job.paper, job.entity_id, job.print_no, job.state) for job in jobs] == [
        ("ticket", issued.ticket_id.bytes, 1, "queued")
    ]


def test_every_visit_has_a_tracking_code_of_its_own(station: Station) -> None:
    codes = [issue(station).code for _ in range(3)]

    assert len(set(codes)) == 3
    assert [parse_code(code) for code in codes] == codes


def test_one_visit_may_have_several_tickets_with_one_code(station: Station) -> None:
    first = issue(station, "B02")

    second = issue(station, "C01", visit_id=first.visit_id)

    visits = station.ask(lambda connection: connection.execute(VISIT.select()).all())
    assert (second.visit_id, second.code) == (first.visit_id, first.code)
    assert len(visits) == 1


@pytest.mark.parametrize(
    ("service", "priority", "visit_id", "code"),
    [
        ("Z99", "", None, "service_unknown"),
        ("", "", None, "service_unknown"),
        ("B02", "vip", None, "priority_unknown"),
        ("B02", "", NOBODY, "visit_unknown"),
    ],
)
def test_a_refused_ticket_takes_no_number(
    station: Station, service: str, priority: str, visit_id: UUID | None, code: str
) -> None:
    before = kinds(station.store)

    refused = refusal(lambda: issue(station, service, priority=priority, visit_id=visit_id))

    assert refused.code == code
    assert kinds(station.store) == before
    assert issue(station).number == "B001"


def test_a_service_whose_agency_has_no_queue_here_is_refused(tmp_path: Path) -> None:
    without = replace(site(), queues=tuple(one for one in site().queues if one.agency != "POLRES"))
    station = open_station(tmp_path / "small", at=without)

    refused = refusal(lambda: issue(station, "C01"))

    assert refused.facts["service"] == catalogue().services["C01"].name
    assert refused.code == "service_without_queue"
    station.store.close()


# calling


def test_who_came_first_is_called_first(station: Station) -> None:
    issue(station)
    issue(station)

    assert call_next(station).number == "B001"


def test_a_called_ticket_leaves_the_queue(station: Station) -> None:
    issue(station)
    issue(station)

    call_next(station)

    assert [row.number for row in screen(station).waiting] == ["B002"]


def test_a_counter_with_somebody_in_front_calls_nobody_else(station: Station) -> None:
    issue(station)
    called = call_next(station)
    issue(station)

    assert refusal(lambda: call_next(station)).facts == {"number": "B001", "phase": "called"}
    start(station, called.ticket_id)
    assert refusal(lambda: call_next(station)).code == "counter_busy"


def test_an_empty_queue_says_which_queues_were_looked_at(station: Station) -> None:
    issue(station, "C01")

    refused = refusal(lambda: call_next(station))

    assert (refused.code, refused.facts["queues"]) == ("nobody_waiting", "B")


def test_priority_comes_first_and_then_two_without_it(station: Station) -> None:
    for priority in ("", "", "", "elderly", "pregnant"):
        issue(station, priority=priority)
    called = []
    for _ in range(5):
        ticket = call_next(station)
        called.append((ticket.number, rule(station, ticket.ticket_id)))
        not_here(station, ticket.ticket_id)

    assert called == [
        ("B004", PRIORITY), ("B001", REGULAR), ("B002", REGULAR), ("B005", PRIORITY), ("B003", REGULAR),
    ]  # fmt: skip


def rule(station: Station, ticket_id: UUID) -> str:
    return ticket_row(station, ticket_id).rule


def test_who_waits_longer_than_the_limit_comes_before_priority(station: Station) -> None:
    issue(station)
    station.clock.advance_s(31 * 60)
    issue(station, priority="elderly")

    called = call_next(station)

    assert (called.number, rule(station, called.ticket_id)) == ("B001", AGED)


def test_a_counter_with_several_queues_serves_them_as_one_line(tmp_path: Path) -> None:
    station = open_station(tmp_path / "nineteen", counter=19, officer="S01")
    services = {queue.letter: queue.agency for queue in site().queues}
    codes = {
        letter: next(s.code for s in catalogue().services.values() if s.agency == services[letter])
        for letter in "MN"
    }
    for letter in "NMMN":
        issue(station, codes[letter])
    called = []
    for _ in range(4):
        ticket = call_next(station)
        called.append(ticket.number)
        not_here(station, ticket.ticket_id)

    assert called == ["N19-001", "M19-001", "M19-002", "N19-002"]
    station.store.close()


def test_of_one_visit_only_one_ticket_is_called_at_a_time(station: Station) -> None:
    first = issue(station)
    second = issue(station, visit_id=first.visit_id)
    third = issue(station)
    colleague = beside(station)
    mine = call_next(station)

    theirs = call_next(colleague)

    assert (mine.ticket_id, theirs.ticket_id) == (first.ticket_id, third.ticket_id)
    not_here(colleague, theirs.ticket_id)
    assert refusal(lambda: call_next(colleague)).code == "nobody_waiting"
    not_here(station, mine.ticket_id)
    assert call_next(colleague).ticket_id == second.ticket_id


def test_what_the_screen_shows_first_is_called_first(station: Station) -> None:
    for place in range(9):
        issue(station, priority="infant" if place % 3 == 2 else "")
        station.clock.advance_s(600)
    for _ in range(9):
        shown = screen(station).waiting[0].number
        called = call_next(station)
        assert called.number == shown
        not_here(station, called.ticket_id)


# serving


def test_a_ticket_goes_from_waiting_over_called_and_serving_to_finished(station: Station) -> None:
    issued = issue(station)
    seen = [phase(station, issued.ticket_id)]
    call_next(station)
    seen.append(phase(station, issued.ticket_id))
    start(station, issued.ticket_id)
    seen.append(phase(station, issued.ticket_id))
    finish(station, issued.ticket_id)
    seen.append(phase(station, issued.ticket_id))

    assert seen == [
        TicketPhase.WAITING, TicketPhase.CALLED, TicketPhase.SERVING, TicketPhase.FINISHED,
    ]  # fmt: skip
    assert kinds(station.store)[-5:] == [
        "visit.opened", "ticket.issued", "ticket.called", "ticket.started", "ticket.finished",
    ]  # fmt: skip


def test_waiting_walking_and_serving_are_kept_apart(station: Station) -> None:
    issued = issue(station)
    station.clock.advance_s(120)
    call_next(station)
    station.clock.advance_s(30)
    start(station, issued.ticket_id)
    station.clock.advance_s(300)
    finish(station, issued.ticket_id)

    row = ticket_row(station, issued.ticket_id)
    assert (ms(row.issued_at, row.called_at), ms(row.called_at, row.started_at)) == (121_000, 31_000)
    assert ms(row.started_at, row.ended_at) == 301_000


def ms(start: int | None, end: int | None) -> int:
    assert start is not None
    assert end is not None
    return end - start


def test_service_does_not_begin_before_the_call(station: Station) -> None:
    issued = issue(station)

    assert refusal(lambda: start(station, issued.ticket_id)).facts == {"number": "B001"}
    assert refusal(lambda: start(station, issued.ticket_id)).code == "ticket_not_called"


def test_service_does_not_end_before_it_began(station: Station) -> None:
    issue(station)
    called = call_next(station)

    assert refusal(lambda: finish(station, called.ticket_id)).code == "ticket_not_serving"


def test_who_sits_in_front_of_the_officer_is_no_no_show(station: Station) -> None:
    called = serve(station)

    assert refusal(lambda: not_here(station, called.ticket_id)).code == "ticket_not_called"


def test_nobody_starts_finishes_or_dismisses_the_ticket_of_another_counter(station: Station) -> None:
    issue(station)
    called = call_next(station)
    colleague = beside(station)

    refused = refusal(lambda: start(colleague, called.ticket_id))

    assert (refused.code, refused.facts["counter"]) == ("not_your_ticket", 3)
    assert refusal(lambda: not_here(colleague, called.ticket_id)).code == "not_your_ticket"
    start(station, called.ticket_id)
    assert refusal(lambda: finish(colleague, called.ticket_id)).code == "not_your_ticket"


def test_an_unknown_ticket_is_refused(station: Station) -> None:
    for act in (start, finish, not_here):
        assert refusal(lambda act=act: act(station, NOBODY)).code == "ticket_unknown"  # type: ignore[misc]


# undo


def test_a_call_taken_back_puts_the_ticket_back_in_its_place(station: Station) -> None:
    issue(station)
    issue(station)
    called = call_next(station)

    taken = undo(station, called.entry)

    assert (taken.kind, taken.number) == ("ticket.called", "B001")
    assert [row.number for row in screen(station).waiting] == ["B001", "B002"]
    assert call_next(station).number == "B001"


def test_a_start_taken_back_leaves_the_ticket_called(station: Station) -> None:
    issue(station)
    called = call_next(station)
    started = start(station, called.ticket_id)

    undo(station, started)

    row = ticket_row(station, called.ticket_id)
    assert (row.phase, row.started_at, row.counter) == (TicketPhase.CALLED, None, 3)


def test_a_finish_taken_back_goes_on_serving_with_its_first_start(station: Station) -> None:
    called = serve(station)
    began = ticket_row(station, called.ticket_id).started_at

    undo(station, finish(station, called.ticket_id))

    row = ticket_row(station, called.ticket_id)
    assert (row.phase, row.started_at, row.ended_at) == (TicketPhase.SERVING, began, None)
    finish(station, called.ticket_id)
    assert is_clean(station.store)


def test_a_no_show_taken_back_is_called_again(station: Station) -> None:
    issue(station)
    called = call_next(station)

    undo(station, not_here(station, called.ticket_id))

    assert phase(station, called.ticket_id) == TicketPhase.CALLED


def test_an_issue_taken_back_cancels_the_ticket_and_its_number_is_not_given_again(station: Station) -> None:
    issued = issue(station)

    undo(station, issued.entry)

    row = ticket_row(station, issued.ticket_id)
    assert (row.phase, row.reason) == (TicketPhase.CANCELLED, "undo")
    assert issue(station).number == "B002"


def test_a_printed_slip_does_not_make_undo_too_late(station: Station) -> None:
    issued = issue(station)
    print_all(station)

    assert undo(station, issued.entry).number == "B001"


def test_undo_is_too_late_once_something_else_happened_to_the_ticket(station: Station) -> None:
    issue(station)
    called = call_next(station)
    start(station, called.ticket_id)

    assert refusal(lambda: undo(station, called.entry)).facts == {"number": "B001"}
    assert refusal(lambda: undo(station, called.entry)).code == "undo_too_late"


def test_the_same_entry_is_not_taken_back_twice(station: Station) -> None:
    issue(station)
    called = call_next(station)
    undo(station, called.entry)

    assert refusal(lambda: undo(station, called.entry)).code == "undo_too_late"


def test_a_finish_is_not_taken_back_while_the_next_person_sits_there(station: Station) -> None:
    called = serve(station)
    ended = finish(station, called.ticket_id)
    issue(station)
    call_next(station)

    assert refusal(lambda: undo(station, ended)).code == "undo_too_late"
    assert phase(station, called.ticket_id) == TicketPhase.FINISHED


def test_an_undo_is_not_itself_taken_back(station: Station) -> None:
    """Else a ticket called again in between would be at a counter that has called somebody else."""
    issue(station)
    called = call_next(station)
    undo(station, called.entry)
    put_back = entries(station.store)[-1]
    issue(station, priority="elderly")
    call_next(station)

    entry = EntryRef(called.ticket_id, put_back.replica_id, put_back.seq)

    assert refusal(lambda: undo(station, entry)).code == "undo_unknown"


def test_a_cancelled_ticket_does_not_come_back_without_its_slip(station: Station) -> None:
    issued = issue(station)
    undo(station, issued.entry)
    cancelled = entries(station.store)[-1]

    entry = EntryRef(issued.ticket_id, cancelled.replica_id, cancelled.seq)

    assert refusal(lambda: undo(station, entry)).code == "undo_unknown"
    assert print_all(station) == []


def test_an_entry_that_nobody_wrote_is_not_taken_back(station: Station) -> None:
    issued = issue(station)

    assert refusal(lambda: undo(station, replace(issued.entry, seq=99))).code == "undo_unknown"
    assert refusal(lambda: undo(station, replace(issued.entry, entity_id=NOBODY))).code == "ticket_unknown"


def test_the_journal_keeps_what_was_done_and_what_was_taken_back(station: Station) -> None:
    issue(station)
    called = call_next(station)
    undo(station, called.entry)

    last = entries(station.store)[-1]
    assert kinds(station.store)[-2:] == ["ticket.called", "ticket.put_back"]
    assert last.body == f'{{"replica":"{called.entry.replica_id.hex()}","seq":{called.entry.seq}}}'
    assert is_clean(station.store)


def test_nothing_of_yesterday_is_taken_back_before_today_is_opened(station: Station) -> None:
    called = serve(station)
    ended = finish(station, called.ticket_id)
    close_day(station)

    assert refusal(lambda: undo(station, ended)).code == "day_not_open"


def test_a_ticket_of_yesterday_does_not_come_back_to_the_counter_today(station: Station) -> None:
    called = serve(station)
    ended = finish(station, called.ticket_id)
    open_day(station, date(2026, 11, 24))

    assert refusal(lambda: undo(station, ended)).code == "undo_too_late"


def test_issued_is_the_sum_over_all_states_on_every_path(station: Station) -> None:
    for _ in range(6):
        issue(station)
    undo(station, issue(station).entry)
    for act in (finish, not_here, finish):
        called = call_next(station)
        if act is finish:
            start(station, called.ticket_id)
        act(station, called.ticket_id)
    call_next(station)
    counts = station.ask(
        lambda connection: [
            phase
            for (phase,) in connection.exec_driver_sql("SELECT phase FROM ticket WHERE business_day=20261123")
        ]
    )

    assert len(counts) == kinds(station.store).count("ticket.issued") == 7
    assert TicketPhase.UNKNOWN not in counts
    assert sorted(counts) == [1, 1, 2, 3, 4, 7, 7]
