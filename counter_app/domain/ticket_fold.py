"""What each entry does to a ticket."""

from __future__ import annotations

from counter_app.domain.entry import Entry
from counter_app.domain.facts import Facts, SenselessError
from counter_app.domain.fold import Aggregate
from counter_app.domain.incident import CALLED_AFTER_END, CALLED_TWICE, STARTED_ELSEWHERE, STARTED_TWICE
from counter_app.domain.paper_ticket import struck_out, transcribed
from counter_app.domain.presence import matched, presence_matched, presence_started, presence_struck_out
from counter_app.domain.ticket import BUSY_PHASES, DAY_CLOSED, Doubt, TicketPhase, TicketState
from counter_app.domain.ticket_times import booked, since_now

_LONGEST_MS = 2**31 - 1
_ENDED = (TicketPhase.NO_SHOW, TicketPhase.CANCELLED, TicketPhase.FINISHED)


def _empty(entity_id: bytes, first: Entry) -> TicketState:
    return TicketState(
        entity_id, first.site, first.business_day, "", "", "", first.agency, None, "",
        TicketPhase.UNKNOWN, None, None, 0, "", None, "", None, None, "", 0,
        None, 0, 0, 0, 0, None, "", None, None, None, None, "", "", None, None, Doubt.NONE, 0, None,
    )  # fmt: skip


def _issued(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    is_first = state.phase == TicketPhase.UNKNOWN
    return (since_now(state, entry) if is_first else state)._replace(
        site=entry.site,
        business_day=entry.business_day,
        agency=entry.agency,
        queue=facts.text("queue", limit=2),
        number=facts.text("number", limit=12),
        service=facts.text("service", limit=12),
        visit_id=facts.id_or_none("visit"),
        priority=facts.text("priority", limit=12),
        issued_at=entry.at_ms,
        phase=max(state.phase, TicketPhase.WAITING),
    )


def _called(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    """Who is called again did not hear it: they waited until the last call."""
    counter, rule = facts.whole("counter"), facts.text("rule", limit=20)
    facts.text("reason", limit=20)
    if state.phase in _ENDED:
        raise SenselessError(CALLED_AFTER_END)
    if state.phase >= TicketPhase.CALLED and counter != state.counter:
        raise SenselessError(CALLED_TWICE)
    if state.phase <= TicketPhase.CALLED:
        state = booked(state, entry, min(state.phase, TicketPhase.WAITING))
    return state._replace(
        phase=max(state.phase, TicketPhase.CALLED),
        called_at=entry.at_ms,
        times_called=state.times_called + 1,
        counter=counter,
        officer=entry.officer,
        rule=rule,
    )


def _started(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    """With a rule: the person stood at the counter, and was called by that."""
    counter, rule = facts.whole("counter"), facts.text("rule", limit=20)
    if state.phase >= TicketPhase.SERVING:
        raise SenselessError(STARTED_TWICE)
    if rule and state.phase == TicketPhase.WAITING:
        state = state._replace(called_at=entry.at_ms, times_called=state.times_called + 1, rule=rule)
    return _off_the_shelf(booked(state, entry))._replace(
        phase=TicketPhase.SERVING,
        started_at=entry.at_ms,
        counter=counter,
        officer=entry.officer,
        ended_at=None,
        reason="",
    )


def _handed_over(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    """The one who goes on with it sits at the same counter."""
    counter = facts.whole("counter")
    if state.phase not in BUSY_PHASES or counter != state.counter:
        raise SenselessError("handed_over_from_elsewhere")
    return state._replace(officer=entry.officer)


def _finished(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    reason, outcome = facts.text("reason", limit=40), facts.text("outcome", limit=20)
    if state.phase == TicketPhase.FINISHED:
        raise SenselessError("finished_twice")
    return _ended(state, entry)._replace(
        phase=TicketPhase.FINISHED,
        reason=reason,
        outcome=outcome,
        officer=state.officer if reason == DAY_CLOSED else entry.officer,
    )


def _is_started(state: TicketState) -> bool:
    parked_in_service = state.phase == TicketPhase.PARKED and state.started_at is not None
    return parked_in_service or state.phase >= TicketPhase.SERVING


def _no_show(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    reason = facts.text("reason", limit=40)
    if _is_started(state):
        raise SenselessError("no_show_after_start")
    phase = state.phase if state.phase == TicketPhase.CANCELLED else TicketPhase.NO_SHOW
    return _ended(state, entry)._replace(phase=phase, reason=reason)


def _cancelled(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    reason = facts.text("reason", limit=200)
    if _is_started(state):
        raise SenselessError("cancelled_after_start")
    return _ended(state, entry)._replace(phase=TicketPhase.CANCELLED, reason=reason)


def _ended(state: TicketState, entry: Entry) -> TicketState:
    ended = _off_the_shelf(booked(state, entry))
    return ended._replace(ended_at=entry.at_ms, since_replica=None, since_offset_ms=None)


def _parked(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    counter, place = facts.whole("counter"), facts.text("place", limit=20)
    until = facts.whole_or_none("until", high=2**62)
    if state.phase not in BUSY_PHASES:
        raise SenselessError("parked_not_here")
    if counter != state.counter:
        raise SenselessError("parked_elsewhere")
    return booked(state, entry)._replace(
        phase=TicketPhase.PARKED, parked_at=entry.at_ms, place=place, parked_until=until
    )


def _unparked(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    counter, behind = facts.whole_or_none("counter", high=_LONGEST_MS), facts.id_or_none("behind")
    if state.phase != TicketPhase.PARKED:
        raise SenselessError("not_parked")
    if counter is None:
        return _returned(booked(state, entry), entry.at_ms, behind)
    if counter != state.counter:
        raise SenselessError("unparked_elsewhere")
    started = state.started_at
    if started is not None and state.parked_at is not None:
        started += max(0, entry.at_ms - state.parked_at)
    return _off_the_shelf(booked(state, entry))._replace(
        phase=TicketPhase.CALLED if started is None else TicketPhase.SERVING,
        started_at=started,
        officer=entry.officer,
    )


def _transferred(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    left, service = facts.whole_or_none("from", high=_LONGEST_MS), facts.text("service", limit=12)
    queue, officer = facts.text("queue", limit=2), facts.text("officer", limit=20)
    counter = facts.whole_or_none("counter", high=_LONGEST_MS)
    if state.phase in _ENDED:
        raise SenselessError("transferred_after_end")
    if state.phase > TicketPhase.WAITING and left != state.counter:
        raise SenselessError("transferred_elsewhere")
    there = _lined_up(booked(state, entry))._replace(for_counter=counter, for_officer=officer)
    if not service:
        return there
    return there._replace(service=service, queue=queue, agency=entry.agency)


def _brought_back(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    """The no-show that it names is taken back by the fold; what is left was called and lines up anew."""
    facts.id("replica")
    facts.whole("seq", low=1, high=2**62)
    behind = facts.id_or_none("behind")
    if _is_started(state) or state.phase in (TicketPhase.NO_SHOW, TicketPhase.CANCELLED):
        raise SenselessError("brought_back_not_away")
    return _returned(since_now(state, entry), entry.at_ms, behind)


def _returned(state: TicketState, at_ms: int, behind: bytes | None) -> TicketState:
    return _lined_up(state)._replace(returned_at=at_ms, behind=behind)


def _lined_up(state: TicketState) -> TicketState:
    """In the line again, at nobody's counter; its calls so far are history."""
    return _off_the_shelf(state)._replace(
        phase=min(state.phase, TicketPhase.WAITING),
        counter=None,
        officer="",
        rule="",
        times_called=0,
        started_at=None,
        ended_at=None,
        reason="",
        returned_at=None,
        behind=None,
    )


def _off_the_shelf(state: TicketState) -> TicketState:
    return state._replace(parked_at=None, place="", parked_until=None)


def _prioritised(state: TicketState, _entry: Entry, facts: Facts) -> TicketState:
    """Where it stands among those who wait follows from its class; what happened to it stays."""
    return state._replace(priority=facts.text("priority", limit=12))


def _started_over_another(before: TicketState, facts: Facts) -> str:
    """Another counter had called it, or put it aside: people hear of it, the one who serves keeps it."""
    is_held = before.phase in (TicketPhase.CALLED, TicketPhase.PARKED)
    return STARTED_ELSEWHERE if is_held and facts.whole("counter") != before.counter else ""


def _slip_printed(state: TicketState, _entry: Entry, facts: Facts) -> TicketState:
    facts.whole("copy", low=1, high=1000)
    return state._replace(slips=state.slips + 1)


TICKET = Aggregate(
    "ticket",
    _empty,
    {
        "ticket.issued": _issued,
        "ticket.called": _called,
        "ticket.started": _started,
        "ticket.handed_over": _handed_over,
        "ticket.finished": _finished,
        "ticket.no_show": _no_show,
        "ticket.cancelled": _cancelled,
        "ticket.parked": _parked,
        "ticket.unparked": _unparked,
        "ticket.transferred": _transferred,
        "ticket.brought_back": _brought_back,
        "ticket.prioritised": _prioritised,
        "ticket.transcribed": transcribed,
        "ticket.struck_out": struck_out,
        "ticket.matched": matched,
        "presence.started": presence_started,
        "presence.struck_out": presence_struck_out,
        "presence.matched": presence_matched,
        "slip.printed": _slip_printed,
    },
    take_back_kinds=frozenset(
        {
            "ticket.put_back",
            "ticket.handed_back",
            "ticket.brought_back",
            "ticket.struck_out",
            "presence.struck_out",
        }
    ),
    notices={"ticket.started": _started_over_another, "ticket.matched": _started_over_another},
)
