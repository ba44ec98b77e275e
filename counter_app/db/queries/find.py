"""What one field finds: tickets of the day, people of one's own agency, applications. At most some of each.

Every question has an index (``tests/queries/test_query_plans.py``); none counts what it does not show.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, and_, column, literal_column, select, table

from counter_app.db.person_index import PERSON_PLACE
from counter_app.db.queries.day import open_day_number
from counter_app.db.queries.tracking import STATES
from counter_app.db.queries.waiting import service_name
from counter_app.db.tables import APPLICATION, IDENTITY, TICKET, VISIT, AnyRow
from counter_app.domain.catalogue import Catalogue, Site
from counter_app.domain.identity import mask_nik
from counter_app.domain.looked_for import LookedFor
from counter_app.domain.ticket import TicketPhase

MOST = 8
"""Of each sort: who is not among them types one letter more."""
SHORTEST_TRIGRAM = 3


@dataclass(frozen=True, slots=True)
class FoundTicket:
    """A number of the open day, or one that a scanned slip stands for."""

    ticket_id: UUID
    number: str
    service: str
    """Its name."""
    state: str
    """waiting, called, serving, finished, no_show, cancelled …"""
    counter: int | None
    issued_at_ms: int | None


@dataclass(frozen=True, slots=True)
class FoundApplication:
    """An application, with its applicant where the officer's agency has the case."""

    application_id: UUID
    ticket_id: UUID | None
    number: str
    service: str
    """Its name."""
    status: str
    """A state of ``statuses.toml``."""
    opened_at_ms: int | None
    full_name: str
    """Empty where nothing was recorded, or another agency has the case."""
    identity_kind: str
    masked_number: str


@dataclass(frozen=True, slots=True)
class Found:
    """Everything found for one text, best first in each group."""

    tickets: tuple[FoundTicket, ...] = ()
    people: tuple[FoundApplication, ...] = ()
    """What people filed, found by name, identity number or phone."""
    applications: tuple[FoundApplication, ...] = ()
    """Found by number or code."""


_T, _A, _I, _P = TICKET.c, APPLICATION.c, IDENTITY.c, PERSON_PLACE.c
_INDEX = table("person_index", column("rowid"))
_MATCH: ColumnElement[str] = literal_column("person_index")
_APPLICATION = (
    _A.id, _A.ticket_id, _A.number, _A.service, _A.status, _A.opened_at,
    _I.full_name, _I.identity_kind, _I.identity_number,
)  # fmt: skip
_TICKET = (_T.id, _T.number, _T.service, _T.phase, _T.counter, _T.issued_at)


def found(
    connection: Connection, wanted: LookedFor, *, catalogue: Catalogue, site: Site, agency: str
) -> Found:
    """What the readings of a text find. People only of ``agency``: the officer's own (DESIGN 6)."""
    return Found(
        _tickets(connection, wanted, catalogue, site),
        _shown(connection, _people(wanted, agency), catalogue),
        _shown(connection, _applications(wanted, agency), catalogue),
    )


def _tickets(
    connection: Connection, wanted: LookedFor, catalogue: Catalogue, site: Site
) -> tuple[FoundTicket, ...]:
    day = open_day_number(connection, site.code)
    asked: list[Select[Any]] = []
    if wanted.code is not None:
        by_code = select(*_TICKET).join(VISIT, VISIT.c.id == _T.visit_id)
        asked.append(by_code.where(VISIT.c.code == wanted.code.code, _T.number > ""))
    if wanted.ticket and day is not None:
        asked.append(
            select(*_TICKET).where(_T.business_day == day, _T.number == wanted.ticket, _T.site == site.code)
        )
    rows = _rows(connection, asked)
    return tuple(_ticket(row, catalogue) for row in sorted(rows, key=lambda row: row.issued_at or 0)[:MOST])


def _ticket(row: AnyRow, catalogue: Catalogue) -> FoundTicket:
    return FoundTicket(
        UUID(bytes=row.id),
        row.number,
        service_name(catalogue, row.service),
        STATES.get(TicketPhase(row.phase), "waiting"),
        row.counter,
        row.issued_at,
    )


def _people(wanted: LookedFor, agency: str) -> list[Select[Any]]:
    """One question a reading. What was typed about nobody in particular asks nothing."""
    if not agency:
        return []
    filed = select(*_APPLICATION).join(APPLICATION, _A.applicant_id == _I.id)
    asked = [
        filed.where(_I.agency == agency, begins_with(part, typed)).order_by(part)
        for part, typed in ((_I.identity_number, wanted.paper), (_I.phone, wanted.phone))
        if typed
    ]
    if wanted.words:
        asked.append(
            select(*_APPLICATION)
            .select_from(_INDEX)
            .join(PERSON_PLACE, _P.no == _INDEX.c.rowid)
            .join(IDENTITY, _I.id == _P.id)
            .join(APPLICATION, _A.applicant_id == _I.id)
            .where(_MATCH.op("MATCH")(trigrams(wanted.words)), _P.agency == agency)
            .order_by(_INDEX.c.rowid.desc())  # who was here last is meant rather
        )
    return asked


def _applications(wanted: LookedFor, agency: str) -> list[Select[Any]]:
    known = select(*_APPLICATION).outerjoin(IDENTITY, and_(_I.id == _A.applicant_id, _I.agency == agency))
    asked: list[Select[Any]] = []
    if wanted.code is not None:
        asked.append(known.where(_A.code == wanted.code.code))
    if wanted.application:
        asked.append(known.where(begins_with(_A.number, wanted.application)).order_by(_A.number.desc()))
    return asked


def begins_with(part: ColumnElement[str], typed: str) -> ColumnElement[bool]:
    """A range that an index can walk; ``typed`` has at least one character."""
    return and_(part >= typed, part < typed[:-1] + chr(ord(typed[-1]) + 1))


def trigrams(words: Iterable[str]) -> str:
    """What the index of names is asked: every word somewhere; two letters at the beginning of one."""
    quoted = (word.replace('"', '""') for word in words)
    return " AND ".join(f'"{word}"' if len(word) >= SHORTEST_TRIGRAM else f'" {word}"' for word in quoted)


def _rows(connection: Connection, asked: Sequence[Select[Any]]) -> list[AnyRow]:
    rows = [row for question in asked for row in connection.execute(question.limit(MOST))]
    return list({row.id: row for row in rows}.values())


def _shown(
    connection: Connection, asked: Sequence[Select[Any]], catalogue: Catalogue
) -> tuple[FoundApplication, ...]:
    return tuple(_application(row, catalogue) for row in _rows(connection, asked)[:MOST])


def _application(row: AnyRow, catalogue: Catalogue) -> FoundApplication:
    return FoundApplication(
        UUID(bytes=row.id),
        None if row.ticket_id is None else UUID(bytes=row.ticket_id),
        row.number,
        service_name(catalogue, row.service),
        row.status,
        row.opened_at,
        row.full_name or "",
        row.identity_kind or "",
        mask_nik(row.identity_number or ""),
    )
