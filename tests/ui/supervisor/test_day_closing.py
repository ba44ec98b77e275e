"""The day is closed from the hall: named first, with a note, and never by a slip of the finger."""

from __future__ import annotations

from counter_app.db.queries.day import open_day_number
from counter_app.ui.commands import Scene
from counter_app.ui.supervisor.day_closing_page import DayClosingPage
from tests.helpers.seat import CONTROL, SHIFT, Key
from tests.helpers.supervisor_desk import SupervisorDesk


def page(desk: SupervisorDesk) -> DayClosingPage:
    return desk.window.overlays.closing.page()


def is_open(desk: SupervisorDesk) -> bool:
    return desk.store.read(lambda it: open_day_number(it, "BLU")) is not None


def ask(desk: SupervisorDesk) -> None:
    desk.press(Key.Key_T, CONTROL | SHIFT)


def test_who_is_left_and_which_counter_never_opened_is_named_before_the_day_is_closed(
    desk: SupervisorDesk,
) -> None:
    desk.hall.sit_down(3)
    desk.hall.serve(3, "B02")
    ask(desk)
    assert desk.window.scene is Scene.CLOSING
    assert page(desk).title.text() == "Tutup Senin, 23 November 2026?"
    assert page(desk).still.text() == "Masih buka, ikut ditutup: 3."
    assert "1, 2, 4, 5" in page(desk).never.text()
    assert len(page(desk).told.left) == 1
    desk.press(Key.Key_Return)
    assert is_open(desk), "Enter in the note closes nothing"
    desk.press(Key.Key_Escape)
    assert (desk.window.scene, is_open(desk)) == (Scene.HALL, True)


def test_the_note_is_kept_with_the_day_and_shown_with_its_figures(desk: SupervisorDesk) -> None:
    ask(desk)
    desk.type("Listrik padam")
    ask(desk)
    assert not is_open(desk)
    assert desk.window.toast.words() == "Hari kerja ditutup"
    desk.press(Key.Key_2, CONTROL)
    assert "Catatan penutupan: Listrik padam" in desk.window.figuring.page().remark.text()


def test_who_came_since_is_asked_about_anew(desk: SupervisorDesk) -> None:
    ask(desk)
    desk.window.feed.stop()
    desk.hall.issue()
    ask(desk)
    assert is_open(desk)
    assert len(page(desk).told.left) == 1
    ask(desk)
    assert not is_open(desk)


def test_without_an_open_day_there_is_nothing_to_close(desk: SupervisorDesk) -> None:
    ask(desk)
    ask(desk)
    ask(desk)
    assert page(desk).title.text() == "Tidak ada hari kerja yang terbuka."
    assert page(desk).button.isHidden()
