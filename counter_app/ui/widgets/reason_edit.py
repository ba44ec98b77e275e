"""Why a paper is rejected, typed in its row: Enter keeps it, Esc cancels."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from counter_app.ui.i18n import text
from counter_app.ui.widgets.boxes import Column
from counter_app.ui.widgets.themed import TextLabel


class EscapableEdit(QLineEdit):
    """A line edit that hears Esc itself, before the window does.

    Signals: ``escaped()``.
    """

    escaped = Signal()

    def event(self, event: QEvent) -> bool:
        """Claim Esc."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes out as a signal; everything else is typing."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        super().keyPressEvent(event)


class ReasonEdit(Column):
    """A line with its label and its two keys.

    Signals: ``given(str)`` a reason that is not empty; ``cancelled()``.
    """

    given = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=4, margins=(36, 0, 8, 8), parent=parent)
        label = TextLabel(f"{text('check.reason')}  ({text('check.reason_hint')})")
        self.line_edit = EscapableEdit()
        self.line_edit.setMaxLength(200)
        self.line_edit.setAccessibleName(text("check.reason"))
        self.line_edit.setProperty("focusRing", "inside")
        label.setBuddy(self.line_edit)
        self.add(label)
        self.add(self.line_edit)
        self.line_edit.returnPressed.connect(self._give)
        self.line_edit.escaped.connect(self.cancelled)

    def open(self, reason: str) -> None:
        """Show the line with what was said before, and go there."""
        self.line_edit.setText(reason)
        self.show()
        self.line_edit.setFocus()
        self.line_edit.selectAll()

    @Slot()
    def _give(self) -> None:
        reason = self.line_edit.text().strip()
        if reason:
            self.given.emit(reason)
