"""Ctrl+K finds tickets, people, applications, services and commands; a scanner opens what it reads."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from counter_app.db.queries.counter import ApplicantForm
from counter_app.domain.tracking_code import tracking_url
from counter_app.operations.corrections import Correction
from counter_app.settings import resource
from counter_app.ui.commands import Scene
from counter_app.ui.counter.looking_up import LookingUp
from counter_app.ui.desk.finder_row import FinderRow
from counter_app.ui.desk.finding import Finding
from counter_app.ui.desk.found_page import FoundPage, LabelledFact
from counter_app.ui.i18n import Language, load_language, text
from tests.helpers import stations
from tests.helpers.seat import CONTROL, Seat
from tests.helpers.stations import SOMEBODY, Station

Key = Qt.Key


def behind(seat: Seat) -> Station:
    actor = seat.window.acts.actor
    assert actor is not None
    return Station(seat.store, seat.clock, actor)


def scene(seat: Seat) -> Scene:
    return seat.window.scene


def finding(seat: Seat) -> Finding:
    return seat.window.feature(LookingUp).finding


def file_for(seat: Seat, name: str = "Contoh Pemohon", service: str = "B02") -> str:
    """Somebody was here before; answers the application's number."""
    station = behind(seat)
    called = stations.serve(station, service)
    stations.show_all_papers(station, called.ticket_id)
    form: ApplicantForm = replace(SOMEBODY, full_name=name)
    number = stations.submit(station, called.ticket_id, form).application_number
    stations.finish(station, called.ticket_id)
    stations.print_all(station)
    seat.settle()
    return number


def code_of(seat: Seat, table: str) -> str:
    return str(behind(seat).ask(lambda it: it.exec_driver_sql(f"SELECT code FROM {table}").scalar_one()))


def correct_name(seat: Seat, name: str) -> None:
    """The paper that is out becomes void."""
    station = behind(seat)
    raw = station.ask(lambda it: it.exec_driver_sql("SELECT id FROM application").scalar_one())
    right = Correction(replace(SOMEBODY, full_name=name), "B02")
    stations.correct(station, UUID(bytes=bytes(raw)), right)
    seat.settle()


def look(seat: Seat, words: str) -> list[FinderRow]:
    """Ctrl+K and some words; the rows when the answer has come."""
    seat.press(Key.Key_K, CONTROL)
    seat.type(words)
    page = finding(seat).finder()
    seat.wait_until(lambda: page._answered == words.strip())
    return list(page.results.rows.rows)


def shown(seat: Seat) -> str:
    """What the opened page says."""
    page: FoundPage = finding(seat).opened()
    facts = [fact.accessibleName() for fact in page.findChildren(LabelledFact) if fact.isVisible()]
    return "\n".join([page.title.text(), *facts])


def toast(seat: Seat) -> str:
    return seat.window.toast.words()


def test_with_nothing_typed_the_commands_that_work_now_are_offered(seat: Seat) -> None:
    seat.press(Key.Key_K, CONTROL)
    rows = list(finding(seat).finder().results.rows.rows)

    assert scene(seat) is Scene.FIND
    assert [row.key for row in rows][:2] == ["call_next", "new_ticket"]
    assert {row.kind for row in rows} == {"command"}
    assert not any(row.is_off for row in rows)


def test_a_part_of_a_name_finds_the_person_and_enter_opens_the_application(seat: Seat) -> None:
    number = file_for(seat, "Maria Contoh Seran")
    rows = look(seat, "sera")

    assert [(row.kind, row.title, row.head) for row in rows] == [
        ("person", "Maria Contoh Seran", "Pemohon"),
    ]  # fmt: skip
    assert "5304**********01" in rows[0].below
    seat.press(Key.Key_Return)
    assert scene(seat) is Scene.FOUND
    assert f"Nomor: {number}" in shown(seat)
    assert "Nama lengkap: Maria Contoh Seran" in shown(seat)
    assert "Keadaan: Berkas lengkap" in shown(seat)


def test_the_code_is_spelled_for_the_telephone_in_groups_of_four(seat: Seat) -> None:
    file_for(seat)
    code = code_of(seat, "application")
    look(seat, "contoh pem")
    seat.press(Key.Key_Return)

    (line,) = [line for line in shown(seat).split("\n") if line.startswith("Lewat telepon")]
    groups = line.replace("\u00a0", " ").removeprefix("Lewat telepon: ").split(" – ")
    assert [len(group.split(", ")) for group in groups] == [4, 4, 4, 1]
    assert "".join(said[0] for group in groups for said in group.split(", ")) == code


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_desk_spells_as_the_pages_do(language: Language) -> None:
    """Officer and applicant read the same words."""
    pages = tomllib.loads(resource(f"pages/{language}.toml").read_text(encoding="utf-8"))
    load_language(language)

    assert text("found.spelling") == pages["spelling"]["words"]


def test_rows_are_grouped_and_arrows_go_through_all_groups(seat: Seat) -> None:
    number = file_for(seat)
    rows = look(seat, number[:7])
    assert [row.head for row in rows] == ["Permohonan"]
    seat.press(Key.Key_Escape)

    rows = look(seat, "cetak")
    kinds = [row.kind for row in rows]
    assert kinds == sorted(kinds, key=["ticket", "application", "person", "service", "command"].index)
    assert sum(bool(row.head) for row in rows) == len(set(kinds))


def test_enter_pressed_before_the_answer_acts_on_its_first_row(seat: Seat) -> None:
    issued = stations.issue(behind(seat))
    seat.settle()
    seat.press(Key.Key_K, CONTROL)
    seat.type(issued.number)
    seat.press(Key.Key_Return)
    seat.settle()

    assert scene(seat) is Scene.FOUND
    assert f"Nomor: {issued.number}" in shown(seat)
    assert "Keadaan: Menunggu" in shown(seat)


def test_a_command_is_run_as_by_its_key(seat: Seat) -> None:
    stations.issue(behind(seat))
    seat.settle()
    rows = look(seat, "panggil")
    assert rows[0].key == "call_next"

    seat.press(Key.Key_Return)
    assert scene(seat) is Scene.CALLED


def test_a_command_that_cannot_be_used_says_why_and_stays(seat: Seat) -> None:
    rows = look(seat, "selesai")
    place = next(at for at, row in enumerate(rows) if row.key == "finish")
    assert rows[place].is_off
    for _ in range(place):
        seat.press(Key.Key_Down)
    seat.press(Key.Key_Return)

    assert toast(seat) == "Sekarang belum bisa: hanya saat melayani."
    assert scene(seat) is Scene.FIND


def test_a_service_starts_a_ticket_of_it_and_one_more_enter_prints(seat: Seat) -> None:
    rows = look(seat, "kartu identitas anak")
    assert (rows[0].kind, rows[0].key) == ("service", "B11")

    seat.press(Key.Key_Return)
    assert scene(seat) is Scene.SEARCH
    assert seat.window.search_page.services.code() == "B11"
    seat.press(Key.Key_Return)
    assert [row.service_name for row in stations.screen(behind(seat)).waiting] == [
        "Kartu Identitas Anak (KIA)"
    ]


def test_esc_goes_back_to_the_field_with_what_was_typed(seat: Seat) -> None:
    seat.serve()
    seat.type("5304")
    field = seat.focus()
    look(seat, "maria")

    seat.press(Key.Key_Escape)
    assert scene(seat) is Scene.SERVING
    assert seat.focus() is field
    assert seat.window.serving_page.fields.number.text() == "5304"
    seat.press(Key.Key_K, CONTROL)
    assert finding(seat).finder().results.field.text() == "", "names do not stay behind"


def test_the_person_in_front_is_not_opened_beside_oneself(seat: Seat) -> None:
    seat.serve()
    number = stations.screen(behind(seat)).current
    assert number is not None
    look(seat, number.number)
    seat.press(Key.Key_Return)

    assert scene(seat) is Scene.SERVING
    assert toast(seat) == f"{number.number} sedang di depan Anda."


def test_f9_prints_the_paper_of_what_was_found(seat: Seat) -> None:
    file_for(seat)
    look(seat, "contoh pem")
    seat.press(Key.Key_Return)
    before = seat.woken
    seat.press(Key.Key_F9)

    assert seat.woken == before + 1
    assert [job.paper for job in stations.print_all(behind(seat))] == ["receipt"]


def test_nothing_found_says_what_was_looked_for(seat: Seat) -> None:
    assert look(seat, "zzzqq") == []
    assert "zzzqq" in finding(seat).finder().results.hint.text()
    assert not seat.window.rail.primary.isEnabled()
    seat.press(Key.Key_Return)
    assert scene(seat) is Scene.FIND


@pytest.mark.parametrize("key", [Key.Key_F2, Key.Key_F8, Key.Key_F6])
def test_keys_of_work_do_nothing_over_the_finder(seat: Seat, key: Key) -> None:
    stations.issue(behind(seat))
    seat.settle()
    look(seat, "maria")
    seat.press(key)

    assert scene(seat) is Scene.FIND


def test_before_signing_in_nothing_can_be_found(empty_seat: Seat) -> None:
    empty_seat.press(Key.Key_K, CONTROL)
    assert scene(empty_seat) is Scene.SIGN_IN

    empty_seat.scan("4T8R6WZC1NPVZ")
    assert toast(empty_seat) == "Masuk dulu, lalu pindai lagi."


def test_a_slip_that_is_scanned_opens_its_ticket_from_any_screen(seat: Seat) -> None:
    issued = stations.issue(behind(seat))
    stations.issue(behind(seat))
    seat.settle()
    seat.scan(tracking_url("https://mpp.contoh.go.id", issued.code))
    assert scene(seat) is Scene.FOUND
    assert f"Nomor: {issued.number}" in shown(seat)

    seat.press(Key.Key_Escape)
    seat.press(Key.Key_K, CONTROL)
    seat.scan(issued.code)
    assert scene(seat) is Scene.FOUND


def test_the_slip_of_a_visit_for_several_services_shows_all_its_tickets(seat: Seat) -> None:
    first = stations.issue(behind(seat))
    second = stations.issue(behind(seat), "B06", visit_id=first.visit_id)
    seat.settle()
    seat.scan(first.code)

    rows = finding(seat).finder().results.rows.rows
    assert [row.title for row in rows] == [first.number, second.number]
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Return)
    assert f"Nomor: {second.number}" in shown(seat)


def test_a_number_that_was_found_goes_first_by_f7(seat: Seat) -> None:
    issued = stations.issue(behind(seat))
    seat.settle()
    look(seat, issued.number)
    seat.press(Key.Key_Return)
    seat.press(Key.Key_F7)
    seat.type("lansia")
    seat.press(Key.Key_Return)

    assert scene(seat) is Scene.IDLE
    assert toast(seat) == "B001 kini prioritas: Lanjut usia (60 tahun ke atas)"
    assert [row.priority for row in stations.screen(behind(seat)).waiting] == ["elderly"]


def test_a_receipt_that_is_scanned_in_the_middle_of_a_form_opens_its_application(seat: Seat) -> None:
    number = file_for(seat)
    code = code_of(seat, "application")
    seat.serve()
    seat.type("5304")
    field = seat.focus()

    seat.scan(tracking_url("https://mpp.contoh.go.id", code))
    assert scene(seat) is Scene.FOUND
    assert f"Nomor: {number}" in shown(seat)
    seat.press(Key.Key_Escape)
    assert (seat.focus(), seat.window.serving_page.fields.number.text()) == (field, "5304")


def test_a_scan_over_the_checklist_sets_no_paper(seat: Seat) -> None:
    file_for(seat)
    code = code_of(seat, "application")
    seat.serve()
    seat.window.serving_page.checklist.focus_open()
    seat.scan(code)
    seat.press(Key.Key_Escape)

    current = stations.screen(behind(seat)).current
    assert current is not None
    assert {row.state for row in current.checklist} <= {"unchecked"}


def test_the_slip_of_the_person_in_front_leads_to_the_work(seat: Seat) -> None:
    seat.serve()
    code = code_of(seat, "visit")
    seat.scan(code)

    assert scene(seat) is Scene.SERVING
    assert toast(seat).endswith("sedang di depan Anda.")


def test_a_good_code_that_is_not_known_here_says_so(seat: Seat) -> None:
    seat.scan("4T8R6WZC1NPVZ")

    assert scene(seat) is Scene.IDLE
    assert "4T8R-6WZC-1NPV-Z" in toast(seat)


def test_another_agencys_case_opens_without_its_person_and_without_its_paper(seat: Seat) -> None:
    station = behind(seat)
    police = replace(station.actor, officer="P08", agency="POLRES", counter=8)
    other = Station(station.store, station.clock, police)
    called = stations.serve(other, "C07")
    stations.show_all_papers(other, called.ticket_id)
    form = replace(SOMEBODY, extra=tuple((one.key, "Contoh") for one in
                   station.store.catalogue.services["C07"].fields))  # fmt: skip
    number = stations.submit(other, called.ticket_id, form).application_number
    seat.settle()

    assert look(seat, "contoh pem") == []
    seat.press(Key.Key_Escape)
    assert [row.kind for row in look(seat, number)] == ["application"]
    seat.press(Key.Key_Return)
    assert "Contoh Pemohon" not in shown(seat)
    assert "Data pemohon hanya dilihat instansi itu" in shown(seat)
    before = seat.woken
    seat.press(Key.Key_F9)
    assert seat.woken == before
    assert "dicetak di loket" in toast(seat)


def test_an_older_paper_that_is_scanned_says_that_it_has_been_replaced(seat: Seat) -> None:
    file_for(seat, "Contoh Salah")
    code = code_of(seat, "application")
    correct_name(seat, "Contoh Benar")
    url = tracking_url("https://mpp.contoh.go.id", code)

    seat.scan(url)
    assert finding(seat).opened().notice.isVisible()
    assert finding(seat).opened().notice.accessibleName() == "Kertas ini sudah diganti"
    seat.press(Key.Key_Escape)
    seat.scan(f"{url}/1")
    assert not finding(seat).opened().notice.isVisible()


def test_a_locked_screen_opens_nothing_and_keeps_nothing_that_was_found(seat: Seat) -> None:
    file_for(seat)
    code = code_of(seat, "application")
    look(seat, "contoh pem")
    seat.press(Key.Key_Return)
    assert scene(seat) is Scene.FOUND
    seat.press(Key.Key_L, CONTROL)
    assert scene(seat) is Scene.LOCKED
    assert finding(seat).scene() is None

    seat.scan(code)
    assert finding(seat).scene() is None
    assert toast(seat) == "Masuk dulu, lalu pindai lagi."
