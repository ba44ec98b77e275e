"""The end of a shift: its count, the counter, and a day with people left over."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

import pytest

from counter_app.db.queries.day_left import ClosingScreen, closing_screen
from counter_app.db.tables import SHIFT, TICKET
from counter_app.domain.entry import GENESIS
from counter_app.domain.shift import ShiftCount
from counter_app.domain.ticket import DAY_CLOSED, TicketPhase
from counter_app.operations import closing, papers
from counter_app.operations.closing import Left
from counter_app.operations.receive import take_pulled
from counter_app.operations.sign_in import take_seat
from counter_app.wire import Run
from tests.helpers.stations import (
    PINS,
    Station,
    call_next,
    entries,
    finish,
    is_clean,
    issue,
    kinds,
    not_here,
    open_station,
    print_all,
    refusal,
    reopened,
    serve,
    signed_in,
    undo,
)


def seen(station: Station) -> ClosingScreen:
    return station.ask(
        lambda connection: closing_screen(
            connection, catalogue=station.store.catalogue, site="BLU", counter=3,
            replica_no=station.store.own.replica_no,
        )
    )  # fmt: skip


def told(screen: ClosingScreen) -> Left:
    return {(ticket.ticket_id, ticket.phase) for ticket in screen.left}


def end_day(station: Station, agreed: Left | None = None) -> ShiftCount:
    left = told(seen(station)) if agreed is None else agreed
    return station.do(lambda work: closing.end_day(work, station.actor, left))


def close_desk(station: Station) -> ShiftCount:
    return station.do(lambda work: closing.close_desk(work, station.actor))


def kept(station: Station) -> list[ShiftCount]:
    rows = station.ask(lambda connection: connection.execute(SHIFT.select().order_by(SHIFT.c.id)).all())
    return [
        ShiftCount(row.served, row.no_show, row.cancelled, row.reprinted, row.parked)
        for row in rows
        if row.closed_at is not None
    ]


def busy_morning(station: Station) -> None:
    """Two served, one of them twice finished; one not here; one cancelled; one slip printed again."""
    finish(station, serve(station).ticket_id)
    second = serve(station)
    undo(station, finish(station, second.ticket_id))
    finish(station, second.ticket_id)
    issue(station)
    not_here(station, call_next(station).ticket_id)
    undo(station, issue(station).entry)
    again = issue(station)
    print_all(station)
    station.do(lambda work: papers.print_again(work, station.actor, again.ticket_id))
    print_all(station)


MORNING = ShiftCount(served=2, no_show=1, cancelled=1, reprinted=1)


def test_what_is_shown_before_closing_is_what_is_written(station: Station) -> None:
    busy_morning(station)

    shift = seen(station).shift

    assert shift is not None
    assert (shift.officer, shift.count) == ("P03", MORNING)
    assert close_desk(station) == MORNING
    assert kept(station) == [MORNING]
    assert is_clean(station.store)


def test_what_was_undone_counts_not(station: Station) -> None:
    issue(station)
    undo(station, not_here(station, call_next(station).ticket_id))

    shift = seen(station).shift

    assert shift is not None
    assert shift.count == ShiftCount()


def test_each_officer_has_the_count_of_the_own_shift(station: Station) -> None:
    finish(station, serve(station).ticket_id)
    other = Station(
        station.store, station.clock,
        take_seat(station.store, station.actor, officer="P04", pin=PINS["P04"]),
    )  # fmt: skip
    finish(other, serve(other).ticket_id)
    finish(other, serve(other).ticket_id)

    close_desk(other)

    assert [count.served for count in kept(station)] == [1, 2]


def test_a_shift_that_a_power_cut_left_open_is_counted_when_the_next_begins(station: Station) -> None:
    busy_morning(station)
    again = reopened(station)

    signed_in(again.store, again.clock, "P04")

    assert kept(again) == [MORNING]
    again.store.close()


def test_the_counter_is_not_closed_before_somebody_who_sits_there(station: Station) -> None:
    number = serve(station).number

    refused = refusal(lambda: close_desk(station))

    assert (refused.code, refused.facts["number"]) == ("counter_busy", number)
    assert kept(station) == []


def test_closing_the_counter_leaves_the_day_and_who_waits(station: Station) -> None:
    issue(station)

    close_desk(station)

    assert kinds(station.store)[-2:] == ["counter.closed", "shift.closed"]
    assert [ticket.number for ticket in seen(station).left] == ["B001"]
    assert signed_in(station.store, station.clock).actor == station.actor


def day_with_people_left(station: Station) -> UUID:
    """One sits there at another desk, one was called here, two wait."""
    serving = serve(station).ticket_id
    desk_four = Station(station.store, station.clock, signed_in(station.store, station.clock, "P04", 4).actor)
    for _ in range(3):
        issue(station)
    call_next(desk_four)
    return serving


def test_everybody_who_is_left_is_named_with_what_will_become_of_them(station: Station) -> None:
    day_with_people_left(station)

    left = seen(station)

    assert [(one.number, one.counter) for one in left.of(TicketPhase.SERVING)] == [("B001", 3)]
    assert [(one.number, one.counter) for one in left.of(TicketPhase.CALLED)] == [("B002", 4)]
    assert [(one.number, one.counter) for one in left.of(TicketPhase.WAITING)] == [
        ("B003", None), ("B004", None),
    ]  # fmt: skip


def test_closing_the_day_does_to_each_what_was_told(station: Station) -> None:
    day_with_people_left(station)

    end_day(station)

    rows = station.ask(lambda connection: connection.execute(TICKET.select().order_by(TICKET.c.number)).all())
    assert [(row.phase, row.reason) for row in rows] == [
        (TicketPhase.FINISHED, DAY_CLOSED), (TicketPhase.NO_SHOW, DAY_CLOSED),
        (TicketPhase.WAITING, ""), (TicketPhase.WAITING, ""),
    ]  # fmt: skip
    assert kinds(station.store)[-5:] == [
        "shift.closed", "counter.closed", "ticket.finished", "ticket.no_show", "day.closed",
    ]  # fmt: skip
    assert is_clean(station.store)


def test_what_only_the_close_of_the_day_ended_is_nobodys_work(station: Station) -> None:
    serve(station)

    assert end_day(station) == ShiftCount()


def test_who_came_or_moved_on_after_the_question_is_asked_about_anew(station: Station) -> None:
    issue(station)
    before = told(seen(station))
    call_next(station)

    assert refusal(lambda: end_day(station, before)).code == "day_left_changed"
    before = told(seen(station))
    issue(station)
    assert refusal(lambda: end_day(station, before)).code == "day_left_changed"

    end_day(station)


def test_a_day_that_is_not_open_has_nobody_left(station: Station) -> None:
    issue(station)
    end_day(station)

    screen = seen(station)

    assert (screen.business_day, screen.left, screen.shift) == ("", (), None)
    assert refusal(lambda: end_day(station, set())).code == "day_not_open"


@pytest.fixture
def two(tmp_path: Path, station: Station) -> Station:
    """The station of counter 3 knows that counter 4 works, too."""
    with ExitStack() as ends:
        four = open_station(tmp_path / "four", counter=4, officer="P04", seed=7)
        ends.callback(four.store.close)
        issue(four)
        run = Run(four.store.own.replica_id, "BLU", None, GENESIS, tuple(entries(four.store)), bytes(64))
        station.do(lambda work: take_pulled(work, (run,)))
    return station


def test_over_other_open_counters_only_a_supervisor_closes_the_day(two: Station) -> None:
    assert seen(two).open_elsewhere == (4,)
    refused = refusal(lambda: end_day(two))
    assert (refused.code, refused.facts["counters"]) == ("day_elsewhere", (4,))

    chief = Station(
        two.store, two.clock, take_seat(two.store, two.actor, officer="S01", pin=PINS["S01"])
    )  # fmt: skip
    end_day(chief)

    assert "day.closed" in kinds(two.store)
    assert is_clean(two.store)


def test_the_counter_itself_may_be_closed_at_any_time(two: Station) -> None:
    close_desk(two)

    assert "shift.closed" in kinds(two.store)
