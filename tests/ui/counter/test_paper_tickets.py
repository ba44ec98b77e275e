"""A pile of paper tickets, keyed in by the keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter_app.domain.ticket import TicketPhase
from counter_app.ui.commands import Scene
from counter_app.ui.counter.paper import Paper
from counter_app.ui.desk.found_page import LabelledFact
from counter_app.ui.desk.paper_page import PaperPage
from tests.helpers import stations
from tests.helpers.scene import at
from tests.helpers.seat import CONTROL, Seat
from tests.helpers.stations import Station

Key = Qt.Key


def behind(seat: Seat) -> Station:
    actor = seat.window.acts.actor
    assert actor is not None
    return Station(seat.store, seat.clock, actor)


def scene(seat: Seat) -> Scene:
    return seat.window.scene


def page(seat: Seat) -> PaperPage:
    return seat.window.feature(Paper).page()


def open_page(seat: Seat) -> None:
    """Half past eleven; by Ctrl+K and everyday words."""
    seat.clock.set(at(11, 30))
    seat.press(Key.Key_K, CONTROL)
    seat.type("salin tiket kertas")
    seat.press(Key.Key_Return)
    seat.settle()
    assert scene(seat) is Scene.PAPER


def fill(seat: Seat, *words: str) -> None:
    """From the field that has the focus on, Enter after each."""
    for one in words:
        if one:
            seat.type(one)
        seat.press(Key.Key_Return)


def numbers(seat: Seat) -> list[str]:
    return [
        row[0]
        for row in behind(seat).ask(
            lambda it: it.exec_driver_sql("SELECT number FROM ticket ORDER BY number").all()
        )
    ]


def test_a_paper_ticket_is_kept_by_enter_in_the_last_field(seat: Seat) -> None:
    open_page(seat)
    fill(seat, "17", "ktp hilang", "0905", "9.20", "9 22", "0931")

    assert numbers(seat) == ["B90-017"]
    assert seat.window.toast.words() == "B90-017 disalin, KTP-el hilang atau rusak"
    assert seat.woken == 0, "nothing is printed"


def test_thirty_in_a_row_need_no_mouse_and_no_number(seat: Seat) -> None:
    open_page(seat)
    fill(seat, "1", "ktp hilang", "0800", "0805", "0806", "0810")
    for minute in range(1, 30):
        fill(seat, "", "", f"08{minute:02d}", f"09{minute:02d}", f"10{minute:02d}", f"10{minute + 1:02d}")
    assert len(numbers(seat)) == 30


def test_the_number_goes_on_and_the_service_stays(seat: Seat) -> None:
    open_page(seat)
    fill(seat, "17", "ktp hilang", "0905", "", "", "")
    assert page(seat).number.text() == "B90-018"
    assert page(seat).service.text() == "ktp hilang"
    assert page(seat).times["issued_at"].text() == ""
    assert seat.focus() is page(seat).number.line_edit

    fill(seat, "", "B06", "0910", "", "", "")
    assert numbers(seat) == ["B90-017", "B90-018"]


def test_the_service_that_was_understood_is_said(seat: Seat) -> None:
    open_page(seat)
    fill(seat, "17")
    seat.type("kia")

    assert page(seat).service.hint() == "Kartu Identitas Anak (KIA)"


def test_what_is_wrong_stands_at_its_field_and_the_typing_stays(seat: Seat) -> None:
    open_page(seat)
    fill(seat, "B017", "ktp hilang", "25", "", "", "")
    assert page(seat).times["issued_at"].error() == "Isi jam, contoh 0905."
    assert seat.focus() is page(seat).times["issued_at"].line_edit

    fill(seat, "0905", "", "", "")
    assert "Nomor itu diberi oleh program" in page(seat).number.error()
    assert seat.focus() is page(seat).number.line_edit
    assert page(seat).times["issued_at"].text() == "0905"
    seat.type("17")
    seat.press(Key.Key_Return, CONTROL)
    assert numbers(seat) == ["B90-017"]


def test_a_rule_about_times_is_told_at_the_time(seat: Seat) -> None:
    open_page(seat)
    fill(seat, "17", "ktp hilang", "0905", "0904", "", "")

    assert page(seat).times["called_at"].error() == "Lebih awal dari jam sebelumnya."
    assert numbers(seat) == []


def test_f12_takes_the_last_one_back(seat: Seat) -> None:
    open_page(seat)
    fill(seat, "17", "ktp hilang", "0905", "0910", "0911", "0920")
    seat.press(Key.Key_F12)

    phases = behind(seat).ask(lambda it: it.exec_driver_sql("SELECT phase FROM ticket").scalars().all())
    assert phases == [TicketPhase.CANCELLED]
    assert scene(seat) is Scene.PAPER
    assert "salinan tiket kertas" in seat.window.toast.words()


def test_paper_of_friday_is_kept_for_friday(seat: Seat) -> None:
    open_page(seat)
    page(seat).day.setFocus()
    page(seat).day.line_edit.selectAll()
    fill(seat, "20 11 2026", "17", "ktp hilang", "0905", "", "", "")

    days = behind(seat).ask(lambda it: it.exec_driver_sql("SELECT business_day FROM ticket").scalars().all())
    assert days == [20261120]
    assert page(seat).day.text() == "20 11 2026", "the pile is of one day"


def test_esc_goes_back_to_work(seat: Seat) -> None:
    open_page(seat)
    seat.press(Key.Key_Escape)

    assert scene(seat) is Scene.IDLE


def test_a_paper_number_whose_holder_still_waits_is_called_next(seat: Seat) -> None:
    stations.issue(behind(seat))
    open_page(seat)
    fill(seat, "17", "ktp hilang", "0805", "", "", "")
    seat.press(Key.Key_Escape)
    seat.press(Key.Key_F2)

    assert seat.window.rail.block.number.text() == "B90-017"


def test_it_is_marked_where_it_is_found(seat: Seat) -> None:
    open_page(seat)
    fill(seat, "17", "ktp hilang", "0905", "0910", "0911", "0920")
    seat.press(Key.Key_Escape)
    seat.press(Key.Key_K, CONTROL)
    seat.type("b90-17")
    seat.press(Key.Key_Return)
    seat.settle()

    facts = [one.accessibleName() for one in seat.window.findChildren(LabelledFact) if one.isVisible()]
    assert "Asal: Disalin dari tiket kertas" in facts
    assert "Waktu: diambil 09.05, dipanggil 09.10, dilayani 09.11, selesai 09.20" in facts
    assert not [one for one in facts if one.startswith("Kode pelacakan")], "no code stands on the paper"
