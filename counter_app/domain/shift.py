"""A working period of one officer at one counter (sif)."""

from __future__ import annotations

from typing import NamedTuple

from counter_app.domain.entry import Entry
from counter_app.domain.facts import Facts
from counter_app.domain.fold import Aggregate

MOST = 1_000_000
"""More of anything in one shift is senseless."""


class ShiftCount(NamedTuple):
    """What one officer did in one shift, as it stood at its close."""

    served: int = 0
    no_show: int = 0
    cancelled: int = 0
    reprinted: int = 0
    """Papers that came out a second time or more."""
    parked: int = 0
    """Tickets that were still put aside at the counter."""


class ShiftState(NamedTuple):
    """Who sat where, from when to when, and what came of it (None = not closed, or not counted)."""

    id: bytes
    site: str
    business_day: int
    counter: int
    officer: str
    opened_at: int | None
    closed_at: int | None
    served: int | None
    no_show: int | None
    cancelled: int | None
    reprinted: int | None
    parked: int | None


def _empty(entity_id: bytes, first: Entry) -> ShiftState:
    return ShiftState(
        entity_id, first.site, first.business_day, 0, "", None, None, None, None, None, None, None
    )  # fmt: skip


def _opened(state: ShiftState, entry: Entry, facts: Facts) -> ShiftState:
    return state._replace(counter=facts.whole("counter"), officer=entry.officer, opened_at=entry.at_ms)


def _closed(state: ShiftState, entry: Entry, facts: Facts) -> ShiftState:
    return state._replace(
        closed_at=entry.at_ms,
        served=facts.whole_or_none("served", high=MOST),
        no_show=facts.whole_or_none("no_show", high=MOST),
        cancelled=facts.whole_or_none("cancelled", high=MOST),
        reprinted=facts.whole_or_none("reprinted", high=MOST),
        parked=facts.whole_or_none("parked", high=MOST),
    )


SHIFT = Aggregate("shift", _empty, {"shift.opened": _opened, "shift.closed": _closed})
