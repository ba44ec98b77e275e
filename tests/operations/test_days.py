"""The business day: opened by a person, never backwards, closed with nothing left hanging."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from counter_app.db.queries.day import day_state
from counter_app.db.tables import TICKET
from counter_app.domain.ticket import DAY_CLOSED, TicketPhase
from tests.helpers.stations import (
    MONDAY,
    ScriptedClock,
    Station,
    call_next,
    close_day,
    entries,
    finish,
    is_clean,
    issue,
    kinds,
    made_store,
    open_day,
    refusal,
    serve,
    show_all_papers,
    signed_in,
    submit,
)

TUESDAY = date(2026, 11, 24)
SUNDAY = date(2026, 11, 22)


def phases(station: Station) -> list[tuple[str, TicketPhase, str]]:
    rows = station.ask(lambda connection: connection.execute(TICKET.select().order_by(TICKET.c.number)).all())
    return [(row.number, TicketPhase(row.phase), row.reason) for row in rows]


def test_no_ticket_is_issued_before_a_day_is_opened(tmp_path: Path) -> None:
    clock = ScriptedClock()
    station = signed_in(made_store(tmp_path / "station", clock=clock), clock)

    assert refusal(lambda: issue(station)).code == "day_not_open"
    assert refusal(lambda: call_next(station)).code == "day_not_open"
    assert kinds(station.store) == ["shift.opened"]
    station.store.close()


def test_a_day_never_goes_back(station: Station) -> None:
    close_day(station)

    refused = refusal(lambda: open_day(station, SUNDAY))

    assert (refused.code, refused.facts["last"]) == ("day_goes_back", MONDAY)


def test_an_open_day_is_not_opened_twice(station: Station) -> None:
    assert refusal(lambda: open_day(station, MONDAY)).code == "day_is_open"


def test_a_day_that_was_closed_too_early_is_opened_again_and_its_numbers_go_on(station: Station) -> None:
    issue(station)
    close_day(station)
    assert refusal(lambda: issue(station)).code == "day_not_open"

    open_day(station, MONDAY)

    assert issue(station).number == "B002"


def test_a_new_day_closes_the_one_before_and_begins_with_001(station: Station) -> None:
    issue(station)

    assert open_day(station, TUESDAY) == 20261124
    assert kinds(station.store)[-3:] == ["day.closed", "day.opened", "counter.opened"]
    assert issue(station).number == "B001"
    assert refusal(lambda: open_day(station, MONDAY)).code == "day_goes_back"


def test_every_entry_carries_the_day_that_was_opened_whatever_the_clock_says(station: Station) -> None:
    station.clock.set(datetime(2026, 11, 25, 3, tzinfo=UTC))

    issue(station)

    assert {entry.business_day for entry in entries(station.store)[-2:]} == {20261123}


def test_closing_settles_what_was_called_and_what_was_being_served(station: Station) -> None:
    serve(station)
    other = Station(station.store, station.clock, signed_in(station.store, station.clock, "P04", 4).actor)
    issue(station)
    issue(station)
    call_next(other)

    close_day(station)

    assert phases(station) == [
        ("B001", TicketPhase.FINISHED, DAY_CLOSED),
        ("B002", TicketPhase.NO_SHOW, DAY_CLOSED),
        ("B003", TicketPhase.WAITING, ""),
    ]
    assert is_clean(station.store)


def test_closing_leaves_alone_what_was_ended_before(station: Station) -> None:
    called = serve(station)
    finish(station, called.ticket_id)

    close_day(station)

    assert phases(station) == [("B001", TicketPhase.FINISHED, "")]


def test_closing_a_day_that_is_not_open_is_refused(station: Station) -> None:
    close_day(station)

    assert refusal(lambda: close_day(station)).code == "day_not_open"


def test_who_waited_yesterday_is_not_called_today(station: Station) -> None:
    issue(station)
    open_day(station, TUESDAY)

    assert refusal(lambda: call_next(station)).code == "nobody_waiting"


@pytest.mark.parametrize(
    ("now", "is_question"),
    [
        (datetime(2026, 11, 23, 1, tzinfo=UTC), False),
        (datetime(2026, 11, 24, 1, tzinfo=UTC), False),
        (datetime(2026, 12, 7, 1, tzinfo=UTC), False),
        (datetime(2026, 12, 9, 1, tzinfo=UTC), True),
        (datetime(2026, 11, 22, 1, tzinfo=UTC), True),
        (datetime(2012, 1, 1, tzinfo=UTC), True),
    ],
)
def test_a_person_is_asked_when_the_clock_goes_back_or_leaps(
    station: Station, now: datetime, is_question: bool
) -> None:
    state = station.ask(
        lambda connection: day_state(
            connection, site=station.store.site, now_ms=round(now.timestamp() * 1000)
        )
    )

    assert (state.last_day, state.open_day, state.is_question) == (MONDAY, MONDAY, is_question)


def test_the_proposed_day_is_the_one_of_the_site_not_of_greenwich(station: Station) -> None:
    late = round(datetime(2026, 11, 23, 20, tzinfo=UTC).timestamp() * 1000)

    state = station.ask(lambda connection: day_state(connection, site=station.store.site, now_ms=late))

    assert state.proposed == TUESDAY


def test_a_clock_of_2012_changes_neither_number_nor_promised_day(station: Station) -> None:
    station.clock.set(datetime(2012, 1, 1, tzinfo=UTC))
    ticket_id = serve(station, "B03").ticket_id
    show_all_papers(station, ticket_id)

    submitted = submit(station, ticket_id)

    completed = next(entry for entry in entries(station.store) if entry.kind == "application.completed")
    assert submitted.application_number == "BLU-B03-26-3-0001"
    assert (completed.business_day, completed.body) == (20261123, '{"due":20261126}')
    assert is_clean(station.store)


def test_a_day_far_ahead_is_refused_because_days_never_go_back(station: Station) -> None:
    refused = refusal(lambda: open_day(station, date(2062, 11, 22)))

    assert refused.code == "day_too_far"
    assert open_day(station, TUESDAY) == 20261124
