"""Somebody is called, comes or does not come: F2, F4, F5."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.ui.commands import Command, Scene, queue
from counter_app.ui.counter import queue_verbs
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.desk.verb import Verb
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.counter.called_page import CalledPage


class Calling(Feature):
    """From a call to somebody who sits down."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self.page = Late(self._made)

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """One."""
        return {Scene.CALLED: self.page}

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """The queue's own keys."""
        return {
            queue.CALL_NEXT: self._call_next,
            queue.CALL_AGAIN: partial(self._run_on_current, queue_verbs.call_again),
            queue.NOT_HERE: partial(self._run_on_current, queue_verbs.mark_no_show),
            queue.START_SERVING: partial(self._run_on_current, queue_verbs.start_serving),
        }

    def scene(self) -> Scene | None:
        """Until the person sits down."""
        current = self.context.current()
        return Scene.CALLED if current is not None and current.state == "called" else None

    def _call_next(self) -> None:
        self.acts.run(queue_verbs.call_next())

    def _run_on_current(self, verb: Callable[[UUID, str], Verb[Any]]) -> None:
        self.context.on_current(lambda ticket_id, number: self.acts.run(verb(ticket_id, number)))

    def show_screen(self, screen: CounterScreen) -> None:
        """While it is seen."""
        if self.context.scene is Scene.CALLED:
            self.page().show_screen(screen)

    def _made(self) -> CalledPage:
        from counter_app.ui.counter.called_page import CalledPage  # noqa: PLC0415  see Late

        return CalledPage(self.desk)
