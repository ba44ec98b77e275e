"""Somebody lost the slip: the numbers of the day over the work, at a counter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from counter_app.ui.commands import Command, Scene, desk, printing
from counter_app.ui.commands.shift import NOBODY_WORKS
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.rail_facts import RailFacts
from counter_app.ui.desk.lost_slips import LostSlips


class LostSlip(Feature):
    """The list of the day, until a slip is on its way or Esc."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self.slips = LostSlips(context.desk, context.acts, self)
        self.page = self.slips.page
        self.slips.changed.connect(context.changed)
        self.slips.ready.connect(self._show_ready)
        self.slips.failed.connect(context.failed)

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """One."""
        return {Scene.LOST_SLIP: self.page}

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """Ctrl+Shift+K, and the rail's button."""
        return {printing.LOST_SLIP: self.slips.press, printing.PRINT_LOST: self.slips.submit}

    def own_runs(self) -> Mapping[Command, Callable[[], None]]:
        """F9 prints here too."""
        return {desk.PRINT_AGAIN: self.slips.submit}

    def scene(self) -> Scene | None:
        """While it is open."""
        return self.slips.scene()

    def scene_changed(self) -> None:
        """Locked, or nobody works here: it is over."""
        if self.context.scene in NOBODY_WORKS:
            self.slips.close()

    def rail(self, facts: RailFacts) -> RailFacts:
        """Who is in front stays in sight; nothing is printed where nothing was found."""
        return replace(
            facts,
            primary=printing.PRINT_LOST,
            primary_words="",
            secondary=(desk.CLOSE,),
            is_ready=self.slips.is_ready(),
        )

    def enter(self) -> None:
        """The only field."""
        self.slips.enter()

    def close(self) -> bool:
        """Esc."""
        return self.slips.close()

    def _show_ready(self) -> None:
        if self.context.scene is Scene.LOST_SLIP:
            self.context.changed.emit()
