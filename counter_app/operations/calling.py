"""Whose turn it is: the next one, the same one again, or a number that is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from counter_app.db.queries.waiting import first_waiting
from counter_app.db.work import Work
from counter_app.domain.entry import EntryRef
from counter_app.domain.errors import Refused
from counter_app.domain.queue_policy import CHOSEN
from counter_app.domain.ticket import CHOSEN_BECAUSE, TicketPhase, TicketState
from counter_app.operations.actor import Actor, queues_of
from counter_app.operations.authority import decides, refuse_former
from counter_app.operations.days import business_day
from counter_app.operations.serving import finish
from counter_app.operations.silence import give_back_silent, silent_counters
from counter_app.operations.tickets import (
    checked_choice,
    held_ticket,
    record_on,
    refuse_busy_counter,
    refuse_busy_visit,
    ticket_of,
    waiting_number,
)


@dataclass(frozen=True, slots=True)
class CalledTicket:
    """Somebody was called."""

    ticket_id: UUID
    number: str
    entry: EntryRef


@dataclass(frozen=True, slots=True)
class FinishedAndCalled:
    """One person was done with and the next one called, in one step."""

    finished: EntryRef
    called: CalledTicket | None
    """None where nobody waited."""

    @property
    def entries(self) -> tuple[EntryRef, ...]:
        """What ``taking_back.take_back_all`` takes back, the newest first."""
        return (self.finished,) if self.called is None else (self.called.entry, self.finished)


def call_next(work: Work, actor: Actor, *, claim: str = "") -> CalledTicket:
    """Calls who is first by the site's order, of the queues that this counter serves.

    ``claim``: the key of the press, where a hub decides for a station.
    Raises Refused: counter_busy (number, phase), nobody_waiting (queues), day_not_open, and where it is
    not decided here: calling_elsewhere (counter), calling_by_hub.
    """
    refuse_elsewhere(work)
    called = _call_first(work, actor, claim)
    if called is None:
        raise Refused("nobody_waiting", queues=", ".join(queues_of(work, actor)))
    return called


def finish_and_call(work: Work, actor: Actor, ticket_id: UUID, outcome: str = "") -> FinishedAndCalled:
    """Ends this service and calls the next person, both or neither; nobody may be waiting.

    Raises Refused: what ``serving.finish`` raises, calling_elsewhere (counter), calling_by_hub.
    """
    refuse_elsewhere(work)
    finished = finish(work, actor, ticket_id, outcome)
    work.project()
    return FinishedAndCalled(finished, _call_first(work, actor))


def call_again(work: Work, actor: Actor, ticket_id: UUID) -> CalledTicket:
    """Calls the same person once more.

    Raises Refused: call_limit_reached (number, times) where the site's rule says that it is enough and
    the desk proposes "not here", ticket_not_called, not_your_ticket.
    """
    ticket = held_ticket(work, actor, ticket_id, (TicketPhase.CALLED,), "ticket_not_called")
    if ticket.times_called >= work.site.order.call_limit:
        raise Refused("call_limit_reached", number=ticket.number, times=ticket.times_called)
    return _call(work, actor, ticket, ticket.rule)


def call_number(work: Work, actor: Actor, number: str, reason: str, *, claim: str = "") -> CalledTicket:
    """Calls a waiting number out of order; ``reason`` is a code of CHOSEN_BECAUSE and stays with the call.

    Raises Refused: number_unknown (number), ticket_not_waiting (number), number_other_queue (number,
    queue), visit_busy (number, other, counter), counter_busy (number, phase), choice_unknown (choice),
    day_not_open, calling_elsewhere (counter), calling_by_hub.
    """
    refuse_elsewhere(work)
    checked_choice(reason, CHOSEN_BECAUSE)
    ticket = waiting_number(work, number)
    if ticket.queue not in queues_of(work, actor):
        raise Refused("number_other_queue", number=ticket.number, queue=ticket.queue)
    refuse_busy_counter(work, actor, business_day(work))
    refuse_busy_visit(work, ticket)
    return _call(work, actor, ticket, CHOSEN, reason, claim)


def _call_first(work: Work, actor: Actor, claim: str = "") -> CalledTicket | None:
    day, queues = business_day(work), queues_of(work, actor)
    refuse_busy_counter(work, actor, day)
    if work.station.hub_port:  # its own officer too may call whom a silent counter holds
        site, now = work.site.code, work.clock()
        silent = silent_counters(work.connection, site=site, but=actor.counter, now_ms=now)
        give_back_silent(work, actor, day, silent)
    turn = first_waiting(
        work.connection, work.site.code, day, queues, work.site.order, work.clock(),
        counter=actor.counter, officer=actor.officer,
    )  # fmt: skip
    if turn is None:
        return None
    return _call(work, actor, ticket_of(work, UUID(bytes=turn.ticket.id)), turn.rule, claim=claim)


def _call(
    work: Work, actor: Actor, ticket: TicketState, rule: str, reason: str = "", claim: str = ""
) -> CalledTicket:
    body: dict[str, object] = {"counter": actor.counter, "rule": rule}
    if reason:
        body["reason"] = reason
    if claim:
        body["claim"] = claim
    entry = record_on(work, actor, ticket, "ticket.called", body)
    return CalledTicket(UUID(bytes=ticket.id), ticket.number, entry)


def refuse_elsewhere(work: Work) -> None:
    """Two stations that call from copies of one queue would call somebody twice (DESIGN 2).

    Raises Refused: calling_elsewhere (counter) where one counter calls for all, calling_by_hub, and
    authority_moved (officer) where a supervisor gave the deciding to another installation.
    """
    if decides(work.station, work.site):
        refuse_former(work)
        return
    if work.site.authority_counter:
        raise Refused("calling_elsewhere", counter=work.site.authority_counter)
    raise Refused("calling_by_hub")
