"""An identity number is shown whole only while it is being typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit

from counter_app.domain.identity import mask_nik


class HiddenNumber(QObject):
    """Keeps the number of a line edit and masks it whenever the focus goes elsewhere."""

    def __init__(self, line_edit: QLineEdit) -> None:
        super().__init__(line_edit)
        self._line_edit = line_edit
        self._number = ""
        self._is_whole = line_edit.hasFocus()
        line_edit.installEventFilter(self)

    def number(self) -> str:
        """The number itself, also while it is being typed."""
        return self._line_edit.text() if self._is_whole else self._number

    def set_number(self, number: str) -> None:
        """Put in a number; the cursor stays where it is if nothing changes."""
        if number != self.number():
            self._number = number
            self._line_edit.setText(number if self._is_whole else mask_nik(number))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show it whole on coming, masked on leaving."""
        if event.type() == QEvent.Type.FocusIn and not self._is_whole:
            self._line_edit.setText(self._number)
            self._is_whole = True
        elif event.type() == QEvent.Type.FocusOut and self._is_whole:
            self._number = self._line_edit.text()
            self._line_edit.setText(mask_nik(self._number))
            self._is_whole = False
        return super().eventFilter(watched, event)
