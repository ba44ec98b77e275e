"""One application at hand: its state, who it is about, and what is recorded about it."""

from __future__ import annotations

from uuid import UUID

from counter_app.db.work import Work
from counter_app.domain.applicant import IDENTITY, IdentityState
from counter_app.domain.application import APPLICATION, ApplicationState
from counter_app.domain.entry import EntryRef, ref
from counter_app.domain.errors import Refused
from counter_app.operations.actor import Actor
from counter_app.operations.days import business_day


def application_of(work: Work, application_id: UUID) -> ApplicationState:
    """The application. Raises Refused("application_unknown")."""
    state: ApplicationState | None = work.state(APPLICATION, application_id)
    if state is None:
        raise Refused("application_unknown")
    return state


def person_of(work: Work, application: ApplicationState) -> IdentityState | None:
    """Who filed it; None where nobody was recorded."""
    if application.applicant_id is None:
        return None
    person: IdentityState | None = work.state(IDENTITY, application.applicant_id)
    return person


def own_data_of(work: Work, application: ApplicationState) -> IdentityState | None:
    """Personal data of the application itself: its service's fields, who came along, notes."""
    own: IdentityState | None = work.state(IDENTITY, application.id)
    return own


def record_case(
    work: Work,
    actor: Actor,
    agency: str,
    kind: str,
    entity_id: UUID,
    body: dict[str, object],
    *,
    pii: dict[str, object] | None = None,
) -> EntryRef:
    """Records what happened to a case of an agency, today and by this officer."""
    entry = work.record(
        kind, entity_id, body, officer=actor.officer, business_day=business_day(work), agency=agency, pii=pii
    )
    return ref(entry)
