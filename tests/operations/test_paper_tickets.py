"""Numbers that were given on paper in an outage come into the books with their real times."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from counter_app.db import journal
from counter_app.domain.paper_ticket import next_paper_number, paper_number
from counter_app.domain.ticket import TicketPhase
from counter_app.operations.lining_up import bring_back
from counter_app.operations.paper_tickets import PaperTicket, record_paper_ticket
from counter_app.reports.day import day_report
from tests.helpers import oracle, stations
from tests.helpers.stations import MONDAY, Station, refusal

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    """Half past eleven; the power has come back."""
    made = stations.open_station(tmp_path / "station")
    made.clock.now_ms = at("11.30")
    yield made
    made.store.close()


def at(words: str, day: date = MONDAY) -> int:
    """A time of the day on the wall clock of Atambua, ms UTC."""
    hour, minute = map(int, words.split("."))
    there = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo("Asia/Makassar"))
    return round(there.timestamp()) * 1000


def key_in(station: Station, number: str = "17", *times: str, **more: Any) -> PaperTicket:
    names = ("issued_at", "called_at", "started_at", "finished_at")
    day = more.get("day") or MONDAY
    told = {name: at(words, day) for name, words in zip(names, times or ("9.05",), strict=False) if words}
    return station.do(
        lambda work: record_paper_ticket(
            work, station.actor, number=number, **{"service": "B02", **told, **more}
        )
    )


def figures(station: Station, day: date = MONDAY) -> dict[str, Any]:
    return station.ask(lambda connection: day_report(connection, site=station.store.site, day=day))


def row(station: Station, made: PaperTicket) -> Any:
    return stations.ticket_row(station, made.ticket_id)


def test_a_served_paper_ticket_is_finished_with_its_real_times(station: Station) -> None:
    made = key_in(station, "17", "9.05", "9.20", "9.22", "9.31")

    ticket = row(station, made)
    assert (ticket.number, ticket.phase, ticket.rule) == ("B90-017", TicketPhase.FINISHED, "paper")
    assert (ticket.issued_at, ticket.ended_at) == (at("9.05"), at("9.31"))
    assert (ticket.waited_ms, ticket.walked_ms, ticket.served_ms) == (15 * 60_000, 2 * 60_000, 9 * 60_000)
    assert ticket.counter == 3


def test_the_entry_carries_the_real_times_and_its_own_when_it_was_keyed_in(station: Station) -> None:
    key_in(station, "17", "9.05", "9.20")
    entry = stations.entries(station.store)[-1]

    body = json.loads(entry.body)
    assert (entry.kind, entry.at_ms) == ("ticket.transcribed", at("11.30"))
    assert (body["issued_at"], body["called_at"]) == (at("9.05"), at("9.20"))


def test_the_days_figure_counts_them_where_they_belong(station: Station) -> None:
    stations.issue(station)
    key_in(station, "17", "9.05", "9.20", "9.22", "9.31")
    key_in(station, "18", "10.00", "10.10")

    told = figures(station)
    assert (told["tickets"], told["on_paper"], told["finished"], told["no_show"], told["waiting"]) == (
        3, 2, 1, 1, 1,
    )  # fmt: skip
    assert (told["wait_s"]["n"], told["wait_s"]["max"]) == (2, 15 * 60)
    assert told["serve_s"]["median"] == 9 * 60
    assert {one["hour"]: one["issued"] for one in told["by_hour"]}[9] == 1


def test_whoever_still_waits_with_a_paper_number_is_called_by_its_time(station: Station) -> None:
    stations.issue(station)
    made = key_in(station, "17", "8.05")

    called = stations.call_next(station)
    assert (called.ticket_id, called.number) == (made.ticket_id, "B90-017")
    assert row(station, made).waited_ms == station.clock() - at("8.05")


def test_a_start_without_a_call_was_called_when_it_started(station: Station) -> None:
    made = key_in(station, "17", "9.05", "", "9.22", "9.31")

    assert row(station, made).called_at == at("9.22")
    assert row(station, made).walked_ms == 0


def test_a_service_whose_end_is_on_no_paper_is_counted_and_has_no_length(station: Station) -> None:
    key_in(station, "17", "9.05", "9.20", "9.22")

    told = figures(station)
    assert (told["finished"], told["unclosed"], told["serve_s"]["n"]) == (1, 1, 0)


def test_who_missed_a_call_on_paper_takes_a_new_number(station: Station) -> None:
    made = key_in(station, "17", "08.01", "08.05")

    refused = refusal(lambda: stations.act(station, bring_back, made.ticket_id))

    assert (refused.code, refused.facts) == ("ticket_ended", {"number": made.number})


def test_nothing_is_printed(station: Station) -> None:
    key_in(station)

    assert stations.print_all(station) == []


def test_paper_of_the_last_days_is_of_its_own_day(station: Station) -> None:
    made = key_in(station, "17", "9.05", "9.20", "9.22", "9.31", day=FRIDAY)

    assert row(station, made).business_day == 20261120
    assert figures(station, FRIDAY)["finished"] == 1
    assert figures(station)["tickets"] == 0


@pytest.mark.parametrize("day", [date(2026, 11, 15), date(2026, 11, 24)])
def test_older_paper_and_paper_of_tomorrow_is_refused(station: Station, day: date) -> None:
    told = refusal(lambda: key_in(station, "17", "9.05", day=day))

    assert (told.code, told.facts["earliest"], told.facts["latest"]) == (
        "paper_day", date(2026, 11, 16), MONDAY,
    )  # fmt: skip


@pytest.mark.parametrize("typed", ["17", "017", " b90-17 ", "B90-017"])
def test_a_number_is_read_as_it_stands_on_the_paper(typed: str) -> None:
    assert paper_number(typed, "B") == "B90-017"


@pytest.mark.parametrize("typed", ["B017", "B3-017", "B51-001", "B90-000", "0", "", "seventeen", "B89-001"])
def test_a_number_that_a_station_could_give_is_refused(typed: str) -> None:
    assert refusal(lambda: paper_number(typed, "B")).code == "paper_number_form"


def test_the_letter_must_be_that_of_the_services_queue(station: Station) -> None:
    assert refusal(lambda: key_in(station, "A90-017")).code == "paper_number_queue"


def test_the_next_number_of_a_book_follows() -> None:
    assert next_paper_number("B90-999") == "B90-1000"
    assert next_paper_number("B017") == ""


def test_the_same_number_is_keyed_in_once_a_day(station: Station) -> None:
    key_in(station)
    told = refusal(lambda: key_in(station))
    key_in(station, "17", "9.05", day=FRIDAY)

    assert (told.code, told.facts["number"]) == ("paper_number_taken", "B90-017")


@pytest.mark.parametrize(
    ("times", "code", "field"),
    [
        (("9.05", "9.04"), "paper_time_order", "called_at"),
        (("9.05", "9.20", "9.10"), "paper_time_order", "started_at"),
        (("9.05", "", "9.20", "9.10"), "paper_time_order", "finished_at"),
        (("9.05", "9.20", "", "9.40"), "paper_time_missing", "started_at"),
        (("11.31",), "paper_time_day", "issued_at"),
        (("9.05", "12.00"), "paper_time_day", "called_at"),
    ],
)
def test_times_have_an_order_and_are_over(
    station: Station, times: tuple[str, ...], code: str, field: str
) -> None:
    told = refusal(lambda: key_in(station, "17", *times))

    assert (told.code, told.facts["field"]) == (code, field)
    assert "ticket.transcribed" not in stations.kinds(station.store)


def test_other_refusals_are_those_of_a_new_number(station: Station) -> None:
    assert refusal(lambda: key_in(station, priority="rich")).code == "priority_unknown"
    assert refusal(lambda: key_in(station, service="Z99")).code == "service_unknown"
    stations.close_day(station)
    assert refusal(lambda: key_in(station)).code == "day_not_open"


def test_it_is_taken_back_by_an_entry_that_names_it_and_can_be_keyed_in_anew(station: Station) -> None:
    made = key_in(station, "17", "9.05", "9.20", "9.22", "9.31", priority="elderly")
    back = stations.undo(station, made.entry)

    ticket = row(station, made)
    assert (back.kind, back.number) == ("ticket.transcribed", "B90-017")
    assert (ticket.phase, ticket.number, ticket.reason) == (TicketPhase.CANCELLED, "B90-017", "undo")
    assert (ticket.called_at, ticket.served_ms) == (None, 0)
    again = key_in(station, "17", "9.05", "9.20", "9.22", "9.32")
    assert row(station, again).phase == TicketPhase.FINISHED
    assert figures(station)["finished"] == 1
    assert stations.is_clean(station.store)


def test_that_of_an_earlier_day_is_taken_back_too(station: Station) -> None:
    made = key_in(station, "17", "9.05", day=FRIDAY)
    stations.undo(station, made.entry)

    assert row(station, made).phase == TicketPhase.CANCELLED
    assert row(station, made).business_day == 20261120


def test_it_is_not_taken_back_once_something_stands_on_it_or_by_somebody_else(station: Station) -> None:
    made = key_in(station, "17", "8.05")
    other = Station(station.store, station.clock, replace(station.actor, officer="P04"))
    assert refusal(lambda: stations.undo(other, made.entry)).code == "undo_not_yours"
    stations.call_next(station)
    assert refusal(lambda: stations.undo(station, made.entry)).code == "undo_too_late"


@pytest.mark.parametrize(
    "times", [("9.05",), ("9.05", "9.20"), ("9.05", "9.20", "9.22"), ("9.05", "", "9.22", "9.31")]
)
@pytest.mark.parametrize("is_undone", [False, True])
def test_the_oracle_says_the_same(station: Station, times: tuple[str, ...], is_undone: bool) -> None:
    made = key_in(station, "17", *times)
    if is_undone:
        stations.undo(station, made.entry)
    known = [one for one in stations.entries(station.store) if one.entity_id == made.ticket_id.bytes]

    ticket, seen = row(station, made)._asdict(), oracle.ticket(known)
    ticket["phase"] = TicketPhase(ticket["phase"]).name.lower()
    assert {name: ticket[name] for name in seen} == seen


@pytest.mark.parametrize(
    "body",
    [
        {"issued_at": 5, "called_at": 4},
        {"issued_at": "now"},
        {},
        {"issued_at": 5, "finished_at": 9},
        {"issued_at": 5, "counter": "three"},
    ],
)
def test_a_senseless_transcription_is_listed_and_changes_nothing(
    station: Station, body: dict[str, object]
) -> None:
    entity = station.store.new_id()
    station.do(
        lambda work: work.record(
            "ticket.transcribed", entity, {"number": "B90-001", "queue": "B", **body}, officer="P03",
            business_day=20261123,
        )
    )  # fmt: skip

    listed = station.ask(lambda it: it.exec_driver_sql("SELECT count(*) FROM anomaly").scalar_one())
    assert listed == 1
    assert stations.is_clean(station.store)


def test_every_entry_of_it_is_in_the_chain(station: Station) -> None:
    key_in(station)

    broken = station.ask(lambda it: journal.first_broken(journal.all_entries(it), journal.heads(it)))
    assert broken is None
