"""A counter opens with its officer and its day, pauses with a reason, and closes."""

from __future__ import annotations

from pathlib import Path

from counter_app.db.tables import COUNTER
from counter_app.operations import counters, sign_in
from tests.helpers.stations import (
    MONDAY,
    PINS,
    ScriptedClock,
    Station,
    call_next,
    close_day,
    entries,
    is_clean,
    issue,
    kinds,
    made_store,
    open_day,
    open_reception,
    refusal,
    reopened,
    signed_in,
)


def counter(station: Station) -> tuple[str, str, str]:
    row = station.ask(lambda connection: connection.execute(COUNTER.select()).one())
    return row.state, row.officer, row.reason


def take_break(station: Station, reason: str = "meal") -> None:
    station.do(lambda work: counters.start_break(work, station.actor, reason))


def test_a_counter_opens_with_the_day(station: Station) -> None:
    assert kinds(station.store) == ["shift.opened", "day.opened", "counter.opened"]
    assert counter(station) == ("open", "P03", "")


def test_on_an_open_day_signing_in_opens_the_counter(station: Station) -> None:
    station.do(lambda work: sign_in.sign_out(work, station.actor))
    assert counter(station) == ("closed", "P03", "")

    signed_in(station.store, station.clock, "P04")

    assert counter(station) == ("open", "P04", "")


def test_without_a_shift_opening_the_day_opens_no_counter(tmp_path: Path) -> None:
    clock = ScriptedClock()
    store = made_store(tmp_path / "station", clock=clock)
    actor = sign_in.identify(store, officer="P03", pin=PINS["P03"], counter=3)

    open_day(Station(store, clock, actor), MONDAY)

    assert kinds(store) == ["day.opened"]
    store.close()


def test_the_reception_is_no_counter(tmp_path: Path) -> None:
    reception = open_reception(tmp_path / "reception")

    assert kinds(reception.store) == ["shift.opened", "day.opened"]
    reception.store.close()


def test_a_break_says_its_reason_and_the_pin_ends_it(station: Station) -> None:
    take_break(station, "prayer")
    assert counter(station) == ("break", "P03", "prayer")

    sign_in.take_seat(station.store, station.actor, officer="P03", pin=PINS["P03"])

    assert counter(station) == ("open", "P03", "")
    assert kinds(station.store)[-2:] == ["counter.paused", "counter.resumed"]
    assert [entry.body for entry in entries(station.store)[-2:]] == [
        '{"counter":3,"reason":"prayer"}', '{"counter":3}',
    ]  # fmt: skip
    assert is_clean(station.store)


def test_nobody_is_left_standing_when_a_break_begins(station: Station) -> None:
    issue(station)
    number = call_next(station).number

    refused = refusal(lambda: take_break(station))

    assert (refused.code, refused.facts["number"]) == ("counter_busy", number)


def test_only_an_open_counter_has_a_break(station: Station) -> None:
    take_break(station)
    assert refusal(lambda: take_break(station)).code == "counter_not_open"

    close_day(station)

    assert refusal(lambda: take_break(station)).code == "counter_not_open"


def test_a_reason_that_is_no_reason_is_refused(station: Station) -> None:
    assert refusal(lambda: take_break(station, "B012 Contoh Pemohon")).code == "break_reason_unknown"


def test_after_a_power_cut_on_a_break_signing_in_ends_it(station: Station) -> None:
    take_break(station)
    again = reopened(station)

    signed_in(again.store, again.clock, "P03")

    assert counter(again) == ("open", "P03", "")
    assert kinds(again.store)[-1] == "counter.resumed"
    again.store.close()


def test_yesterdays_open_counter_is_opened_anew_today(station: Station) -> None:
    open_day(station, MONDAY.replace(day=24))

    assert kinds(station.store)[-3:] == ["day.closed", "day.opened", "counter.opened"]


def test_closing_the_day_closes_the_counter(station: Station) -> None:
    close_day(station)

    assert counter(station) == ("closed", "P03", "")
    assert kinds(station.store)[-2:] == ["counter.closed", "day.closed"]
