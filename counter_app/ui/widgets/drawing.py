"""The few shapes of which all parts are made."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

RADIUS = 4
"""Of every corner, px at 100 %."""

MIDDLE_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
MIDDLE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def smooth(painter: QPainter) -> QPainter:
    """The painter, with round corners drawn smoothly."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def fill_box(painter: QPainter, box: QRectF, color: QColor, radius: float) -> None:
    """A filled box with round corners and no border."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(box, radius, radius)


def draw_border(painter: QPainter, box: QRectF, color: QColor, *, width: int, radius: float) -> None:
    """A border of ``width`` px that lies wholly inside the box; ``radius`` is that of its middle."""
    inset = width / 2
    painter.setPen(QPen(color, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)
