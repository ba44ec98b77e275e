"""Complete or not: the judgement over the papers of an application, and the paper that tells it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from counter_app.db.work import Work
from counter_app.domain import checklist
from counter_app.domain.application import COMPLETE, checklist_of
from counter_app.domain.business_day import day_number, day_of
from counter_app.domain.calendar import due_day
from counter_app.domain.catalogue import Service
from counter_app.domain.correction import MISSING, RECEIPT
from counter_app.domain.entry import EntryRef
from counter_app.domain.errors import Refused
from counter_app.operations.actor import Actor
from counter_app.operations.case import application_of, record_case
from counter_app.operations.days import business_day
from counter_app.operations.print_jobs import drop_unprinted, queue_paper
from counter_app.operations.site_calendar import closed_days


def service_called(work: Work, code: str) -> Service:
    """The service of a code. Raises Refused("service_unknown")."""
    service = work.catalogue.services.get(code)
    if service is None:
        raise Refused("service_unknown", service=code)
    return service


def next_paper(work: Work, application_id: UUID) -> str:
    """Which paper the checklist deserves as it stands: receipt or missing."""
    items = checklist_of(application_of(work, application_id))
    return RECEIPT if checklist.is_complete(items) else MISSING


def judge(work: Work, actor: Actor, application_id: UUID, service: Service) -> EntryRef:
    """Records whether the papers are complete: then the clock of the service runs.

    Papers that were complete before keep their promised day.
    """
    application = application_of(work, application_id)
    items = checklist_of(application)
    if checklist.is_complete(items):
        due = application.due_day if application.status == COMPLETE else _due(work, service)
        body: dict[str, object] = {"due": due}
        return record_case(work, actor, application.agency, "application.completed", application_id, body)
    still_open: list[object] = [item.number for item in checklist.missing_items(items)]
    body = {"open": still_open}
    return record_case(work, actor, application.agency, "application.found_incomplete", application_id, body)


def ask_paper(work: Work, actor: Actor, application_id: UUID, paper: str) -> None:
    """Asks for the paper that tells the judgement; one that is not out yet will not come out beside it."""
    number = application_of(work, application_id).number
    drop_unprinted(work, application_id)
    queue_paper(work, actor, paper, application_id, f"{number} {paper}")


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
