"""A scanner's keys in their real timing, by a scripted clock; and people's keys, which come to no harm."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter_app.domain.scanned import ScannedCode
from counter_app.ui.widgets.scanner import Scanner
from tests.helpers.seat import press_at

CODE = "4T8R6WZC1NPVZ"
URL = f"https://mpp.contoh.go.id/t/{CODE}"
BAD = CODE[:-1] + "X"
Key = Qt.Key


class Row(QWidget):
    """Letters act here, as in the checklist."""

    def __init__(self, seen: list[str]) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._seen = seen

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        self._seen.append(event.text())


class Desk:
    """A window with a line and a row, its scanner, and a clock that stands until it is told to move."""

    def __init__(self, qtbot: QtBot, prefix: str = "") -> None:
        self.now_s = 100.0
        self.seen: list[str] = []
        self.codes: list[ScannedCode] = []
        self.entered = 0
        self.window, self.line, self.row = QWidget(), QLineEdit(), Row(self.seen)
        qtbot.addWidget(self.window)
        column = QVBoxLayout(self.window)
        column.addWidget(self.line)
        column.addWidget(self.row)
        self.line.returnPressed.connect(self._enter)
        QShortcut(QKeySequence("F6"), self.window).activated.connect(lambda: self.seen.append("F6"))
        self.scanner = Scanner(self.window, prefix=prefix, now_s=lambda: self.now_s)
        self.scanner.scanned.connect(self.codes.append)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)

    def _enter(self) -> None:
        self.entered += 1

    def type(self, words: str, every_ms: float = 20, end: Key | None = Key.Key_Return) -> None:
        for letter in words:
            QTest.keyClicks(QApplication.focusWidget() or self.window, letter)
            self.now_s += every_ms / 1000
        if end is not None:
            QTest.keyClick(QApplication.focusWidget() or self.window, end)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (CODE, ScannedCode(CODE)),
        (URL, ScannedCode(CODE)),
        (f"{URL}/1", ScannedCode(CODE, 1)),
        (f"{CODE}/2", ScannedCode(CODE, 2)),
    ],
)
@pytest.mark.parametrize("every_ms", [0, 4, 99])
def test_a_code_is_heard_wherever_the_focus_is(
    desk: Desk, text: str, code: ScannedCode, every_ms: float
) -> None:
    for focus in (desk.line, desk.row):
        focus.setFocus()
        desk.type(text, every_ms)
        desk.now_s += 5

    assert desk.codes == [code, code]
    assert (desk.line.text(), desk.seen, desk.entered) == ("", [], 0)


def test_a_window_that_hears_late_of_the_keys_hears_a_code_all_the_same(desk: Desk) -> None:
    desk.line.setFocus()
    for at, letter in enumerate((*CODE, "\r")):
        press_at(desk.line, letter, at_ms=5_000 + 5 * at)
        desk.now_s += 0.4  # so long the window was busy

    assert desk.codes == [ScannedCode(CODE)]
    assert desk.line.text() == ""


def test_what_stood_in_the_line_stands_there_again_with_its_cursor(desk: Desk) -> None:
    heard: list[str] = []
    desk.line.setFocus()
    desk.type("Contoh Pemohon", every_ms=180, end=None)
    desk.line.setCursorPosition(6)
    desk.line.textEdited.connect(heard.append)

    desk.now_s += 2
    desk.type(URL)

    assert (desk.line.text(), desk.line.cursorPosition()) == ("Contoh Pemohon", 6)
    assert heard[-1] == "Contoh Pemohon"
    assert desk.codes == [ScannedCode(CODE)]


def test_a_selection_that_a_scan_wrote_over_comes_back(desk: Desk) -> None:
    desk.line.setText("Contoh")
    desk.line.setFocus()
    desk.line.selectAll()

    desk.type(CODE)

    assert (desk.line.text(), desk.line.selectedText()) == ("Contoh", "Contoh")


@pytest.mark.parametrize("text", ["Contoh Pemohon", "5304121708900001", BAD, "https://lain.go.id/x", "", "a"])
def test_what_is_none_of_our_codes_is_typed_as_ever_however_fast(desk: Desk, text: str) -> None:
    desk.line.setFocus()
    desk.type(text, every_ms=3)

    assert (desk.line.text(), desk.entered, desk.codes) == (text, 1, [])


def test_a_code_typed_by_hand_is_typing(desk: Desk) -> None:
    desk.line.setFocus()
    desk.type(CODE, every_ms=101)

    assert (desk.line.text(), desk.entered, desk.codes) == (CODE, 1, [])


def test_a_pause_in_the_middle_or_before_enter_makes_it_no_scan(desk: Desk) -> None:
    desk.line.setFocus()
    desk.type(CODE[:6], end=None)
    desk.now_s += 0.2
    desk.type(CODE[6:])
    desk.now_s += 0.2
    desk.type(CODE, end=None)
    desk.now_s += 0.2
    QTest.keyClick(desk.line, Key.Key_Return)

    assert (desk.line.text(), desk.entered, desk.codes) == (CODE + CODE, 2, [])


def test_letters_that_act_wait_until_no_scanner_can_be_typing(desk: Desk, qtbot: QtBot) -> None:
    desk.row.setFocus()
    desk.type("A", end=None)
    assert desk.seen == []

    qtbot.waitUntil(lambda: desk.seen == ["A"])


def test_letters_that_act_come_in_their_order_and_before_any_other_key(desk: Desk) -> None:
    desk.row.setFocus()
    desk.type("AK", end=None)
    QTest.keyClick(desk.row, Key.Key_F6)
    desk.type("M", end=None)
    QTest.keyClick(desk.row, Key.Key_Down)
    desk.type("T")

    assert [letter for letter in desk.seen if letter.strip()] == ["A", "K", "F6", "M", "T"]


def test_a_slow_hand_is_answered_by_the_next_letter_at_the_latest(desk: Desk) -> None:
    desk.row.setFocus()
    desk.type("AKM", every_ms=150, end=None)

    assert desk.seen == ["A", "K"]
    desk.scanner.let_go()
    assert desk.seen == ["A", "K", "M"]


def test_after_a_misread_code_the_next_one_is_heard(desk: Desk) -> None:
    desk.row.setFocus()
    desk.type(BAD)
    desk.now_s += 1
    desk.type(CODE)

    assert desk.codes == [ScannedCode(CODE)]


def test_with_a_prefix_only_what_begins_with_it_is_a_scan(qtbot: QtBot) -> None:
    desk = Desk(qtbot, prefix="~")
    desk.line.setFocus()
    desk.type(CODE)
    desk.now_s += 1
    assert (desk.line.text(), desk.codes) == (CODE, [])

    desk.line.clear()
    desk.type(f"~{URL}")
    desk.now_s += 1
    desk.row.setFocus()
    desk.type(f"~{CODE}/1")
    assert desk.codes == [ScannedCode(CODE), ScannedCode(CODE, 1)]
    assert (desk.line.text(), desk.seen) == ("", [])


def test_with_a_prefix_letters_that_act_do_not_wait(qtbot: QtBot) -> None:
    desk = Desk(qtbot, prefix="~")
    desk.row.setFocus()
    desk.type("AK", end=None)

    assert desk.seen == ["A", "K"]


def test_a_prefix_that_somebody_types_is_not_lost(qtbot: QtBot) -> None:
    desk = Desk(qtbot, prefix="][")
    desk.line.setFocus()
    desk.type("a", end=None, every_ms=200)
    desk.type("]b", end=None)
    desk.type("]", end=None, every_ms=200)
    desk.type("c]")

    assert (desk.line.text(), desk.entered, desk.codes) == ("a]b]c]", 1, [])


def test_keys_with_control_are_commands_and_no_scan(desk: Desk) -> None:
    desk.line.setText("Contoh")
    desk.line.setFocus()
    QTest.keyClick(desk.line, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.type("x", end=None)

    assert desk.line.text() == "x"
