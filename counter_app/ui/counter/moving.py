"""F7: the number in front, or one that was chosen, goes somewhere else or waits for its person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from counter_app.ui.commands import Command, Scene, queue
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.rail_facts import RailFacts
from counter_app.ui.counter.why import why
from counter_app.ui.desk import move_verbs
from counter_app.ui.desk.moves import MOVABLE, Move, Subject, verb_words
from counter_app.ui.i18n import text
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.desk.move_page import MovePage


class Moving(Feature):
    """The list of ways over the work, until one is done or Esc."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self.page = Late(self._made)
        self._subject: Subject | None = None

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """One."""
        return {Scene.MOVE: self.page}

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """F7 opens it; once more, it does what is chosen."""
        return {queue.MOVE: self._press}

    def scene(self) -> Scene | None:
        """While it is open."""
        return Scene.MOVE if self._subject is not None else None

    def enter(self) -> None:
        """The field is where one begins."""
        self.page().focus_first()

    def rail(self, facts: RailFacts) -> RailFacts:
        """The button says what Enter does."""
        move = self.page().way()
        if move is None:
            return replace(facts, is_ready=False)
        return replace(facts, primary_words=verb_words(move))

    def _made(self) -> MovePage:
        from counter_app.ui.desk.move_page import MovePage  # noqa: PLC0415  see Late

        page = MovePage(self.desk)
        page.wanted.connect(self._move)
        page.selected.connect(self._show_verb)
        page.closed.connect(self._close)
        return page

    def close(self) -> bool:
        """Esc goes back; nothing is lost."""
        was_open = self._subject is not None
        if was_open:
            self._close()
        return was_open

    def _press(self) -> None:
        if self.context.scene is Scene.MOVE:
            if not self.page().press():
                self.context.say(text("move.choose"))
            return
        subject, current, actor = self.context.subject(), self.context.current(), self.acts.actor
        if subject is None or actor is None:
            self.context.say(text("move.nobody"))
            return
        if subject.state not in MOVABLE:
            self.context.say(text("move.too_late", number=subject.number))
            return
        is_in_front = current is not None and current.ticket_id == subject.ticket_id
        rule = current.rule if current is not None and is_in_front else ""
        self._subject = subject
        self.page().open(subject, why(rule, self.desk.store.site.order), actor.officer)
        self.context.changed.emit()

    @Slot(object, object)
    def _move(self, way: Move, until_ms: int | None) -> None:
        if self._subject is not None:
            verb = move_verbs.move(self._subject, way, until_ms, self.desk.zone)
            self.acts.run(verb.then(self._forget))

    @Slot()
    def _show_verb(self) -> None:
        if self.context.scene is Scene.MOVE:
            self.context.changed.emit()

    def _forget(self) -> None:
        """Done; the page stays until the fresh reading is there, so that nothing flickers."""
        self._subject = None
        self.context.moved.emit()
        self.context.asked.emit()

    @Slot()
    def _close(self) -> None:
        self._subject = None
        self.context.changed.emit()
