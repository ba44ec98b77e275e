"""What every part of ours does: ask the theme again whenever it changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from counter_app.ui.theme import Role, Theme, current_theme


class ThemedWidget(QWidget):
    """A widget whose measures follow the theme.

    Lay fonts, sizes and margins down in ``restyle`` and call ``self.restyle(current_theme())`` once at the
    end of ``__init__``.
    """

    def changeEvent(self, event: QEvent) -> None:
        """Ask the theme again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.restyle(current_theme())

    def restyle(self, theme: Theme) -> None:
        """Set fonts, sizes and margins from the theme."""
        self.setFont(theme.font())
        self.updateGeometry()
        self.update()


class ThemedButton(QPushButton):
    """A push button whose measures follow the theme; Enter presses it as Space does."""

    def changeEvent(self, event: QEvent) -> None:
        """Ask the theme again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.restyle(current_theme())

    def restyle(self, theme: Theme) -> None:
        """Set font and size from the theme."""
        self.setFont(theme.font())
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press by Enter too, but not again and again while it is held down."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class OneOfMany(ThemedButton):
    """A button of a group that is one tab stop: the group hears the arrows."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are the group's; Qt would go to any neighbour."""
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class TextLabel(QLabel):
    """Words in one role of the type scale and one colour token; plain text always.

    ``TextLabel(text("waiting.title"), role="section")``; ``TextLabel(..., color="muted")``.
    """

    def __init__(
        self,
        words: str = "",
        *,
        role: Role = "body",
        color: str = "text",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self.role: Role = role
        self._color = color
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.restyle(current_theme())

    def set_color(self, color: str) -> None:
        """Change the colour token ("warning")."""
        self._color = color
        self.restyle(current_theme())

    def changeEvent(self, event: QEvent) -> None:
        """Ask the theme again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.restyle(current_theme())

    def restyle(self, theme: Theme) -> None:
        """Set font, colour and the height of a line."""
        self.setFont(theme.font(self.role))
        palette = self.palette()
        palette.setColor(self.foregroundRole(), theme.color(self._color))
        self.setPalette(palette)
        self.setMinimumHeight(theme.line_height(self.role))
        if not self.wordWrap():
            self.setMaximumHeight(theme.line_height(self.role))
