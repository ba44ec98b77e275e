"""What people must look into: two counters did something with one ticket, a log that exists twice (DESIGN 3).

What happened is read from the tickets and their anomalies; of an incident itself the journal holds who
closed it, and why.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from counter_app.domain.entry import Entry
from counter_app.domain.facts import Facts, SenselessError
from counter_app.domain.fold import Aggregate

CALLED_TWICE = "called_twice"
"""Called by a counter while another one had it."""
CALLED_AFTER_END = "called_after_end"
STARTED_TWICE = "started_twice"
STARTED_ELSEWHERE = "started_elsewhere"
"""Served by a counter while another one had called it."""
MATCHED_TWICE = "matched_twice"
"""Served by presence at one counter, and at another one under its own name."""

TWO_COUNTERS = (CALLED_TWICE, CALLED_AFTER_END, STARTED_TWICE, STARTED_ELSEWHERE, MATCHED_TWICE)
"""Codes by which the fold of a ticket lists what two counters did."""

TWO_CALLED, TWO_SERVED, NO_MATCH, OLD_AUTHORITY = "two_called", "two_served", "no_match", "old_authority"
LOG_FORKED = "log_forked"
WHAT = (TWO_CALLED, TWO_SERVED, NO_MATCH, OLD_AUTHORITY, LOG_FORKED)
"""Sorts of incidents: two counters called one ticket; two served it, or one whom another had called; a
number was served by presence that nobody issued, or that somebody else was served with; a hub called after
another one had taken over; a station's log exists twice, since its data was copied or put back."""

CLOSED_BECAUSE = ("person_served", "person_told", "number_mistyped", "no_effect", "other")
"""What was found: the person was served, or told and waits, a number was mistyped, nobody felt it."""
OTHER = "other"
"""A reason that needs a note."""
LONGEST_NOTE = 200
"""Characters of what a supervisor notes."""


def incident_entity(site: str, about: bytes) -> bytes:
    """The same 16 bytes at every station; ``about``: the ticket, or the replica and seq of a fork."""
    return hashlib.sha256(f"incident {site} {about.hex()}".encode()).digest()[:16]


class IncidentState(NamedTuple):
    """What people did about one incident."""

    id: bytes
    site: str
    business_day: int
    closed_at: int | None
    """None = nobody has closed it, or it was opened again."""
    closed_by: str
    reason: str
    """One of CLOSED_BECAUSE, or empty."""
    known: int
    """How many things had been listed of it when it was closed: with more it is open again."""
    noted_at: int | None
    """When a hub noted that a log exists twice; None = it is about a ticket."""
    counter: int
    """Of that log's station; 0 = none."""


def _empty(entity_id: bytes, first: Entry) -> IncidentState:
    return IncidentState(entity_id, first.site, first.business_day, None, "", "", 0, None, 0)


def _closed(state: IncidentState, entry: Entry, facts: Facts) -> IncidentState:
    reason, known = facts.text("reason", limit=20), facts.whole("known")
    if not reason:
        raise SenselessError("bad_reason")
    return state._replace(closed_at=entry.at_ms, closed_by=entry.officer, reason=reason, known=known)


def _reopened(state: IncidentState, _entry: Entry, facts: Facts) -> IncidentState:
    """The closing that it names is taken back by the fold."""
    facts.id("replica")
    facts.whole("seq", low=1, high=2**62)
    return state


def _forked(state: IncidentState, entry: Entry, facts: Facts) -> IncidentState:
    facts.id("replica")
    facts.whole("seq", low=1, high=2**62)
    return state._replace(
        business_day=entry.business_day, noted_at=entry.at_ms, counter=facts.whole("counter")
    )


INCIDENT = Aggregate(
    "incident",
    _empty,
    {"log.forked": _forked, "incident.closed": _closed, "incident.reopened": _reopened},
    take_back_kinds=frozenset({"incident.reopened"}),
)
