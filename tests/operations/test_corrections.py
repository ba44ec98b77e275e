"""Putting right what a paper says after it was printed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from counter_app.db.queries.counter import ApplicantForm
from counter_app.db.tables import APPLICATION
from counter_app.domain.application import HIGHEST_CORRECTION
from counter_app.domain.entry import Entry
from counter_app.operations.corrections import Corrected, Correction, SeenPaper
from tests.helpers.stations import (
    MONDAY,
    SOMEBODY,
    Station,
    check,
    close_day,
    correct,
    entries,
    finish,
    is_clean,
    open_day,
    print_all,
    refusal,
    screen,
    serve,
    show_all_papers,
    signed_in,
    submit,
)

RIGHT = replace(SOMEBODY, full_name="Contoh Pemohon Yang Benar")


def filed(station: Station, service: str = "B02", form: ApplicantForm = SOMEBODY) -> UUID:
    """A receipt is out and the person gone; the id of the application."""
    ticket_id = serve(station, service).ticket_id
    show_all_papers(station, ticket_id)
    submit(station, ticket_id, form)
    print_all(station)
    finish(station, ticket_id)
    return application_id(station, ticket_id)


def application_id(station: Station, ticket_id: UUID) -> UUID:
    of_ticket = select(APPLICATION.c.id).where(APPLICATION.c.ticket_id == ticket_id.bytes)
    return UUID(bytes=station.ask(lambda connection: connection.execute(of_ticket).scalar_one()))


def application(station: Station) -> Any:
    return station.ask(lambda connection: connection.execute(APPLICATION.select()).one())


def named(station: Station, one: UUID, form: ApplicantForm = RIGHT) -> Corrected:
    return correct(station, one, Correction(form, application(station).service))


def last_correction(station: Station) -> Entry:
    return [one for one in entries(station.store) if one.kind == "application.corrected"][-1]


def test_a_wrong_name_gives_a_receipt_with_the_same_code_that_makes_the_first_one_void(
    station: Station,
) -> None:
    one = filed(station)
    before = application(station)

    done = named(station, one)

    after = application(station)
    assert done == Corrected("BLU-B02-26-3-0001", ("full_name",), "receipt", 1)
    assert (after.code, after.number, after.due_day) == (before.code, before.number, before.due_day)
    assert (after.corrections, after.completed_at) == (1, before.completed_at)
    assert [(job.paper, job.copy) for job in print_all(station)] == [("receipt", 1)]
    assert is_clean(station.store)


def test_what_was_wrong_and_what_is_right_is_journalled_as_personal_data(station: Station) -> None:
    named(station, filed(station))

    entry = last_correction(station)
    assert json.loads(entry.body) == {"correction": 1, "fields": ["full_name"]}
    assert json.loads(entry.pii or "") == {
        "before": {"full_name": "Contoh Pemohon"}, "after": {"full_name": "Contoh Pemohon Yang Benar"},
    }  # fmt: skip
    assert not [one for one in entries(station.store) if "Contoh" in one.body]


def test_corrections_count_on(station: Station) -> None:
    one = filed(station)
    for n, name in enumerate(("Contoh A", "Contoh B", "Contoh C"), start=1):
        assert named(station, one, replace(SOMEBODY, full_name=name)).correction == n
        print_all(station)

    assert application(station).corrections == 3


def test_what_is_not_out_of_the_printer_yet_is_simply_printed_right(station: Station) -> None:
    ticket_id = serve(station).ticket_id
    show_all_papers(station, ticket_id)
    submit(station, ticket_id)

    done = named(station, application_id(station, ticket_id))

    assert (done.paper, done.correction, application(station).corrections) == ("receipt", 0, 0)
    assert [job.copy for job in print_all(station) if job.paper == "receipt"] == [1]
    assert json.loads(last_correction(station).pii or "")["after"]["full_name"] == RIGHT.full_name


def test_a_phone_number_is_on_no_paper_so_none_becomes_void(station: Station) -> None:
    done = named(station, filed(station), replace(SOMEBODY, phone="0812 3456 7890"))

    assert (done.fields, done.paper, done.correction) == (("phone",), "", 0)
    assert print_all(station) == []
    assert json.loads(last_correction(station).pii or "")["after"] == {"phone": "081234567890"}


def test_a_correction_on_another_day_keeps_the_promised_day(station: Station) -> None:
    one = filed(station)
    promised = application(station).due_day
    close_day(station)
    open_day(station, MONDAY.replace(day=25))

    named(station, one)

    assert application(station).due_day == promised


def test_while_the_person_sits_there_the_form_itself_corrects(station: Station) -> None:
    ticket_id = serve(station).ticket_id
    show_all_papers(station, ticket_id)
    submit(station, ticket_id)
    print_all(station)

    submit(station, ticket_id, RIGHT)

    assert application(station).corrections == 1
    assert json.loads(last_correction(station).body) == {"correction": 1, "fields": ["full_name"]}


def test_a_paper_taken_back_makes_the_receipt_void(station: Station) -> None:
    ticket_id = serve(station).ticket_id
    show_all_papers(station, ticket_id)
    submit(station, ticket_id)
    print_all(station)

    check(station, ticket_id, 1, "rejected", "expired")
    submit(station, ticket_id)

    assert (application(station).status, application(station).corrections) == ("belum_lengkap", 1)
    assert json.loads(last_correction(station).body) == {"correction": 1, "fields": ["papers"]}
    assert last_correction(station).pii is None


def test_papers_that_are_brought_are_no_correction(station: Station) -> None:
    ticket_id = serve(station).ticket_id
    show_all_papers(station, ticket_id)
    check(station, ticket_id, 1, "missing")
    submit(station, ticket_id)
    print_all(station)

    check(station, ticket_id, 1)
    submit(station, ticket_id)

    assert application(station).corrections == 0
    assert not [one for one in entries(station.store) if one.kind == "application.corrected"]


# the wrong service


def all_there(station: Station, service: str) -> tuple[SeenPaper, ...]:
    papers = station.store.catalogue.services[service].requirements
    return tuple(
        SeenPaper(one.number, not one.condition, "not_applicable" if one.condition else "present")
        for one in papers
    )


def test_another_service_changes_its_part_of_the_number_and_brings_its_own_papers(
    station: Station,
) -> None:
    one = filed(station)
    code = application(station).code

    done = correct(station, one, Correction(SOMEBODY, "B04", all_there(station, "B04")))

    after = application(station)
    wanted = station.store.catalogue.services["B04"].requirements
    assert done == Corrected("BLU-B04-26-3-0001", ("service", "papers"), "receipt", 1)
    assert (after.code, after.service, after.number) == (code, "B04", "BLU-B04-26-3-0001")
    assert [line[1] for line in json.loads(after.checklist)] == [paper.name for paper in wanted]
    body = json.loads(last_correction(station).body)
    assert (body["service_before"], body["number_before"]) == ("B02", "BLU-B02-26-3-0001")
    assert is_clean(station.store)


def test_the_time_of_another_service_starts_with_the_correction(station: Station) -> None:
    one = filed(station)
    first = application(station).completed_at
    station.clock.advance_s(3600)

    correct(station, one, Correction(SOMEBODY, "B04", all_there(station, "B04")))

    assert application(station).completed_at > first


def test_papers_of_another_service_that_nobody_looked_at_keep_everything_as_it_was(
    station: Station,
) -> None:
    one = filed(station)
    known = len(entries(station.store))

    refused = refusal(lambda: correct(station, one, Correction(SOMEBODY, "B04")))

    assert refused.code == "checklist_open"
    assert len(entries(station.store)) == known
    assert application(station).service == "B02"


def test_a_service_of_another_agency_is_another_case(station: Station) -> None:
    one = filed(station)

    refused = refusal(lambda: correct(station, one, Correction(SOMEBODY, "C07")))

    assert refused.code == "correct_other_agency"


def test_a_paper_of_another_service_may_be_missing(station: Station) -> None:
    one = filed(station)
    first, *others = all_there(station, "B04")

    done = correct(station, one, Correction(SOMEBODY, "B04", (replace(first, state="missing"), *others)))

    assert (done.paper, done.correction) == ("missing", 1)
    assert application(station).status == "belum_lengkap"


def test_a_question_answered_otherwise_and_a_rejection_are_taken_over(station: Station) -> None:
    one = filed(station)
    papers = (
        SeenPaper(1, True, "rejected", "other", "Nama ibu tidak sama"),
        SeenPaper(2, True, "present"),
        SeenPaper(3, False, "not_applicable"),
    )

    done = correct(station, one, Correction(SOMEBODY, "B02", papers))

    lines = {line[0]: line[5:] for line in json.loads(application(station).checklist)}
    assert lines == {
        1: [True, "rejected", "other"], 2: [True, "present", ""], 3: [False, "not_applicable", ""],
    }  # fmt: skip
    assert (done.fields, done.paper, done.correction) == (("papers",), "missing", 1)


# refusals


def test_nothing_changed_is_said_and_prints_nothing(station: Station) -> None:
    one = filed(station)

    assert refusal(lambda: named(station, one, SOMEBODY)).code == "nothing_changed"
    assert print_all(station) == []


def test_before_a_paper_says_anything_the_form_is_simply_filled_in(station: Station) -> None:
    ticket_id = serve(station).ticket_id
    check(station, ticket_id, 1)

    refused = refusal(lambda: named(station, application_id(station, ticket_id)))

    assert refused.code == "nothing_to_correct"


def test_only_its_own_agency_corrects_a_case(station: Station) -> None:
    one = filed(station)
    police = signed_in(station.store, station.clock, "P01", 1)

    assert refusal(lambda: named(police, one)).code == "not_your_agency"


def test_a_supervisor_may(station: Station) -> None:
    one = filed(station)
    supervisor = signed_in(station.store, station.clock, "S01", 3)

    assert named(supervisor, one).correction == 1


def test_what_is_unknown_and_a_wrong_form_are_refused(station: Station) -> None:
    one = filed(station)

    assert refusal(lambda: correct(station, UUID(int=9), Correction(RIGHT, "B02"))).code == (
        "application_unknown"
    )
    assert refusal(lambda: named(station, one, replace(RIGHT, full_name=" "))).code == "form_incomplete"


def test_after_ninety_nine_corrections_there_is_no_hundredth(station: Station) -> None:
    one = filed(station)
    station.do(
        lambda work: work.connection.execute(APPLICATION.update().values(corrections=HIGHEST_CORRECTION))
    )

    assert refusal(lambda: named(station, one)).code == "too_many_corrections"


# who came along


def test_a_companion_and_a_thumbprint_are_recorded_as_personal_data(station: Station) -> None:
    form = replace(
        SOMEBODY, companion_name=" Contoh Anak ", companion_relation="child", signs_with="thumbprint"
    )
    ticket_id = serve(station).ticket_id
    show_all_papers(station, ticket_id)

    submit(station, ticket_id, form)

    current = screen(station).current
    assert current is not None
    assert current.applicant is not None
    assert (current.applicant.companion_name, current.applicant.companion_relation) == (
        "Contoh Anak",
        "child",
    )
    assert current.applicant.signs_with == "thumbprint"
    recorded = next(one for one in entries(station.store) if one.kind == "companion.recorded")
    assert recorded.body == "{}"
    assert json.loads(recorded.pii or "") == {
        "name": "Contoh Anak", "relation": "child", "signs_with": "thumbprint",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "relation", "code"),
    [
        ("Contoh Anak", "", "companion_relation_needed"),
        ("Contoh Anak", "pet", "companion_relation_needed"),
        ("  ", "child", "companion_name_needed"),
    ],
)
def test_a_companion_has_a_name_and_a_relation(station: Station, name: str, relation: str, code: str) -> None:
    form = replace(SOMEBODY, companion_name=name, companion_relation=relation)
    ticket_id = serve(station).ticket_id
    show_all_papers(station, ticket_id)

    refused = refusal(lambda: submit(station, ticket_id, form))

    assert [field.code for field in refused.facts["fields"]] == [code]  # type: ignore[attr-defined]
