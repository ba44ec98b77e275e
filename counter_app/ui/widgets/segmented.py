"""One of a few, all in sight: a letter and a word each, the chosen one filled."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.drawing import MIDDLE_LEFT, RADIUS, draw_border, fill_box, smooth
from counter_app.ui.widgets.themed import ThemedWidget

HEIGHT = 36
_LETTER_TO_WORD, _SIDE, _DIVIDER_INSET = 10, 8, 8
_CHOSEN_BESIDE, _CHOSEN_ABOVE, _CHOSEN_RADIUS = 2, 2.5, 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One part: what it stands for, its letter, its word."""

    key: str
    letter: str
    word: str


class Segmented(ThemedWidget):
    """``Segmented("Keadaan", (Choice("present", "A", "Ada"), …))``.

    A letter chooses, also from the row around it: ``press_letter("k")``. By default the row keeps the focus.
    """

    chosen = Signal(str)
    """The key of the part that somebody has chosen by letter, arrow or mouse."""

    def __init__(self, name: str, choices: tuple[Choice, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._choices = choices
        self._key = ""
        self._hovered = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.restyle(current_theme())

    def key(self) -> str:
        """What is chosen, or nothing."""
        return self._key

    def set_key(self, key: str) -> None:
        """Show a choice; a key that is not offered shows none."""
        self._key = key if any(choice.key == key for choice in self._choices) else ""
        word = next((choice.word for choice in self._choices if choice.key == key), "")
        self.setAccessibleName(f"{self._name}: {word}" if word else self._name)
        self.update()

    def press_letter(self, letter: str) -> bool:
        """Choose by letter; False where no part has it."""
        for choice in self._choices:
            if choice.letter.casefold() == letter.casefold():
                self._choose(choice)
                return True
        return False

    def sizeHint(self) -> QSize:
        """As wide as its words with a little room beside each."""
        theme = current_theme()
        words = sum(self._words_width(choice, theme) for choice in self._choices)
        return QSize(ceil(words) + 2 * theme.px(_SIDE) * len(self._choices), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never so narrow that a word is cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and arrows choose where this part has the focus itself."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self._choices:
            self._choose(self._choices[self._next(step)])
        elif event.modifiers() or not self.press_letter(event.text()):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose by mouse."""
        index = self._index_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and index >= 0:
            self._choose(self._choices[index])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which part the mouse is on."""
        self._hover(self._index_at(event.position().x()))

    def leaveEvent(self, _event: object) -> None:
        """The mouse has gone."""
        self._hover(-1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, the dividers and the parts."""
        theme, painter = current_theme(), smooth(QPainter(self))
        box, radius = QRectF(self.rect()), theme.px(RADIUS)
        fill_box(painter, box, theme.color("ground"), radius)
        parts = list(zip(self._choices, self._boxes(theme), strict=True))
        for index, (choice, part) in enumerate(parts):
            self._paint_part(painter, theme, choice, part, is_hovered=index == self._hovered)
        self._paint_dividers(painter, theme, [part for _, part in parts])
        draw_border(painter, box, theme.color("line"), width=theme.px(1), radius=radius)

    def _paint_part(
        self, painter: QPainter, theme: Theme, choice: Choice, part: QRectF, *, is_hovered: bool
    ) -> None:
        is_chosen = choice.key == self._key
        if is_chosen or (is_hovered and self.isEnabled()):
            self._fill_part(painter, theme, part, theme.color("brand" if is_chosen else "hover"))
        letter, word = theme.font("strong"), theme.font("strong" if is_chosen else "body")
        to_word = QFontMetricsF(letter).horizontalAdvance(choice.letter) + _LETTER_TO_WORD * theme.zoom
        left = part.left() + (part.width() - self._words_width(choice, theme)) / 2
        self._write(painter, letter, "on_brand" if is_chosen else "muted", left, choice.letter)
        self._write(painter, word, "on_brand" if is_chosen else "text", left + to_word, choice.word)

    def _fill_part(self, painter: QPainter, theme: Theme, part: QRectF, color: QColor) -> None:
        beside, above = _CHOSEN_BESIDE * theme.zoom, _CHOSEN_ABOVE * theme.zoom
        fill_box(painter, part.adjusted(beside, above, -beside, -above), color, theme.px(_CHOSEN_RADIUS))

    def _write(self, painter: QPainter, font: QFont, ink: str, left: float, words: str) -> None:
        painter.setFont(font)
        painter.setPen(current_theme().color(ink if self.isEnabled() else "disabled"))
        painter.drawText(QRectF(left, 0, self.width(), self.height()), MIDDLE_LEFT, words)

    def _paint_dividers(self, painter: QPainter, theme: Theme, parts: list[QRectF]) -> None:
        chosen = next((i for i, choice in enumerate(self._choices) if choice.key == self._key), -9)
        inset, width = theme.px(_DIVIDER_INSET), theme.px(1)
        for index, part in enumerate(parts[1:], start=1):
            if chosen not in (index - 1, index):
                line = QLineF(part.left(), inset, part.left(), self.height() - inset)
                painter.setPen(QPen(theme.color("hair"), width))
                painter.drawLine(line)

    def _boxes(self, theme: Theme) -> list[QRectF]:
        """Every part gets its words and an equal share of what is left; choosing moves none."""
        widths = [self._words_width(choice, theme) for choice in self._choices]
        left = float(theme.px(1))
        spare = (self.width() - 2 * left - sum(widths)) / max(1, len(widths))
        boxes = []
        for width in widths:
            boxes.append(QRectF(left, 0, width + spare, self.height()))
            left += width + spare
        return boxes

    def _words_width(self, choice: Choice, theme: Theme) -> float:
        """As wide as letter and word are when chosen."""
        metrics = QFontMetricsF(theme.font("strong"))
        return (
            metrics.horizontalAdvance(choice.letter)
            + _LETTER_TO_WORD * theme.zoom
            + metrics.horizontalAdvance(choice.word)
        )

    def _next(self, step: int) -> int:
        keys = [choice.key for choice in self._choices]
        now = keys.index(self._key) if self._key in keys else (-1 if step > 0 else 0)
        return (now + step) % len(keys)

    def _index_at(self, x: float) -> int:
        boxes = self._boxes(current_theme())
        return next((i for i, part in enumerate(boxes) if part.left() <= x <= part.right()), -1)

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            self.update()

    def _choose(self, choice: Choice) -> None:
        if self.isEnabled():
            self.set_key(choice.key)
            self.chosen.emit(choice.key)
