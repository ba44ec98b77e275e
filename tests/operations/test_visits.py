from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import select

from counter_app.db.queries.reception import ReceptionScreen, reception_screen
from counter_app.db.tables import PRINT_JOB, VISIT
from counter_app.domain.entry import GENESIS
from counter_app.domain.ticket import TicketPhase
from counter_app.operations import visits
from counter_app.operations.receive import take_pulled
from counter_app.operations.sheets import print_sheet
from counter_app.operations.sign_in import sign_in
from counter_app.operations.visits import IssuedVisit
from counter_app.wire import Run
from tests.helpers.stations import (
    Station,
    call_next,
    entries,
    is_clean,
    kinds,
    made_store,
    open_reception,
    open_station,
    print_all,
    refusal,
    ticket_row,
)


@pytest.fixture
def ends() -> Iterator[ExitStack]:
    """Closes what a test opened."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def reception(tmp_path: Path, ends: ExitStack) -> Station:
    station = open_reception(tmp_path / "reception")
    ends.callback(station.store.close)
    return station


def issue_visit(station: Station, *services: str, priority: str = "") -> IssuedVisit:
    return station.do(lambda work: visits.issue_visit(work, station.actor, services, priority))


def screen(station: Station) -> ReceptionScreen:
    return station.ask(lambda connection: reception_screen(connection, site=station.store.site.code))


def papers(station: Station) -> list[tuple[str, str, int]]:
    rows = station.ask(
        lambda connection: connection.execute(
            select(PRINT_JOB.c.paper, PRINT_JOB.c.title, PRINT_JOB.c.print_no).order_by(PRINT_JOB.c.id)
        ).all()
    )
    return [(row.paper, row.title, row.print_no) for row in rows]


def test_a_visit_has_one_code_and_a_ticket_for_each_service(reception: Station) -> None:
    visit = issue_visit(reception, "B02", "C07")
    codes = reception.ask(lambda connection: connection.execute(select(VISIT.c.id, VISIT.c.code)).all())
    assert [(row.id, row.code) for row in codes] == [(visit.visit_id.bytes, visit.code)]
    assert {ticket.visit_id for ticket in visit.tickets} == {visit.visit_id}
    assert {ticket.code for ticket in visit.tickets} == {visit.code}
    assert is_clean(reception.store)


def test_tickets_and_slips_come_in_the_order_that_the_papers_demand(reception: Station) -> None:
    visit = issue_visit(reception, "B02", "C07")
    assert [ticket.number for ticket in visit.tickets] == ["C001", "B001"]
    assert [title.split(" ")[0] for _, title, _ in papers(reception)] == ["C001", "B001"]


def test_every_ticket_of_the_visit_has_its_priority(reception: Station) -> None:
    visit = issue_visit(reception, "B02", "C07", priority="elderly")
    rows = [ticket_row(reception, ticket.ticket_id) for ticket in visit.tickets]
    assert {row.priority for row in rows} == {"elderly"}


def test_a_visit_without_a_service_is_refused(reception: Station) -> None:
    assert refusal(lambda: issue_visit(reception)).code == "visit_empty"


def test_of_a_visit_with_one_bad_service_nothing_is_given(reception: Station) -> None:
    before = kinds(reception.store)
    assert refusal(lambda: issue_visit(reception, "B02", "XX9")).code == "service_unknown"
    assert kinds(reception.store) == before
    assert papers(reception) == []


def test_a_visit_taken_back_leaves_no_ticket_waiting(reception: Station) -> None:
    visit = issue_visit(reception, "B02", "C07")
    issued = [ticket.entry for ticket in visit.tickets]
    reception.do(lambda work: visits.take_visit_back(work, reception.actor, issued))
    rows = [ticket_row(reception, ticket.ticket_id) for ticket in visit.tickets]
    assert {row.phase for row in rows} == {TicketPhase.CANCELLED}
    assert screen(reception).waiting == ()


def test_a_visit_of_which_one_was_called_is_not_taken_back_at_all(tmp_path: Path, ends: ExitStack) -> None:
    counter = open_station(tmp_path / "counter")
    ends.callback(counter.store.close)
    visit = issue_visit(counter, "B02", "C07")
    call_next(counter)
    issued = [ticket.entry for ticket in visit.tickets]
    undo = refusal(lambda: counter.do(lambda work: visits.take_visit_back(work, counter.actor, issued)))
    assert undo.code == "undo_too_late"
    assert ticket_row(counter, visit.tickets[0].ticket_id).phase == TicketPhase.WAITING


def test_the_slips_of_a_visit_are_printed_again_as_duplicates(reception: Station) -> None:
    visit = issue_visit(reception, "B02", "C07")
    print_all(reception)
    tickets = [ticket.ticket_id for ticket in visit.tickets]
    assert reception.do(lambda work: visits.print_visit_again(work, reception.actor, tickets)) == 2
    assert [(paper, copy) for paper, _, copy in papers(reception)] == [("ticket", 1)] * 2 + [
        ("ticket", 2)
    ] * 2


def test_a_requirement_sheet_is_printed_and_told_nobody(reception: Station) -> None:
    before = kinds(reception.store)
    assert reception.do(lambda work: print_sheet(work, reception.actor, "B02")) == "KTP-el hilang atau rusak"
    assert [job.paper for job in print_all(reception)] == ["sheet"]
    assert papers(reception) == [("sheet", "B02", 1)]
    assert kinds(reception.store) == before


def test_a_sheet_of_an_unknown_service_is_refused(reception: Station) -> None:
    refused = refusal(lambda: reception.do(lambda work: print_sheet(work, reception.actor, "XX9")))
    assert refused.code == "service_unknown"


def test_the_screen_counts_who_waits_in_each_queue(reception: Station) -> None:
    assert screen(reception).waiting_in("B") == 0
    issue_visit(reception, "B02", "C07")
    issue_visit(reception, "B06")
    assert screen(reception).waiting == (("B", 2), ("C", 1))
    assert screen(reception).unsent_papers == 3
    assert screen(reception).business_day == "2026-11-23"


def test_only_officers_of_the_reception_sign_in_there(tmp_path: Path, ends: ExitStack) -> None:
    store = made_store(tmp_path / "r", kind="reception", counter=0)
    ends.callback(store.close)
    refused = refusal(lambda: sign_in(store, officer="P03", pin="3333", counter=0))
    assert refused.code == "officer_no_reception"
    assert sign_in(store, officer="S01", pin="9001", counter=0).officer == "S01"


def test_signing_in_at_one_reception_leaves_the_shift_of_another_open(
    tmp_path: Path, ends: ExitStack
) -> None:
    first, second = (open_reception(tmp_path / name, seed=seed) for seed, name in ((1, "a"), (2, "b")))
    ends.callback(first.store.close)
    ends.callback(second.store.close)
    told = entries(first.store)
    run = Run(told[0].replica_id, first.store.site.code, None, GENESIS, tuple(told))
    assert second.do(lambda work: take_pulled(work, (run,))) == len(told)
    sign_in(second.store, officer="R01", pin="7001", counter=0)
    opened = {entry.entity_id for entry in told if entry.kind == "shift.opened"}
    assert not opened & {one.entity_id for one in entries(second.store) if one.kind == "shift.closed"}
    assert is_clean(second.store)
