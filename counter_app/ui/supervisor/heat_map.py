"""Median wait, queue by hour of arrival: every cell carries its number, so colour is help and no message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.domain.day_shape import HeatCell
from counter_app.domain.figures import half_up
from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.drawing import MIDDLE_LEFT
from counter_app.ui.widgets.themed import ThemedWidget

STEPS = {
    "light": ("#EEF2F7", "#D6E4F7", "#A9C7EC", "#5E8FCB", "#1D4F91"),
    "dark": ("#1F242A", "#25405F", "#2F5A8A", "#6E9FD8", "#A6C9F8"),
}
"""Five grounds a colour set; MOCKS 3."""
INKS = {"light": ("#111418", "#FFFFFF", 4), "dark": ("#F2F4F6", "#0B1B30", 3)}
"""Ink on the first grounds, on the last, and from which one."""
SHARES = (1 / 6, 0.5, 1.0, 1.5)
"""Of the site's limit: where the next ground begins."""
ROW, FOOT, LEFT, GAP, MOST_ROWS = 24, 24, 30, 2, 12


@dataclass(frozen=True, slots=True)
class Heat:
    """Letters, hours, and the cells in which somebody came."""

    queues: tuple[str, ...]
    hours: tuple[int, ...]
    minutes: dict[tuple[str, int], int]


def heat(cells: Sequence[HeatCell], hours: Sequence[int]) -> Heat:
    """The busiest queues, the busiest first."""
    came: dict[str, int] = {}
    for cell in cells:
        came[cell.queue] = came.get(cell.queue, 0) + cell.issued
    queues = sorted(came, key=lambda letter: (-came[letter], letter))[:MOST_ROWS]
    known = {(one.queue, one.hour): one.wait.median for one in cells}
    medians = {at: half_up(median, 60) for at, median in known.items() if median is not None}
    return Heat(tuple(queues), tuple(hours), medians)


def step_of(minutes: int, limit_min: int) -> int:
    """Which of the five grounds a wait has.

    >>> [step_of(minutes, 30) for minutes in (4, 5, 15, 30, 45)]
    [0, 1, 2, 3, 4]
    """
    return sum(minutes >= limit_min * share for share in SHARES)


class HeatMap(ThemedWidget):
    """``show_heat(heat(...), limit_min)``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heat = Heat((), (), {})
        self._limit_min = 30
        self.setAccessibleName(text("day.heat"))
        self.setAccessibleDescription(text("figures.in_table"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle(current_theme())

    def show_heat(self, shown: Heat, limit_min: int) -> None:
        """Other cells."""
        self._heat, self._limit_min = shown, limit_min
        self.restyle(current_theme())

    def restyle(self, theme: Theme) -> None:
        """As high as its rows."""
        super().restyle(theme)
        self.setMinimumHeight(theme.px(ROW) * max(1, len(self._heat.queues)) + theme.px(FOOT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw letters, cells and hours."""
        theme, painter = current_theme(), QPainter(self)
        if not self._heat.hours:
            return
        left, row = theme.px(LEFT), theme.px(ROW)
        width = (self.width() - left) / len(self._heat.hours)
        for at, letter in enumerate(self._heat.queues):
            painter.setFont(theme.font("strong"))
            painter.setPen(theme.color("text"))
            painter.drawText(QRectF(0, at * row, left, row), MIDDLE_LEFT, letter)
            for column, hour in enumerate(self._heat.hours):
                box = QRectF(left + column * width, at * row, width - theme.px(GAP), row - theme.px(GAP))
                self._paint_cell(painter, theme, box, self._heat.minutes.get((letter, hour)))
        self._paint_hours(painter, theme, left, width, len(self._heat.queues) * row)

    def _paint_cell(self, painter: QPainter, theme: Theme, box: QRectF, minutes: int | None) -> None:
        painter.setFont(theme.font())
        if minutes is None:
            painter.setPen(theme.color("muted"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "–")
            return
        step = step_of(minutes, self._limit_min)
        first, last, from_step = INKS[theme.scheme]
        painter.fillRect(box, QColor(STEPS[theme.scheme][step]))
        painter.setPen(QColor(last if step >= from_step else first))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(minutes))

    def _paint_hours(self, painter: QPainter, theme: Theme, left: int, width: float, top: float) -> None:
        painter.setFont(theme.font())
        painter.setPen(theme.color("muted"))
        for column, hour in enumerate(self._heat.hours):
            box = QRectF(left + column * width, top, width, theme.px(FOOT))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{hour:02d}")
