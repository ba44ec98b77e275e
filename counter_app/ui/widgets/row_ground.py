"""What every row of a list is painted on: ground by state, hair line, ring."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.drawing import RADIUS, draw_border, fill_box, smooth

RING = 3
"""Inside the row, where the list itself has the focus; px at 100 %."""


def is_selected(option: QStyleOptionViewItem) -> bool:
    """Whether the row is the chosen one."""
    return _has(option, QStyle.StateFlag.State_Selected)


@contextmanager
def on_ground(painter: QPainter, option: QStyleOptionViewItem, ground: QRectF) -> Iterator[None]:
    """Paint the ground of a row, then what stands on it, then the ring; the painter is as it was after."""
    theme = current_theme()
    painter.save()
    smooth(painter)
    _paint_ground(painter, option, ground, theme)
    painter.setPen(theme.color("text"))
    yield
    if is_selected(option) and _has(option, QStyle.StateFlag.State_HasFocus):
        draw_border(painter, ground, theme.color("focus"), width=theme.px(RING), radius=theme.px(RADIUS))
    painter.restore()


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, ground: QRectF, theme: Theme) -> None:
    if is_selected(option) or _has(option, QStyle.StateFlag.State_MouseOver):
        token = "selected" if is_selected(option) else "panel"
        fill_box(painter, ground, theme.color(token), theme.px(RADIUS))
    else:
        painter.fillRect(QRectF(ground.left(), ground.bottom() - 1, ground.width(), 1), theme.color("hair"))


def _has(option: QStyleOptionViewItem, flag: QStyle.StateFlag) -> bool:
    state: QStyle.StateFlag = option.state
    return bool(state & flag)
