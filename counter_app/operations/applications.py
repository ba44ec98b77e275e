"""Filing: the checklist at the desk, who the applicant is, complete or not."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, select

from counter_app.db.prepared import Prepared
from counter_app.db.queries.counter import ApplicantForm
from counter_app.db.tables import APPLICATION as APPLICATIONS
from counter_app.db.work import Work
from counter_app.domain.application import ApplicationState, application_number, checklist_of
from counter_app.domain.business_day import day_of
from counter_app.domain.catalogue import Service
from counter_app.domain.correction import PAPER_OF, Change, makes_void
from counter_app.domain.entry import EntryRef
from counter_app.domain.errors import Refused
from counter_app.domain.ticket import TicketPhase, TicketState
from counter_app.domain.tracking_code import new_code
from counter_app.operations.actor import Actor
from counter_app.operations.applicant_form import checked_form
from counter_app.operations.case import application_of, record_case
from counter_app.operations.checklists import answer_question, refuse_unseen, set_paper
from counter_app.operations.corrections import record_correction
from counter_app.operations.days import business_day
from counter_app.operations.descriptions import Description, compared, describe
from counter_app.operations.drafts import drop_draft
from counter_app.operations.issuing import random_bits
from counter_app.operations.judgement import ask_paper, judge, next_paper, service_called
from counter_app.operations.papers import print_again
from counter_app.operations.tickets import ticket_of

_OF_TICKET = Prepared(
    select(APPLICATIONS.c.id)
    .where(APPLICATIONS.c.ticket_id == bindparam("ticket"), APPLICATIONS.c.agency == bindparam("agency"))
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Submitted:
    """The papers were judged and a paper was asked for."""

    paper: str
    """missing or receipt."""
    application_number: str
    entry: EntryRef | None
    """The judgement; None where no paper tells what is new and a copy was asked for."""


def open_application(work: Work, actor: Actor, ticket_id: UUID) -> UUID:
    """Opens the application of the ticket in service, with its service's requirements; answers its id.

    A ticket that has one of its agency already keeps it. Raises Refused: ticket_not_serving, not_your_ticket,
    service_unknown.
    """
    ticket = _serving(work, actor, ticket_id)
    known = _application_id(work, ticket)
    if known is not None:
        return known
    service = service_called(work, ticket.service)
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
    record_case(work, actor, ticket.agency, "application.opened", application_id, body)
    return application_id


def check_requirement(
    work: Work, actor: Actor, ticket_id: UUID, number: int, state: str, reason: str = "", note: str = ""
) -> EntryRef:
    """Sets one requirement of the checklist; opens the application where there is none yet.

    Raises Refused: those of ``open_application`` and of ``checklists.set_paper``.
    """
    application_id = open_application(work, actor, ticket_id)
    return set_paper(work, actor, application_id, number, state, reason, note)


def answer_condition(work: Work, actor: Actor, ticket_id: UUID, number: int, *, applies: bool) -> EntryRef:
    """Answers the question of a conditional requirement.

    Raises Refused: those of ``open_application`` and of ``checklists.answer_question``.
    """
    application_id = open_application(work, actor, ticket_id)
    return answer_question(work, actor, application_id, number, applies=applies)


def submit_papers(
    work: Work, actor: Actor, ticket_id: UUID, form: ApplicantForm, *, as_written: bool = False
) -> Submitted:
    """Records who the applicant is, judges the checklist, and asks for the paper that it deserves.

    Complete: the clock starts and a receipt prints. Incomplete: the missing-papers slip.
    Submitted again with nothing changed: a copy of the same paper, marked DUPLIKAT. With something else on a
    paper that is out: PERBAIKAN (``domain.correction.makes_void``).
    ``as_written``: the officer overrules what is wrong with the NIK (DESIGN 10).
    Raises Refused: form_incomplete (fields), checklist_open (numbers of what nobody looked at yet).
    """
    _serving(work, actor, ticket_id)
    application_id = open_application(work, actor, ticket_id)
    before = application_of(work, application_id)
    service = service_called(work, before.service)
    today = day_of(business_day(work))
    checked = checked_form(form, service, work.catalogue.regions, today=today, as_written=as_written)
    refuse_unseen(checklist_of(before))
    told = compared(work, before, checked)
    change = Change(told.fields, are_other_papers=before.changed_rev > before.printed_rev)
    describe(work, actor, before, checked, told.fields)
    paper = next_paper(work, application_id)
    if before.status in PAPER_OF:
        _correct(work, actor, before, told, change, paper, service)
    drop_draft(work, ticket_id)
    if before.status in PAPER_OF and not (change.is_on_paper or change.are_other_papers):
        return Submitted(print_again(work, actor, ticket_id), before.number, None)
    entry = judge(work, actor, application_id, service)
    ask_paper(work, actor, application_id, paper)
    return Submitted(paper, before.number, entry)


def _correct(
    work: Work,
    actor: Actor,
    before: ApplicationState,
    told: Description,
    change: Change,
    paper: str,
    service: Service,
) -> None:
    """A paper tells of this application already: what it says wrongly is put right, with before and after."""
    if told.fields or makes_void(PAPER_OF[before.status], paper, change):
        record_correction(work, actor, before, told, change, paper, service)


def _serving(work: Work, actor: Actor, ticket_id: UUID) -> TicketState:
    ticket = ticket_of(work, ticket_id)
    if ticket.phase != TicketPhase.SERVING:
        raise Refused("ticket_not_serving", number=ticket.number)
    if ticket.counter != actor.counter:
        raise Refused("not_your_ticket", number=ticket.number, counter=ticket.counter)
    return ticket


def _application_id(work: Work, ticket: TicketState) -> UUID | None:
    """What another agency opened before the ticket was handed on stays its own."""
    found = _OF_TICKET.first(work.connection, {"ticket": ticket.id, "agency": ticket.agency})
    return None if found is None else UUID(bytes=found[0])
