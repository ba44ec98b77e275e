"""F1 at any desk: the page of all keys, laid over whatever is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.ui.commands import Groups, Scene
from counter_app.ui.desk.focus_place import FocusPlace
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.desk.help_page import HelpPage


class Helping(QObject):
    """The help page, until Esc or F1; the focus goes back to where it was.

    Signals: ``changed()`` the page is wanted, or not any more.
    """

    changed = Signal()

    def __init__(self, groups: Groups, scene: Callable[[], Scene], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups = groups
        self._scene = scene
        self._is_open = False
        self._focus = FocusPlace()
        self.page: Late[HelpPage] = Late(self._made)

    def scene(self) -> Scene | None:
        """While it is open."""
        return Scene.HELP if self._is_open else None

    def enter(self) -> None:
        """What scrolls."""
        self.page().focus_first()

    def close(self) -> bool:
        """Esc; whether it was open."""
        was_open, self._is_open = self._is_open, False
        if was_open:
            self.changed.emit()
            self._focus.go_back()
        return was_open

    @Slot()
    def press(self) -> None:
        """F1 opens and closes it."""
        if not self.close():
            self._focus.remember()
            self.page().show_keys(self._scene())
            self._is_open = True
            self.changed.emit()

    def _made(self) -> HelpPage:
        from counter_app.ui.desk.help_page import HelpPage  # noqa: PLC0415  see Late

        return HelpPage(self._groups)
