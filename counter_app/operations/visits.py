"""A person at the reception: one visit, one code, a ticket for each service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from counter_app.db.work import Work
from counter_app.domain.entry import EntryRef
from counter_app.domain.errors import Refused
from counter_app.domain.paper_order import in_paper_order
from counter_app.operations.actor import Actor
from counter_app.operations.issuing import IssuedTicket, issue_ticket
from counter_app.operations.papers import print_again
from counter_app.operations.taking_back import TakenBack, take_back


@dataclass(frozen=True, slots=True)
class IssuedVisit:
    """All tickets of one visit, in the order in which the papers demand their services."""

    visit_id: UUID
    code: str
    """The visit's tracking code; the same on every slip."""
    tickets: tuple[IssuedTicket, ...]


def issue_visit(work: Work, actor: Actor, services: Sequence[str], priority: str = "") -> IssuedVisit:
    """Opens one visit and gives a number for each service; asks for all their slips.

    Raises Refused("visit_empty") and what ``issue_ticket`` raises; then nothing is given at all.
    """
    ordered = in_paper_order(services, work.catalogue.chains)
    if not ordered:
        raise Refused("visit_empty")
    first = issue_ticket(work, actor, service=ordered[0], priority=priority)
    others = (
        issue_ticket(work, actor, service=service, priority=priority, visit_id=first.visit_id)
        for service in ordered[1:]
    )
    return IssuedVisit(first.visit_id, first.code, (first, *others))


def take_visit_back(work: Work, actor: Actor, entries: Sequence[EntryRef]) -> tuple[TakenBack, ...]:
    """Cancels every ticket of a visit just issued, or none of them.

    Raises Refused("undo_too_late") where one of them was called meanwhile.
    """
    return tuple(take_back(work, actor, entry) for entry in entries)


def print_visit_again(work: Work, actor: Actor, tickets: Sequence[UUID]) -> int:
    """Asks for one more slip of each ticket, marked DUPLIKAT; answers how many.

    Raises Refused("ticket_unknown").
    """
    return len([print_again(work, actor, ticket) for ticket in tickets])
