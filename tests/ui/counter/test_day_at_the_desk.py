"""The officer's keys, one by one, on a real station."""

from __future__ import annotations

from counter_app.db.queries.counter import CounterScreen
from counter_app.operations import print_jobs
from counter_app.ui.commands import Scene
from counter_app.ui.counter import queue_verbs
from counter_app.ui.counter.who_waits import WhoWaits
from counter_app.ui.theme import current_theme
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


def fill_form(seat: Seat) -> None:
    for words in ("5304121708900001", "Contoh Pemohon", "17 8 1990", ""):
        seat.type(words)
        seat.press(Key.Key_Return)


def test_the_whole_story_is_done_by_keys(seat: Seat) -> None:
    seat.press(Key.Key_F8)
    seat.type("ktp hilang")
    seat.press(Key.Key_Return)
    seat.clock.advance_s(660)
    seat.press(Key.Key_F2)
    seat.press(Key.Key_F5)
    fill_form(seat)
    seat.type("K")
    seat.type("TT")
    seat.press(Key.Key_Return, CONTROL)
    seat.window.serving_page.checklist.go_to(1)
    seat.type("A")
    seat.press(Key.Key_Return, CONTROL)
    seat.clock.advance_s(300)
    seat.press(Key.Key_F6)

    shown = screen(seat)
    assert scene(seat) is Scene.IDLE
    assert [row.result for row in shown.served] == ["receipt_printed"]
    assert shown.served[0].serving_s == 300
    assert kinds(seat.store)[-2:] == ["application.completed", "ticket.finished"]
    assert kinds(seat.store).count("applicant.recorded") == 1
    assert told(seat) == "B001 selesai dilayani"


def test_f8_shows_papers_time_and_fee_before_the_ticket_is_printed(seat: Seat) -> None:
    seat.press(Key.Key_F8)
    seat.type("ktp hilang")

    sheet = seat.window.search_page.sheet
    assert sheet.title.text() == "KTP-el hilang atau rusak"
    assert sheet.facts.fee.value.text() == "GRATIS"
    assert sheet.facts.time.value.text() == "1 hari kerja"
    assert sheet.facts.time.unverified.isVisible()
    assert sheet.papers.box.count() == 3
    assert not screen(seat).waiting


def test_a_new_ticket_says_its_number_and_wakes_the_printer(seat: Seat) -> None:
    seat.issue("ktp hilang")

    assert told(seat) == "B001 dibuat"
    assert seat.woken == 1
    assert [row.number for row in screen(seat).waiting] == ["B001"]
    assert scene(seat) is Scene.IDLE


def test_f8_once_more_prints_the_ticket_of_the_chosen_row(seat: Seat) -> None:
    seat.press(Key.Key_F8)
    seat.type("akta")
    seat.press(Key.Key_Down)
    second = seat.window.search_page.services.code()
    seat.press(Key.Key_F8)

    assert [row.service_name for row in screen(seat).waiting] == [seat.store.catalogue.services[second].name]


def test_the_priority_class_is_chosen_from_an_open_list(seat: Seat) -> None:
    seat.press(Key.Key_F8)
    seat.type("kia")
    seat.press(Key.Key_Tab)
    if not seat.focus().inherits("QRadioButton"):
        seat.press(Key.Key_Tab)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Return)

    assert [row.priority for row in screen(seat).waiting] == ["elderly"]


def test_a_ticket_made_while_serving_belongs_to_the_same_visit(seat: Seat) -> None:
    seat.serve("kia")
    seat.issue("akta kematian")

    visits = [stations.ticket_row(behind(seat), row.ticket_id).visit_id for row in screen(seat).waiting]
    current = screen(seat).current
    assert current is not None
    assert current.visit_id is not None
    assert visits == [current.visit_id.bytes]


def test_a_ticket_made_while_somebody_walks_here_is_another_visit(seat: Seat) -> None:
    seat.issue("kia")
    seat.press(Key.Key_F2)
    seat.issue("akta kematian")

    visits = {stations.ticket_row(behind(seat), row.ticket_id).visit_id for row in screen(seat).waiting}
    current = screen(seat).current
    assert current is not None
    assert current.visit_id is not None
    assert current.visit_id.bytes not in visits


def test_nothing_found_says_what_was_looked_for_and_issues_nothing(seat: Seat) -> None:
    seat.press(Key.Key_F8)
    seat.type("zzzqq")
    seat.press(Key.Key_Return)

    assert "zzzqq" in seat.window.search_page.services.hint.text()
    assert scene(seat) is Scene.SEARCH
    assert not screen(seat).waiting


def test_a_button_with_nothing_to_act_on_is_dim_and_its_reason_is_said(seat: Seat) -> None:
    seat.press(Key.Key_F8)
    assert seat.window.rail.primary.isEnabled()
    seat.type("zzzqq")
    assert not seat.window.rail.primary.isEnabled()
    assert not seat.window.search_page.sheet.area.isVisible()  # no empty card either
    assert seat.window.search_page.services.hint.text()
    seat.press(Key.Key_Escape)
    assert seat.window.rail.primary.isEnabled()

    seat.press(Key.Key_N, CONTROL)
    assert not seat.window.rail.primary.isEnabled()
    seat.press(Key.Key_Escape)
    assert seat.focus() is seat.window.rail.primary


def test_signs_alone_find_nothing(seat: Seat) -> None:
    seat.press(Key.Key_F8)
    seat.type("!@#$%")

    assert "!@#$%" in seat.window.search_page.services.hint.text()
    assert seat.window.search_page.services.code() == ""


def test_esc_closes_the_search_at_once(seat: Seat) -> None:
    seat.press(Key.Key_F8)
    seat.type("kia")
    seat.press(Key.Key_Escape)

    assert scene(seat) is Scene.IDLE
    assert seat.focus() is seat.window.rail.primary


def test_f2_on_an_empty_queue_answers_in_one_sentence(seat: Seat) -> None:
    seat.press(Key.Key_F2)

    assert told(seat) == "Belum ada yang menunggu di antrean B."
    assert not seat.window.toast.can_undo()
    assert seat.focus() is seat.window.rail.primary


def test_a_new_number_is_heard_once_at_an_idle_counter(seat: Seat) -> None:
    heard: list[bool] = []
    seat.window.feature(WhoWaits).somebody_came.connect(lambda: heard.append(True))
    stations.issue(behind(seat), "B02")
    seat.settle()
    seat.window.feed.ask()
    seat.settle()
    assert len(heard) == 1

    seat.press(Key.Key_F2)
    stations.issue(behind(seat), "B02")
    seat.settle()

    assert len(heard) == 1


def test_f4_marks_somebody_absent(seat: Seat) -> None:
    seat.issue("kia")
    seat.press(Key.Key_F2)
    seat.press(Key.Key_F4)

    assert [row.result for row in screen(seat).served] == ["no_show"]
    assert told(seat) == "B001 tidak hadir"


def test_keys_of_another_scene_do_nothing(seat: Seat) -> None:
    before = kinds(seat.store)
    for key in (Key.Key_F4, Key.Key_F5, Key.Key_F6):
        seat.press(key)

    assert kinds(seat.store) == before


def test_keys_for_somebody_in_front_mean_nothing_at_an_empty_counter(seat: Seat) -> None:
    before = kinds(seat.store)
    for key in (Key.Key_F3, Key.Key_F4, Key.Key_F5, Key.Key_F6, Key.Key_F7):
        seat.press(key)

    assert kinds(seat.store) == before
    assert scene(seat) is Scene.IDLE


def test_f6_with_nothing_entered_asks_once_and_then_finishes(seat: Seat) -> None:
    seat.serve()
    seat.press(Key.Key_F6)
    assert scene(seat) is Scene.OUTCOME
    assert not screen(seat).served

    seat.press(Key.Key_F6)

    assert [row.result for row in screen(seat).served] == ["finished"]


def test_f6_submits_first_what_was_not_printed(seat: Seat) -> None:
    seat.serve("ktp hilang")
    fill_form(seat)
    seat.type("A")
    seat.type("TT")
    seat.press(Key.Key_F6)

    assert [row.result for row in screen(seat).served] == ["receipt_printed"]
    assert scene(seat) is Scene.IDLE


def test_f6_with_a_wrong_form_finishes_nothing(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.type("5304")
    seat.press(Key.Key_F6)

    assert scene(seat) is Scene.SERVING
    assert not seat.window.serving_page.summary.isHidden()
    assert "ticket.finished" not in kinds(seat.store)


def test_f9_prints_the_selected_row_again(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.press(Key.Key_F6)
    seat.press(Key.Key_F6)
    seat.window.idle_page.history.list.setFocus()
    seat.press(Key.Key_Down)
    before = seat.woken
    seat.press(Key.Key_F9)

    assert told(seat) == "Tiket B001 dicetak ulang"
    assert seat.woken == before + 1


def test_f9_without_a_row_says_what_to_do(seat: Seat) -> None:
    seat.press(Key.Key_F9)

    assert told(seat) == "Pilih nomor di daftar, lalu F9."
    assert seat.focus() is seat.window.rail.primary


def test_f9_without_a_row_goes_to_the_list_and_prints_on_the_next_press(seat: Seat) -> None:
    seat.issue("kia")
    seat.press(Key.Key_F2)
    seat.press(Key.Key_F4)
    seat.press(Key.Key_F9)
    assert told(seat) == "Pilih nomor di daftar, lalu F9."
    assert seat.focus() is seat.window.idle_page.history.list

    seat.press(Key.Key_F9)

    assert told(seat) == "Tiket B001 dicetak ulang"


def test_f9_with_a_printer_in_trouble_tries_the_printer_again(seat: Seat) -> None:
    seat.issue("kia")
    job = behind(seat).do(print_jobs.take_next_job)
    assert job is not None
    behind(seat).do(lambda work: print_jobs.mark_failed(work, job.job_id, "printer_missing"))
    seat.window.feed.ask()
    seat.settle()
    assert not seat.window.work.notice.isHidden()

    seat.press(Key.Key_F9)

    assert seat.woken == 2
    assert told(seat) == "Printer dicoba lagi."


def test_a_finish_is_taken_back_once(seat: Seat) -> None:
    seat.serve()
    seat.press(Key.Key_F6)
    seat.press(Key.Key_F6)
    seat.press(Key.Key_F12)
    assert told(seat) == "B001: selesai diurungkan"
    assert scene(seat) is Scene.SERVING

    seat.press(Key.Key_F12)

    assert told(seat) == "Tidak ada yang dapat diurungkan lagi."
    assert scene(seat) is Scene.SERVING


def test_a_start_is_taken_back(seat: Seat) -> None:
    seat.serve()
    seat.press(Key.Key_F12)

    assert scene(seat) is Scene.CALLED
    assert told(seat) == "B001: mulai melayani diurungkan"


def test_a_call_is_taken_back_into_the_queue(seat: Seat) -> None:
    seat.issue("kia")
    seat.press(Key.Key_F2)
    seat.press(Key.Key_F12)

    assert scene(seat) is Scene.IDLE
    assert [row.number for row in screen(seat).waiting] == ["B001"]


def test_an_absence_is_taken_back(seat: Seat) -> None:
    seat.issue("kia")
    seat.press(Key.Key_F2)
    seat.press(Key.Key_F4)
    seat.press(Key.Key_F12)

    assert scene(seat) is Scene.CALLED


def test_a_ticket_is_taken_back(seat: Seat) -> None:
    seat.issue("kia")
    seat.press(Key.Key_F12)

    assert not screen(seat).waiting
    assert told(seat) == "B001: tiket baru diurungkan"


def test_f12_takes_back_after_the_toast_has_gone(seat: Seat) -> None:
    seat.issue("kia")
    seat.window.toast.hide()
    seat.press(Key.Key_F12)

    assert not screen(seat).waiting
    assert told(seat) == "B001: tiket baru diurungkan"


def test_a_refusal_in_between_leaves_f12_what_it_was(seat: Seat) -> None:
    seat.issue("kia")
    seat.press(Key.Key_F2)
    seat.press(Key.Key_F2)
    assert told(seat).startswith("Loket ini masih menangani B001.")
    seat.press(Key.Key_F12)

    assert told(seat) == "B001: panggilan diurungkan"
    assert scene(seat) is Scene.IDLE


def test_f12_after_the_next_step_says_that_it_is_too_late(seat: Seat) -> None:
    seat.issue("kia")
    stations.call_next(behind(seat))
    seat.settle()
    seat.press(Key.Key_F12)

    assert told(seat).startswith("B001 tidak dapat diurungkan lagi")
    assert scene(seat) is Scene.CALLED


def test_f8_twice_prints_no_ticket_that_nobody_chose(seat: Seat) -> None:
    seat.press(Key.Key_F8)
    seat.press(Key.Key_F8)
    assert scene(seat) is Scene.SEARCH
    assert told(seat) == "Ketik kata atau pilih layanan dengan panah dulu."
    assert not screen(seat).waiting

    seat.press(Key.Key_Down)
    seat.press(Key.Key_F8)

    assert [row.number for row in screen(seat).waiting] == ["B001"]


def test_words_alone_carry_no_tick(seat: Seat) -> None:
    seat.press(Key.Key_F9)
    assert seat.window.toast.sign() == "info"

    seat.issue("kia")

    assert seat.window.toast.sign() == "check"


def test_the_same_key_pressed_twice_is_one_wish(seat: Seat) -> None:
    seat.issue("kia")
    seat.issue("akta")
    seat.window.acts.run(queue_verbs.call_next())
    seat.window.acts.run(queue_verbs.call_next())
    seat.settle()

    assert told(seat) == "B001 dipanggil"
    assert kinds(seat.store).count("ticket.called") == 1


def test_ctrl_plus_and_minus_zoom_and_stop_where_the_screen_ends(seat: Seat) -> None:
    for _ in range(5):
        seat.press(Key.Key_Plus, CONTROL)
    assert current_theme().zoom == 1.5
    assert seat.window.waiting.isHidden()
    assert seat.window.rail.waiting.text() == "Menunggu 0"

    for _ in range(5):
        seat.press(Key.Key_Minus, CONTROL)

    assert current_theme().zoom == 1.0
    assert not seat.window.waiting.isHidden()
