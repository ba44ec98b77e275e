"""Paper tickets of an outage at a counter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from counter_app.ui.commands import Command, Scene, desk, papers
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.rail_facts import NOBODY, RailFacts
from counter_app.ui.desk.paper_tickets import PaperTickets
from counter_app.ui.i18n import text


class Paper(Feature):
    """The form over the work, until Esc."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self.tickets = PaperTickets(context.desk, context.acts, self)
        self.page = self.tickets.page
        self.tickets.changed.connect(context.changed)
        self.tickets.failed.connect(context.failed)

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """One."""
        return {Scene.PAPER: self.page}

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """By Ctrl+K; the rail's button saves."""
        return {desk.PAPER_TICKETS: self.tickets.open, desk.SAVE_PAPER: self.tickets.submit}

    def own_runs(self) -> Mapping[Command, Callable[[], None]]:
        """Ctrl+Enter submits this form."""
        return {papers.SUBMIT_PAPERS: self.tickets.submit}

    def scene(self) -> Scene | None:
        """While it is open."""
        return self.tickets.scene()

    def rail(self, facts: RailFacts) -> RailFacts:
        """The number that was kept last, and how many there are."""
        pile = self.tickets.pile
        return replace(
            facts,
            state=text("paper.state"),
            number=pile.last or NOBODY,
            title=text("paper.count", n=pile.count) if pile.count else "",
            priority="",
            facts=(),
            primary=desk.SAVE_PAPER,
            secondary=(desk.CLOSE,),
        )

    def enter(self) -> None:
        """The number."""
        self.tickets.enter()

    def close(self) -> bool:
        """Esc."""
        return self.tickets.close()
