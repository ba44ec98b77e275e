"""Toast, notice, summary, status line, chips: what they say, and the way back they offer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter_app.ui.theme import current_theme
from counter_app.ui.widgets.buttons import LinkButton
from counter_app.ui.widgets.chip import STATE_LOOKS, PriorityChip, StateChip
from counter_app.ui.widgets.eliding_label import ElidingLabel
from counter_app.ui.widgets.error_summary import ErrorSummary
from counter_app.ui.widgets.fact_row import FactRow
from counter_app.ui.widgets.key_hint import KeyHint
from counter_app.ui.widgets.notice import NoticeBar
from counter_app.ui.widgets.status_line import StatusLine
from counter_app.ui.widgets.themed import TextLabel
from counter_app.ui.widgets.toast import SHOWN_MS, Toast


@pytest.fixture
def toast(qtbot: QtBot) -> Toast:
    made = Toast()
    qtbot.addWidget(made)
    return made


def test_the_way_back_is_pressed_by_a_key(qtbot: QtBot, toast: Toast) -> None:
    toast.show_message("B012 dipanggil", can_undo=True)
    with qtbot.waitSignal(toast.undo_requested, timeout=1000):
        qtbot.keyClick(toast.findChildren(LinkButton)[0], Qt.Key.Key_Space)


def test_a_toast_has_the_size_of_the_picture(toast: Toast) -> None:
    toast.show_message("B012 dipanggil", can_undo=True)
    assert (toast.sizeHint().width(), toast.sizeHint().height()) == (256, 76)


def test_later_words_replace_the_earlier_ones(toast: Toast) -> None:
    toast.show_message("B012 dipanggil", can_undo=True)
    assert toast.can_undo()
    toast.show_message("Belum ada yang menunggu di antrean B.", can_undo=False)
    assert toast.words() == "Belum ada yang menunggu di antrean B."
    assert not toast.can_undo()


def test_a_toast_goes_after_ten_seconds(toast: Toast) -> None:
    toast.show_message("B012 dipanggil", can_undo=True)
    timer = toast.findChildren(QTimer)[0]
    assert timer.isActive()
    assert timer.interval() == SHOWN_MS == 10_000
    timer.timeout.emit()
    assert toast.isHidden()
    assert not toast.can_undo()


def test_a_long_sentence_makes_the_toast_higher(toast: Toast) -> None:
    sentence = "Belum ada yang menunggu di antrean B. Nomor baru muncul di kanan dengan satu bunyi."
    toast.show_message(sentence, can_undo=True)
    assert toast.sizeHint().height() > 76


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []

    def listen(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", listen)
    return heard


def test_a_toast_is_spoken_with_its_way_back(toast: Toast, spoken: list[str]) -> None:
    toast.show_message("B012 dipanggil", can_undo=True)
    assert spoken == ["B012 dipanggil. Urungkan: tombol F12"]


def test_a_notice_is_spoken_once_while_it_stands(qtbot: QtBot, spoken: list[str]) -> None:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    for _ in range(3):
        bar.show_notice("warning", "Kertas printer habis.", "Isi kertas, lalu F9.")
    assert spoken == ["Kertas printer habis. Isi kertas, lalu F9."]


def test_the_button_of_a_notice_is_pressed_by_a_key(qtbot: QtBot) -> None:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.show_notice("warning", "Kertas printer habis", "Isi kertas.", ("Cetak ulang", "F9"))
    with qtbot.waitSignal(bar.pressed, timeout=1000):
        qtbot.keyClick(bar.findChildren(QPushButton)[-1], Qt.Key.Key_Return)


def test_a_question_has_a_second_button_before_the_first(qtbot: QtBot) -> None:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.show_notice("warning", "Tiket B012 sudah keluar?", "", ("Cetak lagi", "F9"), ("Sudah", "Shift+F9"))
    with qtbot.waitSignal(bar.second_pressed, timeout=1000):
        qtbot.keyClick(bar.findChildren(QPushButton)[0], Qt.Key.Key_Return)


def test_a_notice_without_a_button_has_none(qtbot: QtBot) -> None:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    assert bar.isHidden()
    bar.show_notice("error", "Printer tidak ditemukan", "Periksa kabel.")
    assert all(button.isHidden() for button in bar.findChildren(QPushButton))
    assert (bar.accessibleName(), bar.accessibleDescription()) == (
        "Printer tidak ditemukan",
        "Periksa kabel.",
    )


def test_a_line_of_the_summary_jumps_to_its_field(qtbot: QtBot) -> None:
    window = QWidget()
    column, summary, first, second = QVBoxLayout(window), ErrorSummary(), QLineEdit(), QLineEdit()
    for part in (summary, first, second):
        column.addWidget(part)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    summary.set_errors([("NIK harus 16 angka. Baru 14 angka.", first), ("Isi tanggal lahir.", second)])
    summary.setFocus()
    qtbot.waitUntil(summary.hasFocus, timeout=1000)
    links = summary.findChildren(LinkButton)
    qtbot.keyClick(summary, Qt.Key.Key_Tab)
    assert links[0].hasFocus()
    qtbot.keyClick(links[1], Qt.Key.Key_Return)
    assert second.hasFocus()


def test_a_summary_without_errors_is_hidden(qtbot: QtBot) -> None:
    summary, field = ErrorSummary(), QLineEdit()
    qtbot.addWidget(summary)
    qtbot.addWidget(field)
    summary.set_errors([("Isi nama lengkap.", field)])
    assert not summary.isHidden()
    assert summary.accessibleName() == "Ada 1 yang perlu diperbaiki"
    summary.set_errors([])
    assert summary.isHidden()
    assert summary.sentences() == []


@pytest.mark.parametrize("state", sorted(STATE_LOOKS))
def test_every_state_has_a_sign_and_a_word(qtbot: QtBot, state: str) -> None:
    chip = StateChip(state)
    qtbot.addWidget(chip)
    assert chip.accessibleName() == chip.word()
    assert chip.sizeHint().height() == 28
    tint = STATE_LOOKS[state].tint
    if tint:
        assert chip.grab().toImage().pixelColor(4, 14) == current_theme().color(tint)


def test_a_chip_changes_its_state(qtbot: QtBot) -> None:
    chip, priority = StateChip("unchecked"), PriorityChip("Prioritas: ibu menyusui")
    qtbot.addWidget(chip)
    qtbot.addWidget(priority)
    chip.set_state("missing")
    assert chip.word() == "Kurang"
    assert priority.word() == "Prioritas: ibu menyusui"


def test_a_key_has_at_least_the_width_of_the_picture(qtbot: QtBot) -> None:
    for key, width in (("F6", 31), ("Ctrl+Enter", 84), ("Y", 28)):
        hint = KeyHint(key)
        qtbot.addWidget(hint)
        assert (hint.sizeHint().width(), hint.sizeHint().height()) == (width, 24)


def test_a_fact_is_heard_as_one(qtbot: QtBot) -> None:
    row = FactRow("Menunggu", "11 menit")
    qtbot.addWidget(row)
    row.set_value("12 menit")
    assert (row.value(), row.accessibleName()) == ("12 menit", "Menunggu: 12 menit")


def test_a_cut_name_is_whole_in_its_tool_tip(qtbot: QtBot) -> None:
    label = ElidingLabel("Perubahan data / tambah anggota keluarga")
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()
    assert label.is_elided()
    assert label.toolTip() == label.accessibleName() == "Perubahan data / tambah anggota keluarga"
    label.resize(600, 20)
    assert label.toolTip() == ""


def test_the_status_line_is_40_high_and_says_trouble_in_warning(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.set_place("Petugas Contoh", "Loket 3", "MPP Timor Atambua")
    line.set_keys([("F8", "Tiket baru"), ("F9", "Cetak ulang")])
    line.set_keys([("F8", "Tiket baru")])
    line.set_printer("Kertas printer habis", is_well=False)
    line.set_sync("Tanpa pusat loket")
    line.resize(1366, 40)
    line.show()
    assert line.height() == 40
    words = {label.text() for label in line.findChildren(TextLabel) if label.isVisibleTo(line)}
    assert "Petugas Contoh · Loket 3 · MPP Timor Atambua" in words
    assert {"Kertas printer habis", "Tanpa pusat loket"} <= words


def test_keys_in_the_status_line_give_way_where_room_ends(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.set_place("Petugas Contoh", "Loket 3", "MPP Timor Atambua")
    line.set_keys([("Ctrl+K", "Cari"), ("F1", "Semua tombol")])
    line.resize(1366, 40)
    line.show()

    def seen() -> set[str]:
        return {label.text() for label in line.findChildren(TextLabel) if label.isVisible()}

    assert {"Cari", "Semua tombol"} <= seen()
    line.resize(line.minimumSizeHint().width() + 180, 40)
    assert "Semua tombol" in seen()
    assert "Cari" not in seen()
    line.resize(line.minimumSizeHint().width(), 40)
    assert "Semua tombol" not in seen()
