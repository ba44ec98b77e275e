"""Printing again what was printed before."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from counter_app.db.tables import APPLICATION as APPLICATIONS
from counter_app.db.work import Work
from counter_app.domain.correction import PAPER_OF
from counter_app.domain.errors import Refused
from counter_app.domain.ticket import TicketPhase, TicketState
from counter_app.operations.actor import Actor
from counter_app.operations.print_jobs import copies_so_far, queue_paper
from counter_app.operations.tickets import ticket_of, ticket_of_today


def print_again(work: Work, actor: Actor, ticket_id: UUID) -> str:
    """Asks for one more copy of the latest paper of a ticket, marked DUPLIKAT; answers which paper.

    Raises Refused: ticket_unknown, presence_no_slip (number: its slip was printed where it was issued).
    """
    ticket = ticket_of(work, ticket_id)
    latest = _latest(work, ticket)
    if latest is None and ticket.is_presence:
        raise Refused("presence_no_slip", number=ticket.number)
    slip = ("ticket", ticket_id, ticket.number, ticket.slips)
    paper, entity_id, title, out = latest or slip
    copy = max(copies_so_far(work, paper, entity_id), out) + 1
    queue_paper(work, actor, paper, entity_id, title, copy=copy)
    return paper


def reissue_slip(work: Work, actor: Actor, ticket_id: UUID) -> int:
    """Asks for the slip of a number once more, marked DUPLIKAT; answers which copy it will be.

    Any desk may: a slip says nothing about a person. Raises Refused: slip_has_ended (number) where the
    number is not waited for any more, presence_no_slip (number: it was printed where it was issued),
    ticket_of_another_day (number), ticket_unknown, day_not_open.
    """
    ticket = ticket_of_today(work, ticket_id)
    if ticket.is_presence:
        raise Refused("presence_no_slip", number=ticket.number)
    if ticket.phase in (TicketPhase.FINISHED, TicketPhase.CANCELLED):
        raise Refused("slip_has_ended", number=ticket.number)
    copy = max(copies_so_far(work, "ticket", ticket_id), ticket.slips) + 1
    queue_paper(work, actor, "ticket", ticket_id, ticket.number, copy=copy)
    return copy


def _latest(work: Work, ticket: TicketState) -> tuple[str, UUID, str, int] | None:
    """Paper, application, title, and the highest copy that came out anywhere."""
    row = work.connection.execute(
        select(APPLICATIONS.c.id, APPLICATIONS.c.status, APPLICATIONS.c.number, APPLICATIONS.c.copies)
        .where(APPLICATIONS.c.ticket_id == ticket.id, APPLICATIONS.c.agency == ticket.agency)
        .order_by(APPLICATIONS.c.opened_at.desc())
        .limit(1)
    ).first()
    if row is None or row.status not in PAPER_OF:
        return None
    paper = PAPER_OF[row.status]
    return paper, UUID(bytes=row.id), f"{row.number} {paper}", row.copies
