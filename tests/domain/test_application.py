"""States of an application, and what the journal holds about people."""

from __future__ import annotations

import json

import pytest

from counter_app.domain.applicant import IDENTITY
from counter_app.domain.application import (
    APPLICATION,
    COMPLETE,
    INCOMPLETE,
    REGISTERED,
    ApplicationState,
    application_number,
    checklist_of,
    renumbered,
)
from counter_app.domain.entry import Entry
from tests.helpers.histories import Scribe

ONE = bytes(range(16))
PERSON = bytes(range(1, 17))
REQUIREMENTS = [[1, "Kartu Keluarga (KK)", "salinan", 1, ""], [2, "Surat hilang", "asli", 1, "bila hilang"]]


def opened(scribe: Scribe, requirements: object = REQUIREMENTS) -> Entry:
    return scribe.write(
        "application.opened",
        ONE,
        {
            "number": "BLU-B02-26-3-0001", "code": "7K3M9QXT2HBDJ", "service": "B02",
            "ticket": "11" * 16, "visit": None, "requirements": requirements,
        },
    )  # fmt: skip


def fold(*entries: Entry) -> ApplicationState:
    return APPLICATION.fold(ONE, entries)[0]


def anomalies(*entries: Entry) -> list[str]:
    return [anomaly.code for anomaly in APPLICATION.fold(ONE, entries)[1]]


def states(*entries: Entry) -> list[tuple[bool | None, str, str]]:
    return [(it.applies, str(it.state), it.reason) for it in checklist_of(fold(*entries))]


def test_an_application_begins_with_all_its_requirements_unchecked() -> None:
    entry = opened(Scribe(1))

    assert (fold(entry).status, fold(entry).catalogue_version) == (REGISTERED, "2026-11")
    assert states(entry) == [(True, "unchecked", ""), (None, "unchecked", "")]


def test_a_check_says_the_state_of_one_requirement() -> None:
    scribe = Scribe(1)
    entries = [
        opened(scribe),
        scribe.write("requirement.checked", ONE, {"number": 1, "state": "rejected", "reason": "buram"}),
    ]

    assert states(*entries)[0] == (True, "rejected", "buram")
    assert fold(*entries).changed_rev == 2


def test_an_answer_decides_whether_a_requirement_applies() -> None:
    scribe = Scribe(1)
    entries = [opened(scribe), scribe.write("condition.answered", ONE, {"number": 2, "applies": False})]
    assert states(*entries)[1] == (False, "not_applicable", "")

    entries.append(scribe.write("condition.answered", ONE, {"number": 2, "applies": True}))
    assert states(*entries)[1] == (True, "unchecked", "")


def test_the_same_answer_again_changes_nothing() -> None:
    scribe = Scribe(1)
    entries = [
        opened(scribe),
        scribe.write("condition.answered", ONE, {"number": 2, "applies": True}),
        scribe.write("requirement.checked", ONE, {"number": 2, "state": "present"}),
    ]

    again = scribe.write("condition.answered", ONE, {"number": 2, "applies": True})

    assert fold(*entries, again) == fold(*entries)


def test_incomplete_after_complete_stops_the_clock() -> None:
    scribe = Scribe(1)
    complete = [opened(scribe), scribe.write("application.completed", ONE, {"due": 20261126})]
    assert (fold(*complete).status, fold(*complete).due_day) == (COMPLETE, 20261126)

    after = fold(*complete, scribe.write("application.found_incomplete", ONE, {"open": [1]}))

    assert (after.status, after.completed_at, after.due_day) == (INCOMPLETE, None, None)


def test_the_clock_starts_when_the_papers_were_complete_for_the_first_time() -> None:
    scribe = Scribe(1)
    entries = [opened(scribe), scribe.write("application.completed", ONE, {"due": None})]
    scribe.now_ms += 60_000

    again = fold(*entries, scribe.write("application.completed", ONE, {"due": None}))

    assert again.completed_at == entries[1].at_ms
    assert again.printed_rev == 3


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        ("requirement.checked", {"number": 9, "state": "present"}, "unknown_requirement"),
        ("requirement.checked", {"number": 1, "state": "lovely"}, "bad_state"),
        ("requirement.checked", {"number": 1, "state": "not_applicable"}, "bad_state"),
        ("requirement.checked", {"number": "1", "state": "present"}, "bad_number"),
        ("requirement.checked", {"number": 1, "state": ["present"]}, "bad_state"),
        ("requirement.checked", {"number": 1, "state": "present", "reason": "\ud800"}, "bad_reason"),
        ("condition.answered", {"number": 1, "applies": 1}, "bad_applies"),
        ("condition.answered", {"number": 10**30, "applies": True}, "bad_number"),
        ("application.described", {"applicant": "7"}, "bad_applicant"),
        ("application.found_incomplete", {"open": "1"}, "bad_open"),
        ("application.completed", {"due": 20261399}, "bad_due"),
        ("receipt.printed", {"copy": 0}, "bad_copy"),
        ("missing.printed", {}, "bad_copy"),
    ],
)
def test_a_senseless_entry_leaves_the_application_as_it_was(
    kind: str, body: dict[str, object], code: str
) -> None:
    scribe = Scribe(1)
    entry = opened(scribe)
    poison = scribe.write(kind, ONE, json.dumps(body))

    assert fold(entry, poison) == fold(entry)
    assert anomalies(entry, poison) == [code]


def test_two_stations_that_correct_apart_from_each_other_make_both_their_papers_void() -> None:
    here, there = Scribe(1), Scribe(2)
    entries = [opened(here)]
    there.learn(entries[0])
    entries += [one.write("application.corrected", ONE, {"correction": 1}) for one in (here, there)]

    assert (fold(*entries).corrections, anomalies(*entries)) == (2, [])


def test_a_correction_of_what_was_not_out_yet_makes_nothing_void() -> None:
    scribe = Scribe(1)
    entries = [opened(scribe), scribe.write("application.corrected", ONE, {"correction": 0})]

    assert (fold(*entries).corrections, fold(*entries).changed_rev) == (0, 1)


def test_another_service_begins_with_its_own_papers_and_no_clock() -> None:
    scribe = Scribe(1)
    asked = {"service": "B04", "number": "BLU-B04-26-3-0001", "requirements": REQUIREMENTS[:1]}
    entries = [
        opened(scribe),
        scribe.write("requirement.checked", ONE, {"number": 1, "state": "present"}),
        scribe.write("application.completed", ONE, {"due": 20261130}),
        scribe.write("application.corrected", ONE, {"correction": 1, **asked}),
    ]

    found = fold(*entries)
    assert (found.service, found.number, found.status) == ("B04", "BLU-B04-26-3-0001", REGISTERED)
    assert (found.completed_at, found.due_day, found.corrections) == (None, None, 1)
    assert states(*entries) == [(True, "unchecked", "")]


def test_the_highest_copy_that_came_out_counts_for_the_newest_paper_only() -> None:
    scribe = Scribe(1)
    entries = [
        opened(scribe),
        scribe.write("application.completed", ONE, {"due": None}),
        scribe.write("receipt.printed", ONE, {"copy": 3}),
        scribe.write("receipt.printed", ONE, {"copy": 2}),
    ]

    assert fold(*entries).copies == 3
    assert fold(*entries, scribe.write("application.completed", ONE, {"due": None})).copies == 0


@pytest.mark.parametrize(
    ("number", "service", "told"),
    [
        ("BLU-B06-26-3-0187", "B02", "BLU-B02-26-3-0187"),
        ("ATB-1-B06-26-51-10187", "H01", "ATB-1-H01-26-51-10187"),
    ],
)
def test_a_number_keeps_year_issuer_and_serial_for_another_service(
    number: str, service: str, told: str
) -> None:
    assert renumbered(number, service) == told


@pytest.mark.parametrize(
    "requirements",
    [
        "all", [["1", "KK", "asli", 1, ""]], [[1, "KK", "asli", 1]], [[True, "KK", "asli", 1, ""]],
        [[1, "KK\ud800", "asli", 1, ""]], [[1, "K" * 501, "asli", 1, ""]], [[1, "KK", "asli", 10**30, ""]],
        [[0, "KK", "asli", 1, ""]], [[1, ["KK"], "asli", 1, ""]], [[1, "KK", "asli", 1, None]],
    ],
)  # fmt: skip
def test_requirements_that_nobody_can_use_are_not_copied(requirements: object) -> None:
    body = json.dumps({"number": "X", "requirements": requirements})
    entry = Scribe(1).write("application.opened", ONE, body)

    assert anomalies(entry) == ["bad_requirements"]
    assert fold(entry).checklist == "[]"


def test_a_check_whose_application_has_not_arrived_yet_finds_its_place_later() -> None:
    scribe = Scribe(1)
    entry = opened(scribe)
    check = scribe.write("requirement.checked", ONE, {"number": 1, "state": "present"})

    assert anomalies(check) == ["unknown_requirement"]
    assert states(check, entry)[0] == (True, "present", "")


def test_application_numbers_say_site_service_year_issuer_and_count() -> None:
    assert application_number("BLU", "B06", 2026, 3, 187) == "BLU-B06-26-3-0187"
    assert application_number("BLU", "B06", 2100, 51, 12345) == "BLU-B06-00-51-12345"


# people


def test_an_applicant_is_what_was_recorded_last() -> None:
    scribe = Scribe(1)
    first = recorded(scribe, "Contoh Pemohon")
    second = recorded(scribe, "Contoh Pemohon Dua")

    state = IDENTITY.fold(PERSON, [second, first])[0]

    assert (state.full_name, state.identity_kind, state.phone) == ("Contoh Pemohon Dua", "nik", "+62812")


def recorded(scribe: Scribe, name: str) -> Entry:
    person = {
        "identity_number": "5304121708900001", "full_name": name,
        "birth_date": "1990-08-17", "phone": "+62812",
    }  # fmt: skip
    return scribe.write("applicant.recorded", PERSON, {"identity_kind": "nik"}, pii=person)


def test_withheld_personal_data_leave_what_is_known() -> None:
    scribe = Scribe(1)
    known, withheld = recorded(scribe, "Contoh Pemohon"), recorded(scribe, "Rahasia")

    state = IDENTITY.fold(PERSON, [known, withheld._replace(pii=None, salt_p=None)])[0]

    assert state.full_name == "Contoh Pemohon"


@pytest.mark.parametrize(
    "pii", ["[]", "{", '{"full_name":7}', '{"full_name":"\\ud800"}', '{"phone":"' + "1" * 41 + '"}']
)
def test_senseless_personal_data_are_an_anomaly(pii: str) -> None:
    entry = Scribe(1).write("applicant.recorded", PERSON, {"identity_kind": "nik"}, pii=pii)

    state, found = IDENTITY.fold(PERSON, [entry])

    assert len(found) == 1
    assert state.recorded_at is None


def test_own_fields_of_a_service_are_kept_under_the_application() -> None:
    entry = Scribe(1).write(
        "application.described", ONE, {"applicant": PERSON.hex()}, pii={"child_name": "Contoh Anak"}
    )

    assert IDENTITY.fold(ONE, [entry])[0].extra == '{"child_name":"Contoh Anak"}'
    assert fold(entry).applicant_id == PERSON


def test_an_id_that_is_used_for_a_person_and_an_application_stays_one_row() -> None:
    scribe = Scribe(1)
    described = scribe.write("application.described", PERSON, {"applicant": PERSON.hex()}, pii={"k": "v"})

    state = IDENTITY.fold(PERSON, [recorded(scribe, "Contoh Pemohon"), described])[0]

    assert (state.full_name, state.extra) == ("Contoh Pemohon", '{"k":"v"}')
