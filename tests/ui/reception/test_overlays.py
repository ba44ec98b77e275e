"""F1, Ctrl+K and the scanner at the reception."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter_app.ui.commands import RECEPTION_COMMANDS, Scene
from counter_app.ui.desk.found_page import LabelledFact
from tests.helpers import stations
from tests.helpers.front_desk import FrontDesk
from tests.helpers.officer import words_on
from tests.helpers.scene import at
from tests.helpers.seat import CONTROL, SHIFT
from tests.helpers.stations import Station

Key = Qt.Key


def behind(door: FrontDesk) -> Station:
    actor = door.window.acts.actor
    assert actor is not None
    return Station(door.store, door.clock, actor)


def scene(door: FrontDesk) -> Scene:
    return door.window.scene


def look(door: FrontDesk, words: str) -> list[str]:
    door.press(Key.Key_K, CONTROL)
    door.type(words)
    page = door.window.overlays.finding.finder()
    door.wait_until(lambda: page._answered == words)
    return [row.title for row in page.results.rows.rows]


def test_f1_shows_the_keys_of_the_reception(door: FrontDesk) -> None:
    door.press(Key.Key_F1)

    assert scene(door) is Scene.HELP
    page = door.window.overlays.helping.page()
    assert list(page.rows) == [command.id for command in RECEPTION_COMMANDS]
    door.press(Key.Key_Escape)
    assert scene(door) is Scene.RECEPTION


def test_what_was_chosen_and_typed_stays_below_the_help(door: FrontDesk) -> None:
    door.add("ktp hilang")
    door.type("akta")
    door.press(Key.Key_F1)
    door.press(Key.Key_F1)

    assert door.window.chosen.services == ("B02",)
    assert door.window.page.services.field.text() == "akta"
    assert door.focus() is door.window.page.services.field


def test_a_service_that_is_found_joins_the_visit(door: FrontDesk) -> None:
    assert look(door, "kartu identitas anak")[0] == "Kartu Identitas Anak (KIA)"
    door.press(Key.Key_Return)

    assert scene(door) is Scene.RECEPTION
    assert door.window.chosen.services == ("B11",)


def test_a_command_that_is_found_is_run(door: FrontDesk) -> None:
    door.add("ktp hilang")
    titles = look(door, "cetak tiket")
    for _ in range(titles.index("Cetak tiket")):
        door.press(Key.Key_Down)
    door.press(Key.Key_Return)

    assert stations.kinds(door.store).count("ticket.issued") == 1


def test_a_slip_that_is_scanned_is_opened_and_printed_again(door: FrontDesk) -> None:
    issued = stations.issue(behind(door))
    stations.print_all(behind(door))
    door.settle()
    door.type("akt")
    door.clock.advance_s(1)
    door.scan(issued.code)

    assert scene(door) is Scene.FOUND
    page = door.window.overlays.finding.opened()
    facts = [fact.accessibleName() for fact in page.findChildren(LabelledFact)]
    assert f"Nomor: {issued.number}" in facts
    assert door.window.page.services.field.text() == "akt"
    door.press(Key.Key_Escape)
    assert scene(door) is Scene.RECEPTION


def test_a_lost_slip_is_printed_again_at_the_door_whoever_it_is_for(door: FrontDesk) -> None:
    issued = stations.issue(behind(door), "C07")
    stations.print_all(behind(door))
    door.settle()
    door.scan(issued.code)
    before = door.woken
    door.press(Key.Key_F9)

    assert door.woken == before + 1
    assert [job.copy for job in stations.print_all(behind(door))] == [2]


def test_before_signing_in_only_the_keys_are_shown(empty_door: FrontDesk) -> None:
    empty_door.press(Key.Key_K, CONTROL)
    assert scene(empty_door) is Scene.SIGN_IN
    empty_door.press(Key.Key_F1)
    assert scene(empty_door) is Scene.HELP
    empty_door.press(Key.Key_Escape)
    assert scene(empty_door) is Scene.SIGN_IN


def test_paper_tickets_are_keyed_in_at_the_door_and_taken_back(door: FrontDesk) -> None:
    door.clock.set(at(11, 30))
    look(door, "salin tiket kertas")
    door.press(Key.Key_Return)
    assert scene(door) is Scene.PAPER
    for words in ("17", "ktp hilang", "0905", "", "", ""):
        door.type(words)
        door.press(Key.Key_Return)
    assert stations.kinds(door.store).count("ticket.transcribed") == 1

    door.press(Key.Key_F12)
    assert stations.kinds(door.store)[-1] == "ticket.struck_out"
    assert door.window.toast.words() == "B90-017: salinan tiket kertas diurungkan"
    door.press(Key.Key_Escape)
    assert scene(door) is Scene.RECEPTION


def test_a_lost_slip_is_found_by_time_and_service_and_printed_again(door: FrontDesk) -> None:
    for words in ("ktp hilang", "kartu identitas anak"):
        door.add(words)
        door.press(Key.Key_F8)
        door.clock.advance_s(30 * 60)
    stations.print_all(behind(door))
    door.add("akta lahir")

    door.press(Key.Key_K, CONTROL | SHIFT)
    door.type("jam 8 kartu anak")
    page = door.window.overlays.lost_slips.page()
    door.wait_until(lambda: page._answered == "jam 8 kartu anak")
    assert [row.title for row in page.results.rows.rows] == ["B002"]
    door.press(Key.Key_F9)

    assert door.window.toast.words() == "Slip B002 dicetak: DUPLIKAT, cetakan ke-2"
    assert scene(door) is Scene.RECEPTION
    assert door.window.chosen.services == ("B06",), "the visit that is put together stays"
    assert [(job.title, job.copy) for job in stations.print_all(behind(door))] == [("B002", 2)]


def test_nothing_found_leaves_nothing_to_open(door: FrontDesk) -> None:
    look(door, "zzzqq")

    assert not door.window.rail.primary.isEnabled()
    door.press(Key.Key_Escape)
    look(door, "kartu identitas anak")
    assert door.window.rail.primary.isEnabled()


def words_of_closing(door: FrontDesk) -> str:
    return words_on(door.window.overlays.closing.page())


def test_ctrl_t_ends_the_shift_and_the_day_goes_on(door: FrontDesk) -> None:
    door.press(Key.Key_T, CONTROL)
    assert scene(door) is Scene.CLOSING
    assert door.focus() is door.window.rail.primary, "a slip of the finger goes back to work"
    assert "Dilayani" not in words_of_closing(door), "nobody is served at the door"
    door.press(Key.Key_T, CONTROL)

    assert scene(door) is Scene.SIGN_IN
    assert door.window.toast.words() == "Sif berakhir."
    door.sign_in()
    assert scene(door) is Scene.RECEPTION


def test_the_day_is_closed_at_the_door_and_who_is_left_is_named_first(door: FrontDesk) -> None:
    door.add("ktp hilang")
    door.press(Key.Key_F8)
    door.press(Key.Key_T, CONTROL)
    assert "B001" in words_of_closing(door)
    door.press(Key.Key_T, CONTROL | SHIFT)

    assert scene(door) is Scene.SIGN_IN
    assert door.window.toast.words() == "Hari kerja ditutup."
    door.sign_in()
    assert scene(door) is Scene.DAY


def test_esc_goes_back_to_the_visit_that_is_put_together(door: FrontDesk) -> None:
    door.add("ktp hilang")
    door.press(Key.Key_T, CONTROL)
    door.press(Key.Key_Escape)

    assert (scene(door), door.window.chosen.services) == (Scene.RECEPTION, ("B02",))
    assert door.focus() is door.window.page.services.field


def test_who_turns_out_to_be_disabled_goes_first_from_the_slip_that_is_scanned(door: FrontDesk) -> None:
    door.add("ktp hilang")
    door.press(Key.Key_F8)
    door.scan(code_of_visit(door))
    assert scene(door) is Scene.FOUND
    door.press(Key.Key_F7)
    assert scene(door) is Scene.MOVE
    door.type("disab")
    assert door.window.rail.primary.text() == "Tetapkan prioritas"
    door.press(Key.Key_Return)

    assert scene(door) is Scene.RECEPTION
    assert door.window.toast.words() == "B001 kini prioritas: Penyandang disabilitas"
    door.press(Key.Key_F12)
    assert "prioritas" in door.window.toast.words()


def test_a_wrong_number_is_cancelled_with_its_reason(door: FrontDesk) -> None:
    door.add("ktp hilang")
    door.press(Key.Key_F8)
    door.scan(code_of_visit(door))
    door.press(Key.Key_F7)
    door.type("batal salah")
    door.press(Key.Key_F7)

    assert door.window.toast.words() == "B001 dibatalkan"
    door.scan(code_of_visit(door))
    door.press(Key.Key_F7)
    assert scene(door) is Scene.FOUND
    assert "tidak menunggu lagi" in door.window.toast.words()


def code_of_visit(door: FrontDesk) -> str:
    return str(door.store.read(lambda it: it.exec_driver_sql("SELECT code FROM visit").scalar_one()))
