"""What the queue's keys do: each verb is one operation in one transaction, and the sentence told after it."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from counter_app.domain.entry import EntryRef
from counter_app.operations import (
    calling,
    issuing,
    lining_up,
    parking,
    presence,
    serving,
)
from counter_app.operations.calling import CalledTicket, FinishedAndCalled
from counter_app.operations.issuing import IssuedTicket
from counter_app.operations.presence import Present
from counter_app.ui.desk.answers import Answer
from counter_app.ui.desk.authority import Choice
from counter_app.ui.desk.move_verbs import finish, on_ticket
from counter_app.ui.desk.verb import Verb
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
    return on_ticket(
        "start",
        lambda work, actor: serving.start_serving(work, actor, ticket_id),
        text("done.started", number=number),
    )


def mark_no_show(ticket_id: UUID, number: str) -> Verb[EntryRef]:
    """F4."""
    return on_ticket(
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


def serve_present(number: str, service: str = "") -> Verb[Present]:
    """The hub does not answer, and this person stands here; ``service`` for a number not known here."""
    return Verb(
        "serve_present",
        partial(presence.serve_present, number=number, service=service),
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
    return on_ticket(
        "bring_back",
        lambda work, actor: lining_up.bring_back(work, actor, ticket_id),
        text("verb_done.brought_back", number=number),
    )


def resume(ticket_id: UUID, number: str) -> Verb[EntryRef]:
    """Who was held is back at this counter."""
    return on_ticket(
        "unpark",
        lambda work, actor: parking.unpark(work, actor, ticket_id),
        text("verb_done.resumed", number=number),
    )


def line_up(ticket_id: UUID, number: str) -> Verb[EntryRef]:
    """Who was held waits again."""
    return on_ticket(
        "unpark",
        lambda work, actor: parking.unpark(work, actor, ticket_id, to=parking.TO_QUEUE),
        text("verb_done.brought_back", number=number),
    )


def stayed_away(ticket_id: UUID, number: str, *, is_started: bool) -> Verb[EntryRef]:
    """Who was held did not come back: the service ends, or there was none."""
    if is_started:
        return finish(ticket_id, number, "left")
    return mark_no_show(ticket_id, number)
