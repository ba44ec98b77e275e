"""Back in the line: returns, people handed on to somebody else, and numbers that leave it for good."""

from __future__ import annotations

from uuid import UUID

from counter_app.db.queries.waiting import queue_turns
from counter_app.db.work import Work
from counter_app.domain.entry import Entry, EntryRef
from counter_app.domain.errors import Refused
from counter_app.domain.queue_policy import return_place
from counter_app.domain.ticket import BUSY_PHASES, CANCELLED_BECAUSE, TicketPhase, TicketState
from counter_app.domain.ticket_fold import TICKET
from counter_app.operations.actor import Actor
from counter_app.operations.print_jobs import drop_unprinted
from counter_app.operations.tickets import (
    checked_choice,
    entries_of,
    held_ticket,
    record_on,
    refuse_of_others,
    ticket_of_today,
)

_NAMED_KINDS = frozenset(TICKET.reducers) - {"slip.printed", "ticket.issued", "ticket.prioritised"}
"""What handing back takes back: all but what is about the person and the paper, and not about a call."""


def bring_back(work: Work, actor: Actor, ticket_id: UUID, *, reason: str = "") -> EntryRef:
    """Who did not come when called has come after all: waits again as a return, in the front third.

    ``reason`` is a code, where a supervisor does it.

    Raises Refused: ticket_not_away (number), ticket_ended (number: a no-show that was keyed in from paper),
    ticket_of_another_day (number), ticket_unknown, day_not_open.
    """
    ticket = ticket_of_today(work, ticket_id)
    if ticket.phase != TicketPhase.NO_SHOW:
        raise Refused("ticket_not_away", number=ticket.number)
    standing = TICKET.standing(entries_of(work, ticket))
    missed = [entry for entry in standing if entry.kind == "ticket.no_show"]
    if not missed:
        raise Refused("ticket_ended", number=ticket.number)
    body = {**_naming(missed[-1]), **place_in_line(work, ticket), **_because(reason)}
    return record_on(work, actor, ticket, "ticket.brought_back", body)


def hand_back(work: Work, actor: Actor, ticket_id: UUID, *, reason: str = "") -> EntryRef:
    """Called by mistake, or the officer must leave: the ticket waits at its old place as before the call.

    The entry names everything that happened since the ticket left the line; ``reason`` as in bring_back.
    Raises Refused: ticket_not_at_counter, not_your_ticket, presence_not_in_line (number), ticket_unknown,
    day_not_open.
    """
    ticket = held_ticket(work, actor, ticket_id, BUSY_PHASES, "ticket_not_at_counter")
    named: dict[str, object] = {"entries": names_since_waiting(work, ticket), **_because(reason)}
    return record_on(work, actor, ticket, "ticket.handed_back", named)


def cancel_ticket(work: Work, actor: Actor, ticket_id: UUID, reason: str) -> EntryRef:
    """The number is void; it is never given again. ``reason`` is a code of CANCELLED_BECAUSE.

    Raises Refused: ticket_not_cancellable (number) once service has begun or the ticket has ended,
    not_your_ticket, choice_unknown (choice), ticket_of_another_day (number), ticket_unknown, day_not_open.
    """
    ticket = ticket_of_today(work, ticket_id)
    if ticket.phase not in (TicketPhase.WAITING, TicketPhase.CALLED):
        raise Refused("ticket_not_cancellable", number=ticket.number)
    refuse_of_others(actor, ticket)
    body: dict[str, object] = {"reason": checked_choice(reason, CANCELLED_BECAUSE)}
    drop_unprinted(work, ticket_id)
    return record_on(work, actor, ticket, "ticket.cancelled", body)


def place_in_line(work: Work, ticket: TicketState) -> dict[str, object]:
    """The body's part that says behind whom a return lines up; empty where nobody waits."""
    turns = queue_turns(
        work.connection, ticket.business_day, ticket.queue, work.site.order, work.clock(), ticket.site
    )
    behind = return_place(turns, work.site.order)
    return {} if behind is None else {"behind": behind.hex()}


def _because(reason: str) -> dict[str, object]:
    return {"reason": reason} if reason else {}


def _naming(entry: Entry) -> dict[str, object]:
    return {"replica": entry.replica_id.hex(), "seq": entry.seq}


def names_since_waiting(work: Work, ticket: TicketState) -> list[list[object]]:
    """Replica and seq of all that happened since the ticket left the line, prints of its slip aside.

    What was taken back meanwhile stays so: the entry that did it is not named.
    Raises Refused("presence_not_in_line", number): it was served by presence and never stood in a line here.
    """
    standing = TICKET.standing(entries_of(work, ticket))
    left = next((end for end in range(len(standing), 0, -1) if _is_waiting_after(ticket, standing[:end])), 0)
    if ticket.is_presence and not left:
        raise Refused("presence_not_in_line", number=ticket.number)
    acts = [entry for entry in standing[left:] if entry.kind in _NAMED_KINDS]
    return [[entry.replica_id.hex(), entry.seq] for entry in acts]


def _is_waiting_after(ticket: TicketState, entries: list[Entry]) -> bool:
    return bool(TICKET.fold(ticket.id, entries)[0].phase == TicketPhase.WAITING)
