"""The signs: drawn for a box of 16, stroked in any colour, sharp at every zoom and screen."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from counter_app.settings import resource

IconName = Literal[
    "check",
    "chevron-down",
    "circle",
    "cloud-off",
    "clock",
    "cross",
    "dash",
    "eye",
    "info",
    "pause",
    "person",
    "plus",
    "printer",
    "question",
    "search",
    "speaker",
    "warning",
]


def paint_icon(painter: QPainter, name: IconName, box: QRectF, color: QColor) -> None:
    """Draw a sign into a box, as lines and not as a scaled picture."""
    _renderer(name, color.name()).render(painter, box)


def pixmap(name: IconName, color: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """A sign of ``size`` px for a screen with ``ratio`` device pixels a px."""
    picture = QPixmap(QSize(size, size) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_icon(painter, name, QRectF(0, 0, size, size), color)
    painter.end()
    return picture


def icon(name: IconName, color: QColor, size: int) -> QIcon:
    """A sign for Qt's own widgets, sharp on screens of 100, 150 and 200 %."""
    result = QIcon()
    for ratio in (1.0, 1.5, 2.0):
        result.addPixmap(pixmap(name, color, size, ratio))
    return result


@lru_cache(maxsize=128)
def _renderer(name: IconName, color: str) -> QSvgRenderer:
    source = resource(f"icons/{name}.svg").read_text("utf-8").replace("currentColor", color)
    return QSvgRenderer(QByteArray(source.encode()))
