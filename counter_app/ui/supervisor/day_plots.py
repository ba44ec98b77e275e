"""The plots of the day. Import it when the day is looked at: pyqtgraph costs a start a quarter second."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QWidget

from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column

BAR, PAIR = 0.37, 0.2
"""Width of a bar, and how far a pair of them stands from its middle; of the room of one hour."""
_EDGE = 0.05
"""So much of the axis is free below 0 and above the last line: else their figures are not drawn."""
LEAST_HEIGHT = 180


class Plot(Column):
    """Bars beside each other, or lines; nothing in it takes the mouse or the focus: the table has it all."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._series: tuple[Sequence[float], ...] = ()
        self._labels: Sequence[str] = ()
        self._is_lines = False
        self._shown: Any = pyqtgraph.PlotWidget()
        self._shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._shown.setMouseEnabled(x=False, y=False)
        self._shown.setMenuEnabled(False)
        self._shown.hideButtons()
        self._shown.setProperty("focusRing", "none")
        self.setAccessibleName(name)
        self.setAccessibleDescription(text("figures.in_table"))
        self.add(self._shown)
        self.restyle(current_theme())

    def show_bars(self, labels: Sequence[str], *series: Sequence[float]) -> None:
        """A group of bars for each label."""
        self._labels, self._series, self._is_lines = labels, series, False
        self._draw(current_theme())

    def show_lines(self, labels: Sequence[str], *series: Sequence[float]) -> None:
        """A line for each series; of the labels as many are written as have room."""
        self._labels, self._series, self._is_lines = labels, series, True
        self._draw(current_theme())

    def restyle(self, theme: Theme) -> None:
        """Colours and fonts of the theme."""
        super().restyle(theme)
        if hasattr(self, "_shown"):
            self.setMinimumHeight(theme.px(LEAST_HEIGHT))
            self._draw(theme)

    def _draw(self, theme: Theme) -> None:
        item = self._shown.getPlotItem()
        item.clear()
        self._shown.setBackground(theme.color("ground"))
        colors = (theme.color("brand"), theme.color("line"))
        for at, values in enumerate(self._series):
            item.addItem(
                self._line(values, colors[at]) if self._is_lines else self._bars(at, values, colors[at])
            )
        self._set_axes(item, theme)

    def _bars(self, at: int, values: Sequence[float], color: Any) -> Any:
        is_pair = len(self._series) > 1
        shift = (at - 0.5) * 2 * PAIR if is_pair else 0
        places = [place + shift for place in range(len(values))]
        width = BAR if is_pair else 2 * BAR
        return pyqtgraph.BarGraphItem(x=places, height=list(values), width=width, brush=color, pen=None)

    @staticmethod
    def _line(values: Sequence[float], color: Any) -> Any:
        return pyqtgraph.PlotDataItem(
            list(range(len(values))), list(values), pen=pyqtgraph.mkPen(color, width=2)
        )

    def _set_axes(self, item: Any, theme: Theme) -> None:
        highest = max((value for values in self._series for value in values), default=0)
        step = nice_step(highest)
        top = step * (int(highest // step) + 1)
        ticks = [(value, str(value)) for value in range(0, top + 1, step)]
        every = max(1, -(-len(self._labels) // 12))
        names = [(at, words) for at, words in enumerate(self._labels) if not at % every]
        for side, shown in (("left", ticks), ("bottom", names)):
            axis = item.getAxis(side)
            axis.setTicks([shown])
            axis.setTickFont(theme.font())
            axis.setStyle(tickLength=0, tickTextOffset=theme.px(8), hideOverlappingLabels=False)
            axis.setTextPen(theme.color("muted"))
            axis.setPen(QPen(Qt.PenStyle.NoPen) if side == "bottom" else QPen(theme.color("hair")))
            axis.setZValue(-1)  # else the lines of the grid go through the bars
        item.showGrid(x=False, y=True, alpha=0.9)
        item.setXRange(-0.5, max(0.5, len(self._labels) - 0.5), padding=0)
        item.setYRange(-top * _EDGE, top * (1 + _EDGE), padding=0)


def nice_step(highest: float) -> int:
    """How far the lines of an axis with at most five are apart: 1, 2, 5, 10, 20 and so on.

    >>> [nice_step(value) for value in (0, 4, 9, 60, 333)]
    [1, 1, 2, 20, 100]
    """
    for power in range(7):
        for base in (1, 2, 5):
            if highest / (base * 10**power) < 5:  # noqa: PLR2004  lines
                return int(base * 10**power)
    return 10**7
