"""Words that may be too long for their place: cut there, whole in tool tip and for screen readers."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.theme import Role, current_theme
from counter_app.ui.widgets.drawing import MIDDLE_LEFT
from counter_app.ui.widgets.themed import TextLabel


class ElidingLabel(TextLabel):
    """Only for names that the catalogue may make longer than any column; all other words must fit."""

    def __init__(
        self, words: str = "", *, role: Role = "body", color: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(words, role=role, color=color, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(words)

    def setText(self, words: str) -> None:
        """Show other words."""
        super().setText(words)
        self.setAccessibleName(words)
        self._tell_whole()

    def is_elided(self) -> bool:
        """Whether the words are cut at the present width."""
        return QFontMetrics(self.font()).horizontalAdvance(self.text()) > self.width()

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, current_theme().line_height(self.role))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the whole where it no longer fits."""
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        cut = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), MIDDLE_LEFT, cut)

    def _tell_whole(self) -> None:
        self.setToolTip(self.text() if self.is_elided() else "")
