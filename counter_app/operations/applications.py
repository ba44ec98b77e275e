"""Filing: the checklist at the desk, who the applicant is, complete or not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from counter_app.db.queries.counter import ApplicantForm
from counter_app.db.tables import APPLICATION as APPLICATIONS
from counter_app.db.work import Work
from counter_app.domain import checklist
from counter_app.domain.applicant import IDENTITY, IdentityState
from counter_app.domain.application import APPLICATION, ApplicationState, application_number, checklist_of
from counter_app.domain.business_day import day_number, day_of
from counter_app.domain.calendar import due_day
from counter_app.domain.catalogue import Service
from counter_app.domain.checklist import CheckedRequirement, RequirementState
from counter_app.domain.entry import EntryRef, ref
from counter_app.domain.errors import Refused
from counter_app.domain.ticket import TicketPhase, TicketState
from counter_app.domain.tracking_code import new_code
from counter_app.operations.actor import Actor
from counter_app.operations.applicant_form import CheckedForm, checked_form
from counter_app.operations.days import business_day
from counter_app.operations.drafts import drop_draft
from counter_app.operations.issuing import random_bits
from counter_app.operations.papers import print_again
from counter_app.operations.print_jobs import queue_paper
from counter_app.operations.site_calendar import closed_days
from counter_app.operations.tickets import ticket_of


@dataclass(frozen=True, slots=True)
class Submitted:
    """The papers were judged and a paper was asked for."""

    paper: str
    """missing or receipt."""
    application_number: str
    entry: EntryRef | None
    """The judgement; None where nothing was new and a copy was asked for."""


def open_application(work: Work, actor: Actor, ticket_id: UUID) -> UUID:
    """Opens the application of the ticket in service, with its service's requirements; answers its id.

    A ticket that has one already keeps it. Raises Refused: ticket_not_serving, not_your_ticket,
    service_unknown.
    """
    ticket = _serving(work, actor, ticket_id)
    known = _application_id(work, ticket_id)
    if known is not None:
        return known
    service = _service(work, ticket)
    year = business_day(work) // 10_000
    serial = work.next_number(f"a/{year}")
    application_id = work.new_entity()
    body: dict[str, object] = {
        "number": application_number(work.site.code, service.code, year, work.station.issuer, serial),
        "code": new_code(random_bits(work)),
        "service": service.code,
        "ticket": ticket_id.hex,
        "visit": None if ticket.visit_id is None else ticket.visit_id.hex(),
        "requirements": [
            [one.number, one.name, one.form, one.copies, one.condition] for one in service.requirements
        ],
    }
    _record(work, actor, ticket, "application.opened", application_id, body)
    return application_id


def check_requirement(
    work: Work, actor: Actor, ticket_id: UUID, number: int, state: str, reason: str = ""
) -> EntryRef:
    """Sets one requirement of the checklist; opens the application where there is none yet.

    Raises Refused: those of ``open_application`` and of ``checklist.set_state``, requirement_unknown.
    """
    application_id = open_application(work, actor, ticket_id)
    item = _item(work, application_id, number)
    chosen = checklist.set_state(item, RequirementState(state), reason)
    body: dict[str, object] = {"number": number, "state": str(chosen.state)}
    if chosen.reason:
        body["reason"] = chosen.reason
    return _record(work, actor, ticket_of(work, ticket_id), "requirement.checked", application_id, body)


def answer_condition(work: Work, actor: Actor, ticket_id: UUID, number: int, *, applies: bool) -> EntryRef:
    """Answers the question of a conditional requirement.

    Raises Refused: those of ``open_application`` and of ``checklist.answer_condition``.
    """
    application_id = open_application(work, actor, ticket_id)
    checklist.answer_condition(_item(work, application_id, number), applies=applies)
    body: dict[str, object] = {"number": number, "applies": applies}
    return _record(work, actor, ticket_of(work, ticket_id), "condition.answered", application_id, body)


def submit_papers(
    work: Work, actor: Actor, ticket_id: UUID, form: ApplicantForm, *, as_written: bool = False
) -> Submitted:
    """Records who the applicant is, judges the checklist, and asks for the paper that it deserves.

    Complete: the clock starts and a receipt prints. Incomplete: the missing-papers slip.
    Submitted again with nothing changed: a copy of the same paper, marked DUPLIKAT.
    ``as_written``: the officer overrules what is wrong with the NIK (DESIGN 10).
    Raises Refused: form_incomplete (fields), checklist_open (numbers of what nobody looked at yet).
    """
    ticket = _serving(work, actor, ticket_id)
    service = _service(work, ticket)
    today = day_of(business_day(work))
    checked = checked_form(form, service, work.catalogue.regions, today=today, as_written=as_written)
    application_id = open_application(work, actor, ticket_id)
    application = _state(work, application_id)
    items = checklist_of(application)
    _refuse_unseen(items)
    if _is_recorded(work, application, checked):
        drop_draft(work, ticket_id)
        return Submitted(print_again(work, actor, ticket_id), application.number, None)
    _describe(work, actor, ticket, application, checked)
    paper, entry = _judge(work, actor, ticket, service, application_id, items)
    queue_paper(work, actor, paper, application_id, f"{application.number} {paper}")
    drop_draft(work, ticket_id)
    return Submitted(paper, application.number, entry)


def _is_recorded(work: Work, application: ApplicationState, checked: CheckedForm) -> bool:
    """Whether the last paper says all this already: the same checklist, person and fields."""
    if application.printed_rev <= application.changed_rev or application.applicant_id is None:
        return False
    person: IdentityState = work.state(IDENTITY, application.applicant_id)
    fields: IdentityState = work.state(IDENTITY, application.id)
    kept = {name: getattr(person, name) for name in checked.person}
    return (
        person.identity_kind == checked.identity_kind
        and kept == checked.person
        and json.loads(fields.extra) == checked.extra
    )


def _refuse_unseen(items: tuple[CheckedRequirement, ...]) -> None:
    """A slip that says what is missing must not be silent about papers that nobody looked at."""
    unseen = [
        item.number for item in items if item.is_unanswered or (item.is_open and item.state == "unchecked")
    ]
    if unseen:
        raise Refused("checklist_open", numbers=tuple(unseen), n=len(unseen))


def _judge(
    work: Work,
    actor: Actor,
    ticket: TicketState,
    service: Service,
    application_id: UUID,
    items: tuple[CheckedRequirement, ...],
) -> tuple[str, EntryRef]:
    if checklist.is_complete(items):
        body: dict[str, object] = {"due": _due(work, service)}
        return "receipt", _record(work, actor, ticket, "application.completed", application_id, body)
    still_open: list[object] = [item.number for item in checklist.missing_items(items)]
    body = {"open": still_open}
    return "missing", _record(work, actor, ticket, "application.found_incomplete", application_id, body)


def _due(work: Work, service: Service) -> int | None:
    """The promised day as yyyymmdd; None where the time is unverified or not in working days.

    Counted from the opened business day, since the machine's clock may be wrong.
    """
    if service.sla_unit != "hari_kerja" or not service.is_time_verified:
        return None
    received = day_of(business_day(work))
    closed = closed_days(_years(received), work.catalogue.holidays)
    return day_number(due_day(received, service.sla_value, closed))


def _years(start: date) -> range:
    return range(start.year, start.year + 2)


def _describe(
    work: Work, actor: Actor, ticket: TicketState, application: ApplicationState, checked: CheckedForm
) -> None:
    """Records the applicant; a second submit of the same application describes the same person anew."""
    known = application.applicant_id
    applicant_id = UUID(bytes=known) if known else work.new_entity()
    _record(
        work, actor, ticket, "applicant.recorded", applicant_id, {"identity_kind": checked.identity_kind},
        pii=checked.person,
    )  # fmt: skip
    _record(
        work, actor, ticket, "application.described", UUID(bytes=application.id),
        {"applicant": applicant_id.hex}, pii=checked.extra,
    )  # fmt: skip


def _serving(work: Work, actor: Actor, ticket_id: UUID) -> TicketState:
    ticket = ticket_of(work, ticket_id)
    if ticket.phase != TicketPhase.SERVING:
        raise Refused("ticket_not_serving", number=ticket.number)
    if ticket.counter != actor.counter:
        raise Refused("not_your_ticket", number=ticket.number, counter=ticket.counter)
    return ticket


def _service(work: Work, ticket: TicketState) -> Service:
    service = work.catalogue.services.get(ticket.service)
    if service is None:
        raise Refused("service_unknown", service=ticket.service)
    return service


def _application_id(work: Work, ticket_id: UUID) -> UUID | None:
    found = work.connection.execute(
        select(APPLICATIONS.c.id).where(APPLICATIONS.c.ticket_id == ticket_id.bytes).limit(1)
    ).scalar()
    return None if found is None else UUID(bytes=found)


def _state(work: Work, application_id: UUID) -> ApplicationState:
    state: ApplicationState = work.state(APPLICATION, application_id)
    return state


def _item(work: Work, application_id: UUID, number: int) -> CheckedRequirement:
    for item in checklist_of(_state(work, application_id)):
        if item.number == number:
            return item
    raise Refused("requirement_unknown", number=number)


def _record(
    work: Work,
    actor: Actor,
    ticket: TicketState,
    kind: str,
    entity_id: UUID,
    body: dict[str, object],
    *,
    pii: dict[str, object] | None = None,
) -> EntryRef:
    entry = work.record(
        kind,
        entity_id,
        body,
        officer=actor.officer,
        business_day=business_day(work),
        agency=ticket.agency,
        pii=pii,
    )
    return ref(entry)
