"""What stays until it is solved: printer out of paper, hub away."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from counter_app.ui.icons import IconName
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.announcing import announce
from counter_app.ui.widgets.buttons import SecondaryButton
from counter_app.ui.widgets.drawing import RADIUS, smooth
from counter_app.ui.widgets.sign import Sign
from counter_app.ui.widgets.themed import ThemedWidget

NoticeKind = Literal["warning", "info", "error"]
_BAR, _SIGN, _GAP, _SIDE, _ABOVE = 4, 18, 12, 8, 10


@dataclass(frozen=True, slots=True)
class _Look:
    sign: IconName
    ink: str
    tint: str


_LOOKS: dict[NoticeKind, _Look] = {
    "warning": _Look("warning", "warning", "warning_tint"),
    "info": _Look("check", "brand", "info_tint"),
    "error": _Look("warning", "error", "error_tint"),
}


class _Words(QLabel):
    """Rich text in the body's size; it asks the theme itself, after the style sheet has had its say."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setFont(current_theme().font())

    def changeEvent(self, event: QEvent) -> None:
        """Another zoom."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFont(current_theme().font())


class NoticeBar(ThemedWidget):
    """``bar.show_notice("warning", title, words, button=(text("cmd.print_again"), "F9"))``; else hidden."""

    pressed = Signal()
    """The one button of the notice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: NoticeKind = "info"
        self._sign = Sign("check", "brand", size=_SIGN)
        self._words = _Words()
        self._button = SecondaryButton("")
        self._button.clicked.connect(self.pressed)
        self.setFocusProxy(self._button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._button)
        self.hide()
        self.restyle(current_theme())

    def show_notice(
        self, kind: NoticeKind, title: str, words: str, button: tuple[str, str] | None = None
    ) -> None:
        """Say something until ``hide``; a button has words and a key."""
        self._kind = kind
        self._sign.set_sign(_LOOKS[kind].sign, _LOOKS[kind].ink)
        head = escape(title.removesuffix("."))
        self._words.setText(f'<span style="font-weight:600">{head}</span>&nbsp; {escape(words)}')
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self._button.setVisible(button is not None)
        if button is not None:
            self._button.set_command(*button)
        if self.isHidden():
            announce(self, f"{title.removesuffix('.')}. {words}")
        self.show()
        self.update()

    def restyle(self, theme: Theme) -> None:
        """Set gaps and height."""
        super().restyle(theme)
        above = theme.px(_ABOVE)
        self._row.setContentsMargins(theme.px(_BAR + _GAP), above, theme.px(_SIDE), above)
        self._row.setSpacing(theme.px(_GAP))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tint and the bar at its left."""
        theme, look = current_theme(), _LOOKS[self._kind]
        painter, box, bar = smooth(QPainter(self)), QRectF(self.rect()), theme.px(_BAR)
        outline = QPainterPath()
        outline.addRoundedRect(box, theme.px(RADIUS), theme.px(RADIUS))
        outline.addRect(box.adjusted(0, 0, -box.width() / 2, 0))
        outline.setFillRule(Qt.FillRule.WindingFill)
        painter.fillPath(outline, theme.color(look.tint))
        painter.fillRect(QRectF(0, 0, bar, box.height()), theme.color(look.ink))
