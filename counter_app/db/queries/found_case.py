"""What was found, opened: one ticket or application as it stands, for a page that changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, select

from counter_app.db.queries.tracking import STATES
from counter_app.db.queries.waiting import service_name
from counter_app.db.tables import APPLICATION, IDENTITY, TICKET, VISIT, AnyRow
from counter_app.domain.application import checklist_items
from counter_app.domain.business_day import day_of
from counter_app.domain.catalogue import Catalogue
from counter_app.domain.checklist import applying_items, missing_items
from counter_app.domain.identity import mask_nik
from counter_app.domain.paper_ticket import ON_PAPER
from counter_app.domain.ticket import TicketPhase


@dataclass(frozen=True, slots=True)
class CaseTicket:
    """The ticket of a case."""

    ticket_id: UUID
    number: str
    day: date
    """The business day of its number."""
    state: str
    """waiting, called, serving, finished, no_show, cancelled …"""
    priority: str
    counter: int | None
    issued_at_ms: int | None
    called_at_ms: int | None
    started_at_ms: int | None
    ended_at_ms: int | None
    slips: int


@dataclass(frozen=True, slots=True)
class CaseApplication:
    """The application of a case."""

    application_id: UUID
    number: str
    code: str
    """13 characters without dashes."""
    status: str
    """A state of ``statuses.toml``."""
    opened_at_ms: int | None
    due: date | None
    present: int
    """How many of the papers that apply are here."""
    papers: int
    """How many apply."""
    missing: tuple[str, ...]
    """Names of what is still to be brought."""
    receipts: int
    missing_slips: int
    correction: int
    """Which correction the newest paper is; 0 = the first print."""


@dataclass(frozen=True, slots=True)
class FoundCase:
    """Everything about one ticket, one application, or both."""

    service_code: str
    service: str
    """Its name."""
    agency: str
    """Code of the agency whose case it is."""
    visit_code: str
    """On the ticket slips of the visit; empty where it is not known here, or the slip was one of paper."""
    is_on_paper: bool
    """Given on paper during an outage, and keyed in afterwards."""
    ticket: CaseTicket | None
    application: CaseApplication | None
    full_name: str
    """Empty where nothing was recorded, or another agency than the asking one has the case."""
    identity_kind: str
    masked_number: str


_TICKET = select(TICKET).where(TICKET.c.id == bindparam("id"))
_VISIT = select(VISIT.c.code, VISIT.c.channel).where(VISIT.c.id == bindparam("id"))
_APPLICATION = select(APPLICATION).where(APPLICATION.c.id == bindparam("id"))
_OF_TICKET = (
    select(APPLICATION)
    .where(APPLICATION.c.ticket_id == bindparam("id"))
    .order_by(APPLICATION.c.opened_at.desc())
    .limit(1)
)
_PERSON = select(IDENTITY).where(IDENTITY.c.id == bindparam("id"), IDENTITY.c.agency == bindparam("agency"))


def found_case(
    connection: Connection,
    *,
    ticket_id: UUID | None,
    application_id: UUID | None,
    catalogue: Catalogue,
    agency: str,
) -> FoundCase | None:
    """A ticket with its application, or the other way round; None where neither is known.

    The person only where the case is of ``agency``, the officer's own.
    """
    application = _first(connection, _APPLICATION, application_id)
    ticket = _first(connection, _TICKET, ticket_id or _id(application, "ticket_id"))
    if application is None and ticket is not None:
        application = connection.execute(_OF_TICKET, {"id": ticket.id}).first()
    about = ticket or application
    if about is None:
        return None
    person = None
    if application is not None and application.applicant_id is not None:
        asked = {"id": application.applicant_id, "agency": agency}
        person = connection.execute(_PERSON, asked).first()
    visit = connection.execute(_VISIT, {"id": about.visit_id}).first()
    is_on_paper = visit is not None and visit.channel == ON_PAPER
    return FoundCase(
        about.service,
        service_name(catalogue, about.service),
        about.agency,
        visit.code if visit is not None and not is_on_paper else "",
        is_on_paper,
        None if ticket is None else _ticket(ticket),
        None if application is None else _application(application),
        person.full_name if person else "",
        person.identity_kind if person else "",
        mask_nik(person.identity_number) if person else "",
    )


def _first(connection: Connection, statement: Select[Any], wanted: UUID | None) -> AnyRow | None:
    if wanted is None:
        return None
    row: AnyRow | None = connection.execute(statement, {"id": wanted.bytes}).first()
    return row


def _id(row: AnyRow | None, column: str) -> UUID | None:
    raw = None if row is None else getattr(row, column)
    return None if raw is None else UUID(bytes=raw)


def _ticket(row: AnyRow) -> CaseTicket:
    return CaseTicket(
        UUID(bytes=row.id),
        row.number,
        day_of(row.business_day),
        STATES.get(TicketPhase(row.phase), "waiting"),
        row.priority,
        row.counter,
        row.issued_at,
        row.called_at,
        row.started_at,
        row.ended_at,
        row.slips,
    )


def _application(row: AnyRow) -> CaseApplication:
    items = checklist_items(row.checklist)
    applying, missing = applying_items(items), missing_items(items)
    return CaseApplication(
        UUID(bytes=row.id),
        row.number,
        row.code,
        row.status,
        row.opened_at,
        None if row.due_day is None else day_of(row.due_day),
        len(applying) - len(missing),
        len(applying),
        tuple(item.name for item in missing),
        row.receipts,
        row.missing_slips,
        row.corrections,
    )
