"""Personal data that the journal holds about an entity: an applicant, or an application's own fields."""

from __future__ import annotations

import json
from typing import NamedTuple

from counter_app.domain.entry import Entry
from counter_app.domain.facts import Facts, SenselessError
from counter_app.domain.fold import Aggregate


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
    kind = facts.text("identity_kind", limit=20)
    personal = _personal(entry)
    if personal is None:
        return state._replace(identity_kind=kind, recorded_at=entry.at_ms)
    return state._replace(
        agency=entry.agency,
        identity_kind=kind,
        identity_number=personal.text("identity_number", limit=60),
        full_name=personal.text("full_name", limit=200),
        birth_date=personal.text("birth_date", limit=10),
        phone=personal.text("phone", limit=40),
        recorded_at=entry.at_ms,
    )


IDENTITY = Aggregate("identity", _empty, {"applicant.recorded": _recorded})


def _described(state: IdentityState, entry: Entry, _facts: Facts) -> IdentityState:
    if entry.pii is None:
        return state
    Facts(entry.pii)
    return state._replace(agency=entry.agency, extra=_object(entry.pii), recorded_at=entry.at_ms)


def _object(text: str) -> str:
    values = json.loads(text)
    if not all(isinstance(value, str) for value in values.values()):
        raise SenselessError("bad_extra")
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


EXTRA = Aggregate("extra", _empty, {"application.described": _described})
"""The pii of ``application.described``, in the same table as applicants, under the application's id."""
