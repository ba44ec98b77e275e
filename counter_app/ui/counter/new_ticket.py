"""F8: a number for somebody who has none, or for the next thing that the person in front needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from counter_app.ui.commands import Command, Scene, desk, queue
from counter_app.ui.counter import queue_verbs
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.rail_facts import RailFacts
from counter_app.ui.i18n import text
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.counter.search_page import SearchPage


class NewTicket(Feature):
    """The list of services over the work, until a ticket is made or Esc."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self.page = Late(self._made)
        self._is_open = self._was_ready = False
        context.service_wanted.connect(self._open_at)

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """One."""
        return {Scene.SEARCH: self.page}

    def runs(self) -> Mapping[Command, Callable[[], None]]:
        """F8 opens it; once more, it makes the ticket of the chosen row."""
        return {queue.NEW_TICKET: self._press}

    def own_runs(self) -> Mapping[Command, Callable[[], None]]:
        """F6 ends the service before: the same person goes on to the next one."""
        return {queue.FINISH: self._press_finish}

    def rail(self, facts: RailFacts) -> RailFacts:
        """While somebody is served, F6 is offered; nothing is printed where nothing was found."""
        self._was_ready = self._is_ready()
        facts = replace(facts, is_ready=self._was_ready)
        if not self._is_serving():
            return facts
        words = {queue.FINISH: text("verb.finish_and_issue")}
        return replace(facts, secondary=(queue.FINISH, desk.CLOSE), secondary_words=words)

    def scene(self) -> Scene | None:
        """While it is open."""
        return Scene.SEARCH if self._is_open else None

    def enter(self) -> None:
        """The field is the only place of typing."""
        self.page().focus_first()

    def close(self) -> bool:
        """Esc goes back to where F8 was pressed."""
        was_open = self._is_open
        if was_open:
            self._close()
        return was_open

    def _made(self) -> SearchPage:
        from counter_app.ui.counter.search_page import SearchPage  # noqa: PLC0415  see Late

        page = SearchPage(self.desk)
        page.issue_wanted.connect(self._issue)
        page.closed.connect(self._close)
        page.services.selected.connect(self._show_ready)
        return page

    def _press(self) -> None:
        if self.context.scene is Scene.SEARCH:
            if not self.page().issue():
                self.context.say(text("find.choose"))
            return
        self._open()

    def _open(self) -> None:
        self.page().open(self.context.screen)
        self._is_open = True
        self.context.changed.emit()

    def _is_serving(self) -> bool:
        current = self.context.current()
        return current is not None and current.state == "serving"

    def _press_finish(self) -> None:
        """The chosen service is next; the one in front ends, after printing what is not printed yet."""
        service, current = self.page().services.code(), self.context.current()
        if not self._is_serving() or current is None:
            return
        if not self.page().services.is_chosen():
            self.context.say(text("find.choose"))
            return
        verb = queue_verbs.next_service(current.ticket_id, current.number, service)
        self._close()
        self.context.end_wanted.emit(verb)

    def _is_ready(self) -> bool:
        return bool(self.page().services.code())

    @Slot()
    def _show_ready(self) -> None:
        if self.context.scene is Scene.SEARCH and self._is_ready() is not self._was_ready:
            self.context.changed.emit()

    @Slot(str)
    def _open_at(self, service: str) -> None:
        """Somebody came for this service: Enter prints."""
        self._open()
        self.page().choose(service)

    @Slot(str, str)
    def _issue(self, service: str, priority: str) -> None:
        current = self.context.current()
        visit = current.visit_id if current is not None and self._is_serving() else None
        self.acts.run_and_print(queue_verbs.issue(service, priority, visit).then(self._close))

    @Slot()
    def _close(self) -> None:
        self._is_open = False
        self.context.changed.emit()
