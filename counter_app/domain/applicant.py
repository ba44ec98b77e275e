"""Personal data that the journal holds about an entity: an applicant, or what an application adds to it."""

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
LONGEST_NOTE = 200
"""Characters of what an officer notes about a paper."""

RELATIONS = ("spouse", "child", "parent", "sibling", "relative", "neighbour", "village", "other")
"""Who comes along with an applicant, in the order in which officers choose; "village" is its officer."""
THUMBPRINT = "thumbprint"
"""How somebody signs who cannot write; empty = by hand."""


class IdentityState(NamedTuple):
    """The one projection with personal data (``applicant_identity``).

    The id is an applicant's (who it is), an application's (its service's own fields, "Nama anak", who
    came along, and what officers noted about its papers) or an incident's (what a supervisor noted).
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
    notes: str
    """JSON object number of the requirement -> what was noted about it; 0 = about an incident."""
    companion_name: str
    companion_relation: str
    """One of ``RELATIONS``, or empty."""
    signs_with: str
    """``THUMBPRINT``, or empty."""


def _empty(entity_id: bytes, first: Entry) -> IdentityState:
    return IdentityState(
        entity_id, first.site, first.agency, "", "", "", "", "", "{}", None, "{}", "", "", ""
    )


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
    extra = _text(personal.texts(limit=LONGEST_EXTRA))
    return state._replace(agency=entry.agency, extra=extra, recorded_at=entry.at_ms)


def _text(values: dict[str, str]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _accompanied(state: IdentityState, entry: Entry, _facts: Facts) -> IdentityState:
    personal = _personal(entry)
    if personal is None:
        return state
    return state._replace(
        agency=entry.agency,
        companion_name=personal.text("name", limit=LONGEST["full_name"]),
        companion_relation=personal.text("relation", limit=20),
        signs_with=personal.text("signs_with", limit=20),
        recorded_at=entry.at_ms,
    )


def _noted(state: IdentityState, entry: Entry, facts: Facts) -> IdentityState:
    number = str(facts.whole("number", low=1, high=1000))
    personal = _personal(entry)
    if personal is None:
        return state
    notes: dict[str, str] = json.loads(state.notes)
    notes.pop(number, None)
    if note := personal.text("note", limit=LONGEST_NOTE):
        notes[number] = note
    return state._replace(agency=entry.agency, notes=_text(notes))


def _incident_noted(state: IdentityState, entry: Entry, _facts: Facts) -> IdentityState:
    """What a supervisor noted about an incident; it is the only note of its entity."""
    personal = _personal(entry)
    if personal is None:
        return state
    return state._replace(agency=entry.agency, notes=_text({"0": personal.text("note", limit=LONGEST_NOTE)}))


def _as_it_was(state: IdentityState, _entry: Entry, _facts: Facts) -> IdentityState:
    """The fold takes back what it names."""
    return state


IDENTITY = Aggregate(
    "identity",
    _empty,
    {
        "applicant.recorded": _recorded,
        "application.described": _described,
        "companion.recorded": _accompanied,
        "requirement.noted": _noted,
        "incident.closed": _incident_noted,
        "incident.reopened": _as_it_was,
    },
    take_back_kinds=frozenset({"incident.reopened"}),
)
"""One aggregate for all, because they share a table: an id that is used for several stays one row."""
