"""The hub's page at any desk, laid over whatever is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from counter_app.ui.commands import Command, Scene, hub
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.overlay import Overlay
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.hub_setup.page import SiteHubPage


class HubSetup(Overlay):
    """The page, until Esc or Ctrl+Shift+H.

    Signals: ``changed()`` the page is wanted, or not any more, or Enter does another thing.
    """

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        self.page: Late[SiteHubPage] = Late(self._made)
        super().__init__(Scene.SITE_HUB, self.page, parent)
        self._desk = desk

    def runs(self) -> dict[Command, Callable[[], None]]:
        """Its keys."""
        return {
            hub.SITE_HUB: self.press,
            hub.TURN_ON_HUB: lambda: self.page().submit(),
            hub.MAKE_CODE: lambda: self.page().submit(),
            hub.TURN_OFF_HUB: lambda: self.page().turn_off(),
        }

    def primary(self) -> Command:
        """What Enter does."""
        return hub.MAKE_CODE if self.page().shown.is_on else hub.TURN_ON_HUB

    def is_ready(self) -> bool:
        """Whether Enter has anything to act on."""
        shown = self.page().shown
        return shown.is_answering or not shown.is_on

    @Slot()
    def press(self) -> None:
        """Ctrl+Shift+H opens and closes it, where a hub can be made."""
        if self.close() or self._desk.site_hub is None:
            return
        self._remember_focus()
        self.page().open()
        self._lay_over()

    def _made(self) -> SiteHubPage:
        from counter_app.ui.hub_setup.page import SiteHubPage  # noqa: PLC0415  see Late

        if self._desk.site_hub is None:
            raise ValueError("no hub can be made here")
        page = SiteHubPage(self._desk.lanes, self._desk.site_hub, self._desk.zone)
        page.changed.connect(self.changed)
        return page
