"""Who may sit down at a counter: PIN, tries, waits, shifts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from counter_app.db.store import Store, open_store
from counter_app.db.tables import SHIFT
from counter_app.operations.pins import FREE_TRIES, LONGEST_WAIT_S, wait_after
from counter_app.operations.sign_in import sign_in, sign_out
from tests.helpers.stations import (
    PINS,
    ScriptedClock,
    Station,
    kinds,
    made_store,
    refusal,
    scripted_sources,
    signed_in,
    site,
)


@pytest.fixture
def clock() -> ScriptedClock:
    return ScriptedClock()


@pytest.fixture
def store(tmp_path: Path, clock: ScriptedClock) -> Iterator[Store]:
    made = made_store(tmp_path / "station", clock=clock)
    yield made
    made.close()


def wrong_pin(store: Store) -> str:
    return refusal(lambda: sign_in(store, officer="P03", pin="0000", counter=3)).code


def waiting_s(store: Store, pin: str = "3333") -> object:
    refused = refusal(lambda: sign_in(store, officer="P03", pin=pin, counter=3))

    assert refused.code == "pin_wait"
    return refused.facts["seconds"]


def open_shifts(store: Store) -> list[tuple[int, str]]:
    return [
        (row.counter, row.officer)
        for row in store.read(lambda connection: connection.execute(SHIFT.select()).all())
        if row.closed_at is None
    ]


def test_the_right_pin_opens_a_shift_at_the_counter(store: Store, clock: ScriptedClock) -> None:
    station = signed_in(store, clock)

    assert (station.actor.officer, station.actor.agency, station.actor.counter) == ("P03", "DISDUKCAPIL", 3)
    assert open_shifts(store) == [(3, "P03")]


def test_the_officer_code_is_read_with_spaces_and_in_small_letters(store: Store) -> None:
    assert sign_in(store, officer=" p03 ", pin="3333", counter=3).officer == "P03"


def test_an_unknown_officer_is_refused(store: Store) -> None:
    refused = refusal(lambda: sign_in(store, officer="P99", pin="1", counter=3))

    assert (refused.code, refused.facts["officer"]) == ("officer_unknown", "P99")


def test_an_unknown_counter_is_refused(store: Store) -> None:
    assert refusal(lambda: sign_in(store, officer="P03", pin="3333", counter=99)).code == "counter_unknown"


def test_an_officer_of_another_agency_may_not_sit_here(store: Store) -> None:
    refused = refusal(lambda: sign_in(store, officer="P08", pin=PINS["P08"], counter=3))

    assert refused.code == "officer_other_agency"
    assert kinds(store) == []


def test_a_supervisor_may_sit_at_every_counter(store: Store) -> None:
    assert sign_in(store, officer="S01", pin=PINS["S01"], counter=3).roles == ("supervisor", "counter")


def test_a_wrong_pin_says_how_many_tries_are_left(store: Store) -> None:
    left = [
        refusal(lambda: sign_in(store, officer="P03", pin="0000", counter=3)).facts["left"]
        for _ in range(FREE_TRIES - 1)
    ]

    assert left == [4, 3, 2, 1]


def test_the_fifth_wrong_pin_begins_a_wait_that_the_right_pin_does_not_shorten(store: Store) -> None:
    codes = [wrong_pin(store) for _ in range(FREE_TRIES)]

    assert codes == ["pin_wrong"] * 4 + ["pin_wait"]
    assert waiting_s(store, "3333") == 30
    assert open_shifts(store) == []


def test_the_wait_grows_with_every_further_wrong_pin_up_to_a_quarter_of_an_hour(
    store: Store, clock: ScriptedClock
) -> None:
    for _ in range(FREE_TRIES):
        wrong_pin(store)
    waits = []
    for _ in range(7):
        waits.append(waiting_s(store))
        clock.advance_s(float(str(waits[-1])))
        wrong_pin(store)

    assert waits == [30, 60, 120, 240, 480, 900, 900]


def test_no_number_of_wrong_pins_makes_the_wait_longer_than_its_limit() -> None:
    assert {wait_after(failures) for failures in (10, 100, 10**6)} == {LONGEST_WAIT_S}
    assert [wait_after(failures) for failures in range(FREE_TRIES)] == [0] * FREE_TRIES


def test_after_the_wait_the_right_pin_is_taken_and_the_tries_begin_anew(
    store: Store, clock: ScriptedClock
) -> None:
    for _ in range(FREE_TRIES):
        wrong_pin(store)
    clock.advance_s(30)

    sign_in(store, officer="P03", pin="3333", counter=3)

    assert refusal(lambda: sign_in(store, officer="P03", pin="0000", counter=3)).facts == {"left": 4}


def test_a_restart_does_not_end_the_wait(store: Store, clock: ScriptedClock) -> None:
    for _ in range(FREE_TRIES):
        wrong_pin(store)
    clock.advance_s(10)
    store.close()

    again = open_store(store.folder, scripted_sources(clock, 2))

    assert waiting_s(again) == 20
    again.close()


def test_wrong_pins_of_one_officer_do_not_keep_out_another(store: Store) -> None:
    for _ in range(FREE_TRIES):
        wrong_pin(store)

    assert sign_in(store, officer="P04", pin="3334", counter=3).officer == "P04"


def test_a_clock_that_was_set_back_makes_nobody_wait_longer_than_the_wait(
    store: Store, clock: ScriptedClock
) -> None:
    for _ in range(FREE_TRIES):
        wrong_pin(store)
    clock.set(datetime(2012, 1, 1, tzinfo=UTC))

    assert waiting_s(store) == 30
    clock.advance_s(30)
    assert sign_in(store, officer="P03", pin="3333", counter=3).officer == "P03"


def test_signing_out_closes_the_shift(store: Store, clock: ScriptedClock) -> None:
    station = signed_in(store, clock)
    clock.advance_s(3600)

    station.do(lambda work: sign_out(work, station.actor))

    assert open_shifts(store) == []
    assert kinds(store) == ["shift.opened", "shift.closed"]


def test_a_shift_that_was_left_open_ends_when_the_next_one_begins(store: Store, clock: ScriptedClock) -> None:
    signed_in(store, clock)

    signed_in(store, clock, "P04")

    assert open_shifts(store) == [(3, "P04")]


def test_signing_in_comes_before_the_first_day_is_opened(store: Store, clock: ScriptedClock) -> None:
    station: Station = signed_in(store, clock)

    assert station.ask(lambda connection: connection.execute(SHIFT.select()).one()).business_day == 0


def test_who_is_no_officer_of_a_counter_may_not_sit_there(tmp_path: Path, clock: ScriptedClock) -> None:
    real = site()
    officers = tuple(
        replace(one, roles=("reception",)) if one.code == "P03" else one for one in real.officers
    )
    store = made_store(tmp_path / "other", clock=clock, at=replace(real, officers=officers))

    refused = refusal(lambda: sign_in(store, officer="P03", pin="3333", counter=3))

    assert refused.code == "officer_no_counter"
    assert kinds(store) == []
    store.close()
