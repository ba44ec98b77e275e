"""What the counter window shows: the ticket in front, who waits, who was served."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, and_, literal_column, select

from counter_app.db.queries.day import open_day_number
from counter_app.db.queries.printing import PaperInDoubt, printing_state
from counter_app.db.queries.shifts import officer_at
from counter_app.db.queries.waiting import IS_IN_HAND, WaitingRow, busy_ticket, service_name, waiting_rows
from counter_app.db.tables import APPLICATION, IDENTITY, TICKET, AnyRow
from counter_app.domain.application import COMPLETE, INCOMPLETE, checklist_items
from counter_app.domain.business_day import day_of
from counter_app.domain.catalogue import Catalogue, Site
from counter_app.domain.checklist import CheckedRequirement, missing_items, new_checklist
from counter_app.domain.figures import spread
from counter_app.domain.measured import whole_s
from counter_app.domain.ticket import DAY_CLOSED, TicketPhase

__all__ = ["WaitingRow"]


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
    """A code of ``domain.reasons``, or the free text of an older version."""
    note: str = ""
    """What the officer added to the reason; personal data."""


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
    companion_name: str = ""
    companion_relation: str = ""
    """One of ``domain.applicant.RELATIONS``, or empty."""
    signs_with: str = ""
    """thumbprint, or empty: by hand."""


@dataclass(frozen=True, slots=True)
class CurrentTicket:
    """The ticket that this counter has called or is serving."""

    ticket_id: UUID
    visit_id: UUID | None
    application_id: UUID | None
    number: str
    service_code: str
    state: str
    """called or serving."""
    priority: str
    issued_at_ms: int
    called_at_ms: int
    times_called: int
    rule: str
    """Of the queue policy: why it was first."""
    started_at_ms: int | None
    applicant: ApplicantForm | None
    checklist: tuple[ChecklistRow, ...]
    application_state: str
    """Empty without an application; else terdaftar, belum_lengkap or berkas_lengkap."""
    is_paper_current: bool
    """Whether the last paper asked for says what the application says now."""
    printed: tuple[str, ...]
    """Papers already printed for it: ticket, missing, receipt."""
    is_presence: bool = False
    """Served by presence under a number not known here: nobody knows since when it waited."""


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
    outcome: str = ""
    """How service ended (OUTCOMES); empty = nobody said."""


@dataclass(frozen=True, slots=True)
class ParkedRow:
    """Somebody whom this counter sent away for a while, the longest first."""

    ticket_id: UUID
    number: str
    service_name: str
    priority: str
    place: str
    """Code of PARKED_AT."""
    parked_at_ms: int
    until_ms: int | None
    """When the person is expected back."""
    is_started: bool
    """Parked in the middle of service; else before it began."""


@dataclass(frozen=True, slots=True)
class AbsentRow:
    """Somebody of this counter's queues who did not come today, the latest first."""

    ticket_id: UUID
    number: str
    service_name: str
    priority: str
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
    parked: tuple[ParkedRow, ...] = ()
    absent: tuple[AbsentRow, ...] = ()
    paper_in_doubt: PaperInDoubt | None = None
    """It may be out already: people are asked."""


_T, _A = TICKET.c, APPLICATION.c
_SERVED_SHOWN, _ABSENT_SHOWN = 30, 50
_NOT_SERVED = ("no_show", "cancelled")


def counter_screen(
    connection: Connection, *, catalogue: Catalogue, site: Site, counter: int, now_ms: int
) -> CounterScreen:
    """All that the window of one counter shows, from one snapshot."""
    day = open_day_number(connection, site.code)
    printing = printing_state(connection)
    if day is None:
        return CounterScreen(
            "", now_ms, None, (), (), 0, None, printing.problem, printing.waiting,
            paper_in_doubt=printing.in_doubt,
        )  # fmt: skip
    queues = next((one.queues for one in site.counters if one.number == counter), ())
    served = _served(connection, catalogue, day, counter)
    return CounterScreen(
        business_day=day_of(day).isoformat(),
        now_ms=now_ms,
        current=_current(connection, catalogue, site.code, day, counter),
        waiting=waiting_rows(
            connection, catalogue=catalogue, day=day, queues=queues, policy=site.order, now_ms=now_ms,
            site=site.code, at=(counter, officer_at(connection, counter)),
        ),
        served=tuple(served[:_SERVED_SHOWN]),
        served_count=sum(row.result not in _NOT_SERVED for row in served),
        served_median_s=spread([row.serving_s for row in served if row.serving_s is not None]).median,
        parked=_parked(connection, catalogue, day, counter),
        absent=_absent(connection, catalogue, day, queues),
        printer_problem=printing.problem,
        unsent_papers=printing.waiting,
        paper_in_doubt=printing.in_doubt,
    )  # fmt: skip


def _current(
    connection: Connection, catalogue: Catalogue, site: str, day: int, counter: int
) -> CurrentTicket | None:
    busy = busy_ticket(connection, site, day, counter)
    if busy is None:
        return None
    ticket = connection.execute(select(TICKET).where(_T.id == busy.id)).one()
    application = connection.execute(
        select(APPLICATION)
        .where(_A.ticket_id == busy.id, _A.agency == ticket.agency)  # else opened before it was handed on
        .order_by(_A.opened_at.desc())
        .limit(1)
    ).first()
    return CurrentTicket(
        ticket_id=UUID(bytes=ticket.id),
        visit_id=None if ticket.visit_id is None else UUID(bytes=ticket.visit_id),
        application_id=None if application is None else UUID(bytes=application.id),
        number=ticket.number,
        service_code=ticket.service if application is None else application.service,
        state="serving" if ticket.phase == TicketPhase.SERVING else "called",
        priority=ticket.priority,
        issued_at_ms=ticket.issued_at,
        called_at_ms=ticket.called_at,
        times_called=ticket.times_called,
        rule=ticket.rule,
        started_at_ms=ticket.started_at,
        applicant=None if application is None else applicant_form(connection, application),
        checklist=_checklist(connection, catalogue, ticket.service, application),
        application_state="" if application is None else application.status,
        is_paper_current=application is not None and application.printed_rev > application.changed_rev,
        printed=_printed(ticket, application),
        is_presence=bool(ticket.is_presence),
    )


def _printed(ticket: AnyRow, application: AnyRow | None) -> tuple[str, ...]:
    counts = {"ticket": ticket.slips}
    if application is not None:
        counts |= {"missing": application.missing_slips, "receipt": application.receipts}
    return tuple(paper for paper, count in counts.items() if count)


def _checklist(
    connection: Connection, catalogue: Catalogue, service: str, application: AnyRow | None
) -> tuple[ChecklistRow, ...]:
    """The application's own requirements; before there is one, those of the service today."""
    if application is not None:
        return checklist_rows(connection, application)
    known = catalogue.services.get(service)
    return tuple(checklist_row(item) for item in new_checklist(known.requirements if known else ()))


def checklist_row(item: CheckedRequirement, note: str = "") -> ChecklistRow:
    """One requirement as a row for a screen."""
    return ChecklistRow(
        item.number,
        item.name,
        item.form,
        item.copies,
        item.condition,
        item.applies,
        str(item.state),
        item.reason,
        note if item.reason else "",
    )


def checklist_rows(connection: Connection, application: AnyRow) -> tuple[ChecklistRow, ...]:
    """The checklist of an application as rows for a screen."""
    notes = paper_notes(connection, application)
    return tuple(
        checklist_row(item, notes.get(item.number, "")) for item in checklist_items(application.checklist)
    )


def paper_notes(connection: Connection, application: AnyRow) -> dict[int, str]:
    """What officers noted about papers, by the number of the requirement; nothing where it is withheld."""
    stored = connection.execute(select(IDENTITY.c.notes).where(IDENTITY.c.id == application.id)).scalar()
    return {int(number): note for number, note in json.loads(stored or "{}").items()}


def applicant_form(connection: Connection, application: AnyRow) -> ApplicantForm | None:
    """What was recorded about the applicant, or None where nothing was."""
    ids = (application.applicant_id, application.id)
    rows = {row.id: row for row in connection.execute(select(IDENTITY).where(IDENTITY.c.id.in_(ids)))}
    person, own = rows.get(application.applicant_id), rows.get(application.id)
    if person is None:
        return None
    extra = json.loads(own.extra) if own is not None else {}
    came = ("", "", "") if own is None else (own.companion_name, own.companion_relation, own.signs_with)
    return ApplicantForm(
        person.identity_kind,
        person.identity_number,
        person.full_name,
        person.birth_date,
        person.phone,
        tuple(extra.items()),
        *came,
    )


def _parked(connection: Connection, catalogue: Catalogue, day: int, counter: int) -> tuple[ParkedRow, ...]:
    rows = connection.execute(
        select(TICKET)
        .where(_T.phase == literal_column("5"), _T.business_day == day, _T.counter == counter)
        .order_by(_T.parked_at)
    )
    return tuple(
        ParkedRow(
            UUID(bytes=row.id), row.number, service_name(catalogue, row.service), row.priority, row.place,
            row.parked_at, row.parked_until, row.started_at is not None,
        )
        for row in rows
    )  # fmt: skip


def _absent(
    connection: Connection, catalogue: Catalogue, day: int, queues: Sequence[str]
) -> tuple[AbsentRow, ...]:
    rows = connection.execute(
        select(_T.id, _T.number, _T.service, _T.priority, _T.ended_at)
        .where(_T.business_day == day, _T.queue.in_(queues), _T.called_at.is_not(None))
        .where(_T.phase == TicketPhase.NO_SHOW)
        .order_by(_T.ended_at.desc())
        .limit(_ABSENT_SHOWN)
    )
    return tuple(
        AbsentRow(
            UUID(bytes=row.id), row.number, service_name(catalogue, row.service), row.priority, row.ended_at
        )
        for row in rows
    )


def _served(connection: Connection, catalogue: Catalogue, day: int, counter: int) -> list[ServedRow]:
    statement = (
        select(
            _T.id, _T.number, _T.service, _T.phase, _T.started_at, _T.ended_at, _T.reason,
            _T.served_ms, _T.outcome, _A.status, _A.checklist, _A.printed_rev,
        )
        .outerjoin(APPLICATION, and_(_A.ticket_id == _T.id, _A.agency == _T.agency))
        .where(_T.business_day == day, _T.counter == counter)
        .where(_T.called_at.is_not(None), _T.ended_at.is_not(None), IS_IN_HAND)
        .order_by(_T.ended_at.desc())
    )  # fmt: skip
    return [_served_row(row, catalogue) for row in connection.execute(statement)]


def _served_row(row: AnyRow, catalogue: Catalogue) -> ServedRow:
    missing = 0 if row.checklist is None else len(missing_items(checklist_items(row.checklist)))
    return ServedRow(
        ticket_id=UUID(bytes=row.id),
        number=row.number,
        service_name=service_name(catalogue, row.service),
        result=_result(row),
        missing=missing,
        serving_s=_serving_s(row),
        ended_at_ms=row.ended_at,
        outcome=row.outcome,
    )


def _serving_s(row: AnyRow) -> int | None:
    """None where nobody served it, or only the close of the day ended it; a clock set back counts as 0."""
    return None if row.started_at is None or row.reason == DAY_CLOSED else whole_s(row.served_ms)


def _result(row: AnyRow) -> str:
    ends = {TicketPhase.NO_SHOW: "no_show", TicketPhase.CANCELLED: "cancelled"}
    papers = {COMPLETE: "receipt_printed", INCOMPLETE: "papers_missing"}
    return ends.get(row.phase) or papers.get(row.status, "finished")
