"""A forgotten PIN: a supervisor's approval at the station, or a new catalogue from the hub."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST

from counter_app.db.store import Store, open_store
from counter_app.db.tables import JOURNAL, OFFICER_PIN
from counter_app.domain.officer_pin import TEMPORARY_PIN_H
from counter_app.operations.pins import FREE_TRIES, change_pin, reset_pin
from counter_app.operations.sign_in import sign_in
from tests.helpers.stations import (
    PINS,
    ScriptedClock,
    entries,
    is_clean,
    kinds,
    made_store,
    refusal,
    scripted_sources,
)

TEMPORARY, OWN = "739104", "2580"


@pytest.fixture
def clock() -> ScriptedClock:
    return ScriptedClock()


@pytest.fixture
def store(tmp_path: Path, clock: ScriptedClock) -> Iterator[Store]:
    made = made_store(tmp_path / "station", clock=clock)
    yield made
    made.close()


def enter(store: Store, pin: str, officer: str = "P03") -> str:
    return sign_in(store, officer=officer, pin=pin, counter=3).officer


def refused(store: Store, pin: str) -> str:
    return refusal(lambda: enter(store, pin)).code


def approve(
    store: Store, *, supervisor: str = "S01", pin: str = PINS["S01"], temporary: str = TEMPORARY
) -> None:
    reset_pin(store, officer="P03", supervisor=supervisor, pin=pin, temporary=temporary)


def test_after_a_supervisors_approval_the_temporary_pin_only_leads_to_a_new_one(store: Store) -> None:
    approve(store)

    assert refused(store, PINS["P03"]) == "pin_wrong"
    assert refused(store, TEMPORARY) == "pin_must_change"

    change_pin(store, officer="P03", temporary=TEMPORARY, new=OWN)

    assert enter(store, OWN) == "P03"
    assert refused(store, TEMPORARY) == "pin_wrong"
    assert is_clean(store)


def test_the_journal_tells_who_approved_for_whom_and_never_a_pin(store: Store) -> None:
    approve(store)
    change_pin(store, officer="P03", temporary=TEMPORARY, new=OWN)

    told = [(entry.kind, entry.officer, entry.body, entry.pii) for entry in entries(store)]
    rows = store.read(lambda connection: connection.execute(JOURNAL.select()).all())
    assert told == [
        ("pin.reset", "S01", '{"officer":"P03"}', None), ("pin.changed", "P03", '{"officer":"P03"}', None),
    ]  # fmt: skip
    assert not [row for row in rows if TEMPORARY in str(row) or OWN in str(row)]
    state = store.read(lambda connection: connection.execute(OFFICER_PIN.select()).one())
    assert (state.officer, state.reset_by) == ("P03", "S01")


def test_only_a_supervisor_approves_with_the_own_pin_and_never_for_themselves(store: Store) -> None:
    assert refusal(lambda: approve(store, supervisor="P04", pin=PINS["P04"])).code == "not_supervisor"
    assert refusal(lambda: approve(store, pin="0000")).code == "pin_wrong"
    own = refusal(
        lambda: reset_pin(store, officer="S01", supervisor="S01", pin=PINS["S01"], temporary=TEMPORARY)
    )
    assert own.code == "pin_of_own"
    assert kinds(store) == []
    assert enter(store, PINS["P03"]) == "P03"


def test_guessing_at_a_supervisors_pin_is_counted_like_signing_in(store: Store) -> None:
    codes = [refusal(lambda: approve(store, pin="0000")).code for _ in range(FREE_TRIES)]

    assert codes == ["pin_wrong"] * 4 + ["pin_wait"]
    assert refusal(lambda: approve(store)).code == "pin_wait"


def test_a_temporary_pin_that_nobody_used_in_time_is_none(store: Store, clock: ScriptedClock) -> None:
    approve(store)
    clock.advance_s(TEMPORARY_PIN_H * 3600 + 1)

    assert refused(store, TEMPORARY) == "pin_expired"
    late = refusal(lambda: change_pin(store, officer="P03", temporary=TEMPORARY, new=OWN))
    assert late.code == "pin_expired"


def test_the_waits_of_the_forgotten_pin_do_not_hold_the_temporary_one_up(store: Store) -> None:
    for _ in range(FREE_TRIES):
        refused(store, "0000")
    approve(store)

    assert refused(store, TEMPORARY) == "pin_must_change"


def test_a_pin_of_ones_own_is_no_temporary_one(store: Store) -> None:
    code = refusal(lambda: change_pin(store, officer="P03", temporary=PINS["P03"], new=OWN)).code

    assert code == "pin_not_temporary"


@pytest.mark.parametrize(
    ("new", "code"), [("1234", "pin_obvious"), (TEMPORARY, "pin_same"), ("12", "pin_length")]
)
def test_a_new_pin_is_no_easy_one(store: Store, new: str, code: str) -> None:
    approve(store)

    assert refusal(lambda: change_pin(store, officer="P03", temporary=TEMPORARY, new=new)).code == code


def test_it_holds_after_a_restart(store: Store, clock: ScriptedClock) -> None:
    approve(store)
    change_pin(store, officer="P03", temporary=TEMPORARY, new=OWN)
    store.close()

    again = open_store(store.folder, scripted_sources(clock, 2))

    assert enter(again, OWN) == "P03"
    again.close()


def new_catalogue(store: Store, pin: str) -> None:
    """The hub's answer: the officer's new PIN comes with the next catalogue."""
    pin_hash = PasswordHasher.from_parameters(CHEAPEST).hash(pin)
    officers = tuple(
        replace(one, pin_hash=pin_hash) if one.code == "P03" else one for one in store.site.officers
    )
    store.take_catalogue(store.catalogue, replace(store.site, officers=officers))


def test_with_a_hub_the_new_pin_comes_with_the_catalogue_and_ends_every_wait(store: Store) -> None:
    for _ in range(FREE_TRIES):
        refused(store, "0000")
    assert refused(store, "4826") == "pin_wait"

    new_catalogue(store, "4826")

    assert enter(store, "4826") == "P03"
    assert refused(store, PINS["P03"]) == "pin_wrong"


def test_a_new_pin_of_the_catalogue_puts_the_stations_own_aside(store: Store) -> None:
    approve(store)
    change_pin(store, officer="P03", temporary=TEMPORARY, new=OWN)

    new_catalogue(store, "4826")

    assert refused(store, OWN) == "pin_wrong"
    assert enter(store, "4826") == "P03"


def test_a_catalogue_with_the_same_pin_leaves_the_stations_own_in_force(store: Store) -> None:
    approve(store)
    change_pin(store, officer="P03", temporary=TEMPORARY, new=OWN)

    store.take_catalogue(store.catalogue, replace(store.site, name="MPP Lain"))

    assert enter(store, OWN) == "P03"
