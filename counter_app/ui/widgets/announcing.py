"""Words spoken to screen readers without moving the focus."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say words as soon as it has finished its sentence."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
