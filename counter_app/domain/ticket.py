"""A place in a queue with a printed number: its states, and the short lists of reasons that go with them."""

from __future__ import annotations

import re
from enum import IntEnum, IntFlag
from typing import NamedTuple


class TicketPhase(IntEnum):
    """States in the order of what counts more: work really done is never ignored (DESIGN 3).

    A ticket falls back only by an entry that names the entry it takes back, or when the counter that holds
    it parks it or hands it on.
    """

    UNKNOWN = 0
    """Only later entries have arrived so far; the issue is still on its way."""
    WAITING = 1
    CALLED = 2
    NO_SHOW = 3
    CANCELLED = 4
    PARKED = 5
    """Away for something (copies, the bank) with the counter's knowledge; neither waiting nor served."""
    SERVING = 6
    FINISHED = 7


BUSY_PHASES = (TicketPhase.CALLED, TicketPhase.SERVING)
"""Somebody is in front of the counter, or on the way there."""

OPEN_PHASES = (TicketPhase.WAITING, TicketPhase.CALLED, TicketPhase.PARKED, TicketPhase.SERVING)

DAY_CLOSED = "day_closed"
"""Reason of what the close of the day settled; on screen "tidak ditutup"."""

UNDONE = "undo"
"""Reason of a ticket cancelled because its issue was taken back."""

PRIORITY_CLASSES = ("elderly", "disabled", "pregnant", "infant", "disaster")
"""UU 25/2009 art. 29: who is served before others."""

CHOSEN_BECAUSE = ("urgent", "weak", "together", "appointed", "present", "told")
"""Why a number is called out of order: an emergency, too weak to wait, of one family or group with somebody,
appointed at this hour, was standing here when the screen could not say, or the supervisor said so."""

PARKED_AT = ("copies", "payment", "check", "papers", "other")
"""Where a parked person is: fotokopi, bank or kasir, pemeriksaan fisik or verifikasi, fetching papers."""

OUTCOMES = ("served", "incomplete", "redirected", "left")
"""How service ended: done, papers missing, sent elsewhere, went away in the middle."""

CANCELLED_BECAUSE = ("wrong_service", "issued_twice", "left", "paper_lost")
"""Why a number is cancelled: issued for the wrong service, twice, the person went home, slip never out."""


class Doubt(IntFlag):
    """Times between two clocks whose difference nobody knew: "jam tidak pasti"."""

    NONE = 0
    WAIT = 1
    WALK = 2
    SERVE = 4
    PARK = 8


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
    """The last call, also where the ticket waits again."""
    times_called: int
    """Since it began to wait, or to wait again."""
    rule: str
    """Why it was first when it was called (see queue_policy)."""
    counter: int | None
    """The counter that holds it, or held it last; None where it waits."""
    officer: str
    started_at: int | None
    """When service began at its counter, moved on by the time that it was parked there."""
    ended_at: int | None
    reason: str
    """Why it was cancelled, or how it was settled at the close of the day."""
    slips: int
    """How often its slip came out of a printer."""
    since: int | None
    """When its last change of state happened."""
    waited_ms: int
    """Time spent waiting up to the last call, and while it waits up to ``since``; the next three likewise."""
    walked_ms: int
    """From the last call until service began, or until it was parked or handed on."""
    served_ms: int
    parked_ms: int
    parked_at: int | None
    """Since when it is parked; None where it is not."""
    place: str
    """Where its holder is while it is parked (PARKED_AT)."""
    parked_until: int | None
    """When its holder is expected back."""
    returned_at: int | None
    """When its holder came back and lined up anew (class return); None where it waits for its first turn."""
    behind: bytes | None
    """The ticket behind which a return was lined up; None = nobody waited."""
    for_counter: int | None
    """Only this counter is offered it."""
    for_officer: str
    """Only this officer is offered it; empty = anybody."""
    outcome: str
    """How service ended (OUTCOMES); empty = nobody said."""
    since_replica: bytes | None
    """Whose clock ``since`` was read on; None once it has ended."""
    since_offset_ms: int | None
    """Hub minus that clock; None where nobody knew, or where the comparison was too old."""
    doubts: int
    """Which of the four times lie between clocks that can't be compared (Doubt)."""
    is_presence: int
    """1 = served while the authority was away, by a number not known here: never counted as issued."""
    matched_id: bytes | None
    """The other half of such a number: of the one served the ticket issued, and the other way round."""


def ticket_number(letter: str, issuer: int, serial: int, main_issuer: int) -> str:
    """The printed number: ``B012`` from the main issuer, ``B4-012`` from every other station.

    Three digits, four after 999. Two stations that are cut off from each other can't print the same
    one, because no two have the same issuer number (DESIGN 7).
    """
    digits = f"{serial:03d}"
    return f"{letter}{digits}" if issuer == main_issuer else f"{letter}{issuer}-{digits}"


_TYPED = re.compile(r"([A-Z])(?:(\d{1,3})-)?(\d{1,5})")


def queue_letter(number: str) -> str:
    """The letter of a printed number's queue; empty for what no station prints.

    >>> queue_letter("B4-007"), queue_letter("7")
    ('B', '')
    """
    found = _TYPED.fullmatch(number)
    return found[1] if found else ""


def printed_form(typed: str) -> str:
    """A number as it is printed, from how people type or say it; what is no number stays as typed.

    >>> printed_form(" b 12 "), printed_form("B4-7")
    ('B012', 'B4-007')
    """
    text = "".join(typed.split()).upper()
    found = _TYPED.fullmatch(text)
    if found is None:
        return text
    letter, issuer, digits = found.groups()
    return f"{letter}{issuer}-{int(digits):03d}" if issuer else f"{letter}{int(digits):03d}"
