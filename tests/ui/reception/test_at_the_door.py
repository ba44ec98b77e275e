"""The reception by keys alone, on a real station."""

from __future__ import annotations

from sqlalchemy import select

from counter_app.db.tables import PRINT_JOB, TICKET
from counter_app.domain.ticket import TicketPhase
from counter_app.operations import days, print_jobs
from counter_app.ui.commands import COMMANDS, FORM_COMMANDS, RECEPTION_COMMANDS, Scene, clashes
from counter_app.ui.reception.chosen import spans
from counter_app.ui.reception.rail import Stop
from tests.helpers.front_desk import FrontDesk
from tests.helpers.seat import CONTROL, Key
from tests.helpers.stations import is_clean, kinds


def tickets(door: FrontDesk) -> list[tuple[str, str, int]]:
    statement = select(TICKET.c.number, TICKET.c.priority, TICKET.c.phase).order_by(TICKET.c.id)
    rows = door.store.read(lambda connection: connection.execute(statement).all())
    return [(row.number, row.priority, row.phase) for row in rows]


def jobs(door: FrontDesk) -> list[tuple[str, int]]:
    statement = select(PRINT_JOB.c.paper, PRINT_JOB.c.print_no).order_by(PRINT_JOB.c.id)
    rows = door.store.read(lambda connection: connection.execute(statement).all())
    return [(row.paper, row.print_no) for row in rows]


def chosen(door: FrontDesk) -> tuple[str, ...]:
    return door.window.chosen.services


def in_the_rail(door: FrontDesk) -> list[str]:
    """Words of the visit's rows, from top to bottom."""
    stops = [stop for stop in door.window.rail.findChildren(Stop) if stop.isVisibleTo(door.window)]
    stops.sort(key=lambda stop: stop.y())
    return [stop.waiting.text() for stop in stops]


def test_after_the_pin_and_enter_the_search_field_has_the_focus(door: FrontDesk) -> None:
    assert door.window.scene is Scene.RECEPTION
    assert door.focus() is door.window.page.services.field


def test_without_a_service_there_is_no_ticket_to_print_and_the_button_shows_it(door: FrontDesk) -> None:
    assert not door.window.rail.primary.isEnabled()
    door.add("ktp hilang")
    assert door.window.rail.primary.isEnabled()


def test_only_officers_of_the_reception_are_offered(door: FrontDesk) -> None:
    offered = door.window.sign_in_page.officer
    assert {offered.itemText(at).rpartition("(")[2] for at in range(offered.count())} == {"R01)", "S01)"}


def test_enter_adds_a_service_and_enter_again_takes_it_out(door: FrontDesk) -> None:
    door.add("ktp hilang")
    assert chosen(door) == ("B02",)
    assert door.window.rail.title.text() == "1 layanan"
    door.press(Key.Key_Return)
    assert chosen(door) == ()
    assert door.window.rail.title.text() == "Belum ada layanan"


def test_the_next_word_typed_replaces_the_last_one(door: FrontDesk) -> None:
    door.add("ktp hilang")
    door.add("laporan kehilangan")
    assert door.window.page.services.field.text() == "laporan kehilangan"
    assert chosen(door) == ("C07", "B02"), "the loss report comes first"


def test_an_added_service_is_marked_where_it_stands(door: FrontDesk) -> None:
    door.type("ktp hilang")
    door.press(Key.Key_Down)
    before = door.window.page.services.code()
    door.press(Key.Key_Return)
    assert door.window.page.services.code() == before, "nothing moves under the hand"
    notes = [row.note for row in door.window.page.services.rows.rows]
    assert notes.count("Ditambahkan") == 1


def test_the_sheet_follows_the_arrows(door: FrontDesk) -> None:
    door.type("ktp hilang")
    first = door.window.page.sheet.title.text()
    door.press(Key.Key_Down)
    assert door.window.page.sheet.title.text() != first


def test_f8_gives_every_service_its_ticket_and_makes_room_for_the_next_person(door: FrontDesk) -> None:
    door.add("ktp hilang")
    door.add("laporan kehilangan")
    assert door.window.rail.primary.text() == "Cetak 2 tiket"
    door.press(Key.Key_F8)
    assert tickets(door) == [("C001", "", 1), ("B001", "", 1)]
    assert jobs(door) == [("ticket", 1), ("ticket", 1)]
    assert kinds(door.store).count("visit.opened") == 1
    assert door.woken == 1
    assert door.window.toast.words() == "C001, B001 dibuat, tiket dicetak"
    assert chosen(door) == ()
    assert door.window.page.services.field.text() == ""
    assert door.focus() is door.window.page.services.field
    assert is_clean(door.store)


def test_f8_without_a_service_says_what_to_do(door: FrontDesk) -> None:
    door.press(Key.Key_F8)
    assert "Belum ada layanan" in door.window.toast.words()
    assert tickets(door) == []


def test_a_priority_goes_with_every_ticket_and_not_with_the_next_person(door: FrontDesk) -> None:
    door.add("ktp hilang")
    door.window.rail.priority.focus_chosen()
    door.press(Key.Key_Down)
    door.press(Key.Key_F8)
    door.add("laporan kehilangan")
    door.press(Key.Key_F8)
    assert [priority for _, priority, _ in tickets(door)] == ["elderly", ""]


def test_the_rail_counts_who_waits_as_it_happens(door: FrontDesk) -> None:
    door.add("ktp hilang")
    door.press(Key.Key_F8)
    door.add("ktp hilang")
    assert in_the_rail(door) == ["1 menunggu"]


def test_f12_takes_the_whole_last_visit_back_and_lets_it_be_corrected(door: FrontDesk) -> None:
    door.add("ktp hilang")
    door.add("laporan kehilangan")
    door.press(Key.Key_F8)
    door.press(Key.Key_F12)
    assert {phase for _, _, phase in tickets(door)} == {TicketPhase.CANCELLED}
    assert chosen(door) == ("C07", "B02")
    assert door.window.toast.words() == "C001, B001 dibatalkan"
    door.press(Key.Key_F12)
    assert door.window.toast.words() == "Tidak ada yang dapat diurungkan lagi."


def test_esc_empties_first_the_field_and_then_the_visit_with_a_way_back(door: FrontDesk) -> None:
    door.add("ktp hilang")
    door.press(Key.Key_Escape)
    assert door.window.page.services.field.text() == ""
    assert chosen(door) == ("B02",)
    door.press(Key.Key_Escape)
    assert chosen(door) == ()
    door.press(Key.Key_F12)
    assert chosen(door) == ("B02",)
    assert tickets(door) == []


def test_with_nothing_typed_the_visit_stands_on_top_of_the_list(door: FrontDesk) -> None:
    door.add("terpidana")
    door.press(Key.Key_Escape)
    assert door.window.page.services.code() == "M01"
    assert door.window.page.services.rows.rowCount() == len(door.store.catalogue.services)


def test_ctrl_p_prints_the_sheet_that_is_seen(door: FrontDesk) -> None:
    door.type("ktp hilang")
    door.press(Key.Key_P, CONTROL)
    assert jobs(door) == [("sheet", 1)]
    assert "KTP-el hilang atau rusak" in door.window.toast.words()
    assert door.focus() is door.window.page.services.field, "typing goes on"


def test_f9_prints_the_last_slips_again(door: FrontDesk) -> None:
    door.press(Key.Key_F9)
    assert door.window.toast.words() == "Belum ada tiket yang dapat dicetak ulang."
    door.add("ktp hilang")
    door.press(Key.Key_F8)
    door.press(Key.Key_F9)
    assert jobs(door) == [("ticket", 1), ("ticket", 2)]


def test_a_printer_in_trouble_is_told_and_tried_again_with_f9(door: FrontDesk) -> None:
    door.add("ktp hilang")
    door.press(Key.Key_F8)
    job = door.store.write(print_jobs.take_next_job)
    assert job is not None
    door.store.write(lambda work: print_jobs.mark_failed(work, job.job_id, "paper_out"))
    door.settle()
    assert not door.window.work.notice.isHidden()
    woken = door.woken
    door.press(Key.Key_F9)
    assert door.woken == woken + 1
    assert jobs(door) == [("ticket", 1)]


def test_the_button_does_what_its_key_does(door: FrontDesk) -> None:
    door.add("ktp hilang")
    door.window.rail.primary.click()
    door.settle()
    assert [number for number, _, _ in tickets(door)] == ["B001"]


def test_a_closed_day_is_asked_for_again(door: FrontDesk) -> None:
    actor = door.window.acts.actor
    assert actor is not None
    door.store.write(lambda work: days.close_day(work, actor))
    door.settle()
    assert door.window.scene is Scene.DAY


def test_no_key_of_the_reception_has_two_meanings() -> None:
    assert clashes(RECEPTION_COMMANDS) == {}


def test_a_key_has_one_verb_in_both_windows() -> None:
    at_counter = {key: command.id for command in COMMANDS for key in command.keys}
    verbs = {"new_ticket": "issue_visit", "close_up": "end_shift", "print_report": "print_sheet"}
    for command in (*RECEPTION_COMMANDS, *FORM_COMMANDS):
        for key in command.keys:
            known = at_counter.get(key, command.id)
            assert command.id == verbs.get(known, known)


def test_counters_beside_each_other_are_told_in_short() -> None:
    assert spans((3, 4, 5, 8)) == "3–5, 8"
    assert spans((8,)) == "8"
    assert spans(()) == ""
