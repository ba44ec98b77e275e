"""A state as a sign and a word on a tint; colour comes third."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.i18n import text
from counter_app.ui.icons import IconName, paint_icon
from counter_app.ui.theme import Role, current_theme
from counter_app.ui.widgets.drawing import MIDDLE_LEFT, RADIUS, fill_box, smooth
from counter_app.ui.widgets.themed import ThemedWidget

HEIGHT, PADDING, SIGN, SIGN_TO_WORD, WORD_TO_EDGE = 28, 8, 16, 6, 9


@dataclass(frozen=True, slots=True)
class ChipLook:
    """Sign, tokens of ink and tint (empty = none), and role of the word."""

    sign: IconName
    ink: str
    tint: str
    role: Role = "strong"


STATE_LOOKS: dict[str, ChipLook] = {
    "present": ChipLook("check", "success", "success_tint"),
    "original_shown": ChipLook("eye", "success", "success_tint"),
    "missing": ChipLook("warning", "warning", "warning_tint"),
    "to_follow": ChipLook("clock", "brand", "info_tint"),
    "rejected": ChipLook("cross", "error", "error_tint"),
    "held": ChipLook("check", "success", "success_tint"),
    "waived": ChipLook("dash", "muted", "none_tint"),
    "not_applicable": ChipLook("dash", "muted", "none_tint"),
    "unchecked": ChipLook("circle", "muted", "", "body"),
    "unanswered": ChipLook("question", "muted", "", "body"),
}
"""State of a requirement -> how it looks; its word is ``req.<state>``."""

PRIORITY_LOOK = ChipLook("person", "brand", "info_tint")


class Chip(ThemedWidget):
    """A sign and a word: ``Chip("Lansia", PRIORITY_LOOK)``."""

    def __init__(self, word: str, look: ChipLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = word
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_chip(word, look)
        self.restyle(current_theme())

    def set_chip(self, word: str, look: ChipLook) -> None:
        """Say something else."""
        self._word, self._look = word, look
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def word(self) -> str:
        """What it says."""
        return self._word

    def sizeHint(self) -> QSize:
        """28 high, as wide as sign and word."""
        theme = current_theme()
        word = QFontMetrics(theme.font(self._look.role)).horizontalAdvance(self._word)
        return QSize(word + theme.px(PADDING + SIGN + SIGN_TO_WORD + WORD_TO_EDGE), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never so narrow that the word is cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        paint_chip(QPainter(self), QRectF(self.rect()), self._word, self._look)


class StateChip(Chip):
    """The state of a requirement: ``StateChip("missing")``."""

    def __init__(self, state: str, parent: QWidget | None = None) -> None:
        super().__init__(text(f"req.{state}"), STATE_LOOKS[state], parent)

    def set_state(self, state: str) -> None:
        """Show another state; KeyError for one that does not exist."""
        self.set_chip(text(f"req.{state}"), STATE_LOOKS[state])


class PriorityChip(Chip):
    """Why somebody goes first: ``PriorityChip(text("priority.chip", name=…))``."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, PRIORITY_LOOK, parent)

    def set_words(self, words: str) -> None:
        """Say another class."""
        self.set_chip(words, PRIORITY_LOOK)


def paint_chip(painter: QPainter, box: QRectF, word: str, look: ChipLook) -> None:
    """Draw a chip, also in a row of a view; the box is as large as a ``Chip``'s size hint."""
    theme = current_theme()
    smooth(painter)
    if look.tint:
        fill_box(painter, box, theme.color(look.tint), theme.px(RADIUS))
    ink, sign = theme.color(look.ink), theme.px(SIGN)
    left = box.left() + theme.px(PADDING)
    paint_icon(painter, look.sign, QRectF(left, box.center().y() - sign / 2, sign, sign), ink)
    painter.setFont(theme.font(look.role))
    painter.setPen(ink)
    painter.drawText(box.adjusted(theme.px(PADDING + SIGN + SIGN_TO_WORD), 0, 0, 0), MIDDLE_LEFT, word)
