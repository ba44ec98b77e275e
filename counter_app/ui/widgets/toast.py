"""What was just done, and the way back: at the foot of the rail for 10 seconds."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter_app.ui.i18n import text
from counter_app.ui.icons import IconName
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.announcing import announce
from counter_app.ui.widgets.buttons import LinkButton
from counter_app.ui.widgets.drawing import RADIUS, fill_box, smooth
from counter_app.ui.widgets.key_hint import KeyHint
from counter_app.ui.widgets.sign import Sign
from counter_app.ui.widgets.themed import TextLabel, ThemedWidget

WIDTH, HEIGHT = 256, 76
SHOWN_MS = 10_000
UNDO_KEY = "F12"
_SIDE, _ABOVE, _SIGN_TO_WORDS, _BETWEEN = 16, 12, 8, 8


class Toast(ThemedWidget):
    """One at a time: later words replace those that stand there and start the 10 seconds anew."""

    undo_requested = Signal()
    """The link was pressed; F12 is the window's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = Sign("check", "ground")
        self._words = TextLabel(color="ground", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._undo = LinkButton(text("cmd.undo"), color="ground", role="strong")
        self._key = KeyHint(UNDO_KEY, on="toast")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._undo.clicked.connect(self.undo_requested)
        self._undo.setProperty("focusRingOf", "parent")
        self.setProperty("focusRing", "inside")
        self.setProperty("focusRingToken", "ground")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self.hide()
        self.restyle(current_theme())

    def show_message(self, words: str, *, can_undo: bool, sign: IconName = "check") -> None:
        """Say what was done; with ``can_undo`` offer the way back."""
        self._sign.set_sign(sign, "ground")
        self._words.setText(words)
        self._undo.setVisible(can_undo)
        self._key.setVisible(can_undo)
        self.setAccessibleName(words)
        self.show()
        self._timer.start(SHOWN_MS)
        hint = text("toast.undo_hint", command=text("cmd.undo"), key=UNDO_KEY)
        announce(self, f"{words}. {hint}" if can_undo else words)

    def undo_link(self) -> LinkButton:
        """Where Tab goes in it."""
        return self._undo

    def sign(self) -> IconName:
        """The sign before its words."""
        return self._sign.name()

    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def can_undo(self) -> bool:
        """Whether it stands there and offers the way back."""
        return self.isVisible() and self._undo.isVisibleTo(self)

    def sizeHint(self) -> QSize:
        """256 × 76, higher where a sentence needs more lines, lower where there is nothing to undo."""
        theme = current_theme()
        height = self._column.heightForWidth(theme.px(WIDTH))
        least = theme.px(HEIGHT) if self._undo.isVisibleTo(self) else 0
        return QSize(theme.px(WIDTH), max(least, height))

    def restyle(self, theme: Theme) -> None:
        """Set gaps and size."""
        super().restyle(theme)
        side, above = theme.px(_SIDE), theme.px(_ABOVE)
        self._column.setContentsMargins(side, above, side, above)
        self._column.setSpacing(theme.px(_BETWEEN))
        self._head.setSpacing(theme.px(_SIGN_TO_WORDS))
        self._sign_column.setContentsMargins(0, theme.px(2), 0, 0)
        self._foot.setContentsMargins(theme.px(16 + _SIGN_TO_WORDS), 0, 0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground: text and ground exchanged."""
        theme = current_theme()
        fill_box(smooth(QPainter(self)), QRectF(self.rect()), theme.color("text"), theme.px(RADIUS))

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._head = QHBoxLayout()
        self._sign_column = QVBoxLayout()
        self._sign_column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addLayout(self._sign_column)
        self._head.addWidget(self._words, 1)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._undo)
        self._foot.addStretch(1)
        self._foot.addWidget(self._key)
        self._column.addLayout(self._head)
        self._column.addLayout(self._foot)
