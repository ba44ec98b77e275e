"""A few choices below each other, one of them always chosen: arrows move, Enter says yes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from counter_app.ui.widgets.boxes import Column
from counter_app.ui.widgets.choice_list import Radio


class RadioList(Column):
    """``RadioList("Alasan", [("meal", "Makan siang"), …])``; one tab stop.

    Signals: ``submitted()`` Enter on the chosen one.
    """

    submitted = Signal()

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._keys: tuple[str, ...] = ()
        self.offer(choices)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Keys and words; the first is chosen."""
        for button in self._group.buttons():
            self._group.removeButton(button)
        self.clear()
        self._keys = tuple(key for key, _words in choices)
        for at, (_key, words) in enumerate(choices):
            radio = Radio(words)
            self._group.addButton(radio, at)
            self.add(radio)
        if choices:
            self.choose(self._keys[0])

    def key(self) -> str:
        """What is chosen."""
        return self._keys[self._group.checkedId()]

    def choose(self, key: str) -> None:
        """Choose by key; ValueError for one that is not offered."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def focus_chosen(self) -> None:
        """Go to the one that is chosen."""
        self._group.button(self._keys.index(self.key())).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter says yes; what a choice does not use itself comes here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        else:
            super().keyPressEvent(event)
