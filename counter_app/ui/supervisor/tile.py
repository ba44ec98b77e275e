"""One figure of the day: a label, the figure with its unit, and a line with p90 and n."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Panel, Row
from counter_app.ui.widgets.sign import Sign
from counter_app.ui.widgets.themed import TextLabel

HEIGHT = 104


class Tile(Panel):
    """``tile.say("14", "menit", "p90 47 menit · n 282")``; over a limit in warning, with a sign."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(margins=(16, 12, 8, 12), parent=parent)
        self.label = TextLabel(label, color="muted")
        self.figure, self.unit = TextLabel(role="display"), TextLabel()
        self.sign = Sign("warning", "warning", size=18)
        self.line = TextLabel(color="muted", wrap=True)
        row = Row(gap=7)
        for part in (self.figure, self.unit, self.sign):
            row.add(part)
        row.stretch()
        for one in (self.label, row, self.line):
            self.add(one)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say("–", "", "")
        self.restyle(current_theme())

    def say(self, figure: str, unit: str, line: str, *, is_over: bool = False) -> None:
        """Other figures."""
        self.figure.setText(figure)
        self.unit.setText(unit)
        self.line.setText(line)
        for part in (self.figure, self.unit):
            part.set_color("warning" if is_over else "text")
        self.sign.setVisible(is_over)
        measured = f"{figure} {unit}".strip()
        self.setAccessibleName(f"{self.label.text()}: {measured}, {line}")

    def set_label(self, words: str) -> None:
        """Another label."""
        self.label.setText(words)

    def restyle(self, theme: Theme) -> None:
        """104 high, more where the line wraps."""
        super().restyle(theme)
        self.setMinimumHeight(theme.px(HEIGHT))
