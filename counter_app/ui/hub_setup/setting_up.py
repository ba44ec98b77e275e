"""The hub's page at any desk, laid over whatever is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.ui.commands import Command, Scene, hub
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.focus_place import FocusPlace
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.hub_setup.page import SiteHubPage


class HubSetup(QObject):
    """The page, until Esc or Ctrl+Shift+H; the focus goes back to where it was.

    Signals: ``changed()`` the page is wanted, or not any more, or Enter does another thing.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_open = False
        self._focus = FocusPlace()
        self.page: Late[SiteHubPage] = Late(self._made)

    def runs(self) -> dict[Command, Callable[[], None]]:
        """Its keys."""
        return {
            hub.SITE_HUB: self.press,
            hub.TURN_ON_HUB: lambda: self.page().submit(),
            hub.MAKE_CODE: lambda: self.page().submit(),
            hub.TURN_OFF_HUB: lambda: self.page().turn_off(),
        }

    def scene(self) -> Scene | None:
        """While it is open."""
        return Scene.SITE_HUB if self._is_open else None

    def primary(self) -> Command:
        """What Enter does."""
        return hub.MAKE_CODE if self.page().shown.is_on else hub.TURN_ON_HUB

    def is_ready(self) -> bool:
        """Whether Enter has anything to act on."""
        shown = self.page().shown
        return shown.is_answering or not shown.is_on

    def enter(self) -> None:
        """Its first focus."""
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
        """Ctrl+Shift+H opens and closes it, where a hub can be made."""
        if self.close() or self._desk.site_hub is None:
            return
        self._focus.remember()
        self.page().open()
        self._is_open = True
        self.changed.emit()

    def _made(self) -> SiteHubPage:
        from counter_app.ui.hub_setup.page import SiteHubPage  # noqa: PLC0415  see Late

        if self._desk.site_hub is None:
            raise ValueError("no hub can be made here")
        page = SiteHubPage(self._desk.lanes, self._desk.site_hub, self._desk.zone)
        page.changed.connect(self.changed)
        return page
