"""The foot of every window: who and where, keys, printer, sync."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from counter_app.ui.icons import IconName
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.key_hint import KeyHint
from counter_app.ui.widgets.sign import Sign
from counter_app.ui.widgets.themed import TextLabel, ThemedWidget

HEIGHT = 40
_SIDE, _RIGHT_WIDTH, _SIGN_TO_WORDS, _KEY_TO_WORDS, _BETWEEN_KEYS = 24, 248, 6, 8, 24


class StatusLine(ThemedWidget):
    """Quiet when well: only trouble is bold and coloured."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = TextLabel(color="muted")
        self._printer, self._sync = _Remark(), _Remark()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self.restyle(current_theme())

    def set_place(self, *parts: str) -> None:
        """Say officer, counter and site."""
        self._place.setText(" · ".join(parts))

    def set_place_visible(self, is_visible: bool) -> None:  # noqa: FBT001  as Qt's own setVisible
        """Give the place to a toast that needs it, and take it back."""
        self._place.setVisible(is_visible)

    def set_keys(self, keys: list[tuple[str, str]]) -> None:
        """Show keys with their words, ``[("Ctrl+K", text("cmd.find"))]``; the first gives way."""
        self._keys.show_keys(keys)

    def set_printer(self, words: str, *, is_well: bool = True) -> None:
        """Say how the printer is."""
        self._printer.say(words, "check" if is_well else "warning", "muted" if is_well else "warning")

    def set_sync(self, words: str, sign: IconName = "dash", color: str = "muted") -> None:
        """Say where the records are: muted when alone, ``success`` when sent, ``warning`` when waiting."""
        self._sync.say(words, sign, color)

    def restyle(self, theme: Theme) -> None:
        """Set gaps and height."""
        super().restyle(theme)
        self.setFixedHeight(theme.px(HEIGHT))
        side = theme.px(_SIDE)
        self._row.setContentsMargins(side, theme.px(1), side, 0)
        self._row.setSpacing(side)
        self._right.setMinimumWidth(theme.px(_RIGHT_WIDTH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw panel, hair line above and the rule before the printer."""
        theme, painter = current_theme(), QPainter(self)
        hair, one = theme.color("hair"), theme.px(1)
        painter.fillRect(self.rect(), theme.color("panel"))
        painter.fillRect(QRect(0, 0, self.width(), one), hair)
        rule = self._right.geometry().left() - theme.px(_SIDE) - one
        painter.fillRect(QRect(rule, 0, one, self.height()), hair)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._keys = _Keys()
        self._right = QWidget()
        right = QHBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self._printer)
        right.addSpacing(_SIDE)
        right.addStretch(1)
        right.addWidget(self._sync)
        self._row.addWidget(self._place)
        self._row.addWidget(self._keys, 1)
        self._row.addWidget(self._right)


class _Keys(ThemedWidget):
    """Keys and their words, from the right; those that find no room are not seen."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[tuple[str, str]] = []
        self._pairs: list[_KeyAndWords] = []
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.restyle(current_theme())

    def show_keys(self, keys: list[tuple[str, str]]) -> None:
        """These instead of those before."""
        if keys == self._shown:
            return
        self._shown = list(keys)
        for pair in self._pairs:
            self._row.removeWidget(pair)
            pair.deleteLater()
        self._pairs = [_KeyAndWords(key, words, self) for key, words in keys]
        for pair in self._pairs:
            self._row.addWidget(pair)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other room, other keys."""
        super().resizeEvent(event)
        self._fit()

    def restyle(self, theme: Theme) -> None:
        """Set gaps; the rule before the printer stands right of the last one."""
        super().restyle(theme)
        self._row.setContentsMargins(0, 0, theme.px(_SIDE) + theme.px(1), 0)
        self._row.setSpacing(theme.px(_BETWEEN_KEYS))
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self._row.contentsMargins().right() + self._row.spacing()
        for pair in reversed(self._pairs):
            room -= pair.sizeHint().width() + self._row.spacing()
            pair.setVisible(room >= 0)


class _KeyAndWords(ThemedWidget):
    def __init__(self, key: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(KeyHint(key))
        self._row.addWidget(TextLabel(words, color="muted"))
        self.restyle(current_theme())

    def restyle(self, theme: Theme) -> None:
        """Set the gap."""
        super().restyle(theme)
        self._row.setSpacing(theme.px(_KEY_TO_WORDS))


class _Remark(ThemedWidget):
    """A sign and some words; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._sign, self._words, self._strong = Sign("dash", "muted"), TextLabel(), TextLabel(role="strong")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for part in (self._sign, self._words, self._strong):
            self._row.addWidget(part)
        self.hide()
        self.restyle(current_theme())

    def say(self, words: str, sign: IconName, color: str) -> None:
        """Muted words are plain, coloured ones bold."""
        is_plain = color == "muted"
        self._sign.set_sign(sign, color)
        self._words.setText(words)
        self._strong.setText(words)
        self._words.set_color(color)
        self._strong.set_color(color)
        self._words.setVisible(is_plain)
        self._strong.setVisible(not is_plain)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def restyle(self, theme: Theme) -> None:
        """Set the gap."""
        super().restyle(theme)
        self._row.setSpacing(theme.px(_SIGN_TO_WORDS))
