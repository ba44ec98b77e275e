"""Half-typed forms outlive a power cut: local rows, never synced."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.sqlite import insert

from counter_app.db.tables import DRAFT
from counter_app.db.work import Work


def keep_draft(work: Work, *, about: UUID, text: str) -> None:
    """Keeps what is typed so far about a ticket, or about an application that is put right."""
    statement = insert(DRAFT).values(ticket_id=about.bytes, text=text, at_ms=work.clock())
    work.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["ticket_id"],
            set_={"text": statement.excluded.text, "at_ms": statement.excluded.at_ms},
        )
    )


def drop_all_drafts(work: Work) -> None:
    """Forgets what nobody can open again when the day is closed: personal data must not lie about."""
    work.connection.execute(delete(DRAFT))


def drop_draft(work: Work, about: UUID) -> None:
    """Forgets a draft whose form was recorded, or says again what is recorded."""
    work.connection.execute(delete(DRAFT).where(DRAFT.c.ticket_id == about.bytes))
