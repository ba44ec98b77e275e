"""Stories at a real window see it as an officer does: our font, the light set, Indonesian."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from counter_app.ui.i18n import load_language
from counter_app.ui.theme import apply_theme, load_fonts, make_theme


@pytest.fixture
def dressed(qapp: QApplication) -> None:
    load_fonts()
    load_language("id")
    apply_theme(qapp, make_theme("light"))
