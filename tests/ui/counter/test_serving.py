"""Form, checklist and papers of the person at the counter."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter_app.db.queries.counter import ChecklistRow, CurrentTicket
from counter_app.db.queries.drafts import draft
from counter_app.ui.commands import Scene
from counter_app.ui.widgets.reason_edit import reason_words
from tests.helpers import stations
from tests.helpers.seat import CONTROL, Key, Seat
from tests.helpers.stations import Station, entries, kinds, reopened


def behind(seat: Seat) -> Station:
    actor = seat.window.acts.actor
    assert actor is not None
    return Station(seat.store, seat.clock, actor)


def current(seat: Seat) -> CurrentTicket:
    found = stations.screen(behind(seat)).current
    assert found is not None
    return found


def rows(seat: Seat) -> tuple[ChecklistRow, ...]:
    return current(seat).checklist


def fill(seat: Seat, number: str = "5304121708900001", born: str = "17 8 1990") -> None:
    for words in (number, "Contoh Pemohon", born, ""):
        seat.type(words)
        seat.press(Key.Key_Return)


def replace(seat: Seat, field: str, words: str) -> None:
    line = seat.window.serving_page.fields.fields()[field].line_edit
    line.setFocus()
    line.clear()
    seat.type(words)


def test_work_begins_in_the_first_empty_field(seat: Seat) -> None:
    seat.serve("ktp hilang")

    assert seat.window.serving_page.fields.number.line_edit.hasFocus()


def test_enter_goes_from_field_to_field_and_then_to_the_papers(seat: Seat) -> None:
    seat.serve("akta lahir")
    fields = list(seat.window.serving_page.fields.fields().values())
    for field in fields:
        assert field.line_edit.hasFocus()
        seat.press(Key.Key_Return)

    assert seat.focus().parentWidget() is not None
    assert seat.window.serving_page.checklist.isAncestorOf(seat.focus())
    assert len(fields) == 5


def test_a_whole_nik_says_its_region_while_typing_and_is_masked_afterwards(seat: Seat) -> None:
    seat.serve("ktp hilang")
    number = seat.window.serving_page.fields.number
    seat.type("5304121708900001")
    assert number.line_edit.accessibleDescription() == "16 angka, Belu"
    assert number.text() == "5304121708900001"

    seat.press(Key.Key_Return)

    assert number.text() == "5304**********01"
    assert seat.window.serving_page.fields.typed().number == "5304121708900001"


def test_half_a_nik_is_no_error_before_submitting(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.type("530412")
    seat.press(Key.Key_Return)

    assert seat.window.serving_page.fields.number.error() == ""


def test_ctrl_enter_with_an_empty_form_names_every_field(seat: Seat) -> None:
    seat.serve("akta lahir")
    before = kinds(seat.store)
    seat.press(Key.Key_Return, CONTROL)

    page = seat.window.serving_page
    assert seat.focus() is page.summary
    assert len(page.summary.sentences()) == 4
    assert page.fields.name.error() == page.summary.sentences()[1]
    assert page.foot.sentence.text() == "Belum dicetak: 4 isian perlu diperbaiki"
    assert kinds(seat.store) == before


def test_a_line_of_the_summary_jumps_to_its_field(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.press(Key.Key_Return, CONTROL)
    seat.press(Key.Key_Tab)
    seat.press(Key.Key_Tab)
    seat.press(Key.Key_Return)

    assert seat.window.serving_page.fields.name.line_edit.hasFocus()


def test_typing_is_kept_when_something_needs_correcting(seat: Seat) -> None:
    seat.serve("ktp hilang")
    fill(seat, number="53041217089000", born="31 1980")
    seat.press(Key.Key_Return, CONTROL)

    page = seat.window.serving_page
    assert page.summary.sentences() == [
        "NIK harus 16 angka. Baru 14 angka.",
        "Isi tanggal lahir, contoh 31 3 1980.",
    ]
    assert page.fields.typed().number == "53041217089000"
    assert page.fields.birth_date.text() == "31 1980"
    assert page.fields.remark.text() == "Isian Anda tetap tersimpan"


def test_corrected_fields_lose_their_sentences_at_the_next_submit(seat: Seat) -> None:
    seat.serve("ktp hilang")
    fill(seat, number="53041217089000")
    seat.type("ATT")
    seat.press(Key.Key_Return, CONTROL)
    replace(seat, "identity_number", "5304121708900001")
    seat.press(Key.Key_Return, CONTROL)

    page = seat.window.serving_page
    assert page.summary.isHidden()
    assert page.fields.number.error() == ""
    assert current(seat).application_state == "berkas_lengkap"


def test_an_odd_nik_is_kept_as_written_when_the_officer_says_so(seat: Seat) -> None:
    seat.serve("ktp hilang")
    fill(seat, number="5304129999900001")
    seat.type("ATT")
    seat.press(Key.Key_Return, CONTROL)
    assert seat.window.serving_page.keep_as_written.isVisible()
    seat.window.serving_page.keep_as_written.setFocus()
    seat.press(Key.Key_Return)

    applicant = current(seat).applicant
    assert applicant is not None
    assert applicant.identity_number == "5304129999900001"
    assert seat.window.toast.words() == "Tanda terima dicetak"


def test_a_few_digits_are_no_number_to_keep_as_written(seat: Seat) -> None:
    seat.serve("ktp hilang")
    fill(seat, number="530412170")
    seat.press(Key.Key_Return, CONTROL)
    assert not seat.window.serving_page.keep_as_written.isVisible()
    replace(seat, "identity_number", "5304121708")
    seat.press(Key.Key_Return, CONTROL)

    assert seat.window.serving_page.keep_as_written.isVisible()


def test_a_birth_date_unlike_the_nik_is_hinted_and_not_refused(seat: Seat) -> None:
    seat.serve("ktp hilang")
    fill(seat, born="18 8 1990")
    number = seat.window.serving_page.fields.number
    assert number.line_edit.accessibleDescription() == "tanggal lahir berbeda dari NIK"
    seat.type("ATT")
    seat.press(Key.Key_Return, CONTROL)

    assert current(seat).application_state == "berkas_lengkap"


def test_a_corrected_nik_is_told_at_once_and_stays_told_when_it_is_masked(seat: Seat) -> None:
    seat.serve("ktp hilang")
    number = seat.window.serving_page.fields.number
    fill(seat, number="53041217089000")
    seat.press(Key.Key_Return, CONTROL)
    replace(seat, "identity_number", "5304121708900001")
    assert number.hint() == "16 angka, Belu"
    seat.press(Key.Key_Return)

    assert number.text() == "5304**********01"
    assert number.hint() == "16 angka, Belu"


def test_signs_that_nobody_sees_are_not_recorded(seat: Seat) -> None:
    seat.serve("ktp hilang")
    fill(seat)
    line = seat.window.serving_page.fields.name.line_edit
    line.clear()
    line.insert("Con\u200btoh\t\u202ePemohon")
    seat.window.serving_page.checklist.focus_open()
    seat.type("ATT")
    seat.press(Key.Key_Return, CONTROL)

    applicant = current(seat).applicant
    assert applicant is not None
    assert applicant.full_name == "Contoh Pemohon"


def test_each_kind_of_wrong_date_is_told_for_itself(seat: Seat) -> None:
    seat.serve("ktp hilang")
    told = []
    for words in ("31 2 1980", "31 3 80", "besok"):
        replace(seat, "birth_date", words)
        seat.press(Key.Key_Return, CONTROL)
        told.append(seat.window.serving_page.fields.birth_date.error())

    assert told == [
        "Tanggal itu tidak ada. Contoh: 31 3 1980.",
        "Tulis tahun dengan empat angka.",
        "Isi tanggal lahir, contoh 31 3 1980.",
    ]


def test_somebody_without_a_number_is_normal(seat: Seat) -> None:
    seat.serve("ktp hilang")
    fields = seat.window.serving_page.fields
    fields.kind.set_key("none")
    fields.kind.chosen.emit("none")
    assert not fields.number.line_edit.isEnabled()
    fields.name.setFocus()
    for words in ("Contoh Tamu", "1 2 1999", ""):
        seat.type(words)
        seat.press(Key.Key_Return)
    seat.type("ATT")
    seat.press(Key.Key_Return, CONTROL)

    applicant = current(seat).applicant
    assert applicant is not None
    assert applicant.identity_kind == "none"


def test_each_letter_sets_its_state_and_steps_on(seat: Seat) -> None:
    seat.serve("akta lahir")
    seat.window.serving_page.checklist.focus_open()
    seat.type("ALKM")
    assert [row.state for row in rows(seat)[:4]] == ["present", "original_shown", "missing", "to_follow"]
    assert seat.focus().accessibleName().startswith("5.")


def test_small_letters_do_as_well(seat: Seat) -> None:
    seat.serve("akta lahir")
    seat.window.serving_page.checklist.focus_open()
    seat.type("a")

    assert rows(seat)[0].state == "present"


def test_a_rejection_asks_for_its_reason_in_the_row(seat: Seat) -> None:
    seat.serve("akta lahir")
    seat.window.serving_page.checklist.focus_open()
    seat.type("T")
    assert rows(seat)[0].state == "unchecked"
    seat.press(Key.Key_Return)
    assert rows(seat)[0].state == "unchecked"
    seat.type("4")
    seat.type("nama ibu")
    seat.press(Key.Key_Return)

    row = rows(seat)[0]
    assert (row.state, row.reason, row.note) == ("rejected", "data_differs", "nama ibu")
    assert reason_words(row.reason, row.note) == "Data berbeda: nama ibu"
    assert seat.focus().accessibleName().startswith("2.")


def test_a_reason_alone_is_two_keys(seat: Seat) -> None:
    seat.serve("akta lahir")
    seat.window.serving_page.checklist.focus_open()
    seat.type("T1")
    seat.press(Key.Key_Return)

    assert (rows(seat)[0].reason, rows(seat)[0].note) == ("unreadable", "")


def test_arrows_choose_a_reason_too_and_enter_keeps_it(seat: Seat) -> None:
    seat.serve("akta lahir")
    seat.window.serving_page.checklist.focus_open()
    seat.type("T")
    for _ in range(2):
        seat.press(Key.Key_Right)
    seat.press(Key.Key_Return)

    assert rows(seat)[0].reason == "expired"


def test_another_reason_says_nothing_without_its_note(seat: Seat) -> None:
    seat.serve("akta lahir")
    seat.window.serving_page.checklist.focus_open()
    seat.type("T9")
    seat.press(Key.Key_Return)
    assert rows(seat)[0].state == "unchecked"
    seat.type("bukan milik pemohon")
    seat.press(Key.Key_Return)

    assert (rows(seat)[0].reason, rows(seat)[0].note) == ("other", "bukan milik pemohon")


def test_esc_leaves_the_reason_and_changes_nothing(seat: Seat) -> None:
    seat.serve("akta lahir")
    seat.window.serving_page.checklist.focus_open()
    seat.type("T1")
    seat.type("salinan")
    seat.press(Key.Key_Escape)

    assert rows(seat)[0].state == "unchecked"
    assert seat.focus().accessibleName().startswith("1.")
    assert seat.window.scene is Scene.SERVING


def test_arrows_go_from_row_to_row(seat: Seat) -> None:
    seat.serve("akta lahir")
    seat.window.serving_page.checklist.focus_open()
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Up)

    assert seat.focus().accessibleName().startswith("2.")


def test_d_waives_a_paper_with_the_reason_why(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.window.serving_page.checklist.focus_open()
    seat.type("D")
    assert seat.focus().accessibleName().startswith("Alasan dibebaskan")
    seat.type("1")
    seat.press(Key.Key_Return)

    row = rows(seat)[0]
    assert (row.state, row.reason) == ("waived", "in_system")
    assert seat.window.serving_page.checklist.row(row.number).accessibleName().endswith("Dibebaskan")
    entry = next(one for one in entries(seat.store) if one.kind == "requirement.checked")
    assert (entry.officer, json.loads(entry.body)["reason"]) == ("P03", "in_system")


def test_another_reason_is_asked_for_where_a_paper_is_rejected_after_it_was_waived(seat: Seat) -> None:
    seat.serve("ktp hilang")
    checklist = seat.window.serving_page.checklist
    checklist.focus_open()
    seat.type("D1")
    seat.press(Key.Key_Return)
    checklist.go_to(rows(seat)[0].number)
    seat.type("T")
    assert seat.focus().accessibleName() == "Alasan ditolak", "nothing is chosen yet"
    seat.press(Key.Key_Escape)

    assert rows(seat)[0].state == "waived"


def test_the_checklist_is_one_tab_stop(seat: Seat) -> None:
    seat.serve("ktp hilang")
    page = seat.window.serving_page
    page.checklist.focus_open()
    seat.press(Key.Key_Tab)
    assert seat.focus() is page.foot.button

    seat.press(Key.Key_Tab)

    assert seat.focus() is seat.window.waiting.rows.list


def test_only_the_row_with_the_focus_shows_its_letters(seat: Seat) -> None:
    seat.serve("akta lahir")
    page = seat.window.serving_page
    page.checklist.go_to(2)
    seat.settle()
    heights = [seat.window.serving_page.checklist.row(n).height() for n in (1, 2, 3)]
    assert heights == [40, 84, 40]

    page.fields.name.setFocus()
    seat.settle()

    assert page.checklist.row(2).height() == 40


def test_a_condition_is_one_question_answered_by_a_letter(seat: Seat) -> None:
    seat.serve("ktp hilang")
    page = seat.window.serving_page
    page.checklist.go_to(2)
    seat.type("Y")
    assert rows(seat)[1].applies is True
    assert seat.focus().accessibleName().startswith("2.")
    seat.type("A")
    assert rows(seat)[1].state == "present"
    seat.type("T")

    assert rows(seat)[2].applies is False
    assert page.checklist.count.text() == "1 dari 2 ada"


def test_rows_that_do_not_apply_are_counted_and_can_be_shown_again(seat: Seat) -> None:
    seat.serve("ktp hilang")
    checklist = seat.window.serving_page.checklist
    checklist.go_to(2)
    seat.type("TT")
    assert checklist.off.text() == "2 persyaratan bersyarat tidak berlaku"
    assert not checklist.row(2).isVisible()
    checklist.view.setFocus()
    seat.press(Key.Key_Return)
    assert checklist.row(2).isVisible()
    checklist.go_to(2)
    seat.type("Y")

    assert rows(seat)[1].applies is True


def test_del_takes_an_answer_back(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.window.serving_page.checklist.go_to(2)
    seat.type("Y")
    seat.press(Key.Key_Delete)

    assert rows(seat)[1].applies is False


def test_a_missing_paper_prints_the_slip_of_what_is_missing(seat: Seat) -> None:
    seat.serve("ktp hilang")
    fill(seat)
    seat.type("KTT")
    foot = seat.window.serving_page.foot
    assert foot.sentence.text() == "Belum lengkap: 1 kurang"
    assert foot.button.text() == "Cetak slip kekurangan"
    before = seat.woken
    seat.press(Key.Key_Return, CONTROL)

    assert seat.window.toast.words() == "Slip kekurangan dicetak"
    assert seat.woken == before + 1
    assert current(seat).application_state == "belum_lengkap"


def test_papers_that_nobody_looked_at_are_gone_to(seat: Seat) -> None:
    seat.serve("ktp hilang")
    fill(seat)
    seat.press(Key.Key_Return, CONTROL)

    assert seat.focus().accessibleName().startswith("1.")
    assert seat.window.toast.isVisible()
    assert current(seat).applicant is None


def test_ctrl_enter_on_a_paper_that_says_it_all_prints_nothing(seat: Seat) -> None:
    seat.serve("ktp hilang")
    fill(seat)
    seat.type("ATT")
    seat.press(Key.Key_Return, CONTROL)
    woken, before = seat.woken, kinds(seat.store)
    seat.press(Key.Key_Return, CONTROL)
    assert seat.window.toast.words() == "Sudah dicetak. F9 untuk cetak lagi."
    assert (seat.woken, kinds(seat.store)) == (woken, before)

    seat.window.serving_page.checklist.go_to(1)
    seat.type("K")
    seat.press(Key.Key_Return, CONTROL)

    assert seat.window.toast.words() == "Slip kekurangan dicetak"


def test_fields_that_are_well_lose_their_errors_though_papers_are_open(seat: Seat) -> None:
    seat.serve("ktp hilang")
    fill(seat, number="53041217089000")
    seat.press(Key.Key_Return, CONTROL)
    page = seat.window.serving_page
    assert not page.summary.isHidden()
    replace(seat, "identity_number", "5304121708900001")
    seat.press(Key.Key_Return, CONTROL)

    assert page.summary.isHidden()
    assert page.fields.number.error() == ""
    assert page.foot.sentence.text() == "Belum diperiksa: 3 dari 3 berkas"
    assert seat.focus().accessibleName().startswith("1.")


def test_the_line_for_a_reason_is_in_sight(seat: Seat) -> None:
    seat.serve("akta lahir")
    page = seat.window.serving_page
    last = len(rows(seat))
    page.area.verticalScrollBar().setValue(0)
    shown = [row.number for row in rows(seat) if not row.condition]
    page.checklist.go_to(shown[-1] if shown else last)
    seat.settle()
    seat.type("T")
    line = seat.focus()
    top = line.mapTo(page.area.viewport(), line.rect().topLeft()).y()

    assert line.accessibleName() == "Alasan ditolak"
    assert top >= 0
    assert top + line.height() <= page.area.viewport().height()


def test_a_service_without_papers_gives_a_receipt_at_once(seat: Seat) -> None:
    foot = seat.window.serving_page.foot
    foot.show_checklist((), 0)

    assert foot.sentence.text() == "Layanan ini tanpa berkas"
    assert foot.button.text() == "Cetak tanda terima"


def test_a_half_typed_form_is_there_again_after_the_window_was_closed(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.type("530412170890")
    seat.window.close()
    seat.settle()
    again = Seat(seat.store.folder, clock=seat.clock, store=seat.store)
    again.sign_in()

    page = again.window.serving_page
    assert page.fields.typed().number == "530412170890"
    assert page.notice.isVisible()
    assert page.notice.accessibleName() == "Lanjutkan B001?"
    again.press(Key.Key_Return)
    assert page.notice.isHidden()
    assert page.fields.name.line_edit.hasFocus()
    again.lanes.close()
    again.window.close()


def test_a_half_typed_form_outlives_a_power_cut(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.type("5304121708900001")
    seat.press(Key.Key_Return)
    seat.type("Contoh Pem")
    station, ticket_id = behind(seat), current(seat).ticket_id
    seat.wait_until(lambda: "Contoh Pem" in (station.ask(lambda read: draft(read, ticket_id)) or ""))
    seat.cut_power()
    store = reopened(station).store
    again = Seat(station.folder, clock=station.clock, store=store)
    again.sign_in()

    typed = again.window.serving_page.fields.typed()
    assert (typed.number, typed.name) == ("5304121708900001", "Contoh Pem")
    assert again.window.serving_page.notice.isVisible()
    again.close()


def test_a_submitted_form_leaves_no_draft(seat: Seat) -> None:
    seat.serve("ktp hilang")
    fill(seat)
    seat.type("ATT")
    seat.press(Key.Key_Return, CONTROL)
    seat.window.close()
    seat.settle()
    again = Seat(seat.store.folder, clock=seat.clock, store=seat.store)
    again.sign_in()

    assert again.window.scene is Scene.SERVING
    assert again.window.serving_page.notice.isHidden()
    assert again.window.serving_page.fields.typed().name == "Contoh Pemohon"
    again.lanes.close()
    again.window.close()


def test_what_is_typed_survives_a_look_at_another_service(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.type("530412")
    seat.press(Key.Key_F8)
    seat.press(Key.Key_Escape)

    assert seat.window.serving_page.fields.typed().number == "530412"
    assert seat.window.serving_page.notice.isHidden()


def test_the_next_person_finds_an_empty_form(seat: Seat) -> None:
    seat.serve("ktp hilang")
    fill(seat)
    seat.type("ATT")
    seat.press(Key.Key_F6)
    seat.serve("ktp hilang")

    typed = seat.window.serving_page.fields.typed()
    assert (typed.number, typed.name, typed.birth_date) == ("", "", "")
    assert seat.window.serving_page.fields.number.line_edit.hasFocus()


def test_a_refresh_leaves_focus_and_cursor_alone(seat: Seat) -> None:
    seat.serve("ktp hilang")
    seat.press(Key.Key_Return)
    seat.type("Contoh Pemohon")
    seat.press(Key.Key_Left)
    line = seat.window.serving_page.fields.name.line_edit
    before = line.cursorPosition()
    stations.issue(behind(seat), "B02")
    seat.settle()

    assert QApplication.focusWidget() is line
    assert line.cursorPosition() == before
    assert line.text() == "Contoh Pemohon"


def test_a_refresh_leaves_the_selected_paper_alone(seat: Seat) -> None:
    seat.serve("akta lahir")
    seat.window.serving_page.checklist.go_to(3)
    selected = QApplication.focusWidget()
    stations.check(behind(seat), current(seat).ticket_id, 1)
    seat.settle()

    assert QApplication.focusWidget() is selected
    assert seat.window.serving_page.checklist.row(1).row.state == "present"


def test_a_refresh_leaves_a_half_typed_reason_alone(seat: Seat) -> None:
    seat.serve("akta lahir")
    seat.window.serving_page.checklist.go_to(3)
    seat.type("T1")
    seat.type("salinan ti")
    stations.issue(behind(seat), "B02")
    seat.settle()
    seat.type("dak terbaca")
    seat.press(Key.Key_Return)

    assert (rows(seat)[2].reason, rows(seat)[2].note) == ("unreadable", "salinan tidak terbaca")


def test_waiting_people_keep_selection_and_scroll_through_a_refresh(seat: Seat) -> None:
    for _ in range(20):
        stations.issue(behind(seat), "B02")
    seat.settle()
    view, model = seat.window.waiting.rows.list, seat.window.waiting.rows.model
    view.setFocus()
    for _ in range(14):
        seat.press(Key.Key_Down)
    chosen, top = model.rows[view.currentIndex().row()], model.rows[view.verticalScrollBar().value()]
    stations.call_next(behind(seat))
    seat.settle()

    assert model.rows[view.currentIndex().row()] == chosen
    assert model.rows[view.verticalScrollBar().value()] == top
    assert view.selectionModel().isSelected(view.currentIndex())


def test_how_many_more_wait_below_is_counted(seat: Seat) -> None:
    for _ in range(14):
        stations.issue(behind(seat), "B02")
    seat.settle()

    rows_seen = seat.window.waiting.rows
    assert seat.window.waiting.count.text() == "14"
    assert rows_seen.more.text() == "5 nomor lagi"


def test_at_high_zoom_the_line_of_the_waiting_opens_their_list(seat: Seat) -> None:
    seat.issue("kia")
    seat.press(Key.Key_Plus, CONTROL)
    assert seat.window.rail.waiting.text().startswith("Menunggu 1")
    seat.window.toast.hide()
    seat.window.rail.waiting.setFocus()
    seat.press(Key.Key_Return)
    assert seat.window.waiting.isVisible()
    assert seat.window.waiting.rows.list.hasFocus()

    seat.press(Key.Key_Escape)

    assert seat.window.waiting.isHidden()
    assert seat.window.work.isVisible()
    assert seat.focus() is seat.window.rail.primary


def test_the_primary_button_never_moves(seat: Seat) -> None:
    def top() -> int:
        return seat.window.rail.primary.mapTo(seat.window, seat.window.rail.primary.rect().topLeft()).y()

    tops = [top()]
    seat.issue("surat keterangan pindah")
    tops.append(top())
    seat.press(Key.Key_F2)
    tops.append(top())
    seat.press(Key.Key_F5)
    tops.append(top())
    seat.press(Key.Key_F8)
    tops.append(top())

    assert set(tops) == {283}


def test_the_mouse_can_do_what_a_letter_does(seat: Seat) -> None:
    seat.serve("akta lahir")
    row = seat.window.serving_page.checklist.row(1)
    row.setFocus()
    seat.settle()
    choices = row.letters.choices
    QTest.mouseClick(choices, Qt.MouseButton.LeftButton, pos=choices.rect().center())
    seat.settle()

    assert rows(seat)[0].state == "missing"
