"""One letter chooses; the chosen part is filled."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from counter_app.ui.theme import current_theme
from counter_app.ui.widgets.segmented import Choice, Segmented

CHOICES = (
    Choice("present", "A", "Ada"),
    Choice("missing", "K", "Kurang"),
    Choice("rejected", "T", "Ditolak"),
)


@pytest.fixture
def parts(qtbot: QtBot) -> Segmented:
    made = Segmented("Keadaan", CHOICES)
    qtbot.addWidget(made)
    made.resize(600, 36)
    return made


@pytest.mark.parametrize(("letter", "key"), [("a", "present"), ("K", "missing"), ("t", "rejected")])
def test_a_letter_chooses(qtbot: QtBot, parts: Segmented, letter: str, key: str) -> None:
    with qtbot.waitSignal(parts.chosen, timeout=1000) as told:
        qtbot.keyClicks(parts, letter)
    assert told.args == [key]
    assert parts.key() == key


def test_a_letter_of_no_part_changes_nothing(parts: Segmented) -> None:
    parts.set_key("missing")
    assert not parts.press_letter("x")
    assert parts.key() == "missing"


def test_arrows_go_round(qtbot: QtBot, parts: Segmented) -> None:
    seen = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(parts, key)
        seen.append(parts.key())
    assert seen == ["present", "missing", "rejected", "present", "rejected"]


def test_the_mouse_chooses_the_part_below_it(qtbot: QtBot, parts: Segmented) -> None:
    qtbot.mouseClick(parts, Qt.MouseButton.LeftButton, pos=QPoint(590, 18))
    assert parts.key() == "rejected"


def test_the_chosen_part_alone_is_filled(parts: Segmented) -> None:
    def is_filled(x: int) -> bool:
        return bool(parts.grab().toImage().pixelColor(x, 4) == current_theme().color("brand"))

    assert not any(is_filled(x) for x in (20, 300, 580))
    parts.set_key("rejected")
    assert [is_filled(x) for x in (20, 300, 580)] == [False, False, True]


def test_a_disabled_choice_stays_as_it_is(parts: Segmented) -> None:
    parts.setEnabled(False)
    parts.press_letter("a")
    assert parts.key() == ""


def test_a_screen_reader_hears_what_is_chosen(parts: Segmented) -> None:
    parts.set_key("missing")
    assert parts.accessibleName() == "Keadaan: Kurang"
