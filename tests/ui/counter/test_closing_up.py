"""The end of a shift by keys: count, who is left, and what is asked before it can't be undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from counter_app.operations import parking
from counter_app.ui.commands import Scene
from counter_app.ui.counter.closing_up import ClosingUp
from counter_app.ui.desk.closing_page import ClosingPage
from tests.helpers import stations
from tests.helpers.seat import CONTROL, Key, Seat
from tests.helpers.stations import kinds

CONTROL_SHIFT = CONTROL | Qt.KeyboardModifier.ShiftModifier


def scene(seat: Seat) -> Scene:
    return seat.window.scene


def behind(seat: Seat) -> stations.Station:
    actor = seat.window.acts.actor
    assert actor is not None
    return stations.Station(seat.store, seat.clock, actor)


def page(seat: Seat) -> ClosingPage:
    return seat.window.feature(ClosingUp).page()


def words(seat: Seat) -> list[str]:
    return [label.text() for label in page(seat).left.findChildren(QLabel) if label.isVisibleTo(page(seat))]


def counts(seat: Seat) -> str:
    return page(seat).counts.words()


def people_left(seat: Seat) -> None:
    """One is being served, two wait; one was served before."""
    seat.serve()
    seat.press(Key.Key_F6)
    seat.press(Key.Key_F6)
    for _ in range(3):
        seat.issue("kia")
    seat.press(Key.Key_F2)
    seat.press(Key.Key_F5)
    seat.press(Key.Key_T, CONTROL)


def test_ctrl_t_tells_the_shift_and_who_is_left_with_what_becomes_of_them(seat: Seat) -> None:
    people_left(seat)

    assert scene(seat) is Scene.CLOSING
    assert page(seat).shift.text() == "Sif Petugas Contoh sejak 08.10"
    assert counts(seat) == ("Dilayani 1 · Tidak hadir 0 · Dibatalkan 0 · Dicetak ulang 0 · Masih ditunda 0")
    assert words(seat) == [
        "Yang belum selesai",
        "Bila hari kerja ditutup, ini tidak dapat diurungkan:",
        "Masih dilayani: dicatat selesai, ditandai “tidak ditutup”",
        "B002",
        "Masih menunggu: tetap tercatat menunggu, tidak dipanggil lagi",
        "B003, B004",
    ]


def test_the_safe_button_has_the_focus_and_enter_or_esc_go_back_to_work(seat: Seat) -> None:
    people_left(seat)
    assert seat.window.rail.primary.hasFocus()
    assert (seat.window.rail.primary.text(), seat.window.rail.primary.key()) == ("Kembali bekerja", "Esc")
    before = kinds(seat.store)
    seat.press(Key.Key_Space)
    assert scene(seat) is Scene.SERVING

    seat.press(Key.Key_T, CONTROL)
    seat.press(Key.Key_Escape)

    assert scene(seat) is Scene.SERVING
    assert kinds(seat.store) == before


def test_with_somebody_here_the_counter_alone_is_not_closed_and_the_page_says_why(seat: Seat) -> None:
    people_left(seat)
    before = kinds(seat.store)

    seat.press(Key.Key_T, CONTROL)

    assert scene(seat) is Scene.CLOSING
    assert not page(seat).counter_button.isVisible()
    assert "B002 masih di loket ini." in page(seat).remark.text()
    assert kinds(seat.store) == before


def test_ctrl_t_twice_closes_the_counter_and_tells_the_count(seat: Seat) -> None:
    seat.issue("kia")
    seat.press(Key.Key_T, CONTROL)
    seat.press(Key.Key_T, CONTROL)

    assert scene(seat) is Scene.SIGN_IN
    assert seat.window.toast.words() == "Loket 3 ditutup. 0 dilayani, 0 tidak hadir."
    assert kinds(seat.store)[-2:] == ["counter.closed", "shift.closed"]
    seat.sign_in()
    assert scene(seat) is Scene.IDLE


def test_the_day_is_closed_with_shift_and_everybody_signs_in_anew(seat: Seat) -> None:
    people_left(seat)
    seat.press(Key.Key_T, CONTROL_SHIFT)

    assert scene(seat) is Scene.SIGN_IN
    assert seat.window.toast.words() == "Hari kerja ditutup. 1 dilayani, 0 tidak hadir."
    assert kinds(seat.store)[-4:] == ["shift.closed", "counter.closed", "ticket.finished", "day.closed"]
    seat.sign_in()
    assert scene(seat) is Scene.DAY


def test_the_day_button_is_reached_by_tab(seat: Seat) -> None:
    people_left(seat)
    for _ in range(6):
        seat.press(Key.Key_Tab)
        if page(seat).day_button.hasFocus():
            break
    seat.press(Key.Key_Space)

    assert kinds(seat.store)[-1] == "day.closed"


def test_outside_of_that_page_its_key_closes_nothing(seat: Seat) -> None:
    seat.press(Key.Key_T, CONTROL_SHIFT)

    assert "day.closed" not in kinds(seat.store)
    assert scene(seat) is Scene.IDLE


def test_who_comes_while_the_page_is_open_stands_on_it(seat: Seat) -> None:
    seat.press(Key.Key_T, CONTROL)
    assert "Semua nomor hari ini sudah selesai." in words(seat)
    actor = seat.window.acts.actor
    assert actor is not None

    stations.issue(stations.Station(seat.store, seat.clock, actor))
    seat.settle()

    assert "B001" in words(seat)
    seat.press(Key.Key_T, CONTROL_SHIFT)
    assert kinds(seat.store)[-1] == "day.closed"


def test_who_is_put_aside_is_told_by_whether_service_had_begun(seat: Seat) -> None:
    station = behind(seat)
    served = stations.serve(station).ticket_id
    station.do(lambda work: parking.park(work, station.actor, served, place="copies"))
    stations.issue(station)
    called = stations.call_next(station).ticket_id
    station.do(lambda work: parking.park(work, station.actor, called, place="payment"))
    seat.press(Key.Key_T, CONTROL)

    assert words(seat)[2:] == [
        "Ditunda setelah mulai dilayani: dicatat selesai, ditandai “tidak ditutup”",
        "B001",
        "Ditunda sebelum dilayani: dicatat tidak hadir",
        "B002",
    ]
    assert counts(seat).endswith("Masih ditunda 2")
    assert page(seat).counter_button.isVisible()


def test_a_long_line_of_numbers_is_named_in_part_and_counted(tmp_path: Path, seat: Seat) -> None:
    for _ in range(26):
        actor = seat.window.acts.actor
        assert actor is not None
        stations.issue(stations.Station(seat.store, seat.clock, actor))
    seat.press(Key.Key_T, CONTROL)

    assert words(seat)[-1].endswith("B024, dan 2 lagi")


def test_over_counters_of_other_stations_a_supervisor_is_needed(seat: Seat) -> None:
    seat.press(Key.Key_T, CONTROL)
    told = page(seat).told
    assert told is not None
    page(seat).show_screen(replace(told, open_elsewhere=(4, 5)), "Petugas Contoh", is_supervisor=False)

    assert not page(seat).day_button.isVisible()
    assert "Loket 4, 5 masih buka." in page(seat).remark.text()
    seat.press(Key.Key_T, CONTROL_SHIFT)
    assert "day.closed" not in kinds(seat.store)
    page(seat).show_screen(replace(told, open_elsewhere=(4,)), "Petugas Contoh", is_supervisor=True)
    assert page(seat).day_button.isVisible()


@pytest.mark.parametrize("key", [Key.Key_B, Key.Key_G, Key.Key_L])
def test_the_page_is_closed_when_another_officer_takes_over(seat: Seat, key: Key) -> None:
    seat.press(Key.Key_T, CONTROL)
    if key is Key.Key_B:
        seat.press(key, CONTROL)
        assert scene(seat) is Scene.CLOSING
        return
    seat.press(key, CONTROL)
    who = seat.window.feature(ClosingUp).context
    assert who.scene in (Scene.LOCKED, Scene.SWITCH)
