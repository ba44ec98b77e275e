"""One ticket as figures see it: which of its times count, in whole seconds (docs/definitions.md)."""

from __future__ import annotations

from enum import IntFlag
from typing import NamedTuple

from counter_app.domain.ticket import DAY_CLOSED, Doubt, TicketPhase


def whole_s(ms: int) -> int:
    """Whole seconds, rounded half up: clocks of two stations are compared to some milliseconds."""
    return (ms + 500) // 1000


class TicketTimes(NamedTuple):
    """What the tables know of one ticket; instants in ms UTC, None = has not been."""

    business_day: int
    queue: str
    service: str
    agency: str
    counter: int | None
    """The counter that holds it, or held it last; None where it waits."""
    officer: str
    """Who called it last, or finished it; empty where it waits."""
    priority: str
    """Its class, empty = regular."""
    phase: int
    issued_at: int | None
    called_at: int | None
    """The last call."""
    started_at: int | None
    ended_at: int | None
    reason: str
    """Why it was cancelled or how it was settled; empty for what an officer ended."""
    outcome: str
    """How service ended (OUTCOMES); empty = nobody said."""
    waited_ms: int
    walked_ms: int
    served_ms: int
    parked_ms: int
    doubts: int
    """Which of the four times are uncertain (Doubt)."""
    is_on_paper: bool
    """Given on paper during an outage, and keyed in afterwards with its real times."""


class Mark(IntFlag):
    """What a ticket is counted as, besides its state in the lowest three bits."""

    PHASE = 7
    CALLED = 8
    """Was ever called."""
    UNCLOSED = 16
    """Served, but nobody finished it: "tidak ditutup"."""
    ABANDONED = 32
    """Its holder went home before it was done: cancelled or finished because they left."""
    ON_PAPER = 64
    ODD_WAIT = 128
    """This time is uncertain: it counts in no median, and beside them here."""
    ODD_WALK = 256
    ODD_SERVE = 512
    ODD_PARK = 1024


class Measured(NamedTuple):
    """A ticket with its times in whole seconds; None where there is none, or it is uncertain."""

    business_day: int
    queue: str
    service: str
    agency: str
    counter: int | None
    officer: str
    priority: str
    issued_at: int | None
    called_at: int | None
    left_line_at: int | None
    """When it was called or cancelled; None where it still waits."""
    mark: int
    """Bits of Mark and the state."""
    wait_s: int | None
    """From the issue to the last call, at every desk that it waited for; time parked is not waiting."""
    walk_s: int | None
    """From the last call to the start of service."""
    serve_s: int | None
    """In service, at every desk; no-shows have none, nor has what only the close of the day ended."""
    park_s: int | None
    """Away with the counter's knowledge; None where it never was."""


def measured(one: TicketTimes) -> Measured:
    """What counts of a ticket. Total: whatever stands in the tables, never an exception.

    A month has tens of thousands of tickets, so every rule is looked at once here and nowhere again.
    """
    (
        day, queue, service, agency, counter, officer, priority, phase, issued_at, called_at, started_at,
        ended_at, reason, outcome, waited_ms, walked_ms, served_ms, parked_ms, doubts, is_on_paper,
    ) = one  # fmt: skip
    mark, has_started = phase, started_at is not None or served_ms > 0
    wait_s = walk_s = serve_s = None
    left_line_at = None if phase == _WAITING else ended_at
    if called_at is not None:
        mark |= _CALLED
        left_line_at = None if phase == _WAITING else called_at
        wait_s = None if issued_at is None else whole_s(waited_ms)
        walk_s = whole_s(walked_ms) if has_started else None
    if has_started and ended_at is not None:
        serve_s = whole_s(served_ms)
    park_s = whole_s(parked_ms) if parked_ms else None
    if reason or outcome == _LEFT:
        mark |= _how_it_ended(phase, reason, outcome)
        serve_s = None if mark & _UNCLOSED else serve_s
    if is_on_paper:
        mark |= Mark.ON_PAPER.value
    if doubts:
        wait_s, walk_s, serve_s, park_s, odd = _certain(doubts, wait_s, walk_s, serve_s, park_s)
        mark |= odd
    return Measured(
        day, queue, service, agency, counter, officer, priority, issued_at, called_at, left_line_at, mark,
        wait_s, walk_s, serve_s, park_s,
    )  # fmt: skip


_WAITING, _FINISHED, _CANCELLED = (
    phase.value for phase in (TicketPhase.WAITING, TicketPhase.FINISHED, TicketPhase.CANCELLED)
)
_CALLED, _UNCLOSED, _ABANDONED = (mark.value for mark in (Mark.CALLED, Mark.UNCLOSED, Mark.ABANDONED))
_LEFT = "left"
"""As a reason (CANCELLED_BECAUSE) and as an outcome (OUTCOMES)."""


def _how_it_ended(phase: int, reason: str, outcome: str) -> int:
    if phase == _CANCELLED:
        return _ABANDONED if reason == _LEFT else 0
    if phase != _FINISHED:
        return 0
    return (_UNCLOSED if reason == DAY_CLOSED else 0) | (_ABANDONED if outcome == _LEFT else 0)


_ODD = (
    (Doubt.WAIT, Mark.ODD_WAIT), (Doubt.WALK, Mark.ODD_WALK), (Doubt.SERVE, Mark.ODD_SERVE),
    (Doubt.PARK, Mark.ODD_PARK),
)  # fmt: skip


def _certain(doubts: int, *times: int | None) -> tuple[int | None, int | None, int | None, int | None, int]:
    """The times without the uncertain ones, and the marks of those that were there."""
    odd = 0
    kept: list[int | None] = []
    for seconds, (doubt, mark) in zip(times, _ODD, strict=True):
        is_odd = seconds is not None and bool(doubts & doubt)
        odd |= mark.value if is_odd else 0
        kept.append(None if is_odd else seconds)
    return kept[0], kept[1], kept[2], kept[3], odd
