"""What a tracking code tells the public: places in the queue, or how far an application is.

No name and no NIK: `applicant_identity` is not read, and reasons that officers typed stay out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, Connection, and_, bindparam, func, select

from counter_app.db.queries.waiting import calling_counters, waiting_rows
from counter_app.db.tables import APPLICATION, JOURNAL, TICKET, VISIT, AnyRow
from counter_app.domain.application import COMPLETE, INCOMPLETE, REGISTERED, checklist_items
from counter_app.domain.business_day import day_of
from counter_app.domain.catalogue import Catalogue, Site
from counter_app.domain.checklist import CheckedRequirement, RequirementState, applying_items, missing_items
from counter_app.domain.reasons import is_known_reason
from counter_app.domain.ticket import TicketPhase

CatalogueOf = Callable[[str], tuple[Catalogue, Site] | None]
"""The catalogue in force at a site, or None for a site that has published none."""

LineOf = Callable[[Connection, AnyRow, Catalogue, Site, int], Mapping[bytes, int]]
"""How many are before each waiting ticket of a ticket's queue."""

WITHDRAWN = "dicabut"
STATES = {
    TicketPhase.WAITING: "waiting",
    TicketPhase.CALLED: "called",
    TicketPhase.NO_SHOW: "no_show",
    TicketPhase.CANCELLED: "cancelled",
    TicketPhase.PARKED: "parked",
    TicketPhase.SERVING: "serving",
    TicketPhase.FINISHED: "finished",
}
COMING = ("verifikasi", "disetujui", "siap_diambil")
"""Steps behind complete papers, drawn as coming until an application gets there."""


@dataclass(frozen=True, slots=True)
class TrackedTicket:
    """One ticket of a visit, as its holder may see it."""

    number: str
    service: str
    """Code of the service."""
    agency: str
    """Code of the agency."""
    state: str
    """waiting, called, parked, serving, finished, no_show or cancelled."""
    ahead: int | None
    """People called before it by the site's rules; None where it does not wait."""
    counter: int | None
    """The counter that called it; None while it waits."""
    counters: tuple[int, ...]
    """The counters that may call it."""
    zone: int | None

    @property
    def place(self) -> int | None:
        """Its place in the queue from 1; None where it does not wait."""
        return None if self.ahead is None else self.ahead + 1


@dataclass(frozen=True, slots=True)
class TrackedVisit:
    """All tickets of one visit in the order in which they were issued."""

    site: str
    code: str
    tickets: tuple[TrackedTicket, ...]


@dataclass(frozen=True, slots=True)
class TrackedPaper:
    """One requirement of an application, without what an officer noted."""

    name: str
    form: str
    copies: int
    state: str
    reason: str = ""
    """Why it was rejected: a code of ``domain.reasons``; free text of an older version is left out."""


@dataclass(frozen=True, slots=True)
class TrackedStep:
    """One step of an application."""

    status: str
    """A state of ``statuses.toml``."""
    progress: str
    """done, now or coming."""
    at_ms: int | None
    """When it was reached; None where it was not, or is not known."""


@dataclass(frozen=True, slots=True)
class TrackedApplication:
    """How far an application is."""

    site: str
    code: str
    number: str
    service: str
    agency: str
    status: str
    due: date | None
    """The promised day; None where there is none or its time is unverified."""
    papers: tuple[TrackedPaper, ...]
    """All that apply."""
    missing: tuple[TrackedPaper, ...]
    """Those that are still to be brought."""
    counters: tuple[int, ...]
    """Where to bring papers and to collect: the counter that took it, or those of the agency's queue."""
    steps: tuple[TrackedStep, ...]
    correction: int = 0
    """Which correction the newest paper is; 0 = the first print."""


_T, _A = TICKET.c, APPLICATION.c
_CODES: BindParameter[Sequence[str]] = bindparam("codes", expanding=True)
_TICKETS = (
    select(
        VISIT.c.code.label("code"), VISIT.c.site.label("visit_site"), _T.id, _T.site, _T.business_day,
        _T.queue, _T.number, _T.service, _T.agency, _T.phase, _T.counter, _T.for_counter,
    )
    .join(VISIT, VISIT.c.id == _T.visit_id)
    .where(VISIT.c.code.in_(_CODES), _T.number > "")
    .order_by(_T.issued_at, _T.id)
)  # fmt: skip
_FOUND_INCOMPLETE = (
    select(func.max(JOURNAL.c.at_ms))
    .where(JOURNAL.c.entity_id == _A.id, JOURNAL.c.kind == "application.found_incomplete")
    .scalar_subquery()
)
_APPLICATIONS = (
    select(APPLICATION, _T.counter.label("taken_at"), _FOUND_INCOMPLETE.label("found_incomplete_at"))
    .outerjoin(TICKET, and_(_T.id == _A.ticket_id, _T.agency == _A.agency))
    .where(_A.code.in_(_CODES))
    .order_by(_A.opened_at)
)


def tracking(
    connection: Connection,
    codes: Sequence[str],
    *,
    catalogue_of: CatalogueOf,
    now_ms: int,
    line_of: LineOf | None = None,
) -> dict[str, TrackedVisit | TrackedApplication]:
    """What good tracking codes (13 characters, no dashes) stand for; one whose data is on the way is missing.

    ``line_of`` may remember what `queue_line` said a moment ago for another ticket of the same queue.
    """
    visits: dict[str, list[AnyRow]] = {}
    for row in connection.execute(_TICKETS, {"codes": _padded(codes)}):
        visits.setdefault(row.code, []).append(row)
    found = {
        code: _visit(connection, code, rows, catalogue_of(rows[0].visit_site), now_ms, line_of or queue_line)
        for code, rows in visits.items()
    }
    others = [code for code in codes if code not in visits]
    return {
        code: tracked
        for code, tracked in {**found, **_applications(connection, others, catalogue_of)}.items()
        if tracked is not None
    }


def _padded(codes: Sequence[str]) -> list[str]:
    """Some codes twice, so that the database meets few different statements."""
    wanted = 1 << (len(codes) - 1).bit_length()
    return [*codes, *([codes[-1]] * (wanted - len(codes)))]


def _applications(
    connection: Connection, codes: Sequence[str], catalogue_of: CatalogueOf
) -> dict[str, TrackedApplication | None]:
    if not codes:
        return {}
    rows = connection.execute(_APPLICATIONS, {"codes": _padded(codes)}).all()
    first = {row.code: row for row in reversed(rows)}
    return {code: _application(row, catalogue_of(row.site)) for code, row in first.items()}


def _visit(
    connection: Connection,
    code: str,
    rows: Sequence[AnyRow],
    published: tuple[Catalogue, Site] | None,
    now_ms: int,
    line_of: LineOf,
) -> TrackedVisit | None:
    if published is None:
        return None
    catalogue, site = published
    tickets = tuple(
        _ticket(row, site, _ahead(row, lambda one: line_of(connection, one, catalogue, site, now_ms)))
        for row in rows
    )
    return TrackedVisit(rows[0].visit_site, code, tickets)


def _ticket(row: AnyRow, site: Site, ahead: int | None) -> TrackedTicket:
    return TrackedTicket(
        number=row.number,
        service=row.service,
        agency=row.agency,
        state=STATES[TicketPhase(row.phase)],
        ahead=ahead,
        counter=row.counter,
        counters=calling_counters(row, site),
        zone=next((queue.zone for queue in site.queues if queue.letter == row.queue), None),
    )


def _ahead(row: AnyRow, line: Callable[[AnyRow], Mapping[bytes, int]]) -> int | None:
    return line(row).get(row.id) if row.phase == TicketPhase.WAITING else None


def queue_line(
    connection: Connection, ticket: AnyRow, catalogue: Catalogue, site: Site, now_ms: int
) -> dict[bytes, int]:
    """How many are before each waiting ticket of this ticket's queue, by the rules of the site."""
    line = waiting_rows(
        connection, catalogue=catalogue, day=ticket.business_day, queues=(ticket.queue,), policy=site.order,
        now_ms=now_ms, site=ticket.site,
    )  # fmt: skip
    return {one.ticket_id.bytes: place for place, one in enumerate(line)}


def _application(row: AnyRow, published: tuple[Catalogue, Site] | None) -> TrackedApplication | None:
    if published is None or not row.number:
        return None
    items = checklist_items(row.checklist)
    return TrackedApplication(
        site=row.site,
        code=row.code,
        number=row.number,
        service=row.service,
        agency=row.agency,
        status=row.status,
        due=None if row.due_day is None else day_of(row.due_day),
        papers=tuple(_paper(item) for item in applying_items(items)),
        missing=tuple(_paper(item) for item in missing_items(items)),
        counters=_where(row, published[1]),
        steps=_steps(row),
        correction=row.corrections,
    )


def _paper(item: CheckedRequirement) -> TrackedPaper:
    is_told = item.state is RequirementState.REJECTED and is_known_reason(item.reason)
    return TrackedPaper(item.name, item.form, item.copies, str(item.state), item.reason if is_told else "")


def _where(row: AnyRow, site: Site) -> tuple[int, ...]:
    if row.taken_at is not None:
        return (row.taken_at,)
    letters = {queue.letter for queue in site.queues if queue.agency == row.agency}
    return tuple(one.number for one in site.counters if letters.intersection(one.queues))


def _steps(row: AnyRow) -> tuple[TrackedStep, ...]:
    """The way of an application: what is behind it, where it stands, what is coming."""
    opened = TrackedStep(REGISTERED, "now" if row.status == REGISTERED else "done", row.opened_at)
    if row.status == WITHDRAWN:
        return (opened, TrackedStep(WITHDRAWN, "now", None))
    coming = tuple(TrackedStep(status, "coming", None) for status in COMING)
    return (opened, _papers_step(row), *coming)


def _papers_step(row: AnyRow) -> TrackedStep:
    if row.status == INCOMPLETE:
        return TrackedStep(INCOMPLETE, "now", row.found_incomplete_at)
    if row.status == COMPLETE:
        return TrackedStep(COMPLETE, "now", row.completed_at)
    return TrackedStep(COMPLETE, "coming", None)
