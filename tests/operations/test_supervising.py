"""A supervisor steps in from the hall: with a reason, on the journal, and back again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

import pytest

from counter_app.db.tables import COUNTER, JOURNAL, TICKET
from counter_app.db.work import Work
from counter_app.domain.entry import EntryRef
from counter_app.domain.ticket import TicketPhase
from counter_app.operations import supervising
from counter_app.operations.actor import Actor
from tests.helpers import stations
from tests.helpers.stations import Station

T = TypeVar("T")
CHIEF = Actor("S01", "Contoh Supervisor", "DPMPTSP", ("supervisor",), 0)


def do(station: Station, act: Callable[[Work], T]) -> T:
    station.clock.advance_s(1)
    return station.do(act)


def counter(station: Station, number: int) -> tuple[str, str]:
    rows = station.ask(lambda it: it.execute(COUNTER.select().where(COUNTER.c.counter == number)).all())
    return (rows[0].state, rows[0].officer) if rows else ("", "")


def ticket(station: Station, ticket_id: UUID) -> tuple[TicketPhase, int | None, int | None]:
    row = station.ask(lambda it: it.execute(TICKET.select().where(TICKET.c.id == ticket_id.bytes)).one())
    return TicketPhase(row.phase), row.counter, row.for_counter


def last_body(station: Station) -> dict[str, object]:
    body = station.ask(
        lambda it: it.execute(JOURNAL.select().order_by(JOURNAL.c.seq.desc()).limit(1)).one()
    ).body
    found: dict[str, object] = json.loads(body)
    return found


def undo(station: Station, entry: EntryRef) -> None:
    do(station, lambda work: supervising.take_back(work, CHIEF, entry))


def test_a_counter_is_opened_with_a_reason_and_as_before_after_f12(station: Station) -> None:
    opened = do(station, lambda work: supervising.open_counter(work, CHIEF, 10, "crowded"))
    assert counter(station, 10) == ("open", "S01")
    assert last_body(station) == {"counter": 10, "reason": "crowded"}
    undo(station, opened)
    assert counter(station, 10) == ("closed", "")
    again = do(station, lambda work: supervising.open_counter(work, CHIEF, 10, "planned"))
    assert counter(station, 10) == ("open", "S01")
    assert again.seq > opened.seq
    assert stations.is_clean(station.store)


def test_a_counter_that_was_closed_is_its_officers_again_after_f12(station: Station) -> None:
    closed = do(station, lambda work: supervising.close_counter(work, CHIEF, 3, "no_officer"))
    assert counter(station, 3)[0] == "closed"
    undo(station, closed)
    assert counter(station, 3) == ("open", "P03")
    assert stations.is_clean(station.store)


def test_a_counter_with_somebody_in_front_is_not_closed(station: Station) -> None:
    stations.serve(station)
    refused = stations.refusal(
        lambda: do(station, lambda work: supervising.close_counter(work, CHIEF, 3, "quiet"))
    )
    assert refused.code == "counter_busy"


@pytest.mark.parametrize(
    ("act", "number", "reason", "code"),
    [
        ("open_counter", 3, "planned", "counter_is_open"),
        ("open_counter", 999, "planned", "counter_unknown"),
        ("close_counter", 10, "quiet", "counter_not_open"),
    ],
)
def test_open_and_closed_are_told_apart(
    station: Station, act: str, number: int, reason: str, code: str
) -> None:
    operation = getattr(supervising, act)
    refused = stations.refusal(lambda: do(station, lambda work: operation(work, CHIEF, number, reason)))
    assert refused.code == code


def test_who_did_not_come_is_brought_back_and_gone_again_after_f12(station: Station) -> None:
    stations.issue(station)
    called = stations.call_next(station)
    stations.not_here(station, called.ticket_id)
    back = do(station, lambda work: supervising.bring_back(work, CHIEF, called.ticket_id, "not_heard"))
    assert ticket(station, called.ticket_id)[0] is TicketPhase.WAITING
    assert last_body(station)["reason"] == "not_heard"
    undo(station, back)
    assert ticket(station, called.ticket_id)[:2] == (TicketPhase.NO_SHOW, 3)
    assert stations.is_clean(station.store)


def test_a_number_at_a_counter_is_sent_to_another_and_back_after_f12(station: Station) -> None:
    called = stations.serve(station)
    sent = do(
        station,
        lambda work: supervising.send_to(work, CHIEF, called.ticket_id, reason="expert", counter=4),
    )
    assert ticket(station, called.ticket_id) == (TicketPhase.WAITING, None, 4)
    undo(station, sent)
    assert ticket(station, called.ticket_id) == (TicketPhase.SERVING, 3, None)
    assert stations.is_clean(station.store)


def test_a_waiting_number_is_sent_to_another_queue_and_back_after_f12(station: Station) -> None:
    issued = stations.issue(station)
    sent = do(
        station,
        lambda work: supervising.send_to(work, CHIEF, issued.ticket_id, reason="mistake", service="C07"),
    )
    undo(station, sent)
    assert ticket(station, issued.ticket_id) == (TicketPhase.WAITING, None, None)
    assert stations.is_clean(station.store)


def test_a_called_number_waits_again_where_it_was(station: Station) -> None:
    stations.issue(station)
    called = stations.call_next(station)
    put = do(station, lambda work: supervising.put_in_line(work, CHIEF, called.ticket_id, "no_officer"))
    assert ticket(station, called.ticket_id)[0] is TicketPhase.WAITING
    assert last_body(station)["reason"] == "no_officer"
    undo(station, put)
    assert ticket(station, called.ticket_id)[:2] == (TicketPhase.CALLED, 3)


def test_only_what_this_supervisor_did_last_is_taken_back(station: Station) -> None:
    opened = do(station, lambda work: supervising.open_counter(work, CHIEF, 10, "crowded"))
    other = replace(CHIEF, officer="S02")
    not_own = stations.refusal(lambda: do(station, lambda work: supervising.take_back(work, other, opened)))
    assert not_own.code == "undo_not_yours"
    do(station, lambda work: supervising.close_counter(work, CHIEF, 10, "quiet"))
    late = stations.refusal(lambda: undo(station, opened))
    assert late.code == "undo_too_late"
    called = stations.serve(station)
    begun = stations.refusal(lambda: undo(station, called.entry))
    assert begun.code == "undo_not_yours"


@pytest.mark.parametrize("act", ["open_counter", "close_counter", "bring_back", "put_in_line"])
def test_without_the_role_or_a_known_reason_nothing_is_done(station: Station, act: str) -> None:
    operation = getattr(supervising, act)
    subject = 3 if "counter" in act else stations.issue(station).ticket_id
    officer = replace(CHIEF, roles=("counter",))
    first = stations.refusal(lambda: do(station, lambda work: operation(work, officer, subject, "crowded")))
    assert first.code == "not_supervisor"
    second = stations.refusal(lambda: do(station, lambda work: operation(work, CHIEF, subject, "because")))
    assert second.code == "choice_unknown"
