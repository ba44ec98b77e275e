"""Six digits, ten minutes, five tries: how an installation becomes a station."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from counter_app.db.hub_tables import ENROL_CODE
from counter_app.db.key import new_keys, read_keys
from counter_app.db.store import Store, open_store
from counter_app.domain.errors import Refused
from counter_app.hub.enrolment import MOST_TRIES
from counter_app.hub.stations import stations
from counter_app.settings import read_station
from counter_app.sync.client import enrol_ask
from counter_app.sync.enrol import enrol_new, enrol_store
from counter_app.sync.hub_link import read_link
from counter_app.wire import EnrolAnswer
from tests.helpers.hubs import Centre, drain, pull_all
from tests.helpers.stations import (
    MONDAY,
    ScriptedClock,
    Station,
    call_next,
    issue,
    open_day,
    refusal,
    scripted_sources,
    signed_in,
)


def enrolled(centre: Centre, store: Store, code: str) -> EnrolAnswer:
    station = store.station
    ask = enrol_ask(
        store.sign, read_keys(store.folder).public_key, code, site=station.site, kind=station.kind,
        counter=station.counter, issuer=station.issuer,
    )  # fmt: skip
    return centre.client().enrol(ask)


def codes_of(centre: Centre) -> list[tuple[int, str]]:
    found = centre.ask(lambda connection: stations(connection, "BLU"))
    return [(one.issuer, one.kind) for one in found]


def test_a_station_with_the_code_is_taken_in_as_what_the_code_says(
    centre: Centre, counter_three: Station
) -> None:
    answer = enrolled(centre, counter_three.store, centre.code())

    assert (answer.site, answer.kind, answer.counter, answer.issuer) == ("BLU", "counter", 3, 3)
    assert answer.hub_id == centre.hub.keys.hub_id
    assert codes_of(centre) == [(3, "counter")]


def test_a_lost_answer_is_given_again_to_the_same_station(centre: Centre, counter_three: Station) -> None:
    code = centre.code()

    assert enrolled(centre, counter_three.store, code) == enrolled(centre, counter_three.store, code)
    assert len(codes_of(centre)) == 1


def test_a_used_code_is_no_good_for_another_station(centre: Centre, counter_three: Station) -> None:
    code = centre.code()
    enrolled(centre, counter_three.store, code)
    keys = new_keys()
    signing = Ed25519PrivateKey.from_private_bytes(keys.signing)
    other = enrol_ask(signing.sign, keys.public_key, code)

    assert refusal(lambda: centre.client().enrol(other)).code == "enrol_code_wrong"


def test_a_code_ends_after_ten_minutes(centre: Centre, counter_three: Station) -> None:
    code = centre.code()
    centre.clock.advance_s(601)

    assert refusal(lambda: enrolled(centre, counter_three.store, code)).code == "enrol_code_wrong"


def test_after_five_wrong_tries_the_right_code_is_no_good_either(
    centre: Centre, counter_three: Station
) -> None:
    code = centre.code()
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(5):
        assert refusal(lambda: enrolled(centre, counter_three.store, wrong)).code == "enrol_code_wrong"

    assert refusal(lambda: enrolled(centre, counter_three.store, code)).code == "enrol_code_wrong"


def test_who_guesses_on_where_no_code_is_good_any_more_writes_nothing(
    centre: Centre, counter_three: Station
) -> None:
    wrong = f"{(int(centre.code()) + 1) % 1_000_000:06d}"
    for _ in range(7):
        assert refusal(lambda: enrolled(centre, counter_three.store, wrong)).code == "enrol_code_wrong"

    tries = centre.ask(lambda connection: connection.execute(select(ENROL_CODE.c.tries)).scalars().all())
    assert max(tries) == MOST_TRIES


def test_a_key_that_the_station_does_not_hold_is_refused(centre: Centre, counter_three: Station) -> None:
    ask = enrol_ask(counter_three.store.sign, new_keys().public_key, centre.code())

    assert refusal(lambda: centre.client().enrol(ask)).code == "enrol_code_wrong"


def test_a_counter_that_is_connected_gets_no_second_code(centre: Centre, counter_three: Station) -> None:
    enrolled(centre, counter_three.store, centre.code())

    with pytest.raises(Refused) as caught:
        centre.code()

    assert (caught.value.code, caught.value.facts["counter"]) == ("counter_taken", 3)


def test_a_code_for_another_counter_does_not_fit(centre: Centre, counter_three: Station) -> None:
    code = centre.code(counter=5)

    assert refusal(lambda: enrolled(centre, counter_three.store, code)).code == "enrol_other_station"


def test_receptions_count_from_51(centre: Centre, tmp_path: Path) -> None:
    centre.publish()
    issuers = []
    for place in ("a", "b"):
        code = centre.code(kind="reception", counter=0)
        store = enrol_new(tmp_path / place, centre.url, "", code)
        issuers.append(store.station.issuer)
        store.close()

    assert issuers == [51, 52]


def test_a_replaced_counter_has_another_number_the_same_day_and_its_own_the_next(
    centre: Centre, tmp_path: Path
) -> None:
    centre.publish()
    enrol_new(tmp_path / "old", centre.url, "", centre.code()).close()
    centre.revoke(3)
    same_day = enrol_new(tmp_path / "new", centre.url, "", centre.code())
    centre.revoke(same_day.station.issuer)
    centre.clock.advance_s(90_000)
    next_day = enrol_new(tmp_path / "newer", centre.url, "", centre.code())

    assert (same_day.station.issuer, next_day.station.issuer) == (51, 3)
    same_day.close()
    next_day.close()


def test_a_new_station_has_the_sites_catalogue_and_opens_again(centre: Centre, tmp_path: Path) -> None:
    centre.publish()

    store = enrol_new(tmp_path / "new", centre.url, "", centre.code(counter=4))
    store.close()

    again = open_store(tmp_path / "new")
    link = read_link(tmp_path / "new")
    assert (again.site.code, again.station.counter, again.station.hub) == ("BLU", 4, centre.hub.keys.hub_id)
    assert link is not None
    assert link.url == centre.url
    again.close()


def test_a_site_without_a_catalogue_is_told_and_the_code_stays_good(centre: Centre, tmp_path: Path) -> None:
    code = centre.code()
    assert (
        refusal(lambda: enrol_new(tmp_path / "new", centre.url, "", code)).code == "catalogue_not_published"
    )
    centre.publish()

    enrol_new(tmp_path / "new", centre.url, "", code).close()

    assert read_station(tmp_path / "new").counter == 3


@pytest.mark.parametrize("typed", ["12345", "abcdef", "１２３４５６", ""])
def test_a_code_is_six_digits(counter_three: Station, typed: str) -> None:
    assert refusal(lambda: enrol_ask(counter_three.store.sign, bytes(32), typed)).code == "enrol_code_form"


def test_a_second_counter_of_the_hub_issues_and_files_and_does_not_call(
    centre: Centre, counter_three: Station, tmp_path: Path
) -> None:
    centre.publish()
    clock = ScriptedClock()
    store = enrol_new(tmp_path / "four", centre.url, "", centre.code(counter=4), scripted_sources(clock, 4))
    four = signed_in(store, clock, "P04", 4)
    open_day(four, MONDAY)

    assert issue(four).number == "B4-001"
    refused = refusal(lambda: call_next(four))

    assert (refused.code, refused.facts) == ("calling_elsewhere", {"counter": 3})
    store.close()


def test_the_calling_counter_calls_also_those_whom_others_gave_a_number(
    centre: Centre, counter_three: Station, counter_four: Store
) -> None:
    enrol_store(counter_three.store, centre.url, "", centre.code())
    four = signed_in(counter_four, ScriptedClock(), "P04", 4)
    open_day(four, MONDAY)
    issued = issue(four)
    drain(centre.exchange(counter_four))
    three = centre.again(counter_three.store)
    three.greet()
    pull_all(three)

    assert call_next(counter_three).number == issued.number
