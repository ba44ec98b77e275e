"""F1 at any desk: the page of all keys, laid over whatever is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from counter_app.ui.commands import Groups, Scene
from counter_app.ui.desk.overlay import Overlay
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.desk.help_page import HelpPage


class Helping(Overlay):
    """The help page, until Esc or F1."""

    def __init__(self, groups: Groups, scene: Callable[[], Scene], parent: QObject | None = None) -> None:
        self.page: Late[HelpPage] = Late(self._made)
        super().__init__(Scene.HELP, self.page, parent)
        self._groups = groups
        self._scene = scene

    @Slot()
    def press(self) -> None:
        """F1 opens and closes it."""
        if not self.close():
            self._remember_focus()
            self.page().show_keys(self._scene())
            self._lay_over()

    def _made(self) -> HelpPage:
        from counter_app.ui.desk.help_page import HelpPage  # noqa: PLC0415  see Late

        return HelpPage(self._groups)
