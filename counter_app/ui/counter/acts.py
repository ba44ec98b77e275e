"""What the officer's keys do: each is one operation in one transaction, answered in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.db.queries.counter import ApplicantForm
from counter_app.db.work import Work
from counter_app.domain.entry import EntryRef
from counter_app.domain.errors import CounterError, Refused
from counter_app.operations import applications, days, drafts, papers, tickets
from counter_app.operations.actor import Actor
from counter_app.operations.applications import Submitted
from counter_app.operations.sign_in import sign_in, sign_out
from counter_app.ui.desk.answers import Answer
from counter_app.ui.desk.desk import Desk
from counter_app.ui.i18n import text

T = TypeVar("T")
Act = Callable[[Work, Actor], T]


class Acts(QObject):
    """The way from a key to the database.

    Signals: ``answered(Answer)`` a sentence, perhaps with what F12 takes back; ``refused(Refused)``;
    ``unavailable(Unavailable)``; ``succeeded(str)`` the name of every act that was committed;
    ``signed_in()``.
    """

    answered = Signal(object)
    refused = Signal(object)
    unavailable = Signal(object)
    succeeded = Signal(str)
    signed_in = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actor: Actor | None = None
        self._under_way: set[str] = set()
        desk.lanes.crashed.connect(self._let_go)

    @property
    def actor(self) -> Actor | None:
        """Who acts; nobody before signing in."""
        return self._actor

    def sign_in(self, officer: str, pin: str, failed: Callable[[Refused], None]) -> None:
        """Enter on the first page; from then on every act is this officer's."""
        if "sign_in" in self._under_way:
            return
        self._under_way.add("sign_in")
        self._desk.lanes.write(
            lambda store: sign_in(store, officer=officer, pin=pin, counter=self._desk.number),
            self._begin,
            partial(self._complain, "sign_in", failed),
        )

    def call_next(self) -> None:
        """F2."""
        self._do(
            "call_next",
            tickets.call_next,
            lambda called: Answer(text("toast.called", number=called.number), called.entry),
        )

    def start_serving(self, ticket_id: UUID, number: str) -> None:
        """F5."""
        self._on_ticket("start", tickets.start_serving, ticket_id, text("done.started", number=number))

    def mark_no_show(self, ticket_id: UUID, number: str) -> None:
        """F4."""
        self._on_ticket("no_show", tickets.mark_no_show, ticket_id, text("done.no_show", number=number))

    def finish(self, ticket_id: UUID, number: str) -> None:
        """F6, with nothing left to print."""
        self._on_ticket("finish", tickets.finish, ticket_id, text("toast.finished", number=number))

    def issue(self, service: str, priority: str, visit_id: UUID | None, done: Callable[[], None]) -> None:
        """F8 and a service chosen."""

        def answer(issued: tickets.IssuedTicket) -> Answer:
            self._desk.papers_waiting()
            done()
            return Answer(text("done.issued", number=issued.number), issued.entry)

        self._do(
            "issue",
            partial(tickets.issue_ticket, service=service, priority=priority, visit_id=visit_id),
            answer,
        )

    def take_back(self, entry: EntryRef) -> None:
        """F12."""
        self._do(
            "undo",
            partial(tickets.take_back, entry=entry),
            lambda back: Answer(
                text(
                    "done.taken_back",
                    number=back.number,
                    act=text(f"act.{back.kind.removeprefix('ticket.')}"),
                )
            ),
        )

    def check(self, ticket_id: UUID, number: int, state: str, reason: str) -> None:
        """One letter in the checklist. No sentence: the row itself shows it."""
        self._do(
            f"check {number}",
            partial(
                applications.check_requirement, ticket_id=ticket_id, number=number, state=state, reason=reason
            ),
            lambda _entry: None,
        )

    def answer_condition(self, ticket_id: UUID, number: int, *, applies: bool) -> None:
        """Y or T to the question of a conditional requirement."""
        self._do(
            f"check {number}",
            partial(applications.answer_condition, ticket_id=ticket_id, number=number, applies=applies),
            lambda _entry: None,
        )

    def submit(
        self,
        ticket_id: UUID,
        form: ApplicantForm,
        *,
        as_written: bool,
        finishing: str = "",
        failed: Callable[[Refused], None],
        done: Callable[[], None],
    ) -> None:
        """Ctrl+Enter; with the ticket's number in ``finishing`` also F6, in the same transaction."""

        def act(work: Work, actor: Actor) -> tuple[Submitted, EntryRef | None]:
            submitted = applications.submit_papers(work, actor, ticket_id, form, as_written=as_written)
            return submitted, tickets.finish(work, actor, ticket_id) if finishing else None

        def answer(result: tuple[Submitted, EntryRef | None]) -> Answer:
            submitted, finished = result
            self._desk.papers_waiting()
            done()
            if finishing:
                return Answer(text("toast.finished", number=finishing), finished)
            return Answer(text(f"done.{submitted.paper}"))

        self._do("submit", act, answer, failed)

    def print_again(self, ticket_id: UUID, number: str) -> None:
        """F9."""

        def answer(paper: str) -> Answer:
            self._desk.papers_waiting()
            return Answer(text("done.again", paper=text(f"paper_name.{paper}"), number=number))

        self._do("print_again", partial(papers.print_again, ticket_id=ticket_id), answer)

    def open_day(self, day: date, failed: Callable[[Refused], None]) -> None:
        """Enter on the page of the business day."""
        self._do("open_day", partial(days.open_day, day=day), lambda _opened: None, failed)

    def keep_draft(self, ticket_id: UUID, typed: str) -> None:
        """What is half typed, so that a power cut takes nothing."""
        self._quietly(lambda work: drafts.keep_draft(work, ticket_id=ticket_id, text=typed))

    def sign_out(self) -> None:
        """The window goes."""
        actor, self._actor = self._actor, None
        if actor is not None:
            self._quietly(lambda work: sign_out(work, actor))

    def _begin(self, actor: Actor) -> None:
        self._under_way.discard("sign_in")
        self._actor = actor
        self.signed_in.emit()

    def _on_ticket(
        self, name: str, operation: Callable[[Work, Actor, UUID], EntryRef], ticket_id: UUID, sentence: str
    ) -> None:
        self._do(
            name,
            lambda work, actor: operation(work, actor, ticket_id),
            lambda entry: Answer(sentence, entry),
        )

    def _do(
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

    def _quietly(self, job: Callable[[Work], object]) -> None:
        self._desk.lanes.write(
            lambda store: store.write(job), lambda _done: None, partial(self._complain, "", self._swallow)
        )

    def _swallow(self, _error: Refused) -> None:
        """A draft or a sign-out that a rule refuses concerns nobody: the ticket is gone or finished."""

    @Slot(object)
    def _let_go(self, _mistake: object) -> None:
        self._under_way.clear()
