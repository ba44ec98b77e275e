"""The sheet of all parts: nothing is cut, in any language, at any zoom."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counter_app.ui.i18n import LANGUAGES, Language, load_language
from counter_app.ui.theme import Scheme, apply_theme, make_theme, tokens
from counter_app.ui.widgets.buttons import CommandButton, LinkButton
from counter_app.ui.widgets.chip import Chip
from counter_app.ui.widgets.key_hint import KeyHint
from counter_app.ui.widgets.segmented import Segmented
from counter_app.ui.widgets.themed import TextLabel
from tests.helpers.gallery import HEIGHT, WIDTH, Gallery, gallery_picture

SPEAKING = (CommandButton, LinkButton, Chip, KeyHint, Segmented)


def cut_parts(sheet: QWidget) -> list[str]:
    parts = [part for part in sheet.findChildren(QWidget) if part.isVisibleTo(sheet)]
    narrow = [
        part.accessibleName()
        for part in parts
        if isinstance(part, SPEAKING) and part.width() < part.minimumSizeHint().width()
    ]
    labels = [part for part in parts if isinstance(part, TextLabel) and not part.wordWrap()]
    return narrow + [label.text() for label in labels if label.width() < label.sizeHint().width()]


@pytest.mark.parametrize("zoom", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_cut(qtbot: QtBot, qapp: QApplication, language: Language, zoom: float) -> None:
    load_language(language)
    apply_theme(qapp, make_theme("light", zoom))
    sheet = Gallery()
    qtbot.addWidget(sheet)
    sheet.show()
    assert cut_parts(sheet) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sheet_is_drawn_in_either_set(qapp: QApplication, scheme: Scheme) -> None:
    picture = gallery_picture(qapp, scheme).toImage()
    colors = tokens(scheme)
    assert (picture.width(), picture.height()) == (WIDTH, HEIGHT)
    assert picture.pixelColor(1, 1).name().upper() == colors.ground
    assert picture.pixelColor(40, 90).name().upper() == colors.brand
    assert picture.pixelColor(600, 81).name().upper() == colors.focus
    assert picture.pixelColor(800, 645).name().upper() == colors.text
