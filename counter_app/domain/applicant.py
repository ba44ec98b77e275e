"""Personal data that the journal holds about an entity: an applicant, or an application's own fields."""

from __future__ import annotations

import json
from typing import NamedTuple

from counter_app.domain.entry import Entry
from counter_app.domain.facts import Facts
from counter_app.domain.fold import Aggregate

LONGEST = {"identity_kind": 20, "identity_number": 60, "full_name": 200, "birth_date": 10, "phone": 40}
"""Characters of each fact about a person; more is refused at the desk and senseless from elsewhere."""
LONGEST_EXTRA = 500
"""Characters of a service's own field."""


class IdentityState(NamedTuple):
    """The one projection with personal data (``applicant_identity``).

    The id is an applicant's (who it is) or an application's (its service's own fields, "Nama anak").
    """

    id: bytes
    site: str
    agency: str
    identity_kind: str
    identity_number: str
    full_name: str
    birth_date: str
    phone: str
    extra: str
    """JSON object key -> value of the service's own fields."""
    recorded_at: int | None


def _empty(entity_id: bytes, first: Entry) -> IdentityState:
    return IdentityState(entity_id, first.site, first.agency, "", "", "", "", "", "{}", None)


def _personal(entry: Entry) -> Facts | None:
    """The pii, or None where it is withheld from this station."""
    return None if entry.pii is None else Facts(entry.pii)


def _recorded(state: IdentityState, entry: Entry, facts: Facts) -> IdentityState:
    kind = _fact(facts, "identity_kind")
    personal = _personal(entry)
    if personal is None:
        return state._replace(identity_kind=kind, recorded_at=entry.at_ms)
    return state._replace(
        agency=entry.agency,
        identity_kind=kind,
        identity_number=_fact(personal, "identity_number"),
        full_name=_fact(personal, "full_name"),
        birth_date=_fact(personal, "birth_date"),
        phone=_fact(personal, "phone"),
        recorded_at=entry.at_ms,
    )


def _fact(facts: Facts, key: str) -> str:
    return facts.text(key, limit=LONGEST[key])


def _described(state: IdentityState, entry: Entry, _facts: Facts) -> IdentityState:
    personal = _personal(entry)
    if personal is None:
        return state
    extra = json.dumps(
        personal.texts(limit=LONGEST_EXTRA), ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )
    return state._replace(agency=entry.agency, extra=extra, recorded_at=entry.at_ms)


IDENTITY = Aggregate(
    "identity", _empty, {"applicant.recorded": _recorded, "application.described": _described}
)
"""One aggregate for both, because they share a table: an id that is used for both stays one row."""
