"""What the counter window shows: the ticket in front, who waits, who was served."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One waiting ticket in the order in which it will be called."""

    ticket_id: UUID
    number: str
    service_name: str
    priority: str
    """Key of a priority class (elderly, disabled, pregnant, infant, disaster) or empty."""
    is_slip_printed: bool
    issued_at_ms: int


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """One requirement of the application in front, with its state."""

    number: int
    name: str
    form: str
    copies: int
    condition: str
    """Not empty: whether it applies is asked as one question."""
    applies: bool | None
    """None = the question of the condition is not answered yet."""
    state: str
    """unchecked, present, original_shown, missing, to_follow, rejected, waived, held or not_applicable."""
    reason: str


@dataclass(frozen=True, slots=True)
class ApplicantForm:
    """What was recorded about the applicant of the case in front; empty strings where nothing was."""

    identity_kind: str
    """nik, passport, plb, kitas or none."""
    identity_number: str
    full_name: str
    birth_date: str
    """ISO date or empty."""
    phone: str
    extra: tuple[tuple[str, str], ...]
    """Values of the service's own fields, by key."""


@dataclass(frozen=True, slots=True)
class CurrentTicket:
    """The ticket that this counter has called or is serving."""

    ticket_id: UUID
    visit_id: UUID
    application_id: UUID | None
    number: str
    service_code: str
    state: str
    """called or serving."""
    priority: str
    issued_at_ms: int
    called_at_ms: int
    times_called: int
    started_at_ms: int | None
    applicant: ApplicantForm | None
    checklist: tuple[ChecklistRow, ...]
    application_state: str
    """Empty without an application; else terdaftar, belum_lengkap or berkas_lengkap."""
    printed: tuple[str, ...]
    """Papers already printed for it: ticket, missing, receipt."""


@dataclass(frozen=True, slots=True)
class ServedRow:
    """One ticket that this counter dealt with today, newest first."""

    ticket_id: UUID
    number: str
    service_name: str
    result: str
    """receipt_printed, papers_missing, finished, no_show or cancelled."""
    missing: int
    serving_s: int | None
    ended_at_ms: int


@dataclass(frozen=True, slots=True)
class CounterScreen:
    """All that the counter window shows, read in one transaction."""

    business_day: str
    """ISO date of the open business day, or empty."""
    now_ms: int
    current: CurrentTicket | None
    waiting: tuple[WaitingRow, ...]
    served: tuple[ServedRow, ...]
    served_count: int
    served_median_s: int | None
    printer_problem: str
    """Code of what keeps the printer from printing, or empty."""
    unsent_papers: int
    """Print jobs that are not out yet."""
