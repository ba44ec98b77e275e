"""What a supervisor does from the hall: one operation in one transaction, and the sentence after it."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from counter_app.domain.entry import EntryRef
from counter_app.operations import incidents, supervising
from counter_app.operations.closing import Left
from counter_app.operations.taking_back import TakenBack
from counter_app.ui.desk.answers import Answer
from counter_app.ui.desk.verb import Act, Verb
from counter_app.ui.i18n import text


def open_counter(number: int, reason: str, _note: str = "") -> Verb[EntryRef]:
    """A closed counter opens."""
    act = partial(supervising.open_counter, counter=number, reason=reason)
    return _told("open_counter", act, text("hall_done.opened", n=number))


def close_counter(number: int, reason: str, _note: str = "") -> Verb[EntryRef]:
    """An open counter closes."""
    act = partial(supervising.close_counter, counter=number, reason=reason)
    return _told("close_counter", act, text("hall_done.closed", n=number))


def bring_back(ticket_id: UUID, number: str, reason: str, _note: str = "") -> Verb[EntryRef]:
    """Who did not come waits again."""
    act = partial(supervising.bring_back, ticket_id=ticket_id, reason=reason)
    return _told("bring_back", act, text("hall_done.brought_back", number=number))


def put_in_line(ticket_id: UUID, number: str, reason: str, _note: str = "") -> Verb[EntryRef]:
    """Who is at a counter waits again."""
    act = partial(supervising.put_in_line, ticket_id=ticket_id, reason=reason)
    return _told("put_in_line", act, text("hall_done.in_line", number=number))


def send_to(ticket_id: UUID, number: str, counter: int, reason: str, _note: str = "") -> Verb[EntryRef]:
    """A number waits for another counter."""
    act = partial(supervising.send_to, ticket_id=ticket_id, reason=reason, counter=counter)
    return _told("send_to", act, text("hall_done.sent", number=number, n=counter))


def move_to(
    ticket_id: UUID, number: str, service: str, letter: str, reason: str, _note: str = ""
) -> Verb[EntryRef]:
    """A number waits in another queue, for another service."""
    act = partial(supervising.send_to, ticket_id=ticket_id, reason=reason, service=service)
    return _told("move_to", act, text("hall_done.moved", number=number, letter=letter))


def close_incident(incident_id: UUID, number: str, reason: str, note: str) -> Verb[EntryRef]:
    """Somebody has looked into it."""
    act = partial(incidents.close, incident_id=incident_id, reason=reason, note=note)
    return _told("close_incident", act, text("hall_done.incident_closed", number=number))


def close_day(seen: Left, note: str) -> Verb[int]:
    """The business day ends, for exactly those who were named."""
    act = partial(supervising.close_day, seen=seen, note=note)
    return Verb("close_day", act, lambda _day: Answer(text("hall_done.day_closed")))


def take_back(entry: EntryRef) -> Verb[TakenBack]:
    """F12."""
    return Verb(
        "undo",
        partial(supervising.take_back, entry=entry),
        lambda done: Answer(text("hall_done.taken_back", name=done.number)),
    )


def _told(name: str, act: Act[EntryRef], words: str) -> Verb[EntryRef]:
    return Verb(name, act, lambda entry: Answer(words, entry))
