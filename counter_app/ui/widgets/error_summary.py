"""All that needs correcting, at the top: it takes the focus, each line jumps to its field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from counter_app.ui.i18n import text
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.buttons import LinkButton
from counter_app.ui.widgets.drawing import RADIUS, draw_border, fill_box, smooth
from counter_app.ui.widgets.themed import TextLabel, ThemedWidget

_SIDE, _ABOVE, _HEAD, _BETWEEN, _BORDER = 16, 12, 23, 4, 3


class ErrorSummary(ThemedWidget):
    """``summary.set_errors([(sentence, field), …])``; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = TextLabel(role="heading")
        self._links: list[LinkButton] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._head)
        self.hide()
        self.restyle(current_theme())

    def set_errors(self, errors: Sequence[tuple[str, QWidget]]) -> None:
        """Name what needs correcting, in the order of the form; nothing hides the summary."""
        for link in self._links:
            self._column.removeWidget(link)
            link.deleteLater()
        self._links = [self._link(sentence, target) for sentence, target in errors]
        before: QWidget = self
        for link in self._links:
            self._column.addWidget(link)
            QWidget.setTabOrder(before, link)
            before = link
        self._head.setText(text("error.summary", n=len(errors)))
        self.setAccessibleName(self._head.text())
        self.setAccessibleDescription(" ".join(sentence for sentence, _ in errors))
        self.setVisible(bool(errors))

    def sentences(self) -> list[str]:
        """What is named, in order."""
        return [link.text() for link in self._links]

    def restyle(self, theme: Theme) -> None:
        """Set the gaps."""
        super().restyle(theme)
        side, above = theme.px(_SIDE), theme.px(_ABOVE)
        self._column.setContentsMargins(side, above, side, above)
        self._column.setSpacing(theme.px(_BETWEEN))
        self._head.setFixedHeight(theme.px(_HEAD))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground and border."""
        theme, painter, box = current_theme(), smooth(QPainter(self)), QRectF(self.rect())
        fill_box(painter, box, theme.color("ground"), theme.px(RADIUS))
        error, width = theme.color("error"), theme.px(_BORDER)
        draw_border(painter, box, error, width=width, radius=theme.px(RADIUS))

    def _link(self, sentence: str, target: QWidget) -> LinkButton:
        link = LinkButton(sentence, color="error")
        link.clicked.connect(lambda: _jump_to(target))
        return link


def _jump_to(target: QWidget) -> None:
    target.setFocus(Qt.FocusReason.ShortcutFocusReason)
    widget: QWidget | None = target
    while widget is not None and not isinstance(widget, QScrollArea):
        widget = widget.parentWidget()
    if isinstance(widget, QScrollArea):
        widget.ensureWidgetVisible(target, 0, current_theme().px(32))
