"""A page laid over whatever is seen, until it is closed; the focus goes back to where it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from counter_app.ui.commands import Scene
from counter_app.ui.desk.focus_place import FocusPlace


class Focused(Protocol):
    """A page that knows where its work begins."""

    def focus_first(self) -> None:
        """Go there."""


class Overlay(QObject):
    """``Overlay(Scene.HELP, page)``: a subclass opens it with ``_lay_over`` when its page is ready.

    Signals: ``changed()`` the page is wanted, or not any more.
    """

    changed = Signal()

    def __init__(self, scene: Scene, page: Callable[[], Focused], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scene_of_page = scene
        self._page_seen = page
        self._is_open = False
        self._focus = FocusPlace()

    def scene(self) -> Scene | None:
        """While it is open."""
        return self._scene_of_page if self._is_open else None

    def enter(self) -> None:
        """Where work on the page begins."""
        self._page_seen().focus_first()

    def close(self) -> bool:
        """Esc; whether it was open."""
        was_open, self._is_open = self._is_open, False
        if was_open:
            self.changed.emit()
            self._focus.go_back()
        return was_open

    def _remember_focus(self) -> None:
        """Before anything is read: by the time it is, the focus may have gone elsewhere."""
        self._focus.remember()

    def _lay_over(self) -> None:
        self._is_open = True
        self.changed.emit()
