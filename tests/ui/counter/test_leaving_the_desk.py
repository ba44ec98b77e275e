"""Lock, break, change of officer, idle desk: by keys, and nothing of anybody is left in sight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from counter_app.operations import print_jobs
from counter_app.operations.catalogue import read_site
from counter_app.settings import resource
from counter_app.ui.commands import Scene
from counter_app.ui.counter.sitting_down import SittingDown
from counter_app.ui.desk.lock_page import LockPage
from counter_app.ui.widgets.buttons import CommandButton
from tests.helpers import stations
from tests.helpers.seat import CONTROL, Key, Seat
from tests.helpers.stations import PINS, kinds

PERSONAL = ("5304127103800001", "Contoh Pemohon", "Contoh Anak")


def behind(seat: Seat) -> stations.Station:
    actor = seat.window.acts.actor
    assert actor is not None
    return stations.Station(seat.store, seat.clock, actor)


def scene(seat: Seat) -> Scene:
    return seat.window.scene


def page(seat: Seat) -> LockPage:
    return seat.window.feature(SittingDown).locking.page()


def lock(seat: Seat) -> None:
    seat.press(Key.Key_L, CONTROL)


def unlock(seat: Seat, officer: str = "P03") -> None:
    if page(seat).who.officer.key() != officer:
        page(seat).who.officer.set_key(officer)
        page(seat).who.pin.setFocus()
    seat.type(PINS[officer])
    seat.press(Key.Key_Return)


def switch_to(seat: Seat, officer: str) -> None:
    seat.press(Key.Key_G, CONTROL)
    unlock(seat, officer)


def in_sight(seat: Seat) -> str:
    """All words that stand on the screen."""
    seen = []
    for part in seat.window.findChildren(QWidget):
        if part.isVisibleTo(seat.window) and isinstance(part, QLabel | QLineEdit | CommandButton):
            is_hidden = isinstance(part, QLineEdit) and part.echoMode() is QLineEdit.EchoMode.Password
            seen.append("" if is_hidden else part.text())
    return " | ".join(words for words in seen if words)


def half_typed(seat: Seat) -> None:
    seat.serve("akta lahir")
    for words in PERSONAL[:2]:
        seat.type(words)
        seat.press(Key.Key_Return)


def test_one_key_hides_everything_before_anything_is_read_or_written(seat: Seat) -> None:
    half_typed(seat)
    before = kinds(seat.store)
    seat.window.feature(SittingDown).locking.lock()  # not even an event is handled in between

    assert scene(seat) is Scene.LOCKED
    seen = in_sight(seat)
    assert not [words for words in (*PERSONAL, "Akta", "Petugas Contoh ·") if words in seen]
    assert "Loket 3 terkunci" in seen
    seat.settle()
    assert kinds(seat.store) == before


def test_a_locked_screen_shows_the_counter_and_the_called_number_only(seat: Seat) -> None:
    seat.issue("kia")
    seat.issue("ktp hilang")
    seat.press(Key.Key_F2)
    lock(seat)

    assert seat.window.rail.block.number.text() == "3"
    facts = [fact.value() for fact in seat.window.rail.block.facts if fact.isVisibleTo(seat.window)]
    assert facts == ["B001"]
    seen = in_sight(seat)
    assert "B002" not in seen
    assert "Identitas" not in seen
    assert not seat.window.waiting.isVisible()
    assert seat.window.toast.isHidden()


def test_no_key_of_work_does_anything_while_it_is_locked(seat: Seat) -> None:
    seat.issue("kia")
    lock(seat)
    before = kinds(seat.store)
    for key in (Key.Key_F2, Key.Key_F5, Key.Key_F6, Key.Key_F8, Key.Key_F9, Key.Key_F12, Key.Key_Escape):
        seat.press(key)
    for key in (Key.Key_B, Key.Key_T, Key.Key_G):
        seat.press(key, CONTROL)

    assert scene(seat) is Scene.LOCKED
    assert kinds(seat.store) == before


def test_the_pin_brings_back_the_very_field_with_what_was_typed(seat: Seat) -> None:
    half_typed(seat)
    seat.type("31 3")
    field = seat.focus()
    lock(seat)
    unlock(seat)

    assert scene(seat) is Scene.SERVING
    assert seat.focus() is field
    seat.type(" 1980")
    form = seat.window.serving_page.fields.form()
    assert (form.identity_number, form.full_name, form.birth_date) == (*PERSONAL[:2], "1980-03-31")


def test_a_wrong_pin_leaves_it_locked_and_says_so_at_the_field(seat: Seat) -> None:
    lock(seat)
    seat.type("0000")
    seat.press(Key.Key_Return)

    assert scene(seat) is Scene.LOCKED
    assert page(seat).who.pin.error() == "PIN tidak cocok. Ketik sekali lagi. Sisa percobaan: 4."
    unlock(seat)
    assert scene(seat) is Scene.IDLE


def test_what_lies_over_the_work_is_there_again_and_help_is_closed(seat: Seat) -> None:
    seat.press(Key.Key_F8)
    seat.type("ktp")
    seat.press(Key.Key_F1)
    lock(seat)
    assert scene(seat) is Scene.LOCKED
    unlock(seat)

    assert scene(seat) is Scene.SEARCH
    assert "ktp" in [line.text() for line in seat.window.search_page.findChildren(QLineEdit)]


def test_esc_on_a_locked_screen_closes_nothing_below_it(seat: Seat) -> None:
    seat.press(Key.Key_F8)
    lock(seat)
    seat.press(Key.Key_Escape)
    unlock(seat)

    assert scene(seat) is Scene.SEARCH


def test_a_printers_notice_that_names_a_number_waits_for_the_pin(seat: Seat) -> None:
    station = behind(seat)
    stations.issue(station)
    job = station.do(print_jobs.take_next_job)
    assert job is not None
    station.do(lambda work: print_jobs.mark_failed(work, job.job_id, "paper_out"))
    seat.settle()
    assert seat.window.work.notice.isVisible()
    lock(seat)
    assert not seat.window.work.notice.isVisible()
    unlock(seat)

    assert seat.window.work.notice.isVisible()


def test_help_over_a_locked_screen_tells_nothing_of_the_ticket(seat: Seat) -> None:
    seat.issue("kia")
    seat.press(Key.Key_F2)
    lock(seat)
    seat.press(Key.Key_F1)

    assert scene(seat) is Scene.HELP
    assert "Identitas" not in seat.window.rail.block.title.text()
    seat.press(Key.Key_Escape)
    assert scene(seat) is Scene.LOCKED


def test_another_officer_takes_over_a_locked_counter(seat: Seat) -> None:
    lock(seat)
    unlock(seat, "P04")

    actor = seat.window.acts.actor
    assert actor is not None
    assert actor.officer == "P04"
    assert kinds(seat.store)[-3:] == ["shift.closed", "shift.opened", "counter.opened"]


def test_changing_officers_back_and_forth_needs_the_pin_only(seat: Seat) -> None:
    switch_to(seat, "P04")
    seat.press(Key.Key_G, CONTROL)

    assert page(seat).who.officer.key() == "P03"
    assert page(seat).who.pin.line_edit.hasFocus()
    unlock(seat, "P03")
    assert seat.window.acts.actor is not None
    assert seat.window.acts.actor.officer == "P03"


def test_esc_leaves_the_change_of_officer_and_everything_as_it_was(seat: Seat) -> None:
    half_typed(seat)
    field = seat.focus()
    seat.press(Key.Key_G, CONTROL)
    assert scene(seat) is Scene.SWITCH
    assert PERSONAL[0] not in in_sight(seat)
    seat.press(Key.Key_Escape)

    assert scene(seat) is Scene.SERVING
    assert seat.focus() is field


def test_with_somebody_at_the_counter_it_is_asked_who_goes_on(seat: Seat) -> None:
    half_typed(seat)
    switch_to(seat, "P04")
    assert scene(seat) is Scene.IN_HAND
    assert "B001 masih di loket ini" in in_sight(seat)

    seat.press(Key.Key_Return)

    assert scene(seat) is Scene.SERVING
    assert "ticket.handed_over" in kinds(seat.store)
    assert seat.window.serving_page.fields.form().identity_number == PERSONAL[0]


def test_the_ticket_goes_back_to_the_queue_where_the_new_officer_says_so(seat: Seat) -> None:
    half_typed(seat)
    switch_to(seat, "P04")
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Return)

    assert scene(seat) is Scene.IDLE
    assert seat.window.context.screen is not None
    assert [row.number for row in seat.window.context.screen.waiting] == ["B001"]
    seat.press(Key.Key_F2)
    seat.press(Key.Key_F5)
    assert seat.window.serving_page.fields.form().identity_number == PERSONAL[0]


def test_esc_at_that_question_goes_back_to_the_pin_and_nothing_is_changed(seat: Seat) -> None:
    half_typed(seat)
    before = kinds(seat.store)
    switch_to(seat, "P04")
    seat.press(Key.Key_Escape)
    assert scene(seat) is Scene.SWITCH
    seat.press(Key.Key_Escape)

    assert scene(seat) is Scene.SERVING
    assert kinds(seat.store) == before


def test_what_the_former_officer_did_is_not_undone_by_the_next(seat: Seat) -> None:
    seat.issue("kia")
    seat.press(Key.Key_F2)
    switch_to(seat, "P04")
    seat.press(Key.Key_Return)
    seat.press(Key.Key_F12)

    assert seat.window.toast.words() == "Tidak ada yang dapat diurungkan lagi."
    assert scene(seat) is Scene.CALLED


def test_a_break_is_two_presses_and_the_pin_ends_it(seat: Seat) -> None:
    seat.press(Key.Key_B, CONTROL)
    assert scene(seat) is Scene.BREAK
    seat.press(Key.Key_Return)

    assert scene(seat) is Scene.LOCKED
    assert "Loket 3 istirahat" in in_sight(seat)
    assert seat.window.rail.block.title.text() == "Istirahat"
    assert "Makan siang, sejak 08.10" in in_sight(seat)
    assert kinds(seat.store)[-1] == "counter.paused"
    unlock(seat)
    assert scene(seat) is Scene.IDLE
    assert kinds(seat.store)[-1] == "counter.resumed"


def test_the_reason_of_a_break_is_chosen_by_arrows(seat: Seat) -> None:
    seat.press(Key.Key_B, CONTROL)
    seat.press(Key.Key_Down)
    seat.press(Key.Key_Return)

    assert "Ibadah, sejak 08.10" in in_sight(seat)
    assert stations.entries(seat.store)[-1].body == '{"counter":3,"reason":"prayer"}'


def test_nobody_is_left_standing_by_a_break(seat: Seat) -> None:
    seat.issue("kia")
    seat.press(Key.Key_F2)
    seat.press(Key.Key_B, CONTROL)

    assert scene(seat) is Scene.CALLED
    assert seat.window.toast.words() == "B001 masih di loket ini. Selesaikan dulu, lalu istirahat."


def test_esc_goes_back_from_the_reasons(seat: Seat) -> None:
    seat.press(Key.Key_B, CONTROL)
    seat.press(Key.Key_Escape)

    assert scene(seat) is Scene.IDLE
    assert "counter.paused" not in kinds(seat.store)


@pytest.fixture
def watched(tmp_path: Path, qapp: QApplication, dressed: None) -> Iterator[Seat]:
    """A seat at a site whose desks lock themselves after ten minutes."""
    made = Seat(tmp_path / "watched", at=replace(stations.site(), idle_lock_min=10))
    made.begin()
    yield made
    made.close()


def test_the_shipped_site_file_locks_a_desk_after_ten_minutes() -> None:
    real = read_site(resource("catalogue/site.toml"), stations.catalogue())

    assert real.idle_lock_min == 10


def test_a_desk_that_nobody_touches_locks_itself_after_the_sites_minutes(watched: Seat) -> None:
    half_typed(watched)
    watch = watched.window.feature(SittingDown).idle
    watched.clock.advance_s(9 * 60 + 59)
    watch.look()
    assert scene(watched) is Scene.SERVING

    watched.clock.advance_s(1)
    watch.look()

    assert scene(watched) is Scene.LOCKED
    unlock(watched)
    assert watched.window.serving_page.fields.form().full_name == PERSONAL[1]


def test_every_key_begins_the_minutes_anew(watched: Seat) -> None:
    watch = watched.window.feature(SittingDown).idle
    watched.clock.advance_s(9 * 60)
    watched.press(Key.Key_Tab)
    watched.clock.advance_s(9 * 60)
    watch.look()

    assert scene(watched) is Scene.IDLE


def test_a_clock_that_was_set_back_locks_nobody_out(watched: Seat) -> None:
    watch = watched.window.feature(SittingDown).idle
    watched.clock.advance_s(-86_400)
    watch.look()
    assert scene(watched) is Scene.IDLE

    watched.clock.advance_s(10 * 60)
    watch.look()

    assert scene(watched) is Scene.LOCKED


@pytest.mark.parametrize("key", [Key.Key_L, Key.Key_G, Key.Key_B, Key.Key_T])
def test_before_signing_in_there_is_nothing_to_leave(empty_seat: Seat, key: Key) -> None:
    empty_seat.press(key, CONTROL)

    assert scene(empty_seat) is Scene.SIGN_IN


def test_the_desk_is_the_same_after_a_lock_while_somebody_is_called(seat: Seat) -> None:
    seat.issue("kia")
    seat.press(Key.Key_F2)
    lock(seat)
    unlock(seat)

    assert scene(seat) is Scene.CALLED
    current = seat.window.context.current()
    assert current is not None
    seat.press(Key.Key_F5)
    assert kinds(seat.store)[-1] == "ticket.started"


def test_break_and_closing_stand_at_the_foot_of_the_idle_page(seat: Seat) -> None:
    buttons = seat.window.idle_page.findChildren(CommandButton)
    assert [button.text() for button in buttons] == ["Istirahat", "Tutup loket"]
    buttons[0].setFocus()
    seat.press(Key.Key_Space)
    assert scene(seat) is Scene.BREAK
    seat.press(Key.Key_Escape)
    buttons[1].setFocus()
    seat.press(Key.Key_Space)

    assert scene(seat) is Scene.CLOSING
