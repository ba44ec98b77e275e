"""An identity number is shown whole only while it is being typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QLineEdit

from counter_app.domain.identity import mask_nik


class HiddenNumber(QObject):
    """Keeps the number of a line edit and masks it whenever the focus goes elsewhere."""

    def __init__(self, line_edit: QLineEdit) -> None:
        super().__init__(line_edit)
        self._line_edit = line_edit
        self._number = ""
        line_edit.textEdited.connect(self._keep)
        line_edit.installEventFilter(self)

    def number(self) -> str:
        """The number itself."""
        return self._number

    def set_number(self, number: str) -> None:
        """Put in a number; the cursor stays where it is if nothing changes."""
        if number != self._number:
            self._number = number
            self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show it whole on coming, masked on leaving."""
        if event.type() == QEvent.Type.FocusIn:
            self._line_edit.setText(self._number)
        elif event.type() == QEvent.Type.FocusOut:
            self._line_edit.setText(mask_nik(self._number))
        return super().eventFilter(watched, event)

    @Slot(str)
    def _keep(self, words: str) -> None:
        self._number = words

    def _show(self) -> None:
        whole = self._line_edit.hasFocus()
        self._line_edit.setText(self._number if whole else mask_nik(self._number))
