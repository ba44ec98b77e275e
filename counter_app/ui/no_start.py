"""The counter cannot be opened: one small window says why, where nobody sees the command line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from counter_app.domain.errors import CounterError
from counter_app.ui.i18n import text
from counter_app.ui.messages import sentence
from counter_app.ui.theme import current_theme
from counter_app.ui.widgets.boxes import Column
from counter_app.ui.widgets.buttons import SecondaryButton
from counter_app.ui.widgets.themed import TextLabel

WIDTH = 520
"""Of the window, px at 100 %."""


class NoStart(QDialog):
    """What keeps the counter closed, what to do, and one button that Enter and Esc press too."""

    def __init__(self, error: CounterError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        told = sentence(error)
        self.setWindowTitle(text("no_start.title"))
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        column = Column(gap=12, margins=(24, 24, 24, 24))
        column.add(TextLabel(text("no_start.title"), role="section"))
        self.words = TextLabel(_breakable(told.sentence), wrap=True)
        column.add(self.words)
        self.close_button = SecondaryButton(text("no_start.close"))
        self.close_button.clicked.connect(self.accept)
        column.add(self.close_button)
        column.setFixedWidth(current_theme().px(WIDTH))
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(column)
        frame.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        self.setAccessibleDescription(told.sentence)
        self.close_button.setFocus()


def _breakable(words: str) -> str:
    """A long folder may break behind its strokes: a path without spaces would be cut at the edge."""
    for stroke in "/\\-_":
        words = words.replace(stroke, f"{stroke}\u200b")
    return words
