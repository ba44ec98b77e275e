"""A place in a queue with a printed number: its states and what each entry does to it."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from counter_app.domain.entry import Entry
from counter_app.domain.facts import Facts, SenselessError
from counter_app.domain.fold import Aggregate


class TicketPhase(IntEnum):
    """States in the order of what counts more: work really done is never ignored (DESIGN 3).

    A ticket falls back only by an entry that names the entry it takes back.
    """

    UNKNOWN = 0
    """Only later entries have arrived so far; the issue is still on its way."""
    WAITING = 1
    CALLED = 2
    NO_SHOW = 3
    CANCELLED = 4
    SERVING = 5
    FINISHED = 6


OPEN_PHASES = (TicketPhase.WAITING, TicketPhase.CALLED, TicketPhase.SERVING)

DAY_CLOSED = "day_closed"
"""Reason of what the close of the day settled; on screen "tidak ditutup"."""

PRIORITY_CLASSES = ("elderly", "disabled", "pregnant", "infant", "disaster")
"""UU 25/2009 art. 29: who is served before others."""


class TicketState(NamedTuple):
    """Everything that screens and figures ask of one ticket. Times are ms UTC of the writing station."""

    id: bytes
    site: str
    business_day: int
    queue: str
    number: str
    service: str
    agency: str
    visit_id: bytes | None
    priority: str
    phase: int
    issued_at: int | None
    called_at: int | None
    times_called: int
    rule: str
    """Why it was first when it was called (see queue_policy)."""
    counter: int | None
    officer: str
    started_at: int | None
    ended_at: int | None
    reason: str
    """Why it was cancelled, or how it was settled at the close of the day."""
    slips: int
    """How often its slip came out of a printer."""


def _empty(entity_id: bytes, first: Entry) -> TicketState:
    return TicketState(
        entity_id, first.site, first.business_day, "", "", "", first.agency, None, "",
        TicketPhase.UNKNOWN, None, None, 0, "", None, "", None, None, "", 0,
    )  # fmt: skip


def _issued(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    return state._replace(
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
    counter, rule = facts.whole("counter"), facts.text("rule", limit=20)
    if state.phase in (TicketPhase.NO_SHOW, TicketPhase.CANCELLED, TicketPhase.FINISHED):
        raise SenselessError("called_after_end")
    if state.phase >= TicketPhase.CALLED and counter != state.counter:
        raise SenselessError("called_twice")
    return state._replace(
        phase=max(state.phase, TicketPhase.CALLED),
        called_at=entry.at_ms,
        times_called=state.times_called + 1,
        counter=counter,
        officer=entry.officer,
        rule=rule,
    )


def _started(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    counter = facts.whole("counter")
    if state.phase >= TicketPhase.SERVING:
        raise SenselessError("started_twice")
    return state._replace(
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
    if state.phase not in (TicketPhase.CALLED, TicketPhase.SERVING) or counter != state.counter:
        raise SenselessError("handed_over_from_elsewhere")
    return state._replace(officer=entry.officer)


def _finished(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    reason = facts.text("reason", limit=40)
    if state.phase == TicketPhase.FINISHED:
        raise SenselessError("finished_twice")
    return state._replace(
        phase=TicketPhase.FINISHED, ended_at=entry.at_ms, reason=reason, officer=entry.officer
    )


def _no_show(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    reason = facts.text("reason", limit=40)
    if state.phase >= TicketPhase.SERVING:
        raise SenselessError("no_show_after_start")
    return state._replace(phase=max(state.phase, TicketPhase.NO_SHOW), ended_at=entry.at_ms, reason=reason)


def _cancelled(state: TicketState, entry: Entry, facts: Facts) -> TicketState:
    reason = facts.text("reason", limit=200)
    if state.phase >= TicketPhase.SERVING:
        raise SenselessError("cancelled_after_start")
    return state._replace(phase=TicketPhase.CANCELLED, ended_at=entry.at_ms, reason=reason)


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
        "slip.printed": _slip_printed,
    },
    take_back_kinds=frozenset({"ticket.put_back"}),
)


def ticket_number(letter: str, issuer: int, serial: int, main_issuer: int) -> str:
    """The printed number: ``B012`` from the main issuer, ``B4-012`` from every other station.

    Three digits, four after 999. Two stations that are cut off from each other can't print the same
    one, because no two have the same issuer number (DESIGN 7).
    """
    digits = f"{serial:03d}"
    return f"{letter}{digits}" if issuer == main_issuer else f"{letter}{issuer}-{digits}"
