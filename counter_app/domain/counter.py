"""A desk that serves (loket): open, on a break, closed."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from counter_app.domain.entry import Entry
from counter_app.domain.facts import Facts, SenselessError
from counter_app.domain.fold import Aggregate

OPEN, ON_BREAK, CLOSED = "open", "break", "closed"

BREAK_REASONS = ("meal", "prayer", "rest", "meeting", "fault")
"""Why a counter stops for a while: a code on the journal, words on the screen."""


def counter_entity(site: str, number: int) -> bytes:
    """The same 16 bytes at every station, so that all mean one desk of one site."""
    return hashlib.sha256(f"counter {site} {number}".encode()).digest()[:16]


class CounterState(NamedTuple):
    """One desk as it stands. Whoever reads it on another business day reads: closed."""

    id: bytes
    site: str
    business_day: int
    counter: int
    state: str
    """open, break or closed."""
    officer: str
    reason: str
    """Of a break: one of BREAK_REASONS; else empty."""
    since: int | None
    """Ms UTC since when it stands so."""


def _empty(entity_id: bytes, first: Entry) -> CounterState:
    return CounterState(entity_id, first.site, first.business_day, 0, CLOSED, "", "", None)


def _now(state: CounterState, entry: Entry, facts: Facts, is_now: str, reason: str = "") -> CounterState:
    return state._replace(
        business_day=entry.business_day, counter=facts.whole("counter"), state=is_now, officer=entry.officer,
        reason=reason, since=entry.at_ms,
    )  # fmt: skip


def _opened(state: CounterState, entry: Entry, facts: Facts) -> CounterState:
    return _now(state, entry, facts, OPEN)


def _paused(state: CounterState, entry: Entry, facts: Facts) -> CounterState:
    if state.state == CLOSED:
        raise SenselessError("break_while_closed")
    return _now(state, entry, facts, ON_BREAK, facts.text("reason", limit=20))


def _resumed(state: CounterState, entry: Entry, facts: Facts) -> CounterState:
    if state.state != ON_BREAK:
        raise SenselessError("back_without_break")
    return _now(state, entry, facts, OPEN)


def _closed(state: CounterState, entry: Entry, facts: Facts) -> CounterState:
    return _now(state, entry, facts, CLOSED)


def _put_back(state: CounterState, _entry: Entry, facts: Facts) -> CounterState:
    """What it names is left out of the fold; where that was all, the counter still has its number."""
    return state._replace(counter=facts.whole("counter"))


COUNTER = Aggregate(
    "counter",
    _empty,
    {
        "counter.opened": _opened,
        "counter.paused": _paused,
        "counter.resumed": _resumed,
        "counter.closed": _closed,
        "counter.put_back": _put_back,
    },
    frozenset({"counter.put_back"}),
)
