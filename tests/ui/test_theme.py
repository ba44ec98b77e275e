"""One theme for all: figures of one width, every measure by the zoom, rings that nothing cuts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter_app.ui.focus_ring import FocusRing
from counter_app.ui.icons import pixmap
from counter_app.ui.theme import (
    FAMILY,
    Role,
    Theme,
    apply_theme,
    current_theme,
    follow_desktop,
    load_fonts,
    make_theme,
    styled_together,
    tokens,
)
from counter_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from counter_app.ui.widgets.themed import TextLabel

ROLES: list[tuple[Role, int, int]] = [
    ("number", 64, 700),
    ("number_field", 40, 700),
    ("display", 28, 700),
    ("section", 21, 700),
    ("heading", 17, 700),
    ("action", 17, 600),
    ("strong", 15, 600),
    ("body", 15, 400),
]


@pytest.mark.parametrize(("role", "size", "weight"), ROLES)
def test_each_role_is_drawn_in_our_font(role: Role, size: int, weight: int) -> None:
    info = QFontInfo(make_theme("light").font(role))
    assert (info.family(), info.pixelSize(), info.weight()) == (FAMILY, size, weight)


def test_figures_have_one_width_also_under_the_style_sheet(qtbot: QtBot) -> None:
    line, label = QLineEdit(), TextLabel("111")
    for widget in (line, label):
        qtbot.addWidget(widget)
        widget.show()
        metrics = QFontMetrics(widget.font())
        assert widget.fontInfo().family() == FAMILY
        assert len({metrics.horizontalAdvance(figure * 4) for figure in "0123456789"}) == 1


def test_the_font_can_be_loaded_again() -> None:
    load_fonts()
    load_fonts()
    assert QFontInfo(make_theme("light").font()).family() == FAMILY


@pytest.mark.parametrize("zoom", [0.9, 2.1])
def test_a_zoom_out_of_reach_is_refused(zoom: float) -> None:
    with pytest.raises(ValueError, match="zoom"):
        make_theme("light", zoom)


def test_a_new_theme_reaches_parts_that_stand_there_already(qtbot: QtBot, qapp: QApplication) -> None:
    button, label = PrimaryButton("Selesai", "F6"), TextLabel("Menunggu", role="section", color="muted")
    for widget in (button, label):
        qtbot.addWidget(widget)
        widget.show()
    apply_theme(qapp, make_theme("dark", 2.0))
    assert current_theme() == Theme(tokens("dark"), "dark", 2.0)
    assert button.sizeHint().height() == 104
    assert label.font().pixelSize() == 42
    assert label.palette().color(label.foregroundRole()) == current_theme().color("muted")


def test_light_and_dark_follow_the_desktop_and_the_zoom_stays(qapp: QApplication) -> None:
    follow_desktop(qapp)
    apply_theme(qapp, make_theme("dark", 1.5))
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert current_theme() == make_theme("light", 1.5)


def test_every_measure_but_nothing_grows_with_the_zoom() -> None:
    theme = make_theme("light", 1.5)
    assert [theme.px(measure) for measure in (0, 0.5, 1, 4, 40)] == [0, 1, 2, 6, 60]


class _Sheet(QWidget):
    """Two buttons close together."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 24, 24, 24)
        self.column.setSpacing(4)
        self.first, self.second = SecondaryButton("Tiket baru", "F8"), SecondaryButton("Cetak ulang", "F9")
        self.column.addWidget(self.first)
        self.column.addWidget(self.second)


@pytest.fixture
def sheet(qtbot: QtBot) -> _Sheet:
    made = _Sheet()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.first.setFocus()
    qtbot.waitUntil(made.first.hasFocus, timeout=1000)
    return made


def ring(sheet: QWidget) -> FocusRing:
    rings = [found for found in sheet.findChildren(FocusRing) if found.isVisible()]
    assert len(rings) == 1
    return rings[0]


def test_the_ring_lies_5_outside_and_over_the_neighbour(sheet: _Sheet) -> None:
    assert ring(sheet).geometry() == sheet.first.geometry().adjusted(-5, -5, 5, 5)
    assert ring(sheet).geometry().intersects(sheet.second.geometry())
    picture, below = sheet.grab().toImage(), sheet.first.geometry().bottom()
    focus = current_theme().color("focus")
    assert [picture.pixelColor(100, below + i) == focus for i in range(1, 7)] == [
        False,
        False,
        True,
        True,
        True,
        False,
    ]


def test_the_ring_goes_with_the_focus(qtbot: QtBot, sheet: _Sheet) -> None:
    qtbot.keyClick(sheet.first, Qt.Key.Key_Tab)
    assert sheet.second.hasFocus()
    assert ring(sheet).geometry().center() == sheet.second.geometry().center()


def test_the_ring_goes_with_its_part(sheet: _Sheet) -> None:
    sheet.column.setContentsMargins(60, 60, 60, 60)
    sheet.column.activate()
    assert ring(sheet).geometry() == sheet.first.geometry().adjusted(-5, -5, 5, 5)
    sheet.first.hide()
    assert sheet.second.hasFocus()
    assert ring(sheet).geometry().center() == sheet.second.geometry().center()


def test_the_ring_takes_neither_mouse_nor_focus(qtbot: QtBot, sheet: _Sheet) -> None:
    assert ring(sheet).focusPolicy() == Qt.FocusPolicy.NoFocus
    with qtbot.waitSignal(sheet.first.clicked, timeout=1000):
        qtbot.mouseClick(sheet.childAt(sheet.first.geometry().center()), Qt.MouseButton.LeftButton)


def test_the_ring_survives_the_end_of_its_part(qtbot: QtBot, sheet: _Sheet) -> None:
    sheet.first.setParent(None)
    sheet.first.deleteLater()
    QApplication.sendPostedEvents(None, 0)
    sheet.second.setFocus()
    assert ring(sheet).geometry().center() == sheet.second.geometry().center()


def test_in_a_scroll_area_the_ring_scrolls_along(qtbot: QtBot) -> None:
    area, content = QScrollArea(), QWidget()
    line = QLineEdit(content)
    line.setGeometry(32, 32, 200, 40)
    content.resize(300, 900)
    area.setWidget(content)
    qtbot.addWidget(area)
    area.resize(320, 200)
    area.show()
    area.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus, timeout=1000)
    assert ring(area).parentWidget() is content


def test_a_sign_is_sharp_on_any_screen() -> None:
    for ratio in (1.0, 1.5, 2.0):
        picture = pixmap("check", current_theme().color("success"), 16, ratio)
        assert picture.width() == round(16 * ratio)
        assert picture.devicePixelRatio() == ratio
        inked = [
            picture.toImage().pixelColor(x, y)
            for x in range(picture.width())
            for y in range(picture.height())
            if picture.toImage().pixelColor(x, y).alpha() == 255
        ]
        assert inked
        assert {color.name() for color in inked} == {current_theme().tokens.success.lower()}


def test_beside_another_window_the_sheet_stays_in_force(dressed: None, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    with styled_together():
        assert app.topLevelWidgets() or not app.styleSheet()
    window = QWidget()
    qtbot.addWidget(window)

    with styled_together():
        assert app.styleSheet(), "Qt loses widgets whose sheet is taken away and put back"


class _Bell(QObject):
    rung = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.rung.connect(self.hear)

    @Slot(bool)
    def hear(self, _is_loud: bool) -> None:
        self.count += 1


def test_a_signal_can_be_emitted_two_thousand_times(qapp: QApplication) -> None:
    """PySide6 6.12.0 dies after a few hundred on Python 3.11 (DESIGN.md 11.1)."""
    bell = _Bell()
    for turn in range(2_000):
        bell.rung.emit(turn % 2 == 0)
    assert bell.count == 2_000
