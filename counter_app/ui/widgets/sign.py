"""A sign beside a word."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.icons import IconName, paint_icon
from counter_app.ui.theme import current_theme
from counter_app.ui.widgets.themed import ThemedWidget


class Sign(ThemedWidget):
    """A sign of 16 in one colour token; decoration, as a word always stands beside it."""

    def __init__(self, sign: IconName, color: str, *, size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign: IconName = sign
        self._color = color
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.restyle(current_theme())

    def name(self) -> IconName:
        """Which one is shown."""
        return self._sign

    def set_sign(self, sign: IconName, color: str) -> None:
        """Show another one."""
        self._sign, self._color = sign, color
        self.update()

    def sizeHint(self) -> QSize:
        """The box of the sign."""
        return QSize(self._size, self._size) * current_theme().zoom

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sign."""
        paint_icon(QPainter(self), self._sign, QRectF(self.rect()), current_theme().color(self._color))
