"""F1 at a counter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from counter_app.ui.commands import GROUPS, Command, Scene, desk
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.rail_facts import RailFacts
from counter_app.ui.desk.helping import Helping
from counter_app.ui.i18n import text


class Help(Feature):
    """All keys, over whatever is seen."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self._helping = Helping(GROUPS, lambda: context.scene, self)
        self._helping.changed.connect(context.changed)
        self.page = self._helping.page
        context.left.connect(self.close)

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """One."""
        return {Scene.HELP: self.page}

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """F1 opens and closes it."""
        return {desk.HELP: self._helping.press}

    def scene(self) -> Scene | None:
        """While it is open."""
        return self._helping.scene()

    def rail(self, facts: RailFacts) -> RailFacts:
        """Nothing can be done here but to go back."""
        return replace(
            facts, state=text("help_page.state"), primary=desk.CLOSE, primary_words="", secondary=()
        )

    def enter(self) -> None:
        """What scrolls."""
        self._helping.enter()

    @Slot()
    def close(self) -> bool:
        """Esc, or the desk is locked."""
        return self._helping.close()
