"""Where the time that a ticket spends in each state is kept."""

from __future__ import annotations

from collections.abc import Mapping

from counter_app.domain.entry import Entry
from counter_app.domain.ticket import Doubt, TicketPhase, TicketState

_LONGEST_MS = 2**31 - 1
_BOOKED: Mapping[int, tuple[str, Doubt]] = {
    TicketPhase.WAITING: ("waited_ms", Doubt.WAIT),
    TicketPhase.CALLED: ("walked_ms", Doubt.WALK),
    TicketPhase.PARKED: ("parked_ms", Doubt.PARK),
    TicketPhase.SERVING: ("served_ms", Doubt.SERVE),
}
"""State -> where the time spent in it is kept, and the mark of where it is uncertain."""
_FRESH_S = 24 * 3600
"""A comparison of clocks that is older than a day says nothing: a clock was set since, or drifted."""


def booked(state: TicketState, entry: Entry, phase: int | None = None) -> TicketState:
    """The time since the last change, kept with the state that it was spent in, or with ``phase``."""
    kept = _BOOKED.get(state.phase if phase is None else phase)
    if kept is None or state.since is None:
        return since_now(state, entry)
    name, doubt = kept
    spent = min(getattr(state, name) + max(0, _passed(state, state.since, entry)), _LONGEST_MS)
    doubts = state.doubts if _is_comparable(state, entry) else state.doubts | doubt
    return since_now(state, entry)._replace(doubts=doubts, **{name: spent})


def since_now(state: TicketState, entry: Entry) -> TicketState:
    """The state has changed just now, on the entry's clock."""
    return state._replace(
        since=entry.at_ms, since_replica=entry.replica_id, since_offset_ms=_fresh_offset(entry)
    )  # fmt: skip


def _fresh_offset(entry: Entry) -> int | None:
    """Hub minus the writer's clock, where they were compared within a day."""
    is_fresh = entry.offset_age_s is not None and abs(entry.offset_age_s) <= _FRESH_S
    return entry.offset_ms if is_fresh else None


def _is_comparable(state: TicketState, entry: Entry) -> bool:
    """Both instants were read on one clock, or on two that were both compared with the hub's."""
    is_known = state.since_offset_ms is not None and _fresh_offset(entry) is not None
    return is_known or state.since_replica in (None, entry.replica_id)


def _passed(state: TicketState, since: int, entry: Entry) -> int:
    """Milliseconds since the last change: on one clock as it is, between two by the hub's."""
    offset = _fresh_offset(entry)
    if state.since_replica == entry.replica_id or state.since_offset_ms is None or offset is None:
        return entry.at_ms - since
    return entry.at_ms + offset - since - state.since_offset_ms
