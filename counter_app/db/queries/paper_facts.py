"""The facts of a paper, read when it is printed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, select

from counter_app.db.queries.counter import applicant_form, paper_notes
from counter_app.db.queries.papers import (
    MissingPaper,
    PaperApplicant,
    PaperCorrection,
    PaperOrigin,
    PaperRequirement,
    PaperSite,
    PaperTime,
    ReceiptPaper,
    TicketPaper,
)
from counter_app.db.queries.waiting import calling_counters, waiting_rows
from counter_app.db.tables import APPLICATION, JOURNAL, TICKET, VISIT, AnyRow
from counter_app.domain.application import checklist_items
from counter_app.domain.business_day import day_of
from counter_app.domain.catalogue import Agency, Catalogue, Service, Site
from counter_app.domain.checklist import RequirementState, applying_items
from counter_app.domain.clock import local_time
from counter_app.domain.errors import Refused
from counter_app.domain.money import fee_facts
from counter_app.domain.ticket import TicketPhase

_CORRECTED = (
    select(JOURNAL.c.at_ms, JOURNAL.c.body)
    .where(JOURNAL.c.entity_id == bindparam("application"), JOURNAL.c.kind == "application.corrected")
    .order_by(JOURNAL.c.rev.desc())
)

EntityPaper = TicketPaper | MissingPaper | ReceiptPaper
"""Papers about a ticket or an application."""


@dataclass(frozen=True, slots=True)
class Printing:
    """What a copy says about itself, and the station it comes from."""

    catalogue: Catalogue
    site: Site
    counter: int
    """0 where the station is no counter."""
    language: str
    officer: str
    copy: int
    now_ms: int
    is_training: bool = False
    """The station is for practice."""

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.site.zone_name)

    def name(self, service: Service) -> str:
        """The service's name in the paper's language."""
        return service.name_en if self.language == "en" and service.name_en else service.name

    def local(self, at_ms: int) -> datetime:
        """An instant on the site's wall clock."""
        return local_time(at_ms, self.zone)


def paper_facts(connection: Connection, paper: str, entity_id: UUID, printing: Printing) -> EntityPaper:
    """The facts of one paper of a ticket or an application.

    Raises Refused("paper_without_facts") where the journal does not know the entity.
    """
    table = TICKET if paper == "ticket" else APPLICATION
    row = connection.execute(select(table).where(table.c.id == entity_id.bytes)).first()
    if row is None:
        raise Refused("paper_without_facts", paper=paper)
    if paper == "ticket":
        return _ticket(connection, row, printing)
    return _missing(connection, row, printing) if paper == "missing" else _receipt(connection, row, printing)


def origin_of(printing: Printing) -> PaperOrigin:
    """When, where and by whom this copy is printed."""
    return PaperOrigin(
        printing.local(printing.now_ms),
        printing.officer,
        printing.counter or None,
        printing.copy,
        printing.language,
        printing.is_training,
    )


def site_of(site: Site) -> PaperSite:
    """The building as papers name it."""
    return PaperSite(
        site.name,
        site.town,
        site.regency,
        site.letterhead,
        site.zone_label,
        site.public_base_url,
        site.complaints,
    )


def service_of(printing: Printing, code: str) -> tuple[Service, Agency]:
    """A service and who is responsible. Raises Refused("service_unknown")."""
    service = printing.catalogue.services.get(code)
    if service is None:
        raise Refused("service_unknown", service=code)
    return service, printing.catalogue.agencies[service.agency]


def _ticket(connection: Connection, ticket: AnyRow, printing: Printing) -> TicketPaper:
    service, agency = service_of(printing, ticket.service)
    queue = next(queue for queue in printing.site.queues if queue.letter == ticket.queue)
    return TicketPaper(
        site=site_of(printing.site),
        origin=origin_of(printing),
        issued_at=printing.local(ticket.issued_at),
        agency=agency.short,
        service=printing.name(service),
        number=ticket.number,
        counters=calling_counters(ticket, printing.site),
        zone=queue.zone,
        priority=ticket.priority,
        ahead=_ahead(connection, ticket, printing),
        tracking_code=connection.execute(select(VISIT.c.code).where(VISIT.c.id == ticket.visit_id)).scalar()
        or "",
    )


def _ahead(connection: Connection, ticket: AnyRow, printing: Printing) -> int | None:
    """How many are called before it; None where it does not wait any more."""
    if ticket.phase != TicketPhase.WAITING:
        return None
    line = waiting_rows(
        connection, catalogue=printing.catalogue, day=ticket.business_day, queues=(ticket.queue,),
        policy=printing.site.order, now_ms=printing.now_ms, site=ticket.site,
    )  # fmt: skip
    return next((place for place, row in enumerate(line) if row.ticket_id.bytes == ticket.id), None)


def time_of(service: Service) -> PaperTime:
    """The standard of the service, verified or not."""
    return PaperTime(service.sla_value, service.sla_unit, service.is_time_verified)


def _requirements(connection: Connection, application: AnyRow) -> tuple[PaperRequirement, ...]:
    notes = paper_notes(connection, application)
    return tuple(
        PaperRequirement(
            item.number, item.name, item.form, item.copies, item.state, item.reason,
            notes.get(item.number, "") if item.state is RequirementState.REJECTED else "",
        )
        for item in applying_items(checklist_items(application.checklist))
    )  # fmt: skip


def _applicant(connection: Connection, application: AnyRow) -> PaperApplicant:
    form = applicant_form(connection, application)
    if form is None:
        return PaperApplicant("", "none", "")
    return PaperApplicant(
        form.full_name,
        form.identity_kind,
        form.identity_number,
        form.companion_name,
        form.companion_relation,
        form.signs_with,
    )


def _correction(connection: Connection, application: AnyRow, printing: Printing) -> PaperCorrection | None:
    """The newest one that made a paper void; corrections of what was not out yet tell nothing."""
    if not application.corrections:
        return None
    said = connection.execute(_CORRECTED, {"application": application.id}).all()
    told = [(row.at_ms, json.loads(row.body)) for row in said]
    at_ms, body = next((one for one in told if one[1].get("correction")), told[0])
    fields = tuple(str(name) for name in body.get("fields", ()))
    return PaperCorrection(application.corrections, printing.local(at_ms), fields)


def _missing(connection: Connection, application: AnyRow, printing: Printing) -> MissingPaper:
    service, _agency = service_of(printing, application.service)
    return MissingPaper(
        site=site_of(printing.site),
        origin=origin_of(printing),
        service=printing.name(service),
        application_number=application.number,
        applicant=_applicant(connection, application),
        counter=printing.counter,
        requirements=_requirements(connection, application),
        time=time_of(service),
        fee=fee_facts(service),
        tracking_code=application.code,
        correction=_correction(connection, application, printing),
    )


def _receipt(connection: Connection, application: AnyRow, printing: Printing) -> ReceiptPaper:
    service, agency = service_of(printing, application.service)
    return ReceiptPaper(
        site=site_of(printing.site),
        origin=origin_of(printing),
        agency=agency.name,
        agency_class=agency.agency_class,
        service=printing.name(service),
        product=service.product,
        application_number=application.number,
        received_at=printing.local(application.completed_at or printing.now_ms),
        applicant=_applicant(connection, application),
        due=None if application.due_day is None else day_of(application.due_day),
        time=time_of(service),
        fee=fee_facts(service),
        counter=printing.counter,
        received_by=_officer(printing, application.officer),
        requirements=_requirements(connection, application),
        tracking_code=application.code,
        correction=_correction(connection, application, printing),
        extra=_extra(connection, application, service),
        own_labels=tuple((one.key, one.label) for one in service.fields),
    )


def _officer(printing: Printing, code: str) -> str:
    return next((one.name for one in printing.site.officers if one.code == code), code)


def _extra(connection: Connection, application: AnyRow, service: Service) -> tuple[tuple[str, str], ...]:
    form = applicant_form(connection, application)
    typed = dict(form.extra) if form else {}
    return tuple((field.label, typed[field.key]) for field in service.fields if typed.get(field.key))
