"""An open list of choices: it is offered without being asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QSizePolicy, QWidget

from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column
from counter_app.ui.widgets.drawing import MIDDLE_LEFT, RADIUS, fill_box, smooth
from counter_app.ui.widgets.pieces import width_of
from counter_app.ui.widgets.themed import TextLabel, ThemedWidget

SHORT_FROM = 1.25
"""Zoom from which there is room for the short words only; tool tip and accessible name stay whole."""

BETWEEN = 24
HEIGHT, CIRCLE, DOT, WORDS_LEFT = 32, 20, 10, 32


class Radio(QRadioButton):
    """One choice: circle of 20, 12, its words."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide enough for its words in bold."""
        theme = current_theme()
        words = width_of(theme, self.text(), "strong")
        return QSize(round(words) + theme.px(WORDS_LEFT + 4), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never so narrow that words are cut."""
        return self.sizeHint()

    def hitButton(self, _at: object) -> bool:
        """The whole row can be pressed."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, circle and words."""
        theme, painter = current_theme(), smooth(QPainter(self))
        if self.underMouse():
            fill_box(painter, QRectF(self.rect()), theme.color("hover"), theme.px(RADIUS))
        middle = QPointF(theme.px(CIRCLE) / 2 + 1, self.height() / 2)
        painter.setBrush(theme.color("ground"))
        is_on = self.isChecked()
        painter.setPen(QPen(theme.color("brand" if is_on else "line"), theme.px(2 if is_on else 1)))
        radius = theme.px(CIRCLE) / 2 - 1
        painter.drawEllipse(middle, radius, radius)
        if is_on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("brand"))
            painter.drawEllipse(middle, theme.px(DOT) / 2, theme.px(DOT) / 2)
        painter.setFont(theme.font("strong" if is_on else "body"))
        painter.setPen(theme.color("text"))
        painter.drawText(self.rect().adjusted(theme.px(WORDS_LEFT), 0, 0, 0), MIDDLE_LEFT, self.text())


class _Radios(ThemedWidget):
    """The choices in as many columns as the zoom leaves room for."""

    def __init__(
        self,
        radios: Sequence[Radio],
        short_words: Sequence[str],
        columns: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._radios = radios
        self._words = tuple(radio.text() for radio in radios)
        self._short_words = tuple(short_words)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self.restyle(current_theme())

    def restyle(self, theme: Theme) -> None:
        """Two columns, read downwards; at high zoom with the short words."""
        super().restyle(theme)
        self._grid.setHorizontalSpacing(theme.px(BETWEEN))
        is_short = self._columns > 1 and theme.zoom >= SHORT_FROM
        words = self._short_words if is_short else self._words
        rows = -(-len(self._radios) // self._columns)
        for at, radio in enumerate(self._radios):
            radio.setText(words[at])
            radio.setToolTip(self._words[at] if words[at] != self._words[at] else "")
            self._grid.addWidget(radio, at % rows, at // rows)


def priority_word(priority: str) -> str:
    """The short word of a class in lists: ``Lansia``."""
    return text(f"short_priority.{priority or 'none'}")


class PriorityChoice(Column):
    """The classes that go first (UU 25/2009 art. 29), none chosen to begin with.

    Signals: ``chosen(str)`` the key of the class that a person chose; empty = none.
    """

    chosen = Signal(str)

    def __init__(self, classes: Sequence[str], *, columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, parent=parent)
        self._group = QButtonGroup(self)
        self._keys = ("", *classes)
        radios = [Radio(text(f"priority.{key or 'none'}")) for key in self._keys]
        for at, radio in enumerate(radios):
            self._group.addButton(radio, at)
        self.add(TextLabel(text("priority.title"), role="strong"))
        self.add(_Radios(radios, [priority_word(key) for key in self._keys], columns))
        self._group.idClicked.connect(self._tell)
        self.choose("")

    def key(self) -> str:
        """The class that is chosen; empty = none."""
        return self._keys[self._group.checkedId()]

    def choose(self, key: str) -> None:
        """Choose a class; ValueError for one that is not offered."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def focus_chosen(self) -> None:
        """Go to the class that is chosen."""
        self._group.button(self._keys.index(self.key())).setFocus()

    @Slot(int)
    def _tell(self, at: int) -> None:
        self.chosen.emit(self._keys[at])
