"""Putting right what is printed, by keys alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from counter_app.db.store import open_store
from counter_app.db.tables import APPLICATION, DRAFT
from counter_app.ui.commands import Scene
from counter_app.ui.counter.correcting import Correcting
from counter_app.ui.counter.correction_page import CorrectionPage
from tests.helpers import stations
from tests.helpers.seat import CONTROL, Key, Seat
from tests.helpers.stations import Station, scripted_sources


def behind(seat: Seat) -> Station:
    actor = seat.window.acts.actor
    assert actor is not None
    return Station(seat.store, seat.clock, actor)


def application(seat: Seat) -> Any:
    return behind(seat).ask(lambda connection: connection.execute(APPLICATION.select()).one())


def told(seat: Seat) -> str:
    return seat.window.toast.words()


def scene(seat: Seat) -> Scene:
    return seat.window.scene


def page(seat: Seat) -> CorrectionPage:
    return seat.window.feature(Correcting).page()


def papers_out(seat: Seat) -> list[tuple[str, int]]:
    return [(job.paper, job.copy) for job in stations.print_all(behind(seat))]


@pytest.fixture
def printed(seat: Seat) -> Seat:
    """A receipt with a wrong name is out, and the person gone."""
    seat.serve("ktp hilang")
    for words in ("5304121708900001", "Contoh Pemohom", "17 8 1990", ""):
        seat.type(words)
        seat.press(Key.Key_Return)
    current = stations.screen(behind(seat)).current
    assert current is not None
    stations.show_all_papers(behind(seat), current.ticket_id)
    seat.settle()
    seat.press(Key.Key_F6)
    stations.print_all(behind(seat))
    return seat


def to_row(seat: Seat) -> None:
    """To the newest row of the own day."""
    seat.window.idle_page.history.list.setFocus()
    seat.press(Key.Key_Home)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Home)


def correct_name(seat: Seat, name: str = "Contoh Pemohon") -> None:
    page(seat).fields.name.setFocus()
    page(seat).fields.name.line_edit.selectAll()
    seat.type(name)


def test_a_wrong_name_is_put_right_from_the_own_day_by_keys_alone(printed: Seat) -> None:
    to_row(printed)
    printed.press(Key.Key_E, CONTROL)
    assert scene(printed) is Scene.CORRECTING
    assert page(printed).title.text() == "Perbaiki BLU-B02-26-3-0001"
    assert printed.focus() is page(printed).fields.name.line_edit
    printed.press(Key.Key_A, CONTROL)
    printed.type("Contoh Pemohon")
    printed.press(Key.Key_Return, CONTROL)

    assert told(printed) == "BLU-B02-26-3-0001: PERBAIKAN ke-1 dicetak, kertas lama tidak berlaku"
    assert scene(printed) is Scene.IDLE
    assert application(printed).corrections == 1
    assert papers_out(printed) == [("receipt", 1)]


def test_the_button_says_which_paper_comes_and_which_correction_it_is(printed: Seat) -> None:
    to_row(printed)
    printed.press(Key.Key_E, CONTROL)

    assert page(printed).foot.button.text() == "Cetak tanda terima, PERBAIKAN ke-1"
    assert printed.window.rail.primary.text() == "Cetak perbaikan"


def test_a_field_that_is_wrong_is_told_and_everything_typed_is_kept(printed: Seat) -> None:
    to_row(printed)
    printed.press(Key.Key_E, CONTROL)
    correct_name(printed, " ")
    page(printed).fields.number.setFocus()
    page(printed).fields.number.line_edit.selectAll()
    printed.type("530412")
    printed.press(Key.Key_Return, CONTROL)

    assert page(printed).trouble.summary.sentences() == [
        "NIK harus 16 angka. Baru 6 angka.", "Isi nama lengkap.",
    ]  # fmt: skip
    assert printed.focus() is page(printed).trouble.summary
    assert page(printed).fields.typed().number == "530412"
    assert application(printed).corrections == 0


def test_nothing_changed_is_said_and_the_page_stays(printed: Seat) -> None:
    to_row(printed)
    printed.press(Key.Key_E, CONTROL)
    printed.press(Key.Key_Return, CONTROL)

    assert "Belum ada yang diubah" in told(printed)
    assert scene(printed) is Scene.CORRECTING


def test_esc_goes_back_and_what_was_typed_is_there_again(printed: Seat) -> None:
    to_row(printed)
    printed.press(Key.Key_E, CONTROL)
    correct_name(printed, "Contoh Pem")
    printed.press(Key.Key_Escape)
    assert scene(printed) is Scene.IDLE
    assert told(printed) == "Belum dicetak. Isian perbaikan tetap tersimpan."
    assert printed.focus() is printed.window.idle_page.history.list
    printed.press(Key.Key_E, CONTROL)

    assert page(printed).fields.name.text() == "Contoh Pem"


def test_the_wrong_service_brings_its_own_papers_with_what_was_seen_already(printed: Seat) -> None:
    to_row(printed)
    printed.press(Key.Key_E, CONTROL)
    page(printed).service.setFocus()
    page(printed).service.set_key("B04")
    page(printed).service.chosen.emit("B04")
    printed.settle()
    printed.press(Key.Key_Return, CONTROL)
    assert scene(printed) is Scene.CORRECTING
    assert printed.focus().accessibleName().split(".")[0].isdecimal()
    for row in page(printed).checklist.tab_stops():
        if row.isVisible() and "Belum" in row.accessibleName():
            row.setFocus()
            printed.type("T" if "dijawab" in row.accessibleName() else "A")
    printed.press(Key.Key_Return, CONTROL)

    assert application(printed).number == "BLU-B04-26-3-0001"
    assert application(printed).corrections == 1


def test_a_paper_that_is_missing_after_all_makes_the_receipt_void(printed: Seat) -> None:
    to_row(printed)
    printed.press(Key.Key_E, CONTROL)
    page(printed).checklist.go_to(1)
    printed.type("K")
    assert page(printed).foot.button.text() == "Cetak slip kekurangan, PERBAIKAN ke-1"
    printed.press(Key.Key_Return, CONTROL)

    assert papers_out(printed) == [("missing", 1)]


def test_what_was_found_is_put_right_and_esc_goes_back_to_it(printed: Seat) -> None:
    printed.press(Key.Key_K, CONTROL)
    printed.type("BLU-B02-26-3-0001")
    printed.press(Key.Key_Return)
    assert scene(printed) is Scene.FOUND
    printed.press(Key.Key_E, CONTROL)
    assert scene(printed) is Scene.CORRECTING
    printed.press(Key.Key_Escape)

    assert scene(printed) is Scene.FOUND


def test_without_a_row_it_says_what_to_choose(printed: Seat) -> None:
    printed.press(Key.Key_E, CONTROL)

    assert told(printed) == "Pilih dulu baris yang akan diperbaiki."


def test_a_ticket_without_papers_has_nothing_to_put_right(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.press(Key.Key_E, CONTROL)

    assert told(seat) == "Belum ada kertas permohonan yang dapat diperbaiki."


def test_a_phone_number_is_put_right_without_paper(printed: Seat) -> None:
    to_row(printed)
    printed.press(Key.Key_E, CONTROL)
    page(printed).fields.phone.setFocus()
    printed.type("0812 3456 7890")
    printed.press(Key.Key_Return, CONTROL)

    assert told(printed) == "BLU-B02-26-3-0001 diperbaiki. Kertas yang ada tetap berlaku."
    assert papers_out(printed) == []


def kept(seat: Seat) -> list[str]:
    return list(behind(seat).ask(lambda it: it.execute(select(DRAFT.c.text)).scalars().all()))


def test_after_a_power_cut_the_half_typed_correction_is_there_again(printed: Seat) -> None:
    to_row(printed)
    printed.press(Key.Key_E, CONTROL)
    correct_name(printed, "Contoh Pem")
    page(printed).checklist.go_to(1)
    printed.type("K")
    printed.wait_until(lambda: len(kept(printed)) == 1 and '"missing"' in kept(printed)[0])
    folder, clock = printed.store.folder, printed.clock
    printed.cut_power()

    after = Seat(folder, clock=clock, store=open_store(folder, scripted_sources(clock, 2)))
    after.sign_in()
    to_row(after)
    after.press(Key.Key_E, CONTROL)
    assert told(after) == "Isian perbaikan yang belum dicetak ada lagi."
    assert page(after).fields.name.text() == "Contoh Pem"
    assert page(after).foot.button.text() == "Cetak slip kekurangan, PERBAIKAN ke-1"
    correct_name(after)
    after.press(Key.Key_Return, CONTROL)

    assert application(after).corrections == 1
    assert kept(after) == [], "what is recorded is no draft any more"
    after.close()


def test_what_says_again_what_is_recorded_is_no_draft(printed: Seat) -> None:
    to_row(printed)
    printed.press(Key.Key_E, CONTROL)
    correct_name(printed, "Contoh")
    printed.wait_until(lambda: len(kept(printed)) == 1)
    correct_name(printed, "Contoh Pemohom")
    printed.wait_until(lambda: kept(printed) == [])


def test_a_draft_of_papers_that_are_gone_is_left_alone(printed: Seat) -> None:
    to_row(printed)
    printed.press(Key.Key_E, CONTROL)
    case = page(printed).case
    assert case is not None
    correct_name(printed, "Contoh Lain")
    page(printed).flush_draft()
    printed.settle()
    older = replace(case, correction=1)
    page(printed).open(older)

    assert not page(printed).take_draft(case.application_id, kept(printed)[0])
    assert not page(printed).take_draft(case.application_id, "{}")
    assert page(printed).fields.name.text() == "Contoh Pemohom"
