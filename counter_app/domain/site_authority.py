"""Who decides for a site which ticket is called, since a supervisor said so (DESIGN 2).

Nobody has to say so: without an entry the hub that is asked decides. With one, the highest (rev, replica) is
in force at every station, in whatever order the entries came.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from counter_app.domain.entry import Entry
from counter_app.domain.facts import Facts
from counter_app.domain.fold import Aggregate

TAKEN_BECAUSE = ("hub_broken", "hub_moved", "network_split", "other")
"""Why a supervisor hands the deciding on: the PC is broken, another one takes its place, the hall's network
is cut in two, something else."""


def site_entity(site: str) -> bytes:
    """The same 16 bytes at every station."""
    return hashlib.sha256(f"site {site}".encode()).digest()[:16]


class AuthorityState(NamedTuple):
    """Who decides for a site."""

    id: bytes
    site: str
    business_day: int
    replica_id: bytes | None
    """Whose log holds the decisions; None = nobody has said."""
    rev: int
    taken_at: int | None
    taken_by: str
    """Code of the supervisor."""
    reason: str
    """One of TAKEN_BECAUSE, or empty."""


def _empty(entity_id: bytes, first: Entry) -> AuthorityState:
    return AuthorityState(entity_id, first.site, first.business_day, None, 0, None, "", "")


def _taken(state: AuthorityState, entry: Entry, facts: Facts) -> AuthorityState:
    reason = facts.text("reason", limit=20)
    facts.id_or_none("former")
    facts.whole_or_none("seq", high=2**62)
    if (entry.rev, entry.replica_id) < (state.rev, state.replica_id or b""):
        return state
    return state._replace(
        business_day=entry.business_day,
        replica_id=entry.replica_id,
        rev=entry.rev,
        taken_at=entry.at_ms,
        taken_by=entry.officer,
        reason=reason,
    )


AUTHORITY = Aggregate("authority", _empty, {"authority.taken": _taken})
