"""A field keeps what was typed, whatever is said about it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter_app.ui.theme import apply_theme, current_theme, make_theme
from counter_app.ui.widgets.field import Field
from counter_app.ui.widgets.select import Select


@pytest.fixture
def field(qtbot: QtBot) -> Field:
    made = Field("Tanggal lahir", hint="boleh kosong")
    qtbot.addWidget(made)
    made.resize(288, made.sizeHint().height())
    made.show()
    return made


def test_typing_is_told_and_filling_is_not(qtbot: QtBot, field: Field) -> None:
    told: list[str] = []
    field.edited.connect(told.append)
    field.setText("31")
    qtbot.keyClicks(field.line_edit, " 3")
    assert field.text() == "31 3"
    assert told == ["31 ", "31 3"]


def test_an_error_keeps_what_was_typed_and_goes_away_again(field: Field) -> None:
    field.setText("31 1980")
    field.set_error("Isi tanggal lahir, contoh 31 3 1980.")
    assert (field.text(), field.error()) == ("31 1980", "Isi tanggal lahir, contoh 31 3 1980.")
    assert field.line_edit.accessibleDescription() == "Isi tanggal lahir, contoh 31 3 1980."
    field.set_error(None)
    assert field.error() == ""
    assert field.line_edit.accessibleDescription() == "boleh kosong"


def test_the_border_says_the_error_too(field: Field) -> None:
    def border() -> str:
        return field.line_edit.grab().toImage().pixelColor(100, 0).name().upper()

    assert border() == current_theme().tokens.line
    field.set_error("Isi.")
    assert border() == current_theme().tokens.error


def test_a_disabled_and_a_read_only_field_look_it(field: Field) -> None:
    field.line_edit.setEnabled(False)
    assert field.line_edit.grab().toImage().pixelColor(5, 20).name().upper() == current_theme().tokens.panel
    field.line_edit.setEnabled(True)
    field.set_read_only(True)
    assert field.line_edit.grab().toImage().pixelColor(100, 0).name().upper() == current_theme().tokens.ground


def test_a_read_only_field_takes_no_typing(qtbot: QtBot, field: Field) -> None:
    field.setText("5304")
    field.set_read_only(True)
    qtbot.keyClicks(field.line_edit, "99")
    assert field.text() == "5304"


@pytest.mark.parametrize("zoom", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("error", [None, "Isi."])
def test_a_field_is_40_high_at_every_zoom(
    qapp: QApplication, field: Field, zoom: float, error: str | None
) -> None:
    apply_theme(qapp, make_theme("light", zoom))
    field.set_error(error)
    assert field.line_edit.sizeHint().height() == round(40 * zoom)


def test_lower_edges_align_beside_a_message_of_two_lines(qtbot: QtBot) -> None:
    window = QWidget()
    row = QHBoxLayout(window)
    left, right = Field("Tanggal lahir"), Field("Nomor HP")
    left.setFixedWidth(157)
    left.set_error("Isi tanggal lahir, contoh 31 3 1980.")
    row.addWidget(left)
    row.addWidget(right)
    qtbot.addWidget(window)
    window.show()
    bottoms = {f.mapTo(window, f.line_edit.geometry().bottomLeft()).y() for f in (left, right)}
    assert len(bottoms) == 1
    error = left.findChildren(type(left.label))[2]
    assert error.height() >= 40


def test_a_good_hint_has_a_sign_and_gives_way_to_an_error(field: Field) -> None:
    field.set_hint("16 angka, Belu", is_good=True)
    assert field.line_edit.accessibleDescription() == "16 angka, Belu"
    field.set_error("NIK harus 16 angka.")
    assert "16 angka, Belu" not in field.line_edit.accessibleDescription()
    field.set_error(None)
    assert field.line_edit.accessibleDescription() == "16 angka, Belu"


def test_the_label_is_the_buddy_and_focus_goes_to_the_line(qtbot: QtBot, field: Field) -> None:
    assert field.label.buddy() is field.line_edit
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.line_edit.hasFocus, timeout=1000)


def test_a_choice_is_made_by_keys_and_told_by_its_key(qtbot: QtBot) -> None:
    select = Select("Jenis identitas", [("nik", "NIK"), ("passport", "Paspor")])
    qtbot.addWidget(select)
    with qtbot.waitSignal(select.chosen, timeout=1000) as told:
        qtbot.keyClick(select, Qt.Key.Key_Down)
    assert told.args == ["passport"]
    assert select.key() == "passport"
    assert select.accessibleName() == "Jenis identitas"


def test_choosing_from_the_program_is_not_told(qtbot: QtBot) -> None:
    select = Select("Jenis identitas", [("nik", "NIK"), ("passport", "Paspor")])
    qtbot.addWidget(select)
    with qtbot.assertNotEmitted(select.chosen):
        select.set_key("passport")
    with pytest.raises(KeyError):
        select.set_key("sim")
