"""A choice of a few, closed to one line: flat, 40 high."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from counter_app.ui.icons import paint_icon
from counter_app.ui.style_sheet import FIELD_HEIGHT
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.drawing import MIDDLE_LEFT, RADIUS, draw_border, fill_box, smooth

_PADDING, _SIGN, _WORDS_TO_SIGN = 12, 16, 8


class Select(QComboBox):
    """``Select("Identitas", [("nik", "NIK"), ("passport", "Paspor")])``; the name is for screen readers."""

    chosen = Signal(str)
    """The key of what somebody has chosen; not emitted by ``set_key``."""

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        *,
        is_elastic: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``is_elastic``: as wide as its place, for names that the catalogue may make longer than any."""
        super().__init__(parent)
        self._is_elastic = is_elastic
        self.setAccessibleName(name)
        across = QSizePolicy.Policy.Ignored if is_elastic else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.set_choices(choices)
        self.activated.connect(self._tell)
        self.currentIndexChanged.connect(self._tell_whole)
        self.restyle(current_theme())

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer others; the first is chosen."""
        self.clear()
        for key, words in choices:
            self.addItem(words, key)
        self.updateGeometry()

    def key(self) -> str:
        """What is chosen."""
        return str(self.currentData())

    def set_key(self, key: str) -> None:
        """Choose by key; KeyError for one that is not offered."""
        index = self.findData(key)
        if index < 0:
            raise KeyError(key)
        self.setCurrentIndex(index)

    def changeEvent(self, event: QEvent) -> None:
        """Ask the theme again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.restyle(current_theme())

    def restyle(self, theme: Theme) -> None:
        """Set font and size from the theme."""
        self.setFont(theme.font())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as its longest choice."""
        theme = current_theme()
        metrics = QFontMetrics(theme.font())
        words = max((metrics.horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=0)
        return QSize(words + theme.px(2 * _PADDING + _WORDS_TO_SIGN + _SIGN), theme.px(FIELD_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never so narrow that a choice is cut; what is elastic may be."""
        hint = self.sizeHint()
        return QSize(0, hint.height()) if self._is_elastic else hint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it like a field, with a sign that it opens."""
        theme = current_theme()
        painter = smooth(QPainter(self))
        box, radius = QRectF(self.rect()), theme.px(RADIUS)
        fill_box(painter, box, theme.color("ground" if self.isEnabled() else "panel"), radius)
        draw_border(painter, box, theme.color(self._border()), width=theme.px(1), radius=radius)
        self._paint_words(painter, theme)

    def _border(self) -> str:
        if not self.isEnabled():
            return "hair"
        return "text" if self.underMouse() else "line"

    def _paint_words(self, painter: QPainter, theme: Theme) -> None:
        sign = theme.px(_SIGN)
        left = self.width() - theme.px(_PADDING) - sign
        muted = theme.color("muted" if self.isEnabled() else "disabled")
        paint_icon(painter, "chevron-down", QRectF(left, (self.height() - sign) / 2, sign, sign), muted)
        painter.setFont(theme.font())
        painter.setPen(theme.color("text" if self.isEnabled() else "disabled"))
        room = left - theme.px(_PADDING + _WORDS_TO_SIGN)
        words = self.currentText()
        if self._is_elastic:
            words = QFontMetrics(theme.font()).elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(self.rect().adjusted(theme.px(_PADDING), 0, 0, 0), MIDDLE_LEFT, words)

    @Slot()
    def _tell_whole(self) -> None:
        self.setToolTip(self.currentText() if self._is_elastic else "")

    @Slot(int)
    def _tell(self, _index: int) -> None:
        self.chosen.emit(self.key())
