"""Who an application is about: recorded where it is new, with what stood there before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from counter_app.db.work import Work
from counter_app.domain.application import ApplicationState
from counter_app.operations.actor import Actor
from counter_app.operations.applicant_form import CheckedForm
from counter_app.operations.case import own_data_of, person_of, record_case

Told = Mapping[str, str]
OWN = "own."
"""Stands before the key of a service's own field."""


@dataclass(frozen=True, slots=True)
class Description:
    """What is known about the person and the case, by field, before and after."""

    before: Told
    after: Told

    @property
    def fields(self) -> tuple[str, ...]:
        """What differs, in the order of the form."""
        names = (*self.after, *(name for name in self.before if name not in self.after))
        return tuple(name for name in names if self.before.get(name, "") != self.after.get(name, ""))


def compared(work: Work, application: ApplicationState, form: CheckedForm) -> Description:
    """What a form says beside what is recorded; empty texts where nothing was recorded yet."""
    person, own = person_of(work, application), own_data_of(work, application)
    known: dict[str, str] = {}
    if person is not None:
        known = {name: getattr(person, name) for name in ("identity_kind", *form.person)}
    if own is not None:
        known |= _own(json.loads(own.extra)) | {name: getattr(own, name) for name in form.companion}
    return Description(known, _told(form))


def _own(extra: Mapping[str, object]) -> dict[str, str]:
    return {OWN + name: str(value) for name, value in extra.items()}


def _told(form: CheckedForm) -> dict[str, str]:
    told = {"identity_kind": form.identity_kind, **form.person, **_own(form.extra), **form.companion}
    return {name: str(value) for name, value in told.items()}


def describe(
    work: Work, actor: Actor, application: ApplicationState, form: CheckedForm, changed: tuple[str, ...]
) -> None:
    """Records what is new of a person and a case; a known applicant stays the same entity."""
    agency, application_id = application.agency, UUID(bytes=application.id)
    known = application.applicant_id
    applicant_id = UUID(bytes=known) if known else work.new_entity()
    if known is None or {"identity_kind", *form.person} & set(changed):
        body: dict[str, object] = {"identity_kind": form.identity_kind}
        if form.is_as_written:
            body["as_written"] = True
        record_case(work, actor, agency, "applicant.recorded", applicant_id, body, pii=dict(form.person))
    if known is None or any(name.startswith(OWN) for name in changed):
        described: dict[str, object] = {"applicant": applicant_id.hex}
        record_case(
            work, actor, agency, "application.described", application_id, described, pii=dict(form.extra)
        )
    if set(form.companion) & set(changed):
        named = {name.removeprefix("companion_"): value for name, value in form.companion.items()}
        record_case(work, actor, agency, "companion.recorded", application_id, {}, pii=named)
