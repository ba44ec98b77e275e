"""Where the focus was before a page was laid over the work."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class FocusPlace:
    """Remembers a place and goes back there, where it is still seen."""

    def __init__(self) -> None:
        self._place: QWidget | None = None

    def remember(self) -> None:
        """It is here now."""
        self._place = QApplication.focusWidget()

    def go_back(self) -> None:
        """To the place; nothing where it is gone. Its cursor and what is typed there are as they were."""
        place, self._place = self._place, None
        if place is not None and isValid(place) and place.isVisible():
            place.setFocus()
