"""Filing at the desk: checklist, applicant, complete or not, and the paper that follows."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from counter_app.db.queries.counter import ApplicantForm, ChecklistRow, CurrentTicket
from counter_app.db.tables import APPLICATION, IDENTITY, PRINT_JOB
from counter_app.domain.application import COMPLETE, INCOMPLETE, REGISTERED
from counter_app.domain.checklist import RequirementState
from counter_app.domain.reasons import REASONS
from counter_app.operations.applicant_form import FieldProblem
from counter_app.operations.applications import open_application
from tests.helpers.stations import (
    SOMEBODY,
    Station,
    answer,
    call_next,
    check,
    entries,
    finish,
    is_clean,
    issue,
    kinds,
    open_day,
    print_all,
    refusal,
    screen,
    serve,
    show_all_papers,
    signed_in,
    start,
    submit,
)

KARTU_KELUARGA, LOST_LETTER, BROKEN_CARD = 1, 2, 3


def lost_card(station: Station) -> UUID:
    """B02: one paper always, one if the card is lost, one if it is broken."""
    return serve(station, "B02").ticket_id


def current(station: Station) -> CurrentTicket:
    found = screen(station).current

    assert found is not None
    return found


def row(station: Station, number: int) -> ChecklistRow:
    return next(row for row in current(station).checklist if row.number == number)


def application(station: Station) -> Any:
    return station.ask(lambda connection: connection.execute(APPLICATION.select()).one())


def papers(station: Station) -> list[str]:
    jobs = station.ask(lambda connection: connection.execute(PRINT_JOB.select()).all())
    return [job.paper for job in jobs if job.paper != "ticket"]


def problems(station: Station, ticket_id: UUID, form: ApplicantForm) -> dict[str, str]:
    refused = refusal(lambda: submit(station, ticket_id, form))
    fields = refused.facts["fields"]

    assert refused.code == "form_incomplete"
    assert isinstance(fields, tuple)
    assert refused.facts["n"] == len(fields)
    assert all(isinstance(field, FieldProblem) for field in fields)
    return {field.field: field.code for field in fields}


# the checklist


def test_the_first_tick_opens_the_application_with_a_copy_of_the_requirements(station: Station) -> None:
    ticket_id = lost_card(station)

    check(station, ticket_id, KARTU_KELUARGA)

    found = application(station)
    assert kinds(station.store)[-2:] == ["application.opened", "requirement.checked"]
    assert (found.number, found.status, found.service) == ("BLU-B02-26-3-0001", REGISTERED, "B02")
    assert found.catalogue_version == station.store.catalogue.version
    assert [(it.number, it.state) for it in current(station).checklist] == [
        (1, "present"), (2, "unchecked"), (3, "unchecked"),
    ]  # fmt: skip


def test_an_application_is_opened_once_a_ticket(station: Station) -> None:
    ticket_id = lost_card(station)
    opened = [station.do(lambda work: open_application(work, station.actor, ticket_id)) for _ in range(2)]

    assert opened[0] == opened[1]
    assert kinds(station.store).count("application.opened") == 1


def test_application_numbers_count_per_year_and_issuer(station: Station) -> None:
    for _ in range(2):
        check(station, lost_card(station), KARTU_KELUARGA)
        finish(station, current(station).ticket_id)

    numbers = station.ask(lambda connection: connection.execute(APPLICATION.select()).all())
    assert sorted(found.number for found in numbers) == ["BLU-B02-26-3-0001", "BLU-B02-26-3-0002"]
    assert len({found.code for found in numbers}) == 2


def test_a_conditional_requirement_is_asked_first(station: Station) -> None:
    ticket_id = lost_card(station)

    refused = refusal(lambda: check(station, ticket_id, LOST_LETTER))

    assert (refused.code, refused.facts["condition"]) == ("condition_unanswered", "bila hilang")


def test_a_refused_tick_opens_no_application(station: Station) -> None:
    ticket_id = lost_card(station)

    refusal(lambda: check(station, ticket_id, LOST_LETTER))

    assert "application.opened" not in kinds(station.store)


def test_no_makes_the_requirement_not_applicable_and_yes_makes_it_open(station: Station) -> None:
    ticket_id = lost_card(station)
    answer(station, ticket_id, LOST_LETTER, applies=True)
    answer(station, ticket_id, BROKEN_CARD, applies=False)

    assert (row(station, LOST_LETTER).applies, row(station, LOST_LETTER).state) == (True, "unchecked")
    assert (row(station, BROKEN_CARD).applies, row(station, BROKEN_CARD).state) == (False, "not_applicable")
    assert refusal(lambda: check(station, ticket_id, BROKEN_CARD)).code == "requirement_not_applicable"


def test_the_same_answer_again_does_not_forget_that_the_paper_was_seen(station: Station) -> None:
    ticket_id = lost_card(station)
    answer(station, ticket_id, LOST_LETTER, applies=True)
    check(station, ticket_id, LOST_LETTER, "present")

    answer(station, ticket_id, LOST_LETTER, applies=True)

    assert row(station, LOST_LETTER).state == "present"


def test_the_other_answer_begins_the_requirement_anew(station: Station) -> None:
    ticket_id = lost_card(station)
    answer(station, ticket_id, LOST_LETTER, applies=True)
    check(station, ticket_id, LOST_LETTER, "missing")
    answer(station, ticket_id, LOST_LETTER, applies=False)

    answer(station, ticket_id, LOST_LETTER, applies=True)

    assert row(station, LOST_LETTER).state == "unchecked"


def test_a_requirement_without_a_condition_has_no_question(station: Station) -> None:
    ticket_id = lost_card(station)

    refused = refusal(lambda: answer(station, ticket_id, KARTU_KELUARGA, applies=True))

    assert refused.code == "requirement_unconditional"


@pytest.mark.parametrize("state", ["rejected", "waived"])
def test_rejected_and_waived_need_a_reason_and_keep_it(station: Station, state: str) -> None:
    ticket_id = lost_card(station)

    assert refusal(lambda: check(station, ticket_id, KARTU_KELUARGA, state, "  ")).code == "reason_needed"
    code = REASONS[RequirementState(state)][0]
    check(station, ticket_id, KARTU_KELUARGA, state, f" {code} ")

    assert (row(station, KARTU_KELUARGA).state, row(station, KARTU_KELUARGA).reason) == (state, code)


def test_a_reason_is_one_of_a_short_list_so_that_no_sentence_about_a_person_gets_in(station: Station) -> None:
    ticket_id = lost_card(station)

    refused = refusal(lambda: check(station, ticket_id, KARTU_KELUARGA, "rejected", "nama Contoh tidak sama"))

    assert refused.code == "reason_unknown"
    assert refusal(lambda: check(station, ticket_id, KARTU_KELUARGA, "waived", "expired")).code == (
        "reason_unknown"
    )


def test_what_an_officer_adds_to_a_reason_is_personal_data_and_shown_with_it(station: Station) -> None:
    ticket_id = lost_card(station)

    check(station, ticket_id, KARTU_KELUARGA, "rejected", "data_differs", " Nama ibu tidak sama ")

    found = row(station, KARTU_KELUARGA)
    assert (found.reason, found.note) == ("data_differs", "Nama ibu tidak sama")
    assert kinds(station.store)[-2:] == ["requirement.checked", "requirement.noted"]
    assert [one.pii for one in entries(station.store)][-1] == '{"note":"Nama ibu tidak sama"}'
    assert not [one for one in entries(station.store) if "ibu" in one.body]
    assert "ibu" not in application(station).checklist


def test_another_word_about_the_same_paper_makes_the_older_note_void(station: Station) -> None:
    ticket_id = lost_card(station)
    check(station, ticket_id, KARTU_KELUARGA, "rejected", "data_differs", "Nama ibu tidak sama")

    check(station, ticket_id, KARTU_KELUARGA, "rejected", "unreadable")

    assert (row(station, KARTU_KELUARGA).reason, row(station, KARTU_KELUARGA).note) == ("unreadable", "")
    check(station, ticket_id, KARTU_KELUARGA, "present")
    assert row(station, KARTU_KELUARGA).note == ""
    assert is_clean(station.store)


def test_the_reason_other_says_nothing_alone_and_a_note_has_an_end(station: Station) -> None:
    ticket_id = lost_card(station)

    alone = refusal(lambda: check(station, ticket_id, KARTU_KELUARGA, "rejected", "other", "  "))
    endless = refusal(lambda: check(station, ticket_id, KARTU_KELUARGA, "rejected", "other", "x" * 201))

    assert (alone.code, endless.code) == ("note_needed", "note_too_long")


def test_not_applicable_is_an_answer_and_never_set_by_hand(station: Station) -> None:
    ticket_id = lost_card(station)

    refused = refusal(lambda: check(station, ticket_id, KARTU_KELUARGA, "not_applicable"))

    assert refused.code == "condition_decides"


def test_a_requirement_that_the_service_does_not_have_is_refused(station: Station) -> None:
    ticket_id = lost_card(station)

    assert refusal(lambda: check(station, ticket_id, 9)).facts == {"number": 9}


def test_papers_are_checked_only_while_the_person_is_served(station: Station) -> None:
    issue(station)
    called = call_next(station)

    assert refusal(lambda: check(station, called.ticket_id, 1)).code == "ticket_not_serving"
    start(station, called.ticket_id)
    colleague = Station(station.store, station.clock, signed_in(station.store, station.clock, "P04", 4).actor)
    assert refusal(lambda: check(colleague, called.ticket_id, 1)).code == "not_your_ticket"
    assert refusal(lambda: submit(colleague, called.ticket_id)).code == "not_your_ticket"


# submitting


def test_complete_papers_end_in_a_receipt_and_start_the_promised_time(station: Station) -> None:
    ticket_id = serve(station, "B03").ticket_id
    show_all_papers(station, ticket_id)

    submitted = submit(station, ticket_id)

    found = application(station)
    assert (submitted.paper, submitted.application_number) == ("receipt", "BLU-B03-26-3-0001")
    assert (found.status, found.completed_at, found.due_day) == (COMPLETE, station.clock(), 20261126)
    assert papers(station) == ["receipt"]


def test_no_day_is_promised_from_an_unverified_time(station: Station) -> None:
    ticket_id = lost_card(station)
    show_all_papers(station, ticket_id)

    submit(station, ticket_id)

    assert (application(station).status, application(station).due_day) == (COMPLETE, None)


def test_the_promised_day_steps_over_days_on_which_the_site_is_closed(station: Station) -> None:
    """Christmas, its joint leave and a weekend lie between."""
    open_day(station, date(2026, 12, 24))
    ticket_id = serve(station, "B03").ticket_id
    show_all_papers(station, ticket_id)

    submit(station, ticket_id)

    assert application(station).due_day == 20261230


@pytest.mark.parametrize(
    ("state", "reason"), [("missing", ""), ("to_follow", ""), ("rejected", "unreadable")]
)
def test_a_paper_that_is_not_there_ends_in_the_missing_papers_slip(
    station: Station, state: str, reason: str
) -> None:
    ticket_id = lost_card(station)
    show_all_papers(station, ticket_id)
    check(station, ticket_id, KARTU_KELUARGA, state, reason)

    submitted = submit(station, ticket_id)

    assert submitted.paper == "missing"
    assert (application(station).status, application(station).completed_at) == (INCOMPLETE, None)
    assert entries(station.store)[-1].body == '{"open":[1]}'
    assert papers(station) == ["missing"]


def test_a_waived_paper_keeps_nothing_from_being_complete(station: Station) -> None:
    ticket_id = lost_card(station)
    show_all_papers(station, ticket_id)
    check(station, ticket_id, KARTU_KELUARGA, "waived", "in_system")

    assert submit(station, ticket_id).paper == "receipt"


def test_a_paper_that_nobody_looked_at_and_an_open_question_keep_the_slip_back(station: Station) -> None:
    ticket_id = lost_card(station)
    answer(station, ticket_id, LOST_LETTER, applies=True)

    refused = refusal(lambda: submit(station, ticket_id))

    assert refused.code == "checklist_open"
    assert refused.facts == {"numbers": (1, 2, 3), "n": 3}
    assert papers(station) == []
    assert "applicant.recorded" not in kinds(station.store)


def test_papers_brought_after_all_turn_the_slip_into_a_receipt(station: Station) -> None:
    ticket_id = lost_card(station)
    show_all_papers(station, ticket_id)
    check(station, ticket_id, KARTU_KELUARGA, "missing")
    submit(station, ticket_id)
    assert current(station).is_paper_current
    print_all(station)

    check(station, ticket_id, KARTU_KELUARGA, "present")
    assert not current(station).is_paper_current
    submit(station, ticket_id)

    assert papers(station) == ["missing", "receipt"]
    assert current(station).is_paper_current
    assert application(station).status == COMPLETE


def test_a_second_submit_corrects_the_same_person_instead_of_adding_one(station: Station) -> None:
    ticket_id = lost_card(station)
    show_all_papers(station, ticket_id)
    submit(station, ticket_id)

    submit(station, ticket_id, replace(SOMEBODY, full_name="Contoh Pemohon Lain"))

    form = current(station).applicant
    people = station.ask(lambda connection: connection.execute(IDENTITY.select()).all())
    assert form is not None
    assert form.full_name == "Contoh Pemohon Lain"
    assert [person.full_name for person in people if person.full_name] == ["Contoh Pemohon Lain"]
    assert kinds(station.store).count("applicant.recorded") == 2


@pytest.mark.parametrize("missing", [False, True])
def test_a_second_submit_with_nothing_new_gives_a_copy_of_the_same_paper(
    station: Station, missing: bool
) -> None:
    ticket_id = lost_card(station)
    show_all_papers(station, ticket_id)
    if missing:
        check(station, ticket_id, KARTU_KELUARGA, "missing")
    first = submit(station, ticket_id)
    known = kinds(station.store)

    second = submit(station, ticket_id)

    assert (second.paper, second.entry) == (first.paper, None)
    assert kinds(station.store) == known
    copies = [(job.paper, job.copy) for job in print_all(station) if job.paper != "ticket"]
    assert copies == [(first.paper, 1), (first.paper, 2)]


def made_anew(station: Station, change: dict[str, Any]) -> list[int]:
    """Copy numbers of the receipts that came out, when the form changes after the first."""
    ticket_id = lost_card(station)
    show_all_papers(station, ticket_id)
    submit(station, ticket_id)
    out = print_all(station)
    submit(station, ticket_id, replace(SOMEBODY, **change))
    return [job.copy for job in (*out, *print_all(station)) if job.paper == "receipt"]


@pytest.mark.parametrize(
    "change",
    [
        {"full_name": "Contoh Pemohon Lain"},
        {"extra": (("child_name", "Contoh Anak"),)},
        {"identity_kind": "passport", "identity_number": "X1234567"},
        {"companion_name": "Contoh Anak", "companion_relation": "child"},
        {"signs_with": "thumbprint"},
    ],
)
def test_a_second_submit_with_another_form_is_a_paper_made_anew(
    station: Station, change: dict[str, Any]
) -> None:
    assert made_anew(station, change) == [1, 1]
    assert application(station).corrections == 1


@pytest.mark.parametrize("change", [{"phone": "081234567890"}, {"birth_date": "18 8 1990"}])
def test_what_no_paper_tells_makes_none_void(station: Station, change: dict[str, Any]) -> None:
    assert made_anew(station, change) == [1, 2]
    assert application(station).corrections == 0
    assert current(station).is_paper_current


def test_a_paper_checked_anew_is_judged_anew(station: Station) -> None:
    ticket_id = lost_card(station)
    show_all_papers(station, ticket_id)
    submit(station, ticket_id)
    check(station, ticket_id, KARTU_KELUARGA, "original_shown")

    assert submit(station, ticket_id).entry is not None


def test_the_first_receipt_fixes_when_the_papers_were_complete(station: Station) -> None:
    ticket_id = lost_card(station)
    show_all_papers(station, ticket_id)
    submit(station, ticket_id)
    first = application(station).completed_at
    station.clock.advance_s(600)

    submit(station, ticket_id, replace(SOMEBODY, full_name="Contoh Pemohon Lain"))

    assert application(station).completed_at == first


def test_printed_papers_are_counted_on_the_application(station: Station) -> None:
    ticket_id = lost_card(station)
    show_all_papers(station, ticket_id)
    submit(station, ticket_id)

    print_all(station)

    assert current(station).printed == ("ticket", "receipt")
    assert is_clean(station.store)


# the form


def test_an_empty_form_names_every_field_at_once(station: Station) -> None:
    ticket_id = serve(station, "B06").ticket_id

    assert problems(station, ticket_id, ApplicantForm("nik", "", "", "", "", ())) == {
        "identity_number": "identity_needed",
        "full_name": "name_needed",
        "birth_date": "birth_date",
        "child_name": "field_needed",
    }


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"identity_number": "53041217089000"}, "identity_number", "nik_length"),
        ({"identity_number": "5304124099900001"}, "identity_number", "nik_date"),
        ({"identity_number": "9904121708900001"}, "identity_number", "nik_province"),
        ({"identity_kind": "passport", "identity_number": "1"}, "identity_number", "identity_number"),
        ({"birth_date": "31 2 1990"}, "birth_date", "birth_date_unreal"),
        ({"birth_date": "2026-11-24"}, "birth_date", "birth_date"),
        ({"birth_date": "0990-08-17"}, "birth_date", "birth_date"),
        ({"phone": "12"}, "phone", "phone"),
        ({"full_name": "   "}, "full_name", "name_needed"),
        ({"full_name": "A" * 201}, "full_name", "field_too_long"),
        ({"identity_kind": "none", "identity_number": "1" * 61}, "identity_number", "field_too_long"),
        ({"extra": (("note", "x" * 501),)}, "note", "field_too_long"),
    ],
)
def test_one_wrong_field_is_named_with_its_reason_and_nothing_is_written(
    station: Station, change: dict[str, Any], field: str, code: str
) -> None:
    ticket_id = lost_card(station)
    before = kinds(station.store)

    found = problems(station, ticket_id, replace(SOMEBODY, **change))

    assert found == {field: code}
    assert kinds(station.store) == before


def test_an_officer_may_keep_a_wrong_nik_as_it_is_written(station: Station) -> None:
    ticket_id = lost_card(station)
    show_all_papers(station, ticket_id)
    form = replace(SOMEBODY, identity_number=" 9912-ABC 890 ")

    assert problems(station, ticket_id, form) == {"identity_number": "nik_letters"}
    submit(station, ticket_id, form, as_written=True)

    kept = current(station).applicant
    assert kept is not None
    assert kept.identity_number == "9912ABC890"
    recorded = next(one for one in entries(station.store) if one.kind == "applicant.recorded")
    assert json.loads(recorded.body) == {"identity_kind": "nik", "as_written": True}


@pytest.mark.parametrize(
    ("kind", "number", "code"),
    [
        ("nik", "53041217", "nik_length"),
        ("nik", "99-ABC", "nik_letters"),
        ("passport", "X1", "identity_number"),
    ],
)
def test_what_is_no_number_from_a_card_does_not_stay_as_it_is_written(
    station: Station, kind: str, number: str, code: str
) -> None:
    ticket_id = lost_card(station)
    form = replace(SOMEBODY, identity_kind=kind, identity_number=number)

    refused = refusal(lambda: submit(station, ticket_id, form, as_written=True))

    assert [field.code for field in refused.facts["fields"]] == [code]  # type: ignore[attr-defined]


def test_as_written_does_not_excuse_an_empty_number(station: Station) -> None:
    ticket_id = lost_card(station)
    empty = replace(SOMEBODY, identity_number="  ")

    refused = refusal(lambda: submit(station, ticket_id, empty, as_written=True))

    assert [field.code for field in refused.facts["fields"]] == ["identity_needed"]  # type: ignore[attr-defined]


def test_spaces_and_hyphens_of_a_number_are_not_kept(station: Station) -> None:
    ticket_id = lost_card(station)
    show_all_papers(station, ticket_id)

    submit(
        station, ticket_id, replace(SOMEBODY, identity_number="5304 1217 0890 0001", phone="0812-3456 789")
    )

    kept = current(station).applicant
    assert kept is not None
    assert (kept.identity_number, kept.birth_date) == ("5304121708900001", "1990-08-17")


def test_people_without_a_number_are_normal(station: Station) -> None:
    ticket_id = lost_card(station)
    show_all_papers(station, ticket_id)

    submit(station, ticket_id, replace(SOMEBODY, identity_kind="none", identity_number=""))

    kept = current(station).applicant
    assert kept is not None
    assert (kept.identity_kind, kept.full_name) == ("none", "Contoh Pemohon")


def test_the_fields_of_the_service_are_kept_with_the_application(station: Station) -> None:
    ticket_id = serve(station, "B06").ticket_id
    show_all_papers(station, ticket_id)

    submit(station, ticket_id, replace(SOMEBODY, extra=(("child_name", " Contoh Anak "),)))

    kept = current(station).applicant
    assert kept is not None
    assert kept.extra == (("child_name", "Contoh Anak"),)


def test_personal_data_stand_in_the_pii_of_an_entry_and_never_in_its_body(station: Station) -> None:
    ticket_id = serve(station, "B06").ticket_id
    show_all_papers(station, ticket_id)

    submit(
        station, ticket_id, replace(SOMEBODY, phone="081234567890", extra=(("child_name", "Contoh Anak"),))
    )

    secrets = ("5304121708900001", "Contoh Pemohon", "1990-08-17", "234567890", "Contoh Anak")
    bodies = " ".join(entry.body for entry in entries(station.store))
    personal = " ".join(entry.pii or "" for entry in entries(station.store))
    assert [secret for secret in secrets if secret in bodies] == []
    assert [secret for secret in secrets if secret not in personal] == []
    recorded = next(entry for entry in entries(station.store) if entry.kind == "applicant.recorded")
    assert json.loads(recorded.body) == {"identity_kind": "nik"}
