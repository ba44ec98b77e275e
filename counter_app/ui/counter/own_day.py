"""Nobody in front: what the officer did today; F9 prints a paper again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.ui.commands import Command, Scene, desk
from counter_app.ui.counter.context import CaseInSight, CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.printing_again import print_row
from counter_app.ui.desk import desk_verbs
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.counter.idle_page import IdlePage


class OwnDay(Feature):
    """The page of an idle counter, and the papers of the ticket in front or of a chosen row."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self.page = Late(self._made)
        context.sights[Scene.IDLE] = self._in_sight

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """One."""
        return {Scene.IDLE: self.page}

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """F9."""
        return {desk.PRINT_AGAIN: self._print_again}

    def scene(self) -> Scene | None:
        """What is left when nothing else is wanted."""
        return Scene.IDLE

    def show_screen(self, screen: CounterScreen) -> None:
        """While it is seen."""
        if self.context.scene is Scene.IDLE:
            self.page().show_screen(screen)

    def _made(self) -> IdlePage:
        from counter_app.ui.counter.idle_page import IdlePage  # noqa: PLC0415  see Late

        page = IdlePage(self.desk)
        page.history.entered.connect(self._enter)
        page.command_wanted.connect(self.context.command_wanted)
        return page

    def _in_sight(self) -> CaseInSight | None:
        row = self.page().history.selected()
        return None if row is None else CaseInSight(ticket_id=row.ticket_id)

    @Slot()
    def _enter(self) -> None:
        """Who did not come, and comes after all."""
        row = self.page().history.selected()
        if row is not None and row.result == "no_show":
            self.context.number_wanted.emit(row.number)

    @Slot()
    def _print_again(self) -> None:
        current = self.context.current()
        if self.context.scene is Scene.IDLE:
            print_row(self.context, self.page().history)
        elif not self.context.paper_trouble.retry() and current is not None:
            self.acts.run_and_print(desk_verbs.print_again(current.ticket_id, current.number))
