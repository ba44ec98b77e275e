"""A page laid over the work: what can be chosen on the left, what it means on the right."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import SCROLL_BAR, Column, Panel, Row, Rule

HALVES_FROM = 1.25
LEFT_STRETCH, RIGHT_STRETCH = 440, 604


class TwoSides(Row):
    """``TwoSides(list, ((title, 0), (sheet, 1)))``: parts of the right side with their stretch."""

    def __init__(
        self, left: QWidget, right: Iterable[tuple[QWidget, int]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        column = Column(margins=(32, 32, 24 - SCROLL_BAR, 16))
        column.add(left, stretch=1)
        panel = Panel(gap=16, margins=(24, 32, 24, 16))
        for part, stretch in right:
            panel.add(part, stretch=stretch)
        self._sides = (column, panel)
        self.add(column)
        self.add(Rule(is_upright=True))
        self.add(panel)
        self.restyle(current_theme())

    def restyle(self, theme: Theme) -> None:
        """Share the room: as in the mock of the reception, at high zoom by halves."""
        super().restyle(theme)
        if hasattr(self, "_sides"):
            halves = theme.zoom >= HALVES_FROM
            for side, stretch in zip(self._sides, (LEFT_STRETCH, RIGHT_STRETCH), strict=True):
                self.box.setStretchFactor(side, 1 if halves else stretch)
