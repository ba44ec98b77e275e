"""The live hall by keys alone, on a real station."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from counter_app.db.queries.hall import HallScreen
from counter_app.db.tables import COUNTER, TICKET
from counter_app.domain.ticket import TicketPhase
from counter_app.ui.commands import SUPERVISOR_COMMANDS, Scene, clashes
from counter_app.ui.supervisor.counter_cell import CounterCell
from tests.helpers.seat import CONTROL, Key
from tests.helpers.stations import is_clean
from tests.helpers.supervisor_desk import SupervisorDesk

SHORT = 60


def state_of(desk: SupervisorDesk, number: int) -> str:
    rows = desk.store.read(lambda it: it.execute(COUNTER.select().where(COUNTER.c.counter == number)).all())
    return str(rows[0].state) if rows else ""


def cell(desk: SupervisorDesk, number: int) -> CounterCell:
    return desk.window.hall.grid.cells[number]


def told(desk: SupervisorDesk) -> list[str]:
    return [row.told.title for row in desk.window.hall.attention.rows()]


def choose(desk: SupervisorDesk, number: int) -> None:
    desk.window.hall.grid.choose(number)
    desk.press(Key.Key_Return)


def test_after_the_pin_the_hall_is_seen_and_a_counter_has_the_focus(desk: SupervisorDesk) -> None:
    assert desk.window.scene is Scene.HALL
    assert isinstance(desk.focus(), CounterCell)


def test_no_key_stands_for_two_commands() -> None:
    assert clashes(SUPERVISOR_COMMANDS) == {}


def test_only_supervisors_are_offered(desk: SupervisorDesk) -> None:
    offered = desk.window.sign_in_page.officer
    assert [offered.itemText(at).rpartition("(")[2] for at in range(offered.count())] == ["S01)"]


def test_what_happens_at_a_counter_is_seen_without_a_key(desk: SupervisorDesk) -> None:
    assert "Tutup" in cell(desk, 3).accessibleName()
    desk.hall.sit_down(3)
    called = desk.hall.serve_call(3, "B02")
    desk.wait_until(lambda: called.number in cell(desk, 3).accessibleName())
    assert cell(desk, 3).accessibleName() == f"Loket 3, {called.number}, Memanggil"


def test_arrows_go_from_counter_to_counter_and_a_reading_moves_nothing(desk: SupervisorDesk) -> None:
    desk.window.hall.grid.choose(3)
    desk.press(Key.Key_Right)
    assert desk.window.hall.grid.chosen() == 4
    desk.press(Key.Key_Down)
    below = desk.window.hall.grid.chosen()
    assert below != 4
    desk.hall.issue()
    desk.look()
    assert (desk.window.hall.grid.chosen(), desk.focus()) == (below, cell(desk, below))
    desk.press(Key.Key_Up)
    assert desk.window.hall.grid.chosen() == 4


def test_a_counter_is_opened_with_a_reason_and_f12_closes_it_again(desk: SupervisorDesk) -> None:
    choose(desk, 10)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_1)
    assert state_of(desk, 10) == "", "nothing is done before Enter"
    desk.press(Key.Key_Return)
    assert state_of(desk, 10) == "open"
    assert desk.window.toast.words() == "Loket 10 dibuka"
    assert desk.focus() is cell(desk, 10), "the focus is back where it was"
    desk.press(Key.Key_F12)
    assert state_of(desk, 10) == "closed"
    assert is_clean(desk.store)


def test_esc_goes_back_step_by_step_and_does_nothing(desk: SupervisorDesk) -> None:
    choose(desk, 10)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_1)
    desk.press(Key.Key_Escape)
    assert desk.focus() is desk.window.hall.panel.list
    desk.press(Key.Key_Escape)
    assert desk.focus() is cell(desk, 10)
    assert state_of(desk, 10) == ""


def test_who_did_not_come_is_brought_back_from_the_list(desk: SupervisorDesk) -> None:
    desk.hall.sit_down(3)
    missed = desk.hall.serve_call(3, "B02")
    desk.hall.not_here(3, missed.ticket_id)
    desk.look()
    desk.window.hall.absent.list.setFocus()
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_2)
    desk.press(Key.Key_Return)
    row = desk.store.read(lambda it: it.execute(TICKET.select()).one())
    assert row.phase == TicketPhase.WAITING
    desk.look()
    assert desk.window.hall.absent.isHidden()


def test_a_crowded_queue_is_told_in_words_and_its_button_opens_a_counter(desk: SupervisorDesk) -> None:
    desk.hall.sit_down(9)
    desk.hall.issue("D01")
    desk.clock.advance_s(46 * SHORT)
    desk.look()
    assert told(desk) == ["Imigrasi: D51-001 menunggu 46 menit"]
    assert "Padat" in desk.window.hall.queues.rows.rows[0].spoken()
    (row,) = desk.window.hall.attention.rows()
    assert row.button.text() == "Buka loket 10"
    row.button.setFocus()
    desk.press(Key.Key_Return)
    assert state_of(desk, 10) == "open"


def test_a_line_that_stays_keeps_its_focus(desk: SupervisorDesk) -> None:
    desk.hall.issue("D01")
    desk.clock.advance_s(31 * SHORT)
    desk.look()
    (row,) = desk.window.hall.attention.rows()
    row.button.setFocus()
    desk.hall.issue("C07")
    desk.look()
    assert len(desk.window.hall.attention.rows()) == 2
    assert desk.focus() is row.button


def test_what_was_chosen_and_is_over_says_so(desk: SupervisorDesk) -> None:
    desk.hall.sit_down(3)
    missed = desk.hall.serve_call(3, "B02")
    desk.hall.not_here(3, missed.ticket_id)
    desk.look()
    desk.window.hall.absent.list.setFocus()
    desk.press(Key.Key_Return)
    desk.window.hall.show_screen(HallScreen("", desk.clock.now_ms))
    QApplication.processEvents()
    assert desk.window.hall.panel.facts.text() == "Sudah tidak ada lagi."


def test_a_rule_that_says_no_is_told_and_changes_nothing(desk: SupervisorDesk) -> None:
    desk.hall.sit_down(3)
    desk.look()
    choose(desk, 3)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_1)
    desk.hall.serve_call(3, "B02")
    desk.press(Key.Key_Return)
    assert state_of(desk, 3) == "open"
    assert "masih" in desk.window.toast.words() or "B51-001" in desk.window.toast.words()


def test_locking_hides_the_hall(desk: SupervisorDesk) -> None:
    desk.press(Key.Key_L, CONTROL)
    assert (desk.window.scene, desk.window.tabs.isHidden()) == (Scene.LOCKED, True)
    desk.type("9001")
    desk.press(Key.Key_Return)
    assert (desk.window.scene, desk.window.tabs.isHidden()) == (Scene.HALL, False)


def test_an_incident_is_closed_with_a_note_and_open_again_after_f12(desk: SupervisorDesk) -> None:
    for number in (3, 4):
        desk.hall.sit_down(number)
    called = desk.hall.serve_call(3, "B02")
    desk.hall.call_too(4, called)
    desk.look()
    assert told(desk)[0].startswith(f"{called.number}: Dipanggil dua loket")
    desk.window.hall.attention.rows()[0].button.setFocus()
    for key in (Key.Key_Return, Key.Key_Return, Key.Key_5):
        desk.press(key)
    desk.press(Key.Key_Return)
    assert "catatan" in desk.window.toast.words().casefold(), "the reason Other needs a note"
    desk.type("Salah dengar")
    desk.press(Key.Key_Return)
    desk.look()
    assert not any("Dipanggil dua loket" in title for title in told(desk))
    desk.press(Key.Key_F12)
    desk.look()
    assert told(desk)[0].startswith(called.number)


def test_a_waiting_number_is_moved_to_another_queue_and_back_by_f12(desk: SupervisorDesk) -> None:
    desk.hall.issue("D01")
    desk.look()
    desk.window.hall.queues.list.setFocus()
    desk.press(Key.Key_Return)
    acts = desk.window.hall.panel.rows.rows
    wanted = next(at for at, act in enumerate(acts) if act.title == "Pindahkan D51-001 ke antrean C")
    panel = desk.window.hall.panel
    panel.list.setCurrentIndex(panel.rows.index(wanted, 0))
    for key in (Key.Key_Return, Key.Key_4, Key.Key_Return):
        desk.press(key)
    row = desk.store.read(lambda it: it.execute(TICKET.select()).one())
    assert (row.queue, row.service, row.number) == ("C", row.service, "D51-001")
    assert desk.window.toast.words() == "D51-001 menunggu di antrean C"
    desk.press(Key.Key_F12)
    row = desk.store.read(lambda it: it.execute(TICKET.select()).one())
    assert (row.queue, row.service) == ("D", "D01")
