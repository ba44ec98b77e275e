"""Buttons and links are pressed by keys, and say which key presses them from anywhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QColor, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app.ui.theme import current_theme
from counter_app.ui.widgets.buttons import CommandButton, LinkButton, PrimaryButton, SecondaryButton
from counter_app.ui.widgets.themed import ThemedButton

MAKERS = [PrimaryButton, SecondaryButton]


def ground_of(button: CommandButton) -> QColor:
    return button.grab().toImage().pixelColor(8, button.height() // 2)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_button_is_pressed_by_space_and_enter(qtbot: QtBot, make: type[CommandButton], key: Qt.Key) -> None:
    button = make("Selesai", "F6")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked, timeout=1000):
        qtbot.keyClick(button, key)


def test_a_disabled_button_cannot_be_pressed(qtbot: QtBot) -> None:
    button = PrimaryButton("Selesai", "F6")
    qtbot.addWidget(button)
    button.setEnabled(False)
    with qtbot.assertNotEmitted(button.clicked):
        QApplication.sendEvent(button, _enter(is_repeat=False))
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_link_is_pressed_by_enter(qtbot: QtBot) -> None:
    link = LinkButton("Urungkan")
    qtbot.addWidget(link)
    with qtbot.waitSignal(link.clicked, timeout=1000):
        qtbot.keyClick(link, Qt.Key.Key_Return)


@pytest.mark.parametrize(("make", "height"), [(PrimaryButton, 52), (SecondaryButton, 40)])
def test_a_button_has_the_height_of_the_picture(qtbot: QtBot, make: type[CommandButton], height: int) -> None:
    button = make("Selesai", "F6")
    qtbot.addWidget(button)
    assert button.sizeHint().height() == height


@pytest.mark.parametrize(
    ("make", "rest", "hover", "pressed", "disabled"),
    [
        (PrimaryButton, "brand", "brand_hover", "brand_pressed", "none_tint"),
        (SecondaryButton, "ground", "hover", "pressed", "ground"),
    ],
)
def test_each_state_of_a_button_has_its_ground(
    qtbot: QtBot, make: type[CommandButton], rest: str, hover: str, pressed: str, disabled: str
) -> None:
    button, color = make("Selesai", "F6"), current_theme().color
    qtbot.addWidget(button)
    button.resize(232, button.sizeHint().height())
    assert ground_of(button) == color(rest)
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    assert ground_of(button) == color(hover)
    button.setDown(True)
    assert ground_of(button) == color(pressed)
    button.setEnabled(False)
    assert ground_of(button) == color(disabled)


def test_a_screen_reader_hears_the_words_and_the_key(qtbot: QtBot) -> None:
    button = PrimaryButton("Panggil berikutnya", "F2")
    qtbot.addWidget(button)
    told = QAccessible.queryAccessibleInterface(button)
    assert told.role() == QAccessible.Role.Button
    assert told.text(QAccessible.Text.Name) == "Panggil berikutnya"
    assert told.text(QAccessible.Text.Description) == "Tombol F2"


def test_verb_and_key_change_while_the_button_stays(qtbot: QtBot) -> None:
    button = PrimaryButton("Mulai melayani", "F5")
    qtbot.addWidget(button)
    button.set_command("Selesai", "F6")
    assert (button.text(), button.key(), button.accessibleName()) == ("Selesai", "F6", "Selesai")


def test_words_without_a_key_need_less_room(qtbot: QtBot) -> None:
    with_key, without = SecondaryButton("Kembali", "Esc"), SecondaryButton("Kembali")
    for button in (with_key, without):
        qtbot.addWidget(button)
    assert without.minimumSizeHint().width() < with_key.minimumSizeHint().width()


def test_a_key_held_down_presses_once(qtbot: QtBot) -> None:
    presses: list[str] = []
    button = ThemedButton("x")
    qtbot.addWidget(button)
    button.clicked.connect(lambda: presses.append("pressed"))
    for is_repeat in (False, True, True):
        button.keyPressEvent(_enter(is_repeat=is_repeat))
    assert len(presses) == 1


def _enter(*, is_repeat: bool) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", is_repeat)
