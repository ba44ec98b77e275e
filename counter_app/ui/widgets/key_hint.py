"""The key beside a command: the window listens for it, this only says so."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.drawing import draw_border, smooth
from counter_app.ui.widgets.themed import ThemedWidget

HEIGHT, MIN_WIDTH, BESIDE_WORD, RADIUS = 24, 28, 13, 4

Ground = Literal["ground", "brand", "toast"]
"""On what the hint stands: it takes its colours from there."""

_COLORS: dict[Ground, tuple[str, str]] = {
    "ground": ("line", "muted"),
    "brand": ("on_brand", "on_brand"),
    "toast": ("ground", "ground"),
}
"""Ground -> token of the border, token of the word."""


class KeyHint(ThemedWidget):
    """A key in its box: ``KeyHint("Ctrl+Enter")``."""

    def __init__(self, key: str, *, on: Ground = "ground", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._on: Ground = on
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(key)
        self.restyle(current_theme())

    def sizeHint(self) -> QSize:
        """The size of the box."""
        return key_hint_size(self._key, current_theme())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box."""
        border, ink = _COLORS[self._on]
        theme = current_theme()
        paint_key_hint(QPainter(self), self._key, QRectF(self.rect()), theme.color(border), theme.color(ink))


def key_hint_size(key: str, theme: Theme) -> QSize:
    """How much room a key needs, px."""
    words = QFontMetrics(theme.font("strong")).horizontalAdvance(key)
    return QSize(max(theme.px(MIN_WIDTH), words + theme.px(BESIDE_WORD)), theme.px(HEIGHT))


def paint_key_hint(painter: QPainter, key: str, box: QRectF, border: QColor, ink: QColor) -> None:
    """Draw a key into a box of ``key_hint_size``."""
    theme = current_theme()
    draw_border(smooth(painter), box, border, width=theme.px(1), radius=theme.px(RADIUS))
    painter.setFont(theme.font("strong"))
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
