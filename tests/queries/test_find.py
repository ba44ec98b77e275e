"""One field finds tickets, people and applications; people only of one's own agency's cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.db.queries.counter import ApplicantForm
from counter_app.db.queries.find import Found, found
from counter_app.domain.looked_for import looked_for
from counter_app.domain.tracking_code import grouped, tracking_url
from tests.helpers import stations
from tests.helpers.stations import SOMEBODY, Station

FOREIGNER = ApplicantForm("passport", "RD 123456", "João Filomeno da Costa", "1 2 1985", "+67077123456", ())


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = stations.open_station(tmp_path / "station")
    yield made
    made.store.close()


def file_for(station: Station, form: ApplicantForm = SOMEBODY, service: str = "B02") -> str:
    """Somebody files an application; answers its number."""
    called = stations.serve(station, service)
    stations.show_all_papers(station, called.ticket_id)
    number = stations.submit(station, called.ticket_id, form).application_number
    stations.finish(station, called.ticket_id)
    return number


def find(station: Station, typed: str, agency: str | None = None) -> Found:
    own = station.actor.agency if agency is None else agency
    return station.ask(
        lambda connection: found(
            connection,
            looked_for(typed),
            catalogue=station.store.catalogue,
            site=station.store.site,
            agency=own,
        )
    )


def names(station: Station, typed: str, agency: str | None = None) -> list[str]:
    return [person.full_name for person in find(station, typed, agency).people]


@pytest.mark.parametrize(
    "typed",
    ["Contoh", "pemo", "hon CONT", "moh", "co pe", "5304121708900001", "5304 1217", "53.04.12", "0812345",
     "+62 812", "812-3456"],
)  # fmt: skip
def test_a_person_is_found_by_any_part_of_the_name_and_the_beginning_of_a_number(
    station: Station, typed: str
) -> None:
    file_for(station, replace(SOMEBODY, phone="+62 812-3456-7890"))

    assert names(station, typed) == ["Contoh Pemohon"]


@pytest.mark.parametrize(
    "typed", ["joao", "JOÃO", "joa\u0303o costa", "da Cos", "rd123", "RD 1234", "+67077"]
)
def test_signs_over_letters_and_papers_of_other_countries_are_no_hindrance(
    station: Station, typed: str
) -> None:
    file_for(station, FOREIGNER)

    assert names(station, typed) == ["João Filomeno da Costa"]


@pytest.mark.parametrize(
    "typed", ["", "   ", "c", "zzz", "contoh zzz", "999999", '"', "a* OR b", "NEAR(", "b012"]
)
def test_what_nobody_is_called_finds_nobody(station: Station, typed: str) -> None:
    file_for(station)

    assert names(station, typed) == []


def test_people_of_other_agencies_cases_are_not_found(station: Station) -> None:
    number = file_for(station)

    for typed in ("Contoh", "5304121708900001"):
        assert names(station, typed, agency="POLRES") == []
        assert names(station, typed, agency="") == []
    (known,) = find(station, number, agency="POLRES").applications
    assert (known.number, known.full_name, known.masked_number) == (number, "", "")


def test_a_corrected_name_is_found_and_the_former_one_is_not(station: Station) -> None:
    called = stations.serve(station)
    stations.show_all_papers(station, called.ticket_id)
    stations.submit(station, called.ticket_id, replace(SOMEBODY, full_name="Contoh Salah"))
    stations.submit(station, called.ticket_id, replace(SOMEBODY, full_name="Contoh Benar"))

    assert names(station, "salah") == []
    assert names(station, "benar") == ["Contoh Benar"]
    assert stations.is_clean(station.store)


def test_who_was_here_last_stands_first_and_no_more_are_shown_than_fit(station: Station) -> None:
    for at in range(10):
        file_for(station, replace(SOMEBODY, full_name=f"Maria {'ABCDEFGHIJ'[at]}sa"))

    assert names(station, "maria") == [f"Maria {letter}sa" for letter in "JIHGFEDC"]


def test_the_middle_of_a_number_is_hidden(station: Station) -> None:
    file_for(station)

    assert [one.masked_number for one in find(station, "contoh").people] == ["5304**********01"]


def test_a_ticket_is_found_by_its_number_as_people_write_it(station: Station) -> None:
    issued = stations.issue(station)

    for typed in (
        issued.number,
        issued.number.lower(),
        issued.number.replace("00", ""),
        f" {issued.number} ",
    ):
        assert [one.ticket_id for one in find(station, typed).tickets] == [issued.ticket_id]
    assert find(station, issued.number.replace("1", "2")).tickets == ()


def test_codes_lead_to_all_tickets_of_the_visit_and_to_the_application(station: Station) -> None:
    first = stations.issue(station)
    second = stations.issue(station, "B06", visit_id=first.visit_id)
    number = file_for(station)
    (application,) = find(station, number).applications
    code = station.ask(lambda it: it.exec_driver_sql("SELECT code FROM application").scalar_one())

    visit = find(station, tracking_url("https://mpp.contoh.go.id", first.code)).tickets
    assert [one.ticket_id for one in visit] == [first.ticket_id, second.ticket_id]
    for typed in (code, grouped(code).lower(), tracking_url("https://mpp.contoh.go.id", code, 1)):
        assert [one.application_id for one in find(station, typed).applications] == [
            application.application_id
        ]


def test_an_application_is_found_by_the_beginning_of_its_number(station: Station) -> None:
    number = file_for(station)

    assert [one.number for one in find(station, number[:7].lower()).applications] == [number]
    assert find(station, "BLU-Z").applications == ()


def test_a_rebuild_finds_the_same_people(station: Station) -> None:
    file_for(station)
    file_for(station, FOREIGNER)
    before = find(station, "co").people

    station.store.rebuild()

    assert find(station, "co").people == before
    assert stations.is_clean(station.store)


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM person_index",
        "DELETE FROM person_place",
        "UPDATE person_place SET agency = 'POLRES'",
        "INSERT INTO person_index (rowid, name) VALUES (99, ' Siapa ')",
        "INSERT INTO person_place (id, agency) VALUES (x'00', 'POLRES')",
        "UPDATE person_place SET no = no + 7",
    ],
)
def test_verify_sees_an_index_that_says_something_else(station: Station, damage: str) -> None:
    file_for(station)
    station.do(lambda work: work.connection.exec_driver_sql(damage))

    assert not stations.is_clean(station.store)
    station.store.rebuild()
    assert stations.is_clean(station.store)
