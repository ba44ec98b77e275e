"""The way from a key to the database: one operation in one transaction, answered in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from counter_app.db.store import Store
from counter_app.db.work import Work
from counter_app.operations.actor import Actor
from counter_app.ui.desk.answers import Answer
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.errands import Errands, Refuse
from counter_app.ui.desk.hub_calls import HubCalls
from counter_app.ui.desk.seat import Seat
from counter_app.ui.desk.verb import Verb

T = TypeVar("T")


class DeskActs(QObject):
    """What is done at a desk, in the name of who sits in its ``seat``; ``hub_calls`` where the hub decides.

    Signals: ``answered(Answer)`` a sentence, perhaps with what F12 takes back; ``refused(Refused)``;
    ``unavailable(Unavailable)``; ``succeeded(str)`` the name of every verb that was done.
    """

    answered = Signal(object)
    refused = Signal(object)
    unavailable = Signal(object)
    succeeded = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._errands = Errands(desk.lanes, self)
        self._errands.unavailable.connect(self.unavailable)
        self.seat = Seat(desk.number, self._errands, self)
        self.hub_calls = HubCalls(desk, self._errands, self)

    @property
    def actor(self) -> Actor | None:
        """Who acts; nobody before signing in."""
        return self.seat.actor

    def run(self, verb: Verb[T], failed: Refuse | None = None) -> None:
        """One verb, told after it; ``failed`` in place of the toast where a rule refuses it."""
        actor, refuse = self.actor, failed or self.refused.emit
        if actor is None:
            return
        tell = partial(self._tell, verb)
        if verb.choice is not None and self._desk.asks_hub:
            self.hub_calls.ask(actor, verb.choice, tell, refuse)
        else:
            job = partial(_done, verb, actor)
            self._errands.send(verb.name, job, tell, refuse)

    def run_and_print(self, verb: Verb[T], failed: Refuse | None = None) -> None:
        """One verb that puts something down for printing."""
        self.run(verb.then(self._desk.papers_waiting), failed)

    def ask(self, name: str, job: Callable[[Store], T], done: Callable[[T], None], failed: Refuse) -> None:
        """Something that needs no officer yet, once at a time."""
        self._errands.send(name, job, done, failed)

    def quietly(self, job: Callable[[Work], object]) -> None:
        """What nobody is told of, even where a rule refuses it."""
        self._errands.quietly(job)

    def _tell(self, verb: Verb[T], result: T) -> None:
        self.succeeded.emit(verb.name)
        told: Answer | None = verb.answer(result)
        if told is not None:
            self.answered.emit(told)


def _done(verb: Verb[T], actor: Actor, store: Store) -> T:
    return store.write(lambda work: verb.act(work, actor))
