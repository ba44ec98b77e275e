"""Ctrl+N: a given number is called, goes on, or comes back into the line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.ui.commands import Command, Scene, desk, queue
from counter_app.ui.counter import queue_verbs
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.numbers import (
    CALL,
    PRESENT,
    RESUME,
    STAYED_AWAY,
    WAITING,
    KnownNumber,
    verb_words,
)
from counter_app.ui.counter.rail_facts import RailFacts
from counter_app.ui.desk.moves import Subject
from counter_app.ui.desk.verb import Verb
from counter_app.ui.i18n import text
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.counter.number_page import NumberPage


class Choosing(Feature):
    """The list of numbers over the work, until something was done or Esc."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self.page = Late(self._made)
        self._is_open = False
        self.frame.waiting.number_wanted.connect(self._open)
        context.number_wanted.connect(self._open)

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """One."""
        return {Scene.NUMBER: self.page}

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """Ctrl+N opens it; once more, it does what is chosen."""
        return {queue.CHOOSE_NUMBER: self._press}

    def scene(self) -> Scene | None:
        """While it is open."""
        return Scene.NUMBER if self._is_open else None

    def show_screen(self, screen: CounterScreen) -> None:
        """While it is seen."""
        if self.context.scene is Scene.NUMBER:
            self.page().show_screen(screen)

    def enter(self) -> None:
        """The field is where one begins."""
        self.page().focus_first()

    def rail(self, facts: RailFacts) -> RailFacts:
        """The chosen number stands where the number always stands; the button says what Enter does."""
        one = self.page().chosen()
        if one is None:
            return replace(facts, secondary=(desk.CLOSE,), is_ready=False)
        chip = text("priority.chip", name=text(f"priority_name.{one.priority}")) if one.priority else ""
        return replace(
            facts,
            state=text("number.chosen"),
            number=one.number,
            title=one.service_name,
            priority=chip,
            facts=(),
            primary_words=verb_words(one, self.page().acts.key()),
            secondary=(queue.MOVE, desk.CLOSE) if one.state == WAITING else (desk.CLOSE,),
        )

    def _made(self) -> NumberPage:
        from counter_app.ui.counter.number_page import NumberPage  # noqa: PLC0415  see Late

        page = NumberPage(self.desk)
        page.wanted.connect(self._do)
        page.selected.connect(self._show_verb)
        page.closed.connect(self._close)
        return page

    def close(self) -> bool:
        """Esc goes back to the work."""
        was_open = self._is_open
        if was_open:
            self._close()
        return was_open

    @Slot()
    def _press(self) -> None:
        if self.context.scene is not Scene.NUMBER:
            self._open("")
        elif not self.page().press():
            self.context.say(text("number.hint"))

    @Slot(str)
    def _open(self, number: str) -> None:
        """With a number typed where one was chosen in the list of the waiting."""
        if self.context.screen is None or (number and self.context.scene is Scene.PRESENCE):
            return  # while the hub is away, the number goes into the rail
        self._is_open = True
        self.page().open(self.context.screen, number, is_hub_away=self.acts.hub_calls.is_away)
        self.context.changed.emit()

    @Slot(object, str)
    def _do(self, one: KnownNumber, act: str) -> None:
        self.acts.run(_verb(one, act).then(self._forget))
        if act == PRESENT:
            self.acts.hub_calls.forget()

    @Slot()
    def _show_verb(self) -> None:
        one = self.page().chosen()
        is_waiting = self._is_open and one is not None and one.state == WAITING
        self.context.chosen = _subject(one) if one is not None and is_waiting else None
        if self.context.scene is Scene.NUMBER:
            self.context.changed.emit()

    def _forget(self) -> None:
        """Done; the page stays until the fresh reading is there, so that nothing flickers."""
        self._is_open = False
        self.context.chosen = None
        self.context.asked.emit()

    @Slot()
    def _close(self) -> None:
        self._is_open = False
        self.context.chosen = None
        self.context.changed.emit()


def _subject(one: KnownNumber) -> Subject:
    return Subject(one.ticket_id, one.number, one.service_code, one.state)


def _verb(one: KnownNumber, act: str) -> Verb[Any]:
    kind, _, reason = act.partition(":")
    if kind == PRESENT:
        return queue_verbs.serve_present(one.number)
    if kind == CALL:
        return queue_verbs.call_number(one.number, reason)
    if kind == RESUME:
        return queue_verbs.resume(one.ticket_id, one.number)
    if kind == STAYED_AWAY:
        return queue_verbs.stayed_away(one.ticket_id, one.number, is_started=one.is_started)
    if one.state == "parked":
        return queue_verbs.line_up(one.ticket_id, one.number)
    return queue_verbs.bring_back(one.ticket_id, one.number)
