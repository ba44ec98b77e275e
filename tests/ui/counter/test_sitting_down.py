"""Signing in, wrong PINs, and which day it is."""

from __future__ import annotations

from datetime import UTC, date, datetime

from PySide6.QtWidgets import QApplication, QLabel

from counter_app.ui.commands import Scene
from tests.helpers import stations
from tests.helpers.seat import Key, Seat
from tests.helpers.stations import PINS, Station, kinds


def try_pin(seat: Seat, pin: str) -> str:
    seat.window.sign_in_page.officer.set_key("P03")
    seat.window.sign_in_page.pin.setFocus()
    seat.type(pin)
    seat.press(Key.Key_Return)
    return seat.window.sign_in_page.pin.error()


def behind(seat: Seat) -> Station:
    actor = seat.window.acts.actor
    assert actor is not None
    return Station(seat.store, seat.clock, actor)


def test_the_page_offers_the_officers_of_this_counter(empty_seat: Seat) -> None:
    officer = empty_seat.window.sign_in_page.officer
    offered = {officer.itemData(at) for at in range(officer.count())}

    assert offered == {"P03", "P04", "S01"}


def test_the_counter_is_shown_before_anybody_signs_in(empty_seat: Seat) -> None:
    assert empty_seat.window.rail.block.number.text() == "3"
    assert empty_seat.window.rail.primary.text() == "Masuk"
    assert empty_seat.window.rail.primary.key() == "Enter"


def test_choosing_a_name_leads_to_the_pin(empty_seat: Seat) -> None:
    assert QApplication.focusWidget() is empty_seat.window.sign_in_page.officer
    empty_seat.window.sign_in_page.officer.chosen.emit("P03")

    assert empty_seat.window.sign_in_page.pin.line_edit.hasFocus()


def test_who_sat_here_last_only_types_the_pin(seat: Seat) -> None:
    seat.window.close()
    seat.settle()
    again = Seat(seat.store.folder, clock=seat.clock, store=seat.store)
    page = again.window.sign_in_page

    assert page.officer.key() == "P03"
    assert page.pin.line_edit.hasFocus()
    again.lanes.close()
    again.window.close()


def test_the_seconds_to_wait_count_down(empty_seat: Seat) -> None:
    empty_seat.window.sign_in_page.who._waiting.setInterval(1_000_000)  # only the test counts
    for _ in range(5):
        told = try_pin(empty_seat, "0000")
    page = empty_seat.window.sign_in_page
    assert "30 detik" in told
    page.who._waiting.timeout.emit()
    assert "29 detik" in page.pin.error()
    for _ in range(29):
        page.who._waiting.timeout.emit()

    assert page.pin.error() == ""
    assert not page.who._waiting.isActive()


def test_no_pin_is_asked_for_in_a_sentence(empty_seat: Seat) -> None:
    assert try_pin(empty_seat, "") == "Isi PIN Anda."
    assert kinds(empty_seat.store) == []


def test_a_wrong_pin_says_how_many_tries_are_left(empty_seat: Seat) -> None:
    assert "4" in try_pin(empty_seat, "0000")
    assert "3" in try_pin(empty_seat, "0000")
    assert empty_seat.window.sign_in_page.pin.text() == ""
    assert empty_seat.window.sign_in_page.pin.line_edit.hasFocus()


def test_after_five_wrong_pins_even_the_right_one_has_to_wait(empty_seat: Seat) -> None:
    for _ in range(5):
        told = try_pin(empty_seat, "0000")
    assert "30" in told
    assert "30" in try_pin(empty_seat, PINS["P03"])
    empty_seat.clock.advance_s(31)

    assert try_pin(empty_seat, PINS["P03"]) == ""
    assert empty_seat.window.scene is Scene.DAY


def test_the_right_pin_leaves_no_complaint_and_no_digits_standing(empty_seat: Seat) -> None:
    try_pin(empty_seat, "0000")
    try_pin(empty_seat, PINS["P03"])

    assert empty_seat.window.sign_in_page.pin.text() == ""
    assert empty_seat.window.sign_in_page.pin.error() == ""


def test_the_button_of_the_rail_signs_in_too(empty_seat: Seat) -> None:
    empty_seat.window.sign_in_page.officer.set_key("P03")
    empty_seat.window.sign_in_page.pin.setFocus()
    empty_seat.type(PINS["P03"])
    empty_seat.window.rail.primary.click()
    empty_seat.settle()

    assert empty_seat.window.scene is Scene.DAY


def test_the_proposed_day_is_confirmed_by_enter(empty_seat: Seat) -> None:
    empty_seat.sign_in()
    page = empty_seat.window.day_page
    assert page.title.text() == "Hari ini Senin, 23 November 2026?"
    assert page.day.text() == "23 11 2026"
    assert page.day.line_edit.hasFocus()

    empty_seat.press(Key.Key_Return)

    assert empty_seat.window.scene is Scene.IDLE
    assert empty_seat.focus() is empty_seat.window.rail.primary


def test_a_typed_day_is_opened_instead(empty_seat: Seat) -> None:
    empty_seat.sign_in()
    empty_seat.window.day_page.day.line_edit.clear()
    empty_seat.type("24 11 2026")
    empty_seat.press(Key.Key_Return)

    assert stations.screen(behind(empty_seat)).business_day == "2026-11-24"


def test_a_sunday_or_a_holiday_is_told_and_can_be_opened(empty_seat: Seat) -> None:
    empty_seat.sign_in()
    page = empty_seat.window.day_page
    assert page.remark.isHidden()
    page.day.line_edit.clear()
    empty_seat.type("25 12 2026")
    assert page.remark.text().startswith("Jumat, 25 Desember 2026 hari libur: ")
    page.day.line_edit.clear()
    empty_seat.type("29 11 2026")
    assert page.remark.text().startswith("Minggu, 29 November 2026 bukan hari kerja")
    empty_seat.press(Key.Key_Return)

    assert stations.screen(behind(empty_seat)).business_day == "2026-11-29"


def test_no_day_is_asked_for_in_a_sentence(empty_seat: Seat) -> None:
    empty_seat.sign_in()
    empty_seat.window.day_page.day.line_edit.clear()
    empty_seat.press(Key.Key_Return)

    assert empty_seat.window.day_page.day.error() == "Isi tanggal, contoh 23 11 2026."
    assert empty_seat.window.scene is Scene.DAY


def test_a_clock_of_2012_is_not_believed(seat: Seat) -> None:
    stations.close_day(behind(seat))
    seat.clock.set(datetime(2012, 1, 1, 1, 0, tzinfo=UTC))
    seat.window.feed.ask()
    seat.settle()
    page = seat.window.day_page
    assert seat.window.scene is Scene.DAY
    assert page.title.text() == "Hari ini Minggu, 1 Januari 2012?"
    assert not page.warning.isHidden()
    assert page.day.text() == ""

    seat.type("1 1 2012")
    seat.press(Key.Key_Return)
    assert "23 November 2026" in page.day.error()
    assert page.day.text() == "1 1 2012"
    page.day.line_edit.clear()
    seat.type("24 11 2026")
    seat.press(Key.Key_Return)

    assert stations.screen(behind(seat)).business_day == "2026-11-24"


def test_work_of_a_day_that_was_closed_elsewhere_asks_for_the_day(seat: Seat) -> None:
    seat.issue("kia")
    stations.close_day(behind(seat))
    seat.settle()

    assert seat.window.scene is Scene.DAY
    assert seat.window.rail.primary.text() == "Buka hari kerja"


def test_a_day_still_open_from_yesterday_is_asked_about(empty_seat: Seat) -> None:
    clock = empty_seat.clock
    station = stations.signed_in(empty_seat.store, clock)
    stations.open_day(station, date(2026, 11, 20))
    empty_seat.sign_in()
    assert empty_seat.window.scene is Scene.DAY

    empty_seat.press(Key.Key_Return)

    assert stations.screen(behind(empty_seat)).business_day == "2026-11-23"
    assert kinds(empty_seat.store)[-3:] == ["day.closed", "day.opened", "counter.opened"]


def test_who_is_left_on_a_day_that_is_still_open_is_named_before_another_is_opened(
    empty_seat: Seat,
) -> None:
    station = stations.signed_in(empty_seat.store, empty_seat.clock)
    stations.open_day(station, date(2026, 11, 20))
    stations.serve(station)
    stations.issue(station)
    empty_seat.sign_in()
    page = empty_seat.window.day_page

    told = [label.text() for label in page.left.findChildren(QLabel) if label.isVisibleTo(page)]

    assert told == [
        "Hari kerja Jumat, 20 November 2026 belum ditutup.",
        "Membuka hari lain menutupnya, dan ini tidak dapat diurungkan:",
        "Masih dilayani: dicatat selesai, ditandai “tidak ditutup”",
        "B001 loket 3",
        "Masih menunggu: tetap tercatat menunggu, tidak dipanggil lagi",
        "B002",
    ]


def test_on_an_ordinary_morning_nobody_is_named(empty_seat: Seat) -> None:
    empty_seat.sign_in()

    assert empty_seat.window.scene is Scene.DAY
    assert empty_seat.window.day_page.left.isHidden()


def test_the_day_that_is_open_and_agrees_with_the_clock_is_not_asked_about(empty_seat: Seat) -> None:
    station = stations.signed_in(empty_seat.store, empty_seat.clock)
    stations.open_day(station, stations.MONDAY)
    empty_seat.sign_in()

    assert empty_seat.window.scene is Scene.IDLE


def test_closing_the_window_ends_the_shift(seat: Seat) -> None:
    seat.window.close()
    seat.settle()

    assert kinds(seat.store)[-1] == "shift.closed"
