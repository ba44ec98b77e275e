"""The one filled button of a screen, its outlined neighbours, and links."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QWidget

from counter_app.ui.i18n import text
from counter_app.ui.theme import Role, Theme, current_theme
from counter_app.ui.widgets.drawing import MIDDLE_LEFT, RADIUS, draw_border, fill_box, smooth
from counter_app.ui.widgets.key_hint import key_hint_size, paint_key_hint
from counter_app.ui.widgets.themed import ThemedButton

_PADDING, _KEY_RIGHT, _WORDS_TO_KEY, _LEAST_TO_KEY = 16, 12, 30, 12


@dataclass(frozen=True, slots=True)
class _Look:
    """Tokens of one state of a button; an empty border is none."""

    fill: str
    border: str
    words: str
    key_border: str
    key: str


class CommandButton(ThemedButton):
    """A button that shows its words and its key; base of the primary and the secondary one."""

    _height = 40
    _role: Role = "body"

    def __init__(self, words: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_command(words, key)
        self.restyle(current_theme())

    def set_command(self, words: str, key: str = "") -> None:
        """Change verb and key; the place of the button stays."""
        self._key = key
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(text("cmd.by_key", key=key) if key else "")
        self.updateGeometry()
        self.update()

    def key(self) -> str:
        """The key that is shown, or nothing."""
        return self._key

    def sizeHint(self) -> QSize:
        """Wide enough for words and key."""
        return self._size(_WORDS_TO_KEY)

    def minimumSizeHint(self) -> QSize:
        """Never so narrow that words are cut."""
        return self._size(_LEAST_TO_KEY)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, words and key."""
        theme, look = current_theme(), self._look(self._state())
        painter = smooth(QPainter(self))
        radius = theme.px(RADIUS)
        fill_box(painter, QRectF(self.rect()), theme.color(look.fill), radius)
        if look.border:
            border = theme.color(look.border)
            draw_border(painter, QRectF(self.rect()), border, width=theme.px(1), radius=radius)
        self._paint_words(painter, theme, look)
        if self._key:
            colors = theme.color(look.key_border), theme.color(look.key)
            paint_key_hint(painter, self._key, self._key_box(theme), *colors)

    def _look(self, state: QStyle.StateFlag) -> _Look:
        raise NotImplementedError

    def _state(self) -> QStyle.StateFlag:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        return option.state

    def _size(self, words_to_key: int) -> QSize:
        theme = current_theme()
        width = theme.px(_PADDING) + self._words_width(theme)
        if self._key:
            width += theme.px(words_to_key) + key_hint_size(self._key, theme).width() + theme.px(_KEY_RIGHT)
        else:
            width += theme.px(_PADDING)
        return QSize(width, theme.px(self._height))

    def _words_width(self, theme: Theme) -> int:
        return QFontMetrics(theme.font(self._role)).horizontalAdvance(self.text())

    def _paint_words(self, painter: QPainter, theme: Theme, look: _Look) -> None:
        padding = theme.px(_PADDING)
        box = self.rect().adjusted(padding, 0, -padding if not self._key else 0, 0)
        painter.setFont(theme.font(self._role))
        painter.setPen(theme.color(look.words))
        painter.drawText(box, MIDDLE_LEFT if self._key else Qt.AlignmentFlag.AlignCenter, self.text())

    def _key_box(self, theme: Theme) -> QRectF:
        size = key_hint_size(self._key, theme)
        left = self.width() - theme.px(_KEY_RIGHT) - size.width()
        return QRectF(left, (self.height() - size.height()) // 2, size.width(), size.height())


class PrimaryButton(CommandButton):
    """The next step of a screen: filled, 52 high; one a screen.

    ``PrimaryButton(text("cmd.finish"), "F6")``. A disabled one needs its reason in words beside it.
    """

    _height = 52
    _role: Role = "action"

    def _look(self, state: QStyle.StateFlag) -> _Look:
        if not state & QStyle.StateFlag.State_Enabled:
            return _Look("none_tint", "", "disabled", "disabled", "disabled")
        fill = "brand"
        if state & QStyle.StateFlag.State_Sunken:
            fill = "brand_pressed"
        elif state & QStyle.StateFlag.State_MouseOver:
            fill = "brand_hover"
        return _Look(fill, "", "on_brand", "on_brand", "on_brand")


class SecondaryButton(CommandButton):
    """Any other command: outlined, 40 high; ``SecondaryButton(text("cmd.print_again"), "F9")``."""

    def _look(self, state: QStyle.StateFlag) -> _Look:
        if not state & QStyle.StateFlag.State_Enabled:
            return _Look("ground", "hair", "disabled", "hair", "disabled")
        fill = "ground"
        if state & QStyle.StateFlag.State_Sunken:
            fill = "pressed"
        elif state & QStyle.StateFlag.State_MouseOver:
            fill = "hover"
        return _Look(fill, "line", "text", "line", "muted")


class LinkButton(ThemedButton):
    """Underlined words that do something at once; ``color`` is a token."""

    def __init__(
        self, words: str, *, color: str = "brand", role: Role = "body", parent: QWidget | None = None
    ) -> None:
        super().__init__(words, parent)
        self._color = color
        self._role: Role = role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words)
        self.restyle(current_theme())

    def sizeHint(self) -> QSize:
        """One line."""
        theme = current_theme()
        width = QFontMetrics(theme.font(self._role)).horizontalAdvance(self.text())
        return QSize(width + theme.px(1), theme.line_height(self._role))

    def minimumSizeHint(self) -> QSize:
        """Never so narrow that words are cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words and the line below; the line is twice as thick under the mouse."""
        theme = current_theme()
        painter = QPainter(self)
        font = theme.font(self._role)
        painter.setFont(font)
        painter.setPen(theme.color(self._color if self.isEnabled() else "disabled"))
        painter.drawText(self.rect(), MIDDLE_LEFT, self.text())
        painter.fillRect(self._underline(theme, font), painter.pen().color())

    def _underline(self, theme: Theme, font: QFont) -> QRect:
        metrics = QFontMetrics(font)
        baseline = (self.height() - metrics.height()) // 2 + metrics.ascent()
        thick = theme.px(2 if self.underMouse() else 1)
        return QRect(0, baseline + theme.px(2), metrics.horizontalAdvance(self.text()), thick)
