"""How service ends: finished, finished with an outcome, or finished and the next one called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen, CurrentTicket
from counter_app.ui.commands import Command, Scene, queue
from counter_app.ui.counter import queue_verbs
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.desk import move_verbs
from counter_app.ui.desk.verb import Verb
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.counter.leaving_page import LeavingPage
    from counter_app.ui.counter.outcome_page import OutcomePage
    from counter_app.ui.counter.serving_page import ServingPage


class Finishing(QObject):
    """F6, and F2 while somebody is half served. ``end`` does a verb, after what is not printed yet."""

    def __init__(
        self, context: CounterContext, page: Late[ServingPage], end: Callable[[Verb[Any]], None]
    ) -> None:
        super().__init__(context)
        self._context = context
        self._page = page
        self._end = end
        self._asking: tuple[Scene, UUID] | None = None
        self.outcome_page = Late(self._made_outcome)
        self.leaving_page = Late(self._made_leaving)

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """The two questions."""
        return {Scene.OUTCOME: self.outcome_page, Scene.LEAVING: self.leaving_page}

    def own_runs(self) -> Mapping[Command, Callable[[], None]]:
        """F6 answers what was asked; F2 over a half-served person asks."""
        match self._context.scene:
            case Scene.SERVING:
                return {queue.CALL_NEXT: self._ask_before_leaving}
            case Scene.OUTCOME:
                return {queue.FINISH: self._finish_with_chosen}
            case Scene.LEAVING:
                return {queue.FINISH: self._finish_and_call}
            case _:
                return {}

    def scene(self, current: CurrentTicket) -> Scene | None:
        """The question that is open about this very ticket."""
        if self._asking is not None and self._asking[1] == current.ticket_id:
            return self._asking[0]
        self._asking = None
        return None

    def show_screen(self, screen: CounterScreen) -> None:
        """Who would be called next may change while one thinks."""
        if self._context.scene is Scene.LEAVING:
            self.leaving_page().show_screen(screen, will_print=self._page().has_unprinted())

    def enter(self) -> None:
        """The list of outcomes; leaving is answered in the rail, and the safe button has the focus."""
        if self._context.scene is Scene.OUTCOME:
            self.outcome_page().focus_first()

    def close(self) -> bool:
        """Esc: stay with the person."""
        was_asking = self._asking is not None
        if was_asking:
            self._stop_asking()
        return was_asking

    def finish(self) -> None:
        """F6: at once, unless nothing was entered; perhaps F6 was meant for another key."""
        current = self._context.current()
        if current is None:
            return
        if _is_untouched(current) and not self._page().has_unprinted():
            self.outcome_page().open(current.number)
            self._ask(Scene.OUTCOME, current)
        else:
            self._end(move_verbs.finish(current.ticket_id, current.number))

    @Slot(str)
    def _finish_with(self, outcome: str) -> None:
        current = self._context.current()
        if current is not None:
            verb = move_verbs.finish(current.ticket_id, current.number, outcome)
            self._context.acts.run(verb.then(self._forget))

    def _finish_with_chosen(self) -> None:
        self._finish_with(self.outcome_page().outcome())

    def _made_outcome(self) -> OutcomePage:
        from counter_app.ui.counter.outcome_page import OutcomePage  # noqa: PLC0415  see Late

        page = OutcomePage()
        page.chosen.connect(self._finish_with)
        return page

    @staticmethod
    def _made_leaving() -> LeavingPage:
        from counter_app.ui.counter.leaving_page import LeavingPage  # noqa: PLC0415  see Late

        return LeavingPage()

    def _ask_before_leaving(self) -> None:
        current = self._context.current()
        if current is not None:
            self._ask(Scene.LEAVING, current)

    def _finish_and_call(self) -> None:
        current = self._context.current()
        if current is not None:
            self._stop_asking()
            self._end(self._end_and_next(current))

    def _end_and_next(self, current: CurrentTicket) -> Verb[Any]:
        if self._context.desk.asks_hub:  # the end is written here, who is next is decided there
            ended = move_verbs.finish(current.ticket_id, current.number)
            return ended.then(lambda: self._context.acts.run(queue_verbs.call_next()))
        return queue_verbs.finish_and_call(current.ticket_id, current.number)

    def _forget(self) -> None:
        """Answered; the page stays until the fresh reading is there, so that nothing flickers."""
        self._asking = None
        self._context.asked.emit()

    def _ask(self, scene: Scene, current: CurrentTicket) -> None:
        self._asking = scene, current.ticket_id
        self._context.changed.emit()

    def _stop_asking(self) -> None:
        self._asking = None
        self._context.changed.emit()


def _is_untouched(current: CurrentTicket) -> bool:
    """Papers are asked for, and nobody has begun with them."""
    return bool(current.checklist) and current.application_id is None
