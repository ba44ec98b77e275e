"""The supervisor's seat: a real station, its window offscreen, keys, and a hall that lives behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from counter_app.db.store import Store
from counter_app.db.work import Work
from counter_app.domain.catalogue import Site
from counter_app.domain.errors import Refused
from counter_app.operations import calling, counters, days, issuing, parking, serving, shifts
from counter_app.operations.actor import Actor
from counter_app.operations.calling import CalledTicket
from counter_app.ui.desk.sync_news import SyncNews
from counter_app.ui.supervisor.window import SupervisorWindow
from tests.helpers import stations
from tests.helpers.seat import Hands, Key
from tests.helpers.stations import MONDAY, PINS, ScriptedClock, made_store

T = TypeVar("T")


class Hall:
    """What officers of the hall do, each at a counter; all of it lands in the supervisor's own store."""

    def __init__(self, store: Store, clock: ScriptedClock) -> None:
        self.store = store
        self.clock = clock

    def open_day(self) -> None:
        self.store.write(lambda work: days.open_day(work, self.officer(0), MONDAY))

    def officer(self, counter: int) -> Actor:
        """Somebody of the agency that the counter serves."""
        site = self.store.site
        letters = next((one.queues for one in site.counters if one.number == counter), ())
        agencies = [queue.agency for queue in site.queues if queue.letter in letters]
        known = [one for one in site.officers if one.agency in agencies and "counter" in one.roles]
        account = known[0] if known else site.officers[0]
        return Actor(account.code, account.name, account.agency, account.roles, counter)

    def sit_down(self, counter: int) -> None:
        actor = self.officer(counter)
        self.store.write(lambda work: _sit_down(work, actor))

    def issue(self, service: str = "B02", *, priority: str = "") -> UUID:
        self.clock.advance_s(1)
        actor = self.officer(0)
        issued = self.store.write(
            lambda work: issuing.issue_ticket(work, actor, service=service, priority=priority)
        )
        return issued.ticket_id

    def call(self, counter: int) -> CalledTicket:
        return self._at(counter, calling.call_next)

    def serve(self, counter: int, service: str) -> CalledTicket:
        self.issue(service)
        called = self.call(counter)
        self._at(counter, lambda work, actor: serving.start_serving(work, actor, called.ticket_id))
        return called

    def serve_call(self, counter: int, service: str) -> CalledTicket:
        """Somebody comes and is called."""
        self.issue(service)
        return self.call(counter)

    def serve_one(self, counter: int, *, is_absent: bool = False) -> None:
        """Whoever is next, if anybody, comes, stays a minute or two, and goes; or does not come."""
        try:
            called = self.call(counter)
        except Refused:
            return
        if is_absent:
            self.not_here(counter, called.ticket_id)
            return
        self.clock.advance_s(30)
        self._at(counter, lambda work, actor: serving.start_serving(work, actor, called.ticket_id))
        self.clock.advance_s(60 + 7 * (counter % 5))
        self.finish(counter, called.ticket_id)

    def finish(self, counter: int, ticket_id: UUID) -> None:
        self._at(counter, lambda work, actor: serving.finish(work, actor, ticket_id))

    def not_here(self, counter: int, ticket_id: UUID) -> None:
        self._at(counter, lambda work, actor: serving.mark_no_show(work, actor, ticket_id))

    def park(self, counter: int, ticket_id: UUID, place: str = "copies") -> None:
        self._at(counter, lambda work, actor: parking.park(work, actor, ticket_id, place=place))

    def call_too(self, counter: int, called: CalledTicket) -> None:
        """Another counter called the same number while the hub did not answer."""
        self.clock.advance_s(1)
        actor = self.officer(counter)
        body: dict[str, object] = {"counter": counter, "rule": "first"}
        self.store.write(
            lambda work: work.record(
                "ticket.called", called.ticket_id, body, officer=actor.officer,
                business_day=20261123, agency=actor.agency,
            )
        )  # fmt: skip

    def rest(self, counter: int, reason: str = "meal") -> None:
        self._at(counter, lambda work, actor: counters.start_break(work, actor, reason))

    def leave(self, counter: int) -> None:
        self._at(counter, counters.close_counter)

    def _at(self, counter: int, act: Callable[[Work, Actor], T]) -> T:
        self.clock.advance_s(1)
        actor = self.officer(counter)
        return self.store.write(lambda work: act(work, actor))


def _sit_down(work: Work, actor: Actor) -> None:
    shifts.open_shift(work, actor)
    counters.open_counter(work, actor)


class SupervisorDesk(Hands):
    """One supervisor with a person's hands."""

    window: SupervisorWindow

    def __init__(
        self,
        folder: Path,
        *,
        clock: ScriptedClock | None = None,
        at: Site | None = None,
        sync: SyncNews | None = None,
        size: tuple[int, int] = (1366, 768),
        store: Store | None = None,
    ) -> None:
        self.clock = clock or ScriptedClock()
        site = replace(at or stations.site(), idle_lock_min=0)
        made = store or made_store(folder, kind="supervisor", counter=0, clock=self.clock, at=site)
        super().__init__(made)
        self.hall = Hall(self.store, self.clock)
        self.window = SupervisorWindow(self.desk(0, sync))
        self.sit_down(self.window, size)

    def sign_in(self, officer: str = "S01") -> None:
        """By keys, as an officer does."""
        self.window.sign_in_page.officer.set_key(officer)
        self.window.sign_in_page.pin.setFocus()
        self.type(PINS[officer])
        self.press(Key.Key_Return)

    def begin(self) -> None:
        """The day is open, the supervisor has signed in."""
        self.hall.open_day()
        self.sign_in()

    def look(self) -> None:
        """The ten seconds are over: a fresh reading."""
        self.window.feed.ask()
        self.settle()
