"""What comes out of printers: questions about papers, moving them, and setting a printer up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.ui.commands import Command, Scene, desk, printing
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.rail_facts import RailFacts
from counter_app.ui.i18n import text
from counter_app.ui.printer_setup.setting_up import SettingUp


class Printing(Feature):
    """The neighbours of F9, and the printer's page."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self._setting_up = SettingUp(self.desk.lanes, self.desk.printers, self)
        self._setting_up.changed.connect(context.changed)
        self.page = self._setting_up.page
        self.frame.work.retry_wanted.connect(context.paper_trouble.retry)

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """One."""
        return {Scene.PRINTER: self.page}

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """Answers about papers, and the page's own keys."""
        trouble, own = self.context.paper_trouble, self._setting_up.runs()
        return {
            printing.PAPER_IS_OUT: trouble.say_out,
            printing.MOVE_PAPERS: trouble.move,
            printing.PRINTER_SETUP: own[printing.PRINTER_SETUP.id],
            printing.KEEP_PRINTER: own[printing.KEEP_PRINTER.id],
            printing.TRIAL_PAGE: own[printing.TRIAL_PAGE.id],
        }

    def scene(self) -> Scene | None:
        """While the page is open."""
        return self._setting_up.scene()

    def rail(self, facts: RailFacts) -> RailFacts:
        """Keep, try, go back."""
        return replace(
            facts,
            state=text("printer.title"),
            primary=printing.KEEP_PRINTER,
            primary_words="",
            secondary=(printing.TRIAL_PAGE, desk.CLOSE),
        )

    def show_screen(self, screen: CounterScreen) -> None:
        """Trouble is told on every page."""
        self.context.paper_trouble.show_screen(screen)

    def enter(self) -> None:
        """How the printer is reached."""
        self._setting_up.enter()

    def close(self) -> bool:
        """Esc."""
        return self._setting_up.close()
