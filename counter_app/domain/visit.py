"""One person's coming; several tickets are possible."""

from __future__ import annotations

from typing import NamedTuple

from counter_app.domain.entry import Entry
from counter_app.domain.facts import Facts
from counter_app.domain.fold import Aggregate

FROM_HISTORY = "history"
"""The channel of a visit that another system's history tells of."""


class VisitState(NamedTuple):
    """A visit (kunjungan) and the tracking code on its ticket slips."""

    id: bytes
    site: str
    business_day: int
    code: str
    channel: str
    """counter, reception or kiosk; paper = keyed in after an outage; history = from another system."""
    opened_at: int | None


def _empty(entity_id: bytes, first: Entry) -> VisitState:
    return VisitState(entity_id, first.site, first.business_day, "", "", None)


def _opened(state: VisitState, entry: Entry, facts: Facts) -> VisitState:
    return state._replace(
        site=entry.site,
        business_day=entry.business_day,
        code=facts.text("code", limit=20),
        channel=facts.text("channel", limit=20),
        opened_at=entry.at_ms,
    )


VISIT = Aggregate("visit", _empty, {"visit.opened": _opened})
