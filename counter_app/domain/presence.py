"""A number served while the authority was away that was not known at its counter (DESIGN 7).

It is an entity of its own: served, never issued. Where the authority finds the ticket that was issued, it
writes these times on it; the two name each other from then on, and the issued one is counted.
"""

from __future__ import annotations

from counter_app.domain.entry import Entry
from counter_app.domain.facts import Facts, SenselessError
from counter_app.domain.incident import MATCHED_TWICE, STARTED_TWICE
from counter_app.domain.queue_policy import PRESENT
from counter_app.domain.ticket import UNDONE, TicketPhase, TicketState
from counter_app.domain.ticket_times import booked, since_now

_FAR = 2**62
_LONGEST_MS = 2**31 - 1


def presence_started(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    """The person stood at the counter, and service began; when the number was issued is not known."""
    counter = facts.whole("counter")
    if state.phase != TicketPhase.UNKNOWN:
        raise SenselessError("presence_twice")
    return since_now(_named(state, entry, facts), entry)._replace(
        phase=TicketPhase.SERVING,
        issued_at=entry.at_ms,
        called_at=entry.at_ms,
        started_at=entry.at_ms,
        times_called=1,
        rule=PRESENT,
        counter=counter,
        officer=entry.officer,
    )


def presence_struck_out(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    """The start that it names is taken back by the fold; what is left is a number that nobody served."""
    facts.id("replica")
    facts.whole("seq", low=1, high=_FAR)
    if state.phase != TicketPhase.UNKNOWN:
        raise SenselessError("struck_out_something_else")
    return _named(state, entry, facts)._replace(
        phase=TicketPhase.CANCELLED, ended_at=entry.at_ms, since=entry.at_ms, reason=UNDONE
    )


def presence_matched(state: TicketState, _entry: Entry, facts: Facts) -> TicketState:
    """The authority found the ticket that was issued."""
    ticket = facts.id("ticket")
    if not state.is_presence:
        raise SenselessError("matched_no_presence")
    return state._replace(matched_id=ticket)


def matched(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    """How a ticket was served under another entity; told again when that has moved on.

    Work really done is never ignored: of two that were served the first keeps the ticket, both are listed.
    """
    presence, counter = facts.id("presence"), facts.whole("counter")
    started, ended_at = _as_started(entry, facts), facts.whole_or_none("ended_at", high=_FAR)
    served_ms, parked_ms = facts.whole("served_ms"), facts.whole("parked_ms")
    reason, outcome = facts.text("reason", limit=40), facts.text("outcome", limit=20)
    if state.is_presence:
        raise SenselessError("matched_a_presence")
    if state.matched_id != presence:
        state = _begun(state, presence, started, is_other_counter=counter != state.counter)
    clock = started.replica_id if ended_at is None else None
    return since_now(state, started)._replace(
        phase=TicketPhase.SERVING if ended_at is None else TicketPhase.FINISHED,
        started_at=started.at_ms,
        ended_at=ended_at,
        since=started.at_ms if ended_at is None else ended_at,
        since_replica=clock,
        served_ms=served_ms,
        parked_ms=parked_ms,
        counter=counter,
        officer=entry.officer,
        reason=reason,
        outcome=outcome,
    )


def _as_started(entry: Entry, facts: Facts) -> Entry:
    """When and on whose clock service began."""
    offset = facts.whole_or_none("offset_ms", low=-_LONGEST_MS, high=_LONGEST_MS)
    return entry._replace(
        at_ms=facts.whole("started_at", high=_FAR),
        replica_id=facts.id("clock"),
        offset_ms=offset,
        offset_age_s=None if offset is None else 0,
    )


def _begun(state: TicketState, presence: bytes, started: Entry, *, is_other_counter: bool) -> TicketState:
    parked_in_service = state.phase == TicketPhase.PARKED and state.started_at is not None
    if parked_in_service or state.phase in (TicketPhase.SERVING, TicketPhase.FINISHED):
        raise SenselessError(MATCHED_TWICE if is_other_counter else STARTED_TWICE)
    if state.phase == TicketPhase.WAITING or state.called_at is None:
        called = state.times_called + 1
        state = state._replace(called_at=started.at_ms, times_called=called, rule=PRESENT)
    there = booked(state, started)
    return there._replace(matched_id=presence, parked_at=None, place="", parked_until=None)


def _named(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    return state._replace(
        site=entry.site,
        business_day=entry.business_day,
        agency=entry.agency,
        queue=facts.text("queue", limit=2),
        number=facts.text("number", limit=12),
        service=facts.text("service", limit=12),
        is_presence=1,
    )
