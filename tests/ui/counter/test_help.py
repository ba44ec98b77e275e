"""F1: every key, what it does, and why it can't be used now."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from counter_app.ui.commands import COMMANDS, RECEPTION_COMMANDS, Command, Scene, told_keys
from counter_app.ui.counter.help import Help
from counter_app.ui.desk.help_page import HelpPage, not_now
from counter_app.ui.i18n import has_text
from counter_app.ui.widgets.key_hint import KeyHint
from tests.helpers.seat import Seat

Key = Qt.Key


def page(seat: Seat) -> HelpPage:
    return seat.window.feature(Help).page()


def scene(seat: Seat) -> Scene:
    return seat.window.scene


def words(seat: Seat, command: str) -> str:
    return page(seat).rows[command].accessibleName()


@pytest.mark.parametrize(
    "command", dict.fromkeys((*COMMANDS, *RECEPTION_COMMANDS)), ids=lambda command: command.id
)
def test_every_command_says_what_it_does(command: Command) -> None:
    assert has_text(f"help.{command.id}")


def test_f1_shows_every_key_of_the_table_and_prints_nothing(seat: Seat) -> None:
    seat.press(Key.Key_F1)

    assert scene(seat) is Scene.HELP
    assert list(page(seat).rows) == [command.id for command in COMMANDS]
    assert words(seat, "call_next") == "F2. Panggil berikutnya. Memanggil nomor yang gilirannya sekarang."
    assert seat.woken == 0


def test_what_cannot_be_done_now_says_when(seat: Seat) -> None:
    seat.press(Key.Key_F1)

    assert words(seat, "finish").endswith("Sekarang belum bisa: hanya saat melayani.")
    assert words(seat, "connect").endswith("Sekarang belum bisa: hanya sebelum masuk.")


def test_before_signing_in_the_keys_of_work_say_so(empty_seat: Seat) -> None:
    empty_seat.press(Key.Key_F1)

    told = words(empty_seat, "call_next")
    assert told.endswith("hanya setelah masuk dan hari kerja dibuka.")
    empty_seat.press(Key.Key_Escape)
    assert scene(empty_seat) is Scene.SIGN_IN


def test_esc_goes_back_to_the_very_field_and_what_was_typed_stays(seat: Seat) -> None:
    seat.serve()
    seat.type("5304")
    field = seat.focus()

    seat.press(Key.Key_F1)
    assert scene(seat) is Scene.HELP
    seat.press(Key.Key_Escape)

    assert scene(seat) is Scene.SERVING
    assert seat.focus() is field
    seat.type("12")
    assert seat.window.serving_page.fields.number.text() == "530412"


def test_f1_again_closes_it_and_keys_of_work_do_nothing_meanwhile(seat: Seat) -> None:
    seat.issue("kia")
    seat.press(Key.Key_F1)
    seat.press(Key.Key_F2)
    assert scene(seat) is Scene.HELP

    seat.press(Key.Key_F1)
    assert scene(seat) is Scene.IDLE
    seat.press(Key.Key_F2)
    assert scene(seat) is Scene.CALLED


def test_a_longer_list_is_scrolled_by_keys(seat: Seat) -> None:
    seat.press(Key.Key_F1)
    bar = page(seat).area.verticalScrollBar()
    assert bar.maximum() > 0

    seat.press(Key.Key_PageDown)

    assert bar.value() > 0


def test_no_command_is_ever_without_a_reason_where_it_does_not_work() -> None:
    for command in COMMANDS:
        for scene in Scene:
            assert bool(not_now(command, scene)) is (scene not in command.scenes)


def test_the_title_stands_first(seat: Seat) -> None:
    seat.press(Key.Key_F1)

    told = [label.text() for label in page(seat).findChildren(QLabel) if label.isVisible()]
    assert told[0] == "Semua tombol"


def test_the_status_line_tells_the_keys_that_lead_to_all_others(seat: Seat) -> None:
    told = [hint.accessibleName() for hint in seat.window.status.findChildren(KeyHint)]

    assert told == ["Ctrl+K", "F1"]
    assert [key for key, _words in told_keys(Scene.SIGN_IN)] == ["F1"]  # nobody can be looked for yet
