"""What is put right: one application with everything that its papers say."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from counter_app.db.queries.counter import ApplicantForm, ChecklistRow, applicant_form, checklist_rows
from counter_app.db.tables import APPLICATION, AnyRow


@dataclass(frozen=True, slots=True)
class CorrectableCase:
    """An application as it stands."""

    application_id: UUID
    number: str
    service_code: str
    agency: str
    status: str
    """terdaftar, belum_lengkap or berkas_lengkap."""
    correction: int
    """Which correction is in force; 0 = the first print."""
    applicant: ApplicantForm | None
    """None where nothing was recorded, or it is withheld from this station."""
    checklist: tuple[ChecklistRow, ...]


_A = APPLICATION.c
_BY_ID = select(APPLICATION).where(_A.id == bindparam("id"))
_OF_TICKET = select(APPLICATION).where(_A.ticket_id == bindparam("id")).order_by(_A.opened_at.desc()).limit(1)


def correctable_case(connection: Connection, application_id: UUID) -> CorrectableCase | None:
    """One application; None where it is not known here."""
    return _case(connection, connection.execute(_BY_ID, {"id": application_id.bytes}).first())


def case_of_ticket(connection: Connection, ticket_id: UUID) -> CorrectableCase | None:
    """The application of a ticket; None where it has none."""
    return _case(connection, connection.execute(_OF_TICKET, {"id": ticket_id.bytes}).first())


def _case(connection: Connection, row: AnyRow | None) -> CorrectableCase | None:
    if row is None:
        return None
    form = applicant_form(connection, row)
    return CorrectableCase(
        UUID(bytes=row.id),
        row.number,
        row.service,
        row.agency,
        row.status,
        row.corrections,
        form if form is not None and form.full_name else None,
        checklist_rows(connection, row),
    )
