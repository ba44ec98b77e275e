"""F1: all keys, over whatever is seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from counter_app.ui.commands import GROUPS, Command, Scene, desk
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.rail_facts import RailFacts
from counter_app.ui.desk.focus_place import FocusPlace
from counter_app.ui.i18n import text
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.desk.help_page import HelpPage


class Help(Feature):
    """The help page, until Esc or F1; the focus goes back to where it was."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self.page = Late(self._made)
        self._is_open = False
        self._focus = FocusPlace()

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """One."""
        return {Scene.HELP: self.page}

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """F1 opens and closes it."""
        return {desk.HELP: self._press}

    def scene(self) -> Scene | None:
        """While it is open."""
        return Scene.HELP if self._is_open else None

    def rail(self, facts: RailFacts) -> RailFacts:
        """Nothing can be done here but to go back."""
        return replace(
            facts, state=text("help_page.state"), primary=desk.CLOSE, primary_words="", secondary=()
        )

    def enter(self) -> None:
        """What scrolls."""
        self.page().focus_first()

    def close(self) -> bool:
        """Esc."""
        was_open, self._is_open = self._is_open, False
        if was_open:
            self.context.changed.emit()
            self._focus.go_back()
        return was_open

    def _made(self) -> HelpPage:
        from counter_app.ui.desk.help_page import HelpPage  # noqa: PLC0415  see Late

        return HelpPage(GROUPS)

    def _press(self) -> None:
        if not self.close():
            self._focus.remember()
            self.page().show_keys(self.context.scene)
            self._is_open = True
            self.context.changed.emit()
