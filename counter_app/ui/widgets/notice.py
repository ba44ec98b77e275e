"""What stays until it is solved: printer out of paper, hub away."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

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
    """The button of the notice."""
    second_pressed = Signal()
    """The one before it, where a question has two answers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: NoticeKind = "info"
        self._said = ""
        self._sign = Sign("check", "brand", size=_SIGN)
        self._words = _Words()
        self._button, self._second = SecondaryButton(""), SecondaryButton("")
        self._button.clicked.connect(self.pressed)
        self._second.clicked.connect(self.second_pressed)
        self.setFocusProxy(self._button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._below = QWidget()
        self._row, self._column, self._answers = QHBoxLayout(self), QVBoxLayout(), QHBoxLayout(self._below)
        self._answers.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._sign)
        self._row.addLayout(self._column, 1)
        self._column.addWidget(self._words)
        self._column.addWidget(self._below)
        self._answers.addWidget(self._second)
        self._row.addWidget(self._button)
        self.setTabOrder(self._second, self._button)
        self.hide()
        self.restyle(current_theme())

    def show_notice(
        self,
        kind: NoticeKind,
        title: str,
        words: str,
        button: tuple[str, str] | None = None,
        second: tuple[str, str] | None = None,
    ) -> None:
        """Say something until ``hide``; a button has words and a key."""
        self._kind = kind
        self._sign.set_sign(_LOOKS[kind].sign, _LOOKS[kind].ink)
        head = escape(title.removesuffix("."))
        self._words.setText(f'<span style="font-weight:600">{head}</span>&nbsp; {escape(words)}')
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        for part, told in ((self._button, button), (self._second, second)):
            part.setVisible(told is not None)
            if told is not None:
                part.set_command(*told)
        self._place_button(self._row if second is None else self._answers)
        said = f"{title.removesuffix('.')}. {words}"
        if self.isHidden() or said != self._said:
            announce(self, said)
        self._said = said
        self.show()
        self.update()

    def _place_button(self, place: QHBoxLayout) -> None:
        """Beside the words; two answers stand below them, so that the words keep their room."""
        for layout in (self._row, self._answers):
            layout.removeWidget(self._button)
        while self._answers.count() > 1:
            self._answers.takeAt(1)
        self._below.setVisible(place is self._answers)
        place.addWidget(self._button)
        if place is self._answers:
            place.addStretch(1)

    def restyle(self, theme: Theme) -> None:
        """Set gaps and height."""
        super().restyle(theme)
        self._column.setSpacing(theme.px(_ABOVE))
        self._answers.setSpacing(theme.px(_GAP))
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
