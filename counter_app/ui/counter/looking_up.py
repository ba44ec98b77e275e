"""Ctrl+K and the scanner at a counter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from counter_app.ui.commands import GROUPS, Command, Scene, desk, papers, queue
from counter_app.ui.commands.shift import NOBODY_WORKS
from counter_app.ui.counter.context import CaseInSight, CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.rail_facts import NOBODY, RailFacts
from counter_app.ui.desk import desk_verbs
from counter_app.ui.desk.finding import Around, Finding
from counter_app.ui.i18n import text
from counter_app.ui.widgets.scanner import Scanner


class LookingUp(Feature):
    """The finder and what it found, laid over the work until Esc."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        around = Around(GROUPS, self._agency, lambda: context.scene, self._in_front)
        self.finding = Finding(context.desk, around, self)
        self.scanner = Scanner(context.frame, prefix=context.desk.store.station.scanner_prefix)
        self.finding.changed.connect(context.changed)
        self.finding.ready.connect(self._show_ready)
        self.finding.said.connect(context.say)
        self.finding.failed.connect(context.failed)
        self.finding.command_wanted.connect(context.command_wanted)
        self.finding.service_wanted.connect(context.service_wanted)
        self.scanner.scanned.connect(self.finding.take_scan)
        context.sights[Scene.FOUND] = self._in_sight
        context.subjects[Scene.FOUND] = self.finding.subject
        context.moved.connect(self.close)

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """The finder and what it found."""
        return {Scene.FIND: self.finding.finder, Scene.FOUND: self.finding.opened}

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """Ctrl+K, and Enter on the rail's button."""
        return {desk.FIND: self.finding.open, desk.OPEN_FOUND: lambda: self.finding.finder().enter()}

    def own_runs(self) -> Mapping[Command, Callable[[], None]]:
        """F9 prints the paper of what is seen."""
        return {desk.PRINT_AGAIN: self._print_again} if self.context.scene is Scene.FOUND else {}

    def scene(self) -> Scene | None:
        """While one of them is open."""
        return self.finding.scene()

    def rail(self, facts: RailFacts) -> RailFacts:
        """Who is in front stays in sight while something is looked for; then it is about what was found."""
        case = self.finding.case
        if self.context.scene is Scene.FIND or case is None:
            return replace(
                facts,
                primary=desk.OPEN_FOUND,
                primary_words="",
                secondary=(desk.CLOSE,),
                is_ready=self.finding.is_ready(),
            )
        return RailFacts(
            text("found.state"),
            case.ticket.number if case.ticket else NOBODY,
            case.service,
            primary=desk.PRINT_AGAIN,
            secondary=(papers.CORRECT, queue.MOVE if self.finding.may_move() else desk.FIND, desk.CLOSE),
        )

    def scene_changed(self) -> None:
        """Locked, or another officer: what was found is gone."""
        if self.context.scene in NOBODY_WORKS:
            self.finding.forget()

    def enter(self) -> None:
        """The field, or what scrolls."""
        self.finding.enter()

    @Slot()
    def close(self) -> bool:
        """Esc."""
        return self.finding.close()

    def _print_again(self) -> None:
        opened = self.finding.to_print()
        if opened is not None:
            self.acts.run_and_print(desk_verbs.print_again(*opened))

    @Slot()
    def _show_ready(self) -> None:
        if self.context.scene is Scene.FIND:
            self.context.changed.emit()

    def _in_sight(self) -> CaseInSight | None:
        case = self.finding.case
        if case is None:
            return None
        application, ticket = case.application, case.ticket
        return CaseInSight(
            application.application_id if application else None, ticket.ticket_id if ticket else None
        )

    def _agency(self) -> str:
        actor, screen = self.acts.actor, self.context.screen
        return actor.agency if actor is not None and screen is not None and screen.business_day else ""

    def _in_front(self) -> UUID | None:
        current = self.context.current()
        return current.ticket_id if current else None
