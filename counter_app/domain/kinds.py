"""Every kind of entry and the aggregates that it changes; told to people in docs/journal.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from counter_app.domain.applicant import IDENTITY
from counter_app.domain.application import APPLICATION
from counter_app.domain.business_day import DAY
from counter_app.domain.counter import COUNTER
from counter_app.domain.fold import Aggregate
from counter_app.domain.incident import INCIDENT
from counter_app.domain.officer_pin import PIN
from counter_app.domain.shift import SHIFT
from counter_app.domain.site_authority import AUTHORITY
from counter_app.domain.ticket_fold import TICKET
from counter_app.domain.visit import VISIT

AGGREGATES: tuple[Aggregate[Any], ...] = (
    DAY, SHIFT, COUNTER, PIN, VISIT, TICKET, APPLICATION, IDENTITY, INCIDENT, AUTHORITY,
)  # fmt: skip


def _by_kind() -> Mapping[str, tuple[Aggregate[Any], ...]]:
    kinds: dict[str, tuple[Aggregate[Any], ...]] = {}
    for aggregate in AGGREGATES:
        for kind in {**aggregate.reducers, **dict.fromkeys(aggregate.take_back_kinds)}:
            kinds[kind] = (*kinds.get(kind, ()), aggregate)
    return kinds


KINDS: Mapping[str, tuple[Aggregate[Any], ...]] = _by_kind()
"""Kind -> what it changes. A kind that is not here is stored, passed on and not folded."""
