"""A working period of one officer at one counter (sif)."""

from __future__ import annotations

from typing import NamedTuple

from counter_app.domain.entry import Entry
from counter_app.domain.facts import Facts
from counter_app.domain.fold import Aggregate


class ShiftState(NamedTuple):
    """Who sat where, from when to when."""

    id: bytes
    site: str
    business_day: int
    counter: int
    officer: str
    opened_at: int | None
    closed_at: int | None


def _empty(entity_id: bytes, first: Entry) -> ShiftState:
    return ShiftState(entity_id, first.site, first.business_day, 0, "", None, None)


def _opened(state: ShiftState, entry: Entry, facts: Facts) -> ShiftState:
    return state._replace(counter=facts.whole("counter"), officer=entry.officer, opened_at=entry.at_ms)


def _closed(state: ShiftState, entry: Entry, _facts: Facts) -> ShiftState:
    return state._replace(closed_at=entry.at_ms)


SHIFT = Aggregate("shift", _empty, {"shift.opened": _opened, "shift.closed": _closed})
