"""What F7 does to a number, at any desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from counter_app.db.work import Work
from counter_app.domain.entry import EntryRef
from counter_app.operations import handing_on, lining_up, parking, priority, serving
from counter_app.operations.actor import Actor
from counter_app.ui.desk.answers import Answer
from counter_app.ui.desk.moves import Move, MoveKind, Subject
from counter_app.ui.desk.verb import Verb
from counter_app.ui.figures import clock_time
from counter_app.ui.i18n import text


def move(subject: Subject, way: Move, until_ms: int | None, zone: ZoneInfo) -> Verb[Any]:
    """F7, and the way that was chosen."""
    ticket_id, number = subject.ticket_id, subject.number
    match way.kind:
        case MoveKind.PARK:
            return _park(ticket_id, number, way, until_ms, zone)
        case MoveKind.HAND_BACK:
            words = text("verb_done.handed_back", number=number)
            return on_ticket("move", lambda work, actor: lining_up.hand_back(work, actor, ticket_id), words)
        case MoveKind.CANCEL:
            return on_ticket(
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
    return on_ticket(
        "move",
        lambda work, actor: parking.park(work, actor, ticket_id, place=way.code, until_ms=until_ms),
        words,
    )


def _transfer(ticket_id: UUID, number: str, way: Move) -> Verb[EntryRef]:
    return on_ticket(
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


def finish(ticket_id: UUID, number: str, outcome: str = "") -> Verb[EntryRef]:
    """F6."""
    return on_ticket(
        "finish",
        lambda work, actor: serving.finish(work, actor, ticket_id, outcome),
        text("toast.finished", number=number),
    )


def on_ticket(name: str, act: Callable[[Work, Actor], EntryRef], words: str) -> Verb[EntryRef]:
    """One entry about one ticket, with what is told after it."""
    return Verb(name, act, lambda entry: Answer(words, entry))
