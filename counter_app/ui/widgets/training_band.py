"""The band above every window of a practice station: nothing here is real."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from counter_app.settings import StationSettings
from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.sign import Sign
from counter_app.ui.widgets.themed import TextLabel, ThemedWidget

HEIGHT = 32
_BETWEEN = 8


class TrainingBand(ThemedWidget):
    """DATA LATIHAN over the whole width; it can't be closed."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._row.addWidget(Sign("warning", "warning"))
        self._row.addWidget(TextLabel(text("training.band"), role="strong", color="warning"))
        self.setAccessibleName(text("training.band"))
        self.restyle(current_theme())

    def restyle(self, theme: Theme) -> None:
        """Set height and gap."""
        super().restyle(theme)
        self.setFixedHeight(theme.px(HEIGHT))
        self._row.setSpacing(theme.px(_BETWEEN))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tint and a hair line below."""
        theme, painter = current_theme(), QPainter(self)
        painter.fillRect(self.rect(), theme.color("warning_tint"))
        line = theme.px(1)
        painter.fillRect(0, self.height() - line, self.width(), line, theme.color("warning"))


def add_training_band(column: QVBoxLayout, station: StationSettings) -> None:
    """Puts the band above everything where the station is for practice."""
    if station.is_training:
        column.addWidget(TrainingBand())
