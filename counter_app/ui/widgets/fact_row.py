"""A label at the left and its value at the right, in one line of 24."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.themed import TextLabel, ThemedWidget

HEIGHT = 24


class FactRow(ThemedWidget):
    """``FactRow(text("rail.waited"), text("rail.minutes", n=11))``."""

    def __init__(self, label: str, value: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = TextLabel(label, color="muted")
        self._value = TextLabel(value, role="strong")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._label)
        self._row.addStretch(1)
        self._row.addWidget(self._value)
        self.set_fact(label, value)
        self.restyle(current_theme())

    def set_fact(self, label: str, value: str) -> None:
        """Tell another fact."""
        self._label.setText(label)
        self._value.setText(value)
        self.setAccessibleName(f"{label}: {value}")

    def set_value(self, value: str) -> None:
        """Tell the value anew."""
        self.set_fact(self._label.text(), value)

    def value(self) -> str:
        """The value that is shown."""
        return self._value.text()

    def restyle(self, theme: Theme) -> None:
        """One line of 24."""
        super().restyle(theme)
        self._row.setSpacing(theme.px(8))
        self.setFixedHeight(theme.px(HEIGHT))
