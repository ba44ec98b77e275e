"""The foot of every window: who and where, keys, printer, sync."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
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
        """Show keys with their words: ``[("Ctrl+K", text("cmd.find"))]``."""
        while self._key_row.count():
            item = self._key_row.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        for index, (key, words) in enumerate(keys):
            theme = current_theme()
            if index:
                self._key_row.addSpacing(theme.px(_BETWEEN_KEYS - _KEY_TO_WORDS))
            self._key_row.addWidget(KeyHint(key))
            self._key_row.addWidget(TextLabel(words, color="muted"))

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
        self._key_row.setSpacing(theme.px(_KEY_TO_WORDS))
        self._key_row.setContentsMargins(0, 0, side + theme.px(1), 0)
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
        self._key_row = QHBoxLayout()
        self._right = QWidget()
        right = QHBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self._printer)
        right.addStretch(1)
        right.addWidget(self._sync)
        self._row.addWidget(self._place)
        self._row.addStretch(1)
        self._row.addLayout(self._key_row)
        self._row.addWidget(self._right)


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
