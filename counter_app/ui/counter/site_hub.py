"""The hub of a site, on this counter's PC."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from counter_app.ui.commands import Command, Scene, desk
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.rail_facts import RailFacts
from counter_app.ui.hub_setup.setting_up import HubSetup
from counter_app.ui.i18n import text


class SiteHub(Feature):
    """Its page."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self._setup = HubSetup(self.desk, self)
        self._setup.changed.connect(context.changed)
        self.page = self._setup.page

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """One."""
        return {Scene.SITE_HUB: self.page}

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """The page's own keys."""
        return self._setup.runs()

    def scene(self) -> Scene | None:
        """While the page is open."""
        return self._setup.scene()

    def rail(self, facts: RailFacts) -> RailFacts:
        """Make a hub, or a code; go back."""
        primary = self._setup.primary()
        return replace(
            facts, state=text("site_hub.title"), primary=primary, primary_words="", secondary=(desk.CLOSE,),
            is_ready=self._setup.is_ready(),
        )  # fmt: skip

    def enter(self) -> None:
        """What the next code is for."""
        self._setup.enter()

    def close(self) -> bool:
        """Esc."""
        return self._setup.close()
