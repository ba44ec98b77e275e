"""Every pair of colours that meets on a screen is told apart by weak eyes (MOCKS.md 3, WCAG 2.2)."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from counter_app.ui.theme import Scheme, tokens

TEXT, SIGN = 4.5, 3.0

PAIRS: list[tuple[str, str, float]] = [
    ("text", "ground", TEXT),
    ("text", "panel", TEXT),
    ("text", "selected", TEXT),
    ("text", "hover", TEXT),
    ("text", "pressed", TEXT),
    ("text", "warning_tint", TEXT),
    ("text", "info_tint", TEXT),
    ("text", "error_tint", TEXT),
    ("muted", "ground", TEXT),
    ("muted", "panel", TEXT),
    ("muted", "selected", TEXT),
    ("muted", "none_tint", TEXT),
    ("muted", "hover", TEXT),
    ("muted", "pressed", TEXT),
    ("disabled", "ground", TEXT),
    ("disabled", "panel", TEXT),
    ("disabled", "none_tint", TEXT),
    ("line", "ground", SIGN),
    ("line", "panel", SIGN),
    ("brand", "ground", TEXT),
    ("brand", "panel", TEXT),
    ("brand", "info_tint", TEXT),
    ("on_brand", "brand", TEXT),
    ("on_brand", "brand_hover", TEXT),
    ("on_brand", "brand_pressed", TEXT),
    ("focus", "ground", SIGN),
    ("focus", "panel", SIGN),
    ("error", "ground", TEXT),
    ("error", "error_tint", TEXT),
    ("success", "ground", TEXT),
    ("success", "panel", TEXT),
    ("success", "success_tint", TEXT),
    ("warning", "ground", TEXT),
    ("warning", "panel", TEXT),
    ("warning", "warning_tint", TEXT),
    ("ground", "text", TEXT),
]
"""Front, back, least contrast. ``hair`` is decoration only; toast: text and ground exchanged."""

PRINTED: list[tuple[str, str, float, float]] = [
    ("text", "ground", 18.5, 16.2),
    ("text", "panel", 16.8, 14.2),
    ("muted", "selected", 5.9, 5.6),
    ("disabled", "none_tint", 4.5, 4.8),
    ("line", "ground", 3.8, 5.1),
    ("brand", "ground", 8.1, 8.7),
    ("on_brand", "brand_pressed", 12.6, 6.8),
    ("focus", "panel", 4.7, 10.2),
    ("error", "error_tint", 5.6, 6.3),
    ("success", "success_tint", 6.3, 7.7),
    ("warning", "warning_tint", 6.1, 8.6),
    ("text", "selected", 14.3, 9.6),
    ("text", "pressed", 14.1, 10.0),
]
"""Front, back, and the contrast that MOCKS.md names for light and dark: a slip in a token shows here."""


def luminance(color: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    it = QColor(color)
    return 0.2126 * linear(it.redF()) + 0.7152 * linear(it.greenF()) + 0.0722 * linear(it.blueF())


def contrast(front: str, back: str) -> float:
    lighter, darker = sorted((luminance(front), luminance(back)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_colours_that_meet_are_told_apart(scheme: Scheme, front: str, back: str, least: float) -> None:
    colors = tokens(scheme)
    assert contrast(getattr(colors, front), getattr(colors, back)) >= least


@pytest.mark.parametrize(("front", "back", "light", "dark"), PRINTED)
def test_the_colours_are_those_of_the_pictures(front: str, back: str, light: float, dark: float) -> None:
    for scheme, printed in (("light", light), ("dark", dark)):
        colors = tokens("light" if scheme == "light" else "dark")
        assert contrast(getattr(colors, front), getattr(colors, back)) == pytest.approx(printed, abs=0.06)


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
