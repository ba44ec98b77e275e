"""Putting right what a paper says: the case stays the same, the paper that is out becomes void (DESIGN 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from counter_app.db.queries.counter import ApplicantForm
from counter_app.db.work import Work
from counter_app.domain.application import HIGHEST_CORRECTION, ApplicationState, checklist_of, renumbered
from counter_app.domain.business_day import day_of
from counter_app.domain.catalogue import Service
from counter_app.domain.checklist import CheckedRequirement, RequirementState, is_complete
from counter_app.domain.correction import MISSING, PAPER_OF, RECEIPT, Change, makes_void
from counter_app.domain.errors import Refused
from counter_app.operations.actor import Actor
from counter_app.operations.applicant_form import checked_form
from counter_app.operations.case import application_of, person_of, record_case
from counter_app.operations.checklists import answer_question, refuse_unseen, set_paper
from counter_app.operations.days import business_day
from counter_app.operations.descriptions import Description, compared, describe
from counter_app.operations.drafts import drop_draft
from counter_app.operations.judgement import ask_paper, judge, next_paper, service_called
from counter_app.operations.print_jobs import is_held_back


@dataclass(frozen=True, slots=True)
class SeenPaper:
    """What an officer says about one requirement while correcting."""

    number: int
    applies: bool
    state: str
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """How an application ought to be."""

    form: ApplicantForm
    service: str
    """Code; another one of the same agency where the application was opened for the wrong service."""
    papers: tuple[SeenPaper, ...] = ()
    """The checklist of that service; empty where nothing changes in it."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was put right."""

    application_number: str
    fields: tuple[str, ...]
    """Names of what differs; "service" and "papers" among them."""
    paper: str
    """missing or receipt; empty where no paper tells what changed."""
    correction: int
    """What the paper says after PERBAIKAN ke-; 0 where it was not out yet and simply says it right."""


def correct_application(
    work: Work, actor: Actor, application_id: UUID, correction: Correction, *, as_written: bool = False
) -> Corrected:
    """Puts right who an application is about, for which service it is, or what its papers are.

    Code and identity stay. Another service changes its part of the number, brings its own requirements and
    starts its own time; else the promised day stays. The new paper says PERBAIKAN and makes the old one void.
    Raises Refused: application_unknown, not_your_agency, nothing_to_correct (no paper tells anything yet),
    applicant_withheld, service_unknown, correct_other_agency, form_incomplete, those of
    ``checklists.set_paper``, checklist_open, nothing_changed, too_many_corrections.
    """
    before = _correctable(work, actor, application_id)
    service = _service(work, before, correction.service)
    today = day_of(business_day(work))
    form = checked_form(correction.form, service, work.catalogue.regions, today=today, as_written=as_written)
    told = compared(work, before, form)
    change = Change(told.fields, service.code != before.service, _are_other_papers(before, correction))
    if change == Change():
        raise Refused("nothing_changed", number=before.number)
    describe(work, actor, before, form, told.fields)
    after = _paper_after(before, correction)
    n = record_correction(work, actor, before, told, change, after, service)
    _see_papers(work, actor, application_id, correction.papers)
    refuse_unseen(checklist_of(application_of(work, application_id)))
    paper = _print(work, actor, application_id, service, change)
    drop_draft(work, application_id)
    return Corrected(application_of(work, application_id).number, _names(change), paper, n)


def record_correction(
    work: Work,
    actor: Actor,
    before: ApplicationState,
    told: Description,
    change: Change,
    after: str,
    service: Service,
) -> int:
    """Records what was wrong and what is right; answers which correction it is, 0 = nothing out is void.

    ``after``: the paper that will follow. Raises Refused("too_many_corrections").
    """
    is_void = _is_out(work, before) and makes_void(PAPER_OF[before.status], after, change)
    n = before.corrections + 1 if is_void else 0
    if n > HIGHEST_CORRECTION:
        raise Refused("too_many_corrections", number=before.number)
    body: dict[str, object] = {"correction": n, "fields": list(_names(change))}
    if change.is_other_service:
        body |= _service_change(before, service)
    pii: dict[str, object] = {
        "before": {name: told.before.get(name, "") for name in told.fields},
        "after": {name: told.after.get(name, "") for name in told.fields},
    }
    record_case(
        work, actor, before.agency, "application.corrected", UUID(bytes=before.id), body,
        pii=pii if told.fields else None,
    )  # fmt: skip
    return n


def _names(change: Change) -> tuple[str, ...]:
    service = ("service",) if change.is_other_service else ()
    papers = ("papers",) if change.are_other_papers else ()
    return (*change.fields, *service, *papers)


def _service_change(before: ApplicationState, service: Service) -> dict[str, object]:
    return {
        "service": service.code,
        "number": renumbered(before.number, service.code),
        "requirements": [
            [one.number, one.name, one.form, one.copies, one.condition] for one in service.requirements
        ],
        "service_before": before.service,
        "number_before": before.number,
    }


def _is_out(work: Work, application: ApplicationState) -> bool:
    """Whether somebody may hold the paper: all that was asked for, but what waits for this printer still."""
    if application.status not in PAPER_OF:
        return False
    return application.copies > 0 or not is_held_back(work, UUID(bytes=application.id))


def _correctable(work: Work, actor: Actor, application_id: UUID) -> ApplicationState:
    application = application_of(work, application_id)
    if application.agency != actor.agency and "supervisor" not in actor.roles:
        raise Refused("not_your_agency", number=application.number)
    if application.status not in PAPER_OF:
        raise Refused("nothing_to_correct", number=application.number)
    person = person_of(work, application)
    if person is None or not person.full_name:
        raise Refused("applicant_withheld", number=application.number)
    return application


def _service(work: Work, application: ApplicationState, code: str) -> Service:
    service = service_called(work, code)
    if service.agency != application.agency:
        raise Refused("correct_other_agency", number=application.number, service=service.name)
    return service


def _are_other_papers(before: ApplicationState, correction: Correction) -> bool:
    if correction.service != before.service:
        return True
    known = {item.number: item for item in checklist_of(before)}
    return any(_differs(known.get(seen.number), seen) for seen in correction.papers)


def _differs(known: CheckedRequirement | None, seen: SeenPaper) -> bool:
    if known is None:
        return True
    if not seen.applies:
        return known.applies is not False
    return (known.applies, str(known.state), known.reason) != (True, seen.state, seen.reason)


def _paper_after(before: ApplicationState, correction: Correction) -> str:
    """The paper that the checklist will deserve; unseen papers are refused before it is printed."""
    if not correction.papers:
        return RECEIPT if is_complete(checklist_of(before)) else MISSING
    opened = [seen for seen in correction.papers if seen.applies and seen.state in _STILL_OPEN]
    return MISSING if opened else RECEIPT


_STILL_OPEN = frozenset({RequirementState.MISSING, RequirementState.TO_FOLLOW, RequirementState.REJECTED})


def _see_papers(work: Work, actor: Actor, application_id: UUID, papers: Sequence[SeenPaper]) -> None:
    """Records only what differs from what is known."""
    for seen in papers:
        items = {item.number: item for item in checklist_of(application_of(work, application_id))}
        known = items.get(seen.number)
        if not _differs(known, seen):
            continue
        if known is not None and known.condition and known.applies is not seen.applies:
            answer_question(work, actor, application_id, seen.number, applies=seen.applies)
        if seen.applies and seen.state != RequirementState.UNCHECKED:
            set_paper(work, actor, application_id, seen.number, seen.state, seen.reason, seen.note)


def _print(work: Work, actor: Actor, application_id: UUID, service: Service, change: Change) -> str:
    """Judges anew and asks for the paper; nothing where no paper tells what changed."""
    if not (change.is_on_paper or change.is_other_service or change.are_other_papers):
        return ""
    paper = next_paper(work, application_id)
    judge(work, actor, application_id, service)
    ask_paper(work, actor, application_id, paper)
    return paper
