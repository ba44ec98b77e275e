"""What keys do at any desk: each is one operation in one transaction, answered in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.db.queries.printing import PaperInDoubt
from counter_app.db.store import Store
from counter_app.db.work import Work
from counter_app.domain.errors import CounterError, Refused
from counter_app.domain.shift import ShiftCount
from counter_app.operations import closing, counters, days, print_jobs
from counter_app.operations.actor import Actor
from counter_app.operations.calling import CalledTicket
from counter_app.operations.claims import Press
from counter_app.operations.sign_in import InHand, sign_in, sign_out, take_seat
from counter_app.ui.desk.answers import Answer
from counter_app.ui.desk.authority import Choice
from counter_app.ui.desk.desk import Desk
from counter_app.ui.i18n import text

T = TypeVar("T")
Act = Callable[[Work, Actor], T]
_ASKING = "call_next"
"""One question to the hub at a time, whoever is wanted."""


@dataclass(frozen=True, slots=True)
class Verb(Generic[T]):
    """One operation with what is told after it."""

    name: str
    """The same name pressed again before the answer came is the same wish."""
    act: Act[T]
    answer: Callable[[T], Answer | None]
    choice: Choice | None = None
    """What the hub is asked in place of the operation, where it decides who is called."""

    def then(self, done: Callable[[], None]) -> Verb[T]:
        """The same, and ``done`` is called on the GUI thread before its sentence is told."""

        def answer(result: T) -> Answer | None:
            done()
            return self.answer(result)

        return Verb(self.name, self.act, answer, self.choice)


class DeskActs(QObject):
    """The way from a key to the database.

    Signals: ``answered(Answer)`` a sentence, perhaps with what F12 takes back; ``refused(Refused)``;
    ``unavailable(Unavailable)``; ``succeeded(str)`` the name of every act that was committed;
    ``signed_in()``; ``hub_lost()`` the hub was asked who is next and did not answer;
    ``taken_over()`` another officer has the desk; ``signed_out()`` nobody has;
    ``must_change(officer, pin, again)`` the PIN is a temporary one, ``again(pin)`` goes on with another.
    """

    answered = Signal(object)
    refused = Signal(object)
    unavailable = Signal(object)
    succeeded = Signal(str)
    signed_in = Signal()
    hub_lost = Signal()
    must_change = Signal(str, str, object)
    taken_over = Signal()
    signed_out = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actor: Actor | None = None
        self._under_way: set[str] = set()
        self._open_keys: dict[Choice, str] = {}
        self._is_hub_away = False
        desk.lanes.crashed.connect(self._let_go)

    @property
    def is_hub_away(self) -> bool:
        """Whether the hub did not answer when it was asked last."""
        return self._is_hub_away

    @property
    def actor(self) -> Actor | None:
        """Who acts; nobody before signing in."""
        return self._actor

    def sign_in(self, officer: str, pin: str, failed: Callable[[Refused], None]) -> None:
        """Enter on the first page; from then on every act is this officer's."""
        self.ask(
            "sign_in",
            lambda store: sign_in(store, officer=officer, pin=pin, counter=self._desk.number),
            self._begin,
            self._or_change((officer, pin), lambda new: self.sign_in(officer, new, failed), failed),
        )

    def take_seat(
        self,
        officer: str,
        pin: str,
        in_hand: InHand,
        done: Callable[[Actor], None],
        failed: Callable[[Refused], None],
    ) -> None:
        """Enter on a locked desk: the same officer goes on, or another takes over."""
        former = self._actor
        if former is not None:
            self.ask(
                "sign_in",
                lambda store: take_seat(store, former, officer=officer, pin=pin, in_hand=in_hand),
                partial(self._take_over, done),
                self._or_change(
                    (officer, pin), lambda new: self.take_seat(officer, new, in_hand, done, failed), failed
                ),
            )

    def start_break(self, reason: str, done: Callable[[], None]) -> None:
        """Enter on the page of reasons."""
        self.do("break", partial(counters.start_break, reason=reason), lambda _paused: done())

    def close_desk(self) -> None:
        """The counter closes and the shift ends."""
        self.do("close_up", closing.close_desk, partial(self._leave, "closing.counter_closed"))

    def end_day(self, seen: closing.Left, failed: Callable[[Refused], None]) -> None:
        """The business day ends, for exactly those who were named."""
        act = partial(closing.end_day, seen=seen)
        self.do("close_up", act, partial(self._leave, "closing.day_closed"), failed)

    def open_day(self, day: date, failed: Callable[[Refused], None]) -> None:
        """Enter on the page of the business day."""
        self.do("open_day", partial(days.open_day, day=day), lambda _opened: None, failed)

    def say_printed(self, doubt: PaperInDoubt) -> None:
        """Shift+F9: the doubtful paper is there."""
        self.do(
            "say_printed",
            lambda work, _actor: print_jobs.say_printed(work, doubt.job_id),
            lambda _none: Answer(text("printer.said_out"), is_act=False),
        )

    def print_doubtful_again(self, doubt: PaperInDoubt) -> None:
        """F9: the doubtful paper is not there."""

        def answer(_none: None) -> Answer:
            self._desk.papers_waiting()
            return Answer(text("printer.said_again"), is_act=False)

        self.do(
            "print_doubtful",
            lambda work, _actor: print_jobs.print_doubtful_again(work, doubt.job_id),
            answer,
        )

    def move_papers(self, printer: str) -> None:
        """Ctrl+F9: what waits goes to another printer."""

        def answer(moved: int) -> Answer:
            self._desk.papers_waiting()
            return Answer(text("printer.moved", n=moved), is_act=False)

        self.do("move_papers", lambda work, _actor: print_jobs.move_open_jobs(work, printer), answer)

    def sign_out(self) -> None:
        """The window goes."""
        actor, self._actor = self._actor, None
        if actor is not None:
            self.quietly(lambda work: sign_out(work, actor))

    def _begin(self, actor: Actor) -> None:
        self._actor = actor
        self.signed_in.emit()

    def _take_over(self, done: Callable[[Actor], None], actor: Actor) -> None:
        is_other = self._actor is None or self._actor.officer != actor.officer
        self._actor = actor
        done(actor)
        if is_other:
            self.taken_over.emit()

    def _or_change(
        self, typed: tuple[str, str], again: Callable[[str], None], failed: Callable[[Refused], None]
    ) -> Callable[[Refused], None]:
        """A temporary PIN is changed first; anything else is refused where it was typed."""

        def refuse(error: Refused) -> None:
            if error.code == "pin_must_change":
                self.must_change.emit(*typed, again)
            else:
                failed(error)

        return refuse

    def _leave(self, words: str, count: ShiftCount) -> Answer:
        """Nobody sits here any more."""
        self._actor = None
        self.signed_out.emit()
        summary = text("closing.summary", n=count.served, no_show=count.no_show)
        return Answer(text(words, n=self._desk.number, summary=summary))

    def ask(
        self,
        name: str,
        job: Callable[[Store], T],
        done: Callable[[T], None],
        failed: Callable[[Refused], None],
    ) -> None:
        """Something that needs no officer yet, once at a time."""
        if name in self._under_way:
            return
        self._under_way.add(name)
        self._desk.lanes.write(job, partial(self._answer, name, done), partial(self._complain, name, failed))

    def _answer(self, name: str, done: Callable[[T], None], result: T) -> None:
        self._under_way.discard(name)
        done(result)

    def run(self, verb: Verb[T], failed: Callable[[Refused], None] | None = None) -> None:
        """One verb, told after it; ``failed`` in place of the toast where a rule refuses it."""
        if verb.choice is not None and self._desk.asks_hub:
            self._ask_hub(verb, verb.choice, failed)
        else:
            self.do(verb.name, verb.act, verb.answer, failed)

    def _ask_hub(self, verb: Verb[Any], choice: Choice, failed: Callable[[Refused], None] | None) -> None:
        """One press; its key stays open until it is answered, so that a lost answer calls nobody twice."""
        actor, authority = self._actor, self._desk.authority
        if actor is None or authority is None or _ASKING in self._under_way:
            return
        self._under_way.add(_ASKING)
        key = self._open_keys.setdefault(choice, self._desk.store.new_id().hex)
        press = Press(key, choice.number, choice.reason)

        def tell(called: CalledTicket) -> None:
            self._answered_by_hub(choice)
            self._tell(_ASKING, verb.answer, called)

        def complain(error: CounterError) -> None:
            if isinstance(error, Refused):
                self._answered_by_hub(choice)
            self._complain(_ASKING, failed or self.refused.emit, error)
            if not isinstance(error, Refused):
                self._is_hub_away = True
                self.hub_lost.emit()

        self._desk.lanes.ask(lambda _store: authority.call(actor, press), tell, complain)

    def _answered_by_hub(self, choice: Choice) -> None:
        self._open_keys.pop(choice, None)
        self._is_hub_away = False

    def do(
        self,
        name: str,
        act: Act[T],
        answer: Callable[[T], Answer | None],
        failed: Callable[[Refused], None] | None = None,
    ) -> None:
        """One act; the same key pressed again before the answer came is the same wish."""
        actor = self._actor
        if actor is None or name in self._under_way:
            return
        self._under_way.add(name)
        self._desk.lanes.write(
            lambda store: store.write(lambda work: act(work, actor)),
            partial(self._tell, name, answer),
            partial(self._complain, name, failed or self.refused.emit),
        )

    def _tell(self, name: str, answer: Callable[[T], Answer | None], result: T) -> None:
        self._under_way.discard(name)
        self.succeeded.emit(name)
        told = answer(result)
        if told is not None:
            self.answered.emit(told)

    def _complain(self, name: str, refuse: Callable[[Refused], None], error: CounterError) -> None:
        self._under_way.discard(name)
        if isinstance(error, Refused):
            refuse(error)
        else:
            self.unavailable.emit(error)

    def quietly(self, job: Callable[[Work], object]) -> None:
        """What nobody is told of, even where a rule refuses it."""
        self._desk.lanes.write(
            lambda store: store.write(job), lambda _done: None, partial(self._complain, "", self._swallow)
        )

    def _swallow(self, _error: Refused) -> None:
        """A draft or a sign-out that a rule refuses concerns nobody: the ticket is gone or finished."""

    @Slot(object)
    def _let_go(self, _mistake: object) -> None:
        self._under_way.clear()
