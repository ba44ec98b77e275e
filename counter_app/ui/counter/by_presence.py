"""The hub does not answer: the number of who stands here is typed in the rail, and F5 begins the service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.ui.commands import Command, Scene, desk, queue
from counter_app.ui.counter import queue_verbs
from counter_app.ui.counter.context import CaseInSight, CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.printing_again import print_row
from counter_app.ui.counter.rail_facts import RailFacts
from counter_app.ui.counter.standing_here import StandingHere, standing_here
from counter_app.ui.figures import clock_time, minutes, minutes_between
from counter_app.ui.i18n import text
from counter_app.ui.late import Late

if TYPE_CHECKING:
    from counter_app.ui.counter.presence_page import PresencePage


class ByPresence(Feature):
    """From a lost answer until the hub answers again, while nobody is in front."""

    def __init__(self, context: CounterContext) -> None:
        super().__init__(context)
        self.page = Late(self._made)
        self.field = self.frame.rail.block.field
        self._here = StandingHere("")
        context.sights[Scene.PRESENCE] = self._in_sight
        calls = context.acts.hub_calls
        calls.lost.connect(self._begin)
        calls.back.connect(self._end)
        self.field.textEdited.connect(self._typed)
        self.field.returnPressed.connect(self._press)
        self.field.escaped.connect(self.close)
        self.frame.waiting.number_wanted.connect(self._take)
        if context.desk.sync is not None:
            context.desk.sync.arrived.connect(self._listen)

    def pages(self) -> Mapping[Scene, Callable[[], QWidget]]:
        """One."""
        return {Scene.PRESENCE: self.page}

    def own_runs(self) -> Mapping[Command, Callable[[], None]]:
        """F5 serves who stands here; F9 prints a paper of the day again."""
        return {
            queue.START_SERVING: self._press,
            desk.PRINT_AGAIN: lambda: print_row(self.context, self.page().history),
        }

    def scene(self) -> Scene | None:
        """While the hub is away; whoever is in front goes first."""
        return Scene.PRESENCE if self.acts.hub_calls.is_away else None

    def show_screen(self, screen: CounterScreen) -> None:
        """The line may have moved under the number that is typed."""
        if self.context.scene is Scene.PRESENCE:
            self.page().show_screen(screen)
            self._look(self.field.text())

    def enter(self) -> None:
        """The field is where one begins."""
        self.field.setFocus()

    def close(self) -> bool:
        """Esc takes back what was typed."""
        had_words = self.context.scene is Scene.PRESENCE and bool(self.field.text())
        if had_words:
            self._clear()
        return had_words

    def rail(self, facts: RailFacts) -> RailFacts:
        """The field in place of the number, and what is known of it."""
        here, screen = self._here, self.context.screen
        known: tuple[tuple[str, str], ...] = ()
        if here.waiting is not None and screen is not None:
            waited = minutes_between(here.waiting.issued_at_ms, screen.now_ms)
            taken = clock_time(here.waiting.issued_at_ms, self.desk.zone)
            known = ((text("rail.taken_at"), taken), (text("rail.waited"), minutes(waited)))
        return replace(
            facts,
            state=text("rail.presence_label"),
            is_typed=True,
            title=self._title(),
            priority="",
            facts=known,
            primary=queue.START_SERVING,
            secondary=(queue.CALL_NEXT, queue.NEW_TICKET, desk.PRINT_AGAIN),
            is_ready=here.waiting is not None or here.is_unknown,
        )

    def _title(self) -> str:
        here = self._here
        if here.waiting is not None:
            return here.waiting.service_name
        if here.is_unknown:
            return text("presence.unknown")
        return text("presence.no_number") if here.number else ""

    def _made(self) -> PresencePage:
        from counter_app.ui.counter.presence_page import PresencePage  # noqa: PLC0415  see Late

        page = PresencePage(self.desk)
        page.service_wanted.connect(self._serve)
        page.left.connect(self.field.setFocus)
        return page

    def _in_sight(self) -> CaseInSight | None:
        row = self.page().history.selected()
        return None if row is None else CaseInSight(ticket_id=row.ticket_id)

    @Slot()
    def _begin(self) -> None:
        since_ms = self.acts.hub_calls.away_since_ms
        since = "" if since_ms is None else clock_time(since_ms, self.desk.zone)
        self.page().show_away(since)
        self.frame.waiting.show_stale(since)
        self.context.asked.emit()
        self.context.changed.emit()

    @Slot()
    def _end(self) -> None:
        self.frame.waiting.show_stale("")
        self._clear()
        self.context.asked.emit()

    @Slot(str)
    def _take(self, number: str) -> None:
        """A number that was chosen in the line."""
        if self.context.scene is Scene.PRESENCE and number:
            self.field.setText(number)
            self._look(number)
            self.field.setFocus()

    @Slot(str)
    def _typed(self, words: str) -> None:
        """Numbers have capitals, whatever key is pressed."""
        at = self.field.cursorPosition()
        self.field.setText(words.upper())
        self.field.setCursorPosition(at)
        self._look(words)

    @Slot()
    def _listen(self) -> None:
        """What was written here has reached the hub since: it answers again."""
        since = self.acts.hub_calls.away_since_ms
        state = self.desk.sync.latest() if self.desk.sync is not None else None
        if since is None or state is None or state.problem:
            return
        if state.last_sent_ms is not None and state.last_sent_ms > since:
            self.acts.hub_calls.heard()

    @Slot(str)
    def _look(self, typed: str) -> None:
        screen = self.context.screen
        here = standing_here(
            typed, screen.waiting if screen else (), self.desk.store.catalogue, self.desk.store.site,
            self.desk.letters,
        )  # fmt: skip
        if here == self._here:
            return
        self._here = here
        self.page().show_here(here)
        self.frame.waiting.choose(here.waiting.ticket_id if here.waiting else None)
        self.context.changed.emit()

    @Slot()
    def _press(self) -> None:
        """A number that waits is served at once; of another one the service is asked first."""
        here, services = self._here, self.page().services
        if here.waiting is not None:
            self._serve("")
        elif len(here.services) == 1:
            self._serve(here.services[0].code)
        elif here.is_unknown and services.hasFocus():
            self._serve(services.code())
        elif here.is_unknown:
            services.field.setFocus()
        else:
            self.context.say(text("presence.type_first"))

    @Slot(str)
    def _serve(self, service: str) -> None:
        if self._here.waiting is None and not service:
            return
        self.acts.run(queue_verbs.serve_present(self._here.number, service).then(self._served))

    def _served(self) -> None:
        self.acts.hub_calls.forget()
        self._clear()
        self.context.asked.emit()

    def _clear(self) -> None:
        self.field.clear()
        self._look("")
        self.context.changed.emit()
