"""One of up to nine, all in sight: a digit and some words each, in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.drawing import MIDDLE_LEFT, RADIUS, draw_border, fill_box, smooth
from counter_app.ui.widgets.pieces import width_of
from counter_app.ui.widgets.themed import ThemedWidget

HEIGHT, SIDE, DIGIT_TO_WORDS, INSET = 32, 10, 20, 2
MOST_COLUMNS = 3


class Numbered(ThemedWidget):
    """``Numbered("Alasan", [("unreadable", "Tidak terbaca"), …])``; digits and arrows choose.

    Signals: ``chosen(str)`` the key that a person chose by digit or mouse; ``accepted()`` Enter on a
    choice; ``escaped()``.
    """

    chosen = Signal(str)
    accepted = Signal()
    escaped = Signal()

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._choices = tuple(choices)
        self._key = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_key("")

    def key(self) -> str:
        """What is chosen, or nothing."""
        return self._key

    def words(self) -> tuple[str, ...]:
        """The choices in words, in the order of their digits."""
        return tuple(words for _, words in self._choices)

    def set_key(self, key: str) -> None:
        """Show a choice; a key that is not offered shows none."""
        words = dict(self._choices)
        self._key = key if key in words else ""
        self.setAccessibleName(f"{self._name}: {words[key]}" if self._key else self._name)
        self.update()

    def heightForWidth(self, width: int) -> int:
        """As many rows as the columns leave."""
        theme = current_theme()
        rows = -(-len(self._choices) // self._columns(width, theme))
        return rows * theme.px(HEIGHT) + 2 * theme.px(INSET)

    def sizeHint(self) -> QSize:
        """Of one column at least."""
        theme = current_theme()
        width = round(self._widest(theme)) + 2 * theme.px(INSET)
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def minimumSizeHint(self) -> QSize:
        """Never so narrow that words are cut."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """Claim Esc before the window does."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose and go on; arrows choose and stay; Enter accepts."""
        columns = self._columns(self.width(), current_theme())
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -columns, Qt.Key.Key_Down: columns,
        }  # fmt: skip
        match Qt.Key(event.key()):
            case Qt.Key.Key_Escape:
                self.escaped.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._key:
                self.accepted.emit()
            case key if key in steps:
                self._step(steps[key])
            case _ if not self._press_digit(event.text()):
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose by mouse."""
        boxes = self._boxes(current_theme())
        for at, box in enumerate(boxes):
            if event.button() == Qt.MouseButton.LeftButton and box.contains(event.position()):
                self._choose(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need other rows."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box and the choices."""
        theme, painter = current_theme(), smooth(QPainter(self))
        box = QRectF(self.rect())
        fill_box(painter, box, theme.color("ground"), theme.px(RADIUS))
        parts = zip(self._choices, self._boxes(theme), strict=True)
        for digit, ((key, words), part) in enumerate(parts, start=1):
            is_chosen = key == self._key
            if is_chosen:
                fill_box(painter, part, theme.color("brand"), theme.px(RADIUS - 1))
            self._write(painter, theme, part, str(digit), words, is_chosen=is_chosen)
        draw_border(painter, box, theme.color("line"), width=theme.px(1), radius=theme.px(RADIUS))

    @staticmethod
    def _write(
        painter: QPainter, theme: Theme, part: QRectF, digit: str, words: str, *, is_chosen: bool
    ) -> None:
        side, to_words = theme.px(SIDE), theme.px(DIGIT_TO_WORDS)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.color("on_brand" if is_chosen else "muted"))
        painter.drawText(part.adjusted(side, 0, 0, 0), MIDDLE_LEFT, digit)
        painter.setFont(theme.font("strong" if is_chosen else "body"))
        painter.setPen(theme.color("on_brand" if is_chosen else "text"))
        painter.drawText(part.adjusted(side + to_words, 0, 0, 0), MIDDLE_LEFT, words)

    def _widest(self, theme: Theme) -> float:
        words = max((width_of(theme, words, "strong") for words in self.words()), default=0.0)
        return words + 2 * theme.px(SIDE) + theme.px(DIGIT_TO_WORDS)

    def _columns(self, width: int, theme: Theme) -> int:
        room = width - 2 * theme.px(INSET)
        return max(1, min(MOST_COLUMNS, int(room // max(1.0, self._widest(theme)))))

    def _boxes(self, theme: Theme) -> list[QRectF]:
        """In rows, so that reading order is that of the digits."""
        inset, height = theme.px(INSET), theme.px(HEIGHT)
        columns = self._columns(self.width(), theme)
        width = (self.width() - 2 * inset) / columns
        return [
            QRectF(inset + at % columns * width, inset + at // columns * height, width, height)
            for at in range(len(self._choices))
        ]

    def _press_digit(self, typed: str) -> bool:
        if not (typed.isdecimal() and typed.isascii() and 1 <= int(typed) <= len(self._choices)):
            return False
        self._choose(int(typed) - 1)
        return True

    def _choose(self, at: int) -> None:
        self.set_key(self._choices[at][0])
        self.chosen.emit(self._key)

    def _step(self, by: int) -> None:
        """From none to the first; never over an end."""
        keys = [key for key, _ in self._choices]
        at = keys.index(self._key) + by if self._key else 0
        if 0 <= at < len(keys):
            self.set_key(keys[at])
