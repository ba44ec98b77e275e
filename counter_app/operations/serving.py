"""What happens between the call and the end of service."""

from __future__ import annotations

from uuid import UUID

from counter_app.db.work import Work
from counter_app.domain.entry import EntryRef
from counter_app.domain.errors import Refused
from counter_app.domain.ticket import OUTCOMES, TicketPhase
from counter_app.operations.actor import Actor
from counter_app.operations.tickets import checked_choice, held_ticket, record_on


def start_serving(work: Work, actor: Actor, ticket_id: UUID) -> EntryRef:
    """The person has come: service begins. Raises Refused: ticket_not_called, not_your_ticket."""
    ticket = held_ticket(work, actor, ticket_id, (TicketPhase.CALLED,), "ticket_not_called")
    return record_on(work, actor, ticket, "ticket.started", {"counter": actor.counter})


def finish(work: Work, actor: Actor, ticket_id: UUID, outcome: str = "") -> EntryRef:
    """Service ends; ``outcome`` is a code of OUTCOMES or empty. Also for who was parked and stayed away.

    Raises Refused: ticket_not_serving, not_your_ticket, choice_unknown (choice).
    """
    phases = (TicketPhase.SERVING, TicketPhase.PARKED)
    ticket = held_ticket(work, actor, ticket_id, phases, "ticket_not_serving")
    if ticket.started_at is None:
        raise Refused("ticket_not_serving", number=ticket.number)
    body: dict[str, object] = {"outcome": checked_choice(outcome, OUTCOMES)} if outcome else {}
    return record_on(work, actor, ticket, "ticket.finished", body)


def mark_no_show(work: Work, actor: Actor, ticket_id: UUID) -> EntryRef:
    """The person did not come, or was sent for something before service began and stayed away.

    Raises Refused: ticket_not_called, not_your_ticket.
    """
    phases = (TicketPhase.CALLED, TicketPhase.PARKED)
    ticket = held_ticket(work, actor, ticket_id, phases, "ticket_not_called")
    if ticket.started_at is not None:
        raise Refused("ticket_not_called", number=ticket.number)
    return record_on(work, actor, ticket, "ticket.no_show", {})
