"""Every verb of the queue by its key: again, hold, transfer, a given number, back, finish with an outcome."""

from __future__ import annotations

import pytest

from counter_app.db.queries.counter import CounterScreen
from counter_app.domain.ticket import TicketPhase
from counter_app.operations import handing_on
from counter_app.ui.commands import Scene
from counter_app.ui.counter.choosing import Choosing
from counter_app.ui.counter.moving import Moving
from counter_app.ui.counter.number_page import NumberPage
from counter_app.ui.counter.waiting_row import notes
from counter_app.ui.desk.move_page import MovePage
from tests.helpers import stations
from tests.helpers.seat import CONTROL, Key, Seat
from tests.helpers.stations import Station, kinds


def behind(seat: Seat) -> Station:
    actor = seat.window.acts.actor
    assert actor is not None
    return Station(seat.store, seat.clock, actor)


def screen(seat: Seat) -> CounterScreen:
    return stations.screen(behind(seat))


def scene(seat: Seat) -> Scene:
    return seat.window.scene


def told(seat: Seat) -> str:
    return seat.window.toast.words()


def move_page(seat: Seat) -> MovePage:
    return seat.window.feature(Moving).page()


def number_page(seat: Seat) -> NumberPage:
    return seat.window.feature(Choosing).page()


def waiting(seat: Seat) -> list[str]:
    return [row.number for row in screen(seat).waiting]


def buttons(seat: Seat) -> list[tuple[str, str]]:
    rail = seat.window.rail
    shown = [rail.primary, *(one for one in rail.secondary if not one.isHidden())]
    return [(one.text(), one.key()) for one in shown]


def call(seat: Seat, words: str = "kia") -> None:
    seat.issue(words)
    seat.press(Key.Key_F2)


def hold(seat: Seat, words: str = "fotokopi") -> None:
    seat.press(Key.Key_F7)
    seat.type(words)
    seat.press(Key.Key_Return)


def test_f3_calls_again_and_counts_it(seat: Seat) -> None:
    call(seat)
    seat.press(Key.Key_F3)

    current = screen(seat).current
    assert current is not None
    assert current.times_called == 2
    assert told(seat) == "B001 dipanggil ulang"
    assert seat.window.rail.block.facts[1].value() == "2 kali"


def test_after_so_many_calls_the_no_show_is_proposed(seat: Seat) -> None:
    call(seat)
    assert seat.window.called_page.limit.isHidden()
    seat.press(Key.Key_F3)
    seat.press(Key.Key_F3)
    assert seat.window.called_page.limit.isVisible()

    seat.press(Key.Key_F3)

    current = screen(seat).current
    assert current is not None
    assert current.times_called == 3
    assert "F4" in told(seat)
    seat.press(Key.Key_F4)
    assert scene(seat) is Scene.IDLE


def test_the_called_page_says_why_this_number(seat: Seat) -> None:
    call(seat)

    assert seat.window.called_page.why.text() == ("Mengapa nomor ini? Paling lama menunggu di antrean biasa.")


def test_f7_holds_who_fetches_copies_until_a_time(seat: Seat) -> None:
    seat.serve()
    hold(seat)

    (held,) = screen(seat).parked
    assert (held.number, held.place, held.is_started) == ("B001", "copies", True)
    assert held.until_ms is not None
    assert told(seat).startswith("B001 ditunda sampai ")
    assert scene(seat) is Scene.IDLE


def test_a_held_person_may_have_no_time(seat: Seat) -> None:
    seat.serve()
    seat.press(Key.Key_F7)
    seat.type("bank")
    seat.press(Key.Key_Tab)
    move_page(seat).until.line_edit.clear()
    seat.press(Key.Key_Return)

    (held,) = screen(seat).parked
    assert (held.place, held.until_ms) == ("payment", None)
    assert told(seat) == "B001 ditunda: bank atau kasir"


@pytest.mark.parametrize(
    ("typed", "error"),
    [("25.70", "Isi jam, contoh 10.30."), ("00.01", "Jam itu sudah lewat. Isi jam sesudah")],
)
def test_a_time_that_is_none_or_over_is_said_at_the_field(seat: Seat, typed: str, error: str) -> None:
    seat.serve()
    seat.press(Key.Key_F7)
    seat.press(Key.Key_Tab)
    move_page(seat).until.line_edit.clear()
    seat.type(typed)
    seat.press(Key.Key_Return)

    assert move_page(seat).until.error().startswith(error)
    assert move_page(seat).until.line_edit.hasFocus()
    assert scene(seat) is Scene.MOVE
    assert not screen(seat).parked


def test_esc_leaves_the_ways_and_what_was_typed_before_is_still_there(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.type("5304121708900001")
    seat.press(Key.Key_F7)
    seat.type("loket")
    seat.press(Key.Key_Escape)

    assert scene(seat) is Scene.SERVING
    assert seat.window.serving_page.fields.typed().number == "5304121708900001"


def test_what_was_typed_comes_back_with_who_was_held(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.type("5304121708900001")
    hold(seat)
    seat.press(Key.Key_N, CONTROL)
    seat.press(Key.Key_Return)

    assert scene(seat) is Scene.SERVING
    assert seat.window.serving_page.fields.typed().number == "5304121708900001"


def test_f12_takes_a_hold_back(seat: Seat) -> None:
    seat.serve()
    hold(seat)
    seat.press(Key.Key_F12)

    assert scene(seat) is Scene.SERVING
    assert told(seat) == "B001: penundaan diurungkan"


def test_f7_hands_a_person_on_to_another_counter(seat: Seat) -> None:
    seat.serve()
    seat.press(Key.Key_F7)
    seat.type("loket 4")
    assert seat.window.rail.primary.text() == "Alihkan"
    seat.press(Key.Key_Return)

    assert told(seat) == "B001 dialihkan: Loket 4"
    assert waiting(seat) == []
    assert kinds(seat.store)[-1] == "ticket.transferred"


def test_a_service_is_found_by_everyday_words(seat: Seat) -> None:
    seat.serve("kia")
    seat.press(Key.Key_F7)
    seat.type("ktp hilang")
    seat.press(Key.Key_Return)

    assert told(seat) == "B001 dialihkan: KTP-el hilang atau rusak"
    (row,) = screen(seat).waiting
    assert (row.number, row.service_code) == ("B001", "B02")


def test_f7_once_more_does_only_what_somebody_went_to(seat: Seat) -> None:
    seat.serve()
    seat.press(Key.Key_F7)
    seat.press(Key.Key_F7)
    assert scene(seat) is Scene.MOVE
    assert told(seat) == "Ketik kata atau pilih dengan panah dulu."

    seat.press(Key.Key_Down)
    seat.press(Key.Key_F7)

    assert [row.place for row in screen(seat).parked] == ["payment"]


def test_f7_puts_a_number_back_into_the_line_as_before_the_call(seat: Seat) -> None:
    call(seat)
    seat.press(Key.Key_F7)
    seat.type("kembalikan")
    seat.press(Key.Key_Return)

    assert waiting(seat) == ["B001"]
    assert told(seat) == "B001 kembali ke antrean"
    seat.press(Key.Key_F12)
    assert scene(seat) is Scene.CALLED


def test_before_service_begins_f7_cancels_with_a_reason(seat: Seat) -> None:
    call(seat)
    seat.press(Key.Key_F7)
    seat.type("batal pulang")
    seat.press(Key.Key_Return)

    (served,) = screen(seat).served
    assert served.result == "cancelled"
    assert stations.ticket_row(behind(seat), served.ticket_id).reason == "left"


def test_in_service_f7_ends_it_without_paper(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.press(Key.Key_F7)
    seat.type("selesai pergi")
    seat.press(Key.Key_Return)

    (served,) = screen(seat).served
    assert (served.result, served.outcome) == ("finished", "left")


def test_nothing_found_says_what_was_looked_for_and_does_nothing(seat: Seat) -> None:
    seat.serve()
    seat.press(Key.Key_F7)
    seat.type("zzzqq")
    seat.press(Key.Key_Return)

    assert "zzzqq" in move_page(seat).list.hint.text()
    assert scene(seat) is Scene.MOVE


def test_a_given_number_is_called_with_its_reason(seat: Seat) -> None:
    seat.issue("kia")
    seat.issue("ktp hilang")
    seat.press(Key.Key_N, CONTROL)
    seat.type("2")
    seat.press(Key.Key_Return)
    assert number_page(seat).acts.hasFocus()
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Return)

    current = screen(seat).current
    assert current is not None
    assert (current.number, current.rule) == ("B002", "chosen")
    assert told(seat) == "B002 dipanggil di luar urutan"
    assert "Dipilih petugas" in seat.window.called_page.why.text()


def test_a_held_person_goes_on_at_once(seat: Seat) -> None:
    seat.serve()
    hold(seat)
    seat.press(Key.Key_N, CONTROL)
    seat.press(Key.Key_Return)

    assert scene(seat) is Scene.SERVING
    assert told(seat) == "B001 dilanjutkan"


def test_a_held_person_may_line_up_or_stay_away(seat: Seat) -> None:
    seat.serve()
    hold(seat)
    seat.press(Key.Key_N, CONTROL)
    seat.press(Key.Key_Tab)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Return)
    assert waiting(seat) == ["B001"]

    seat.press(Key.Key_F2)
    seat.press(Key.Key_F5)
    hold(seat)
    seat.press(Key.Key_N, CONTROL)
    seat.press(Key.Key_Tab)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Return)

    assert [(row.number, row.outcome) for row in screen(seat).served] == [("B001", "left")]


def test_who_was_held_before_service_and_stays_away_is_a_no_show(seat: Seat) -> None:
    call(seat)
    hold(seat)
    seat.press(Key.Key_N, CONTROL)
    seat.press(Key.Key_Tab)
    seat.press(Key.Key_End)
    seat.press(Key.Key_Return)

    assert [row.number for row in screen(seat).absent] == ["B001"]


def test_who_did_not_come_is_brought_back_from_the_own_day(seat: Seat) -> None:
    call(seat)
    seat.press(Key.Key_F4)
    seat.window.idle_page.history.list.setFocus()
    seat.press(Key.Key_Return)
    assert scene(seat) is Scene.NUMBER
    seat.press(Key.Key_Return)

    assert waiting(seat) == ["B001"]
    assert told(seat) == "B001 diantrekan lagi"
    seat.press(Key.Key_F2)
    assert "Kembali dengan nomor yang sama" in seat.window.called_page.why.text()


def test_a_waiting_number_is_asked_for_from_the_column(seat: Seat) -> None:
    seat.issue("kia")
    seat.issue("ktp hilang")
    seat.window.waiting.rows.list.setFocus()
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Return)

    chosen = number_page(seat).chosen()
    assert chosen is not None
    assert chosen.number == "B002"
    assert seat.window.rail.block.number.text() == "B002"


def test_a_waiting_number_can_be_cancelled_or_handed_on(seat: Seat) -> None:
    seat.issue("kia")
    ticket = screen(seat).waiting[0].ticket_id
    seat.press(Key.Key_N, CONTROL)
    seat.press(Key.Key_F7)
    seat.type("batal dua")
    seat.press(Key.Key_Return)

    row = stations.ticket_row(behind(seat), ticket)
    assert (row.phase, row.reason) == (TicketPhase.CANCELLED, "issued_twice")
    assert waiting(seat) == []


def test_who_is_seen_to_be_old_is_put_first_by_f7_and_taken_back_by_f12(seat: Seat) -> None:
    seat.issue("kia")
    seat.issue("kia")
    seat.window.waiting.rows.list.setFocus()
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Return)
    seat.press(Key.Key_F7)
    seat.type("lanjut usia")
    assert buttons(seat)[0][0] == "Tetapkan prioritas"
    seat.press(Key.Key_Return)

    assert waiting(seat) == ["B002", "B001"]
    assert told(seat) == "B002 kini prioritas: Lanjut usia (60 tahun ke atas)"
    seat.press(Key.Key_Escape)
    seat.press(Key.Key_F12)
    assert waiting(seat) == ["B001", "B002"]


def test_a_number_that_is_not_here_is_said(seat: Seat) -> None:
    seat.issue("kia")
    seat.press(Key.Key_N, CONTROL)
    seat.type("999")
    seat.press(Key.Key_Return)

    assert "999" in number_page(seat).list.hint.text()
    assert scene(seat) is Scene.NUMBER


def test_while_somebody_is_served_another_number_is_refused_in_words(seat: Seat) -> None:
    seat.serve()
    seat.issue("ktp hilang")
    seat.press(Key.Key_N, CONTROL)
    seat.type("2")
    seat.press(Key.Key_Return)
    seat.press(Key.Key_Return)

    assert told(seat).startswith("Loket ini masih menangani B001.")


def test_the_column_says_who_is_held_who_is_due_and_who_did_not_come(seat: Seat) -> None:
    seat.serve()
    hold(seat)
    call(seat)
    seat.press(Key.Key_F4)
    column = seat.window.waiting
    assert column.aside.text() == "Ditunda 1, tidak hadir 1"
    assert not column.due.isVisible()

    seat.clock.advance_s(3600)
    seat.window.feed.ask()
    seat.settle()

    assert column.due.text() == "B001 sudah waktunya"


def test_f6_with_nothing_entered_asks_how_it_ended(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.press(Key.Key_F6)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_F6)

    assert [row.outcome for row in screen(seat).served] == ["redirected"]


def test_esc_from_the_outcomes_stays_with_the_person(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.press(Key.Key_F6)
    seat.press(Key.Key_Escape)

    assert scene(seat) is Scene.SERVING
    assert not screen(seat).served


def test_f2_over_a_half_served_person_asks_and_the_safe_answer_has_the_focus(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.press(Key.Key_F2)

    assert scene(seat) is Scene.LEAVING
    assert buttons(seat) == [("Tetap melayani", "Esc"), ("Selesai, lalu panggil", "F6")]
    assert seat.window.rail.primary.hasFocus()
    seat.press(Key.Key_F2)
    seat.press(Key.Key_Return)
    assert scene(seat) is Scene.SERVING


def test_finish_and_call_is_one_step_and_taken_back_as_one(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.issue("kia")
    seat.press(Key.Key_F2)
    seat.press(Key.Key_F6)

    assert told(seat) == "B001 selesai, B002 dipanggil"
    assert scene(seat) is Scene.CALLED
    seat.press(Key.Key_F12)
    current = screen(seat).current
    assert current is not None
    assert (current.number, current.state) == ("B001", "serving")
    assert waiting(seat) == ["B002"]


def test_f8_and_f6_end_this_service_and_make_the_number_for_the_next(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.press(Key.Key_F8)
    seat.type("akta kematian")
    assert buttons(seat)[1] == ("Selesai, lalu cetak tiket", "F6")
    seat.press(Key.Key_F6)

    assert told(seat) == "B001 selesai, B002 dibuat"
    assert waiting(seat) == ["B002"]
    seat.press(Key.Key_F12)
    current = screen(seat).current
    assert current is not None
    assert current.number == "B001"
    assert waiting(seat) == []


def test_f6_in_the_list_of_services_means_nothing_at_an_empty_counter(seat: Seat) -> None:
    seat.press(Key.Key_F8)
    seat.type("kia")
    seat.press(Key.Key_F6)

    assert scene(seat) is Scene.SEARCH
    assert not screen(seat).waiting


def test_called_and_serving_have_the_keys_of_the_pictures(seat: Seat) -> None:
    call(seat)
    assert buttons(seat) == [
        ("Mulai melayani", "F5"),
        ("Panggil ulang", "F3"),
        ("Tidak hadir", "F4"),
        ("Alihkan atau tunda", "F7"),
    ]

    seat.press(Key.Key_F5)

    assert buttons(seat) == [
        ("Selesai", "F6"),
        ("Alihkan atau tunda", "F7"),
        ("Tiket baru", "F8"),
        ("Cetak ulang", "F9"),
    ]


def test_the_primary_button_never_moves(seat: Seat) -> None:
    places = []
    seat.issue("kia")
    for key, modifier in (
        (Key.Key_F2, None), (Key.Key_F5, None), (Key.Key_F7, None), (Key.Key_Escape, None),
        (Key.Key_F6, None), (Key.Key_Escape, None), (Key.Key_F2, None), (Key.Key_Escape, None),
        (Key.Key_N, CONTROL),
    ):  # fmt: skip
        seat.press(key, *([modifier] if modifier else []))
        places.append(seat.window.rail.primary.pos())

    assert len(set(map(str, places))) == 1


def test_a_waiting_number_says_why_it_has_its_place(seat: Seat) -> None:
    seat.issue("kia")
    seat.press(Key.Key_N, CONTROL)

    assert number_page(seat).why.text() == "Mengapa nomor ini? Paling lama menunggu di antrean biasa."


def test_the_line_says_who_came_back_and_who_was_handed_on(seat: Seat) -> None:
    call(seat)
    seat.press(Key.Key_F4)
    seat.press(Key.Key_N, CONTROL)
    seat.press(Key.Key_Return)
    seat.issue("ktp hilang")
    handed_on = screen(seat).waiting[-1]
    station = behind(seat)
    station.do(lambda work: handing_on.transfer(work, station.actor, handed_on.ticket_id, counter=3))
    seat.settle()

    rows = {row.number: notes(row, seat.clock()) for row in screen(seat).waiting}
    assert {number: [word for _sign, word, _ink in found] for number, found in rows.items()} == {
        "B001": ["Kembali"],
        "B002": ["Dialihkan"],
    }


def test_the_own_day_says_who_left_before_the_end(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.press(Key.Key_F7)
    seat.type("selesai pergi")
    seat.press(Key.Key_Return)

    rows = seat.window.idle_page.history.list
    assert [rows.words_of(row)[2] for row in rows.rows.rows] == ["Pergi sebelum selesai"]


def test_at_high_zoom_the_one_line_says_how_many_are_held(seat: Seat) -> None:
    seat.serve()
    hold(seat)
    seat.press(Key.Key_Plus, CONTROL)

    assert seat.window.rail.waiting.text() == "Menunggu 0, ditunda 1"
