"""Half-typed forms."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from counter_app.db.tables import DRAFT, TICKET
from counter_app.domain.ticket import TicketPhase


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A form that was half typed when its window went away."""

    ticket_id: UUID
    number: str
    at_ms: int


def draft(connection: Connection, about: UUID) -> str | None:
    """What was typed about a ticket, or about an application that is put right; None where nothing was."""
    found: str | None = connection.execute(
        select(DRAFT.c.text).where(DRAFT.c.ticket_id == about.bytes)
    ).scalar()
    return found


def open_drafts(connection: Connection, counter: int) -> tuple[DraftRow, ...]:
    """Drafts of tickets that this counter is still serving, newest first."""
    rows = connection.execute(
        select(DRAFT.c.ticket_id, TICKET.c.number, DRAFT.c.at_ms)
        .join(TICKET, TICKET.c.id == DRAFT.c.ticket_id)
        .where(TICKET.c.counter == counter, TICKET.c.phase == TicketPhase.SERVING)
        .order_by(DRAFT.c.at_ms.desc())
    )
    return tuple(DraftRow(UUID(bytes=row.ticket_id), row.number, row.at_ms) for row in rows)
