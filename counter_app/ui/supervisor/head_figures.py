"""The four numbers above the hall: who waits, the longest wait, who is served, the median of this hour."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from counter_app.db.queries.hall import HallScreen
from counter_app.domain.figures import half_up
from counter_app.ui.figures import minutes, minutes_between
from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.themed import TextLabel

IN_PAIRS_FROM = 1.25
"""Zoom from which two and two stand below each other."""


class HeadFigure(Column):
    """A label, a figure of 28, a word beside it."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.label = TextLabel(label, color="muted")
        self.figure, self.unit = TextLabel(role="display"), TextLabel(color="muted")
        row = Row(gap=9)
        row.add(self.figure)
        row.add(self.unit)
        row.stretch()
        self.add(self.label)
        self.add(row)

    def say(self, figure: str, unit: str, *, is_over: bool = False) -> None:
        """The figure; over its limit in warning."""
        self.figure.setText(figure)
        self.figure.set_color("warning" if is_over else "text")
        self.unit.setText(unit)
        self.setAccessibleName(f"{self.label.text()}: {figure} {unit}".strip())


class HeadFigures(Column):
    """The four in a row."""

    def __init__(self, limit_min: int, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, parent=parent)
        self._limit_min = limit_min
        self.waiting = HeadFigure(text("hall.waiting"))
        self.longest = HeadFigure(text("sup.longest"))
        self.serving = HeadFigure(text("sup.serving"))
        self.median = HeadFigure(text("sup.median_hour"))
        self._pairs = (Row(gap=16), Row(gap=16))
        for at, one in enumerate((self.waiting, self.longest, self.serving, self.median)):
            self._pairs[at // 2].add(one, stretch=1)
        for pair in self._pairs:
            self.add(pair, stretch=1)
        self.restyle(current_theme())

    def show_screen(self, screen: HallScreen) -> None:
        """Take a fresh reading."""
        self.waiting.say(str(screen.waiting), text("hall.people", n=screen.waiting))
        self._show_longest(screen)
        open_ones = sum(one.state != "closed" for one in screen.counters)
        self.serving.say(str(screen.serving), text("sup.of_counters", n=open_ones))
        median = screen.hour_wait.median
        told = "–" if median is None else minutes(half_up(median, 60))
        self.median.say(told, text("hall.of_n", n=screen.hour_wait.n))

    def restyle(self, theme: Theme) -> None:
        """In a row, at high zoom in pairs."""
        super().restyle(theme)
        if hasattr(self, "_pairs"):
            is_tall = theme.zoom >= IN_PAIRS_FROM
            down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
            self.box.setDirection(down if is_tall else across)

    def _show_longest(self, screen: HallScreen) -> None:
        longest = screen.longest
        if longest is None or longest.longest_since_ms is None:
            self.longest.say("–", "")
            return
        waited = minutes_between(longest.longest_since_ms, screen.now_ms)
        self.longest.say(minutes(waited), longest.longest_number, is_over=waited >= self._limit_min)
