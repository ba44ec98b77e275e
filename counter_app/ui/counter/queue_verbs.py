"""What the queue's keys do: each verb is one operation in one transaction, and the sentence told after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from counter_app.db.work import Work
from counter_app.domain.entry import EntryRef
from counter_app.operations import (
    calling,
    handing_on,
    issuing,
    lining_up,
    parking,
    presence,
    priority,
    serving,
    taking_back,
)
from counter_app.operations.actor import Actor
from counter_app.operations.calling import CalledTicket, FinishedAndCalled
from counter_app.operations.issuing import IssuedTicket
from counter_app.operations.presence import Present
from counter_app.operations.taking_back import TakenBack
from counter_app.ui.counter.moves import Move, MoveKind, Subject
from counter_app.ui.desk.answers import Answer
from counter_app.ui.desk.authority import Choice
from counter_app.ui.desk.verb import Verb
from counter_app.ui.figures import clock_time
from counter_app.ui.i18n import text


def call_next() -> Verb[CalledTicket]:
    """F2."""
    return Verb(
        "call_next",
        calling.call_next,
        lambda called: Answer(text("toast.called", number=called.number), called.entry),
        Choice(),
    )


def start_serving(ticket_id: UUID, number: str) -> Verb[EntryRef]:
    """F5."""
    return _on_ticket(
        "start",
        lambda work, actor: serving.start_serving(work, actor, ticket_id),
        text("done.started", number=number),
    )


def mark_no_show(ticket_id: UUID, number: str) -> Verb[EntryRef]:
    """F4."""
    return _on_ticket(
        "no_show",
        lambda work, actor: serving.mark_no_show(work, actor, ticket_id),
        text("done.no_show", number=number),
    )


def issue(service: str, priority_class: str, visit_id: UUID | None) -> Verb[IssuedTicket]:
    """F8 and a service chosen."""
    return Verb(
        "issue",
        partial(issuing.issue_ticket, service=service, priority=priority_class, visit_id=visit_id),
        lambda issued: Answer(text("done.issued", number=issued.number), issued.entry),
    )


def take_back(entries: Sequence[EntryRef]) -> Verb[tuple[TakenBack, ...]]:
    """F12; of several entries the newest stands first."""
    return Verb(
        "undo",
        partial(taking_back.take_back_all, entries=entries),
        lambda backs: Answer("; ".join(_taken_back(back) for back in backs)),
    )


def _taken_back(back: TakenBack) -> str:
    act = text(f"act.{back.kind.removeprefix('ticket.')}")
    return text("done.taken_back", number=back.number, act=act)


def serve_present(number: str) -> Verb[Present]:
    """The hub does not answer, and this person stands here."""
    return Verb(
        "serve_present",
        partial(presence.serve_present, number=number),
        lambda served: Answer(text("verb_done.present", number=served.number), served.entry),
    )


def call_again(ticket_id: UUID, number: str) -> Verb[CalledTicket]:
    """F3. It takes nothing back: a voice can't be unheard."""
    return Verb(
        "call_again",
        partial(calling.call_again, ticket_id=ticket_id),
        lambda _called: Answer(text("called_again.done", number=number)),
    )


def call_number(number: str, reason: str) -> Verb[CalledTicket]:
    """A number that is chosen, with why."""
    return Verb(
        "call_number",
        partial(calling.call_number, number=number, reason=reason),
        lambda called: Answer(text("verb_done.called", number=called.number), called.entry),
        Choice(number, reason),
    )


def finish(ticket_id: UUID, number: str, outcome: str = "") -> Verb[EntryRef]:
    """F6."""
    return _on_ticket(
        "finish",
        lambda work, actor: serving.finish(work, actor, ticket_id, outcome),
        text("toast.finished", number=number),
    )


def finish_and_call(ticket_id: UUID, number: str) -> Verb[FinishedAndCalled]:
    """F2, and F6 to the question whether to stay."""

    def answer(done: FinishedAndCalled) -> Answer:
        if done.called is None:
            return Answer(text("verb_done.finished_nobody", number=number), done.entries)
        words = text("verb_done.finished_and_called", number=number, next=done.called.number)
        return Answer(words, done.entries)

    return Verb("finish", lambda work, actor: calling.finish_and_call(work, actor, ticket_id), answer)


def next_service(ticket_id: UUID, number: str, service: str) -> Verb[IssuedTicket]:
    """F8, a service, F6: this one ends, and the same person has a number for the next."""
    return Verb(
        "finish",
        lambda work, actor: issuing.next_service(work, actor, ticket_id, service),
        lambda issued: Answer(text("verb_done.next_issued", number=number, next=issued.number), issued.entry),
    )


def bring_back(ticket_id: UUID, number: str) -> Verb[EntryRef]:
    """Who did not come has come."""
    return _on_ticket(
        "bring_back",
        lambda work, actor: lining_up.bring_back(work, actor, ticket_id),
        text("verb_done.brought_back", number=number),
    )


def resume(ticket_id: UUID, number: str) -> Verb[EntryRef]:
    """Who was held is back at this counter."""
    return _on_ticket(
        "unpark",
        lambda work, actor: parking.unpark(work, actor, ticket_id),
        text("verb_done.resumed", number=number),
    )


def line_up(ticket_id: UUID, number: str) -> Verb[EntryRef]:
    """Who was held waits again."""
    return _on_ticket(
        "unpark",
        lambda work, actor: parking.unpark(work, actor, ticket_id, to=parking.TO_QUEUE),
        text("verb_done.brought_back", number=number),
    )


def stayed_away(ticket_id: UUID, number: str, *, is_started: bool) -> Verb[EntryRef]:
    """Who was held did not come back: the service ends, or there was none."""
    if is_started:
        return finish(ticket_id, number, "left")
    return mark_no_show(ticket_id, number)


def move(subject: Subject, way: Move, until_ms: int | None, zone: ZoneInfo) -> Verb[Any]:
    """F7, and the way that was chosen."""
    ticket_id, number = subject.ticket_id, subject.number
    match way.kind:
        case MoveKind.PARK:
            return _park(ticket_id, number, way, until_ms, zone)
        case MoveKind.HAND_BACK:
            words = text("verb_done.handed_back", number=number)
            return _on_ticket("move", lambda work, actor: lining_up.hand_back(work, actor, ticket_id), words)
        case MoveKind.CANCEL:
            return _on_ticket(
                "move",
                lambda work, actor: lining_up.cancel_ticket(work, actor, ticket_id, way.code),
                text("verb_done.cancelled", number=number),
            )
        case MoveKind.PRIORITY:
            return prioritise(ticket_id, number, way)
        case MoveKind.FINISH:
            return finish(ticket_id, number, way.code)
        case _:
            return _transfer(ticket_id, number, way)


def prioritise(ticket_id: UUID, number: str, way: Move) -> Verb[tuple[EntryRef, ...]]:
    """The person goes first, with all tickets of the visit; or not any more."""
    key = "verb_done.prioritised" if way.code else "verb_done.no_priority"
    return Verb(
        "move",
        lambda work, actor: priority.set_priority(work, actor, ticket_id, way.code),
        lambda entries: Answer(text(key, number=number, name=way.name), entries[::-1]),
    )


def _park(ticket_id: UUID, number: str, way: Move, until_ms: int | None, zone: ZoneInfo) -> Verb[EntryRef]:
    place = way.name.lower()
    if until_ms is None:
        words = text("verb_done.parked", number=number, place=place)
    else:
        time = clock_time(until_ms, zone)
        words = text("verb_done.parked_until", number=number, place=place, time=time)
    return _on_ticket(
        "move",
        lambda work, actor: parking.park(work, actor, ticket_id, place=way.code, until_ms=until_ms),
        words,
    )


def _transfer(ticket_id: UUID, number: str, way: Move) -> Verb[EntryRef]:
    return _on_ticket(
        "move",
        lambda work, actor: handing_on.transfer(
            work,
            actor,
            ticket_id,
            service=way.code if way.kind is MoveKind.SERVICE else "",
            counter=int(way.code) if way.kind is MoveKind.COUNTER else None,
            officer=way.code if way.kind is MoveKind.OFFICER else "",
        ),
        text("verb_done.transferred", number=number, name=way.name),
    )


def _on_ticket(name: str, act: Callable[[Work, Actor], EntryRef], words: str) -> Verb[EntryRef]:
    return Verb(name, act, lambda entry: Answer(words, entry))
