"""Taking back what was just done, by an entry of its own: the journal keeps both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from counter_app.db.queries.waiting import busy_of_visit, busy_ticket
from counter_app.db.work import Work
from counter_app.domain.entry import Entry, EntryRef, ref
from counter_app.domain.errors import Refused
from counter_app.domain.facts import Facts
from counter_app.domain.ticket import BUSY_PHASES, UNDONE, TicketState
from counter_app.domain.ticket_fold import TICKET
from counter_app.operations.actor import Actor
from counter_app.operations.days import business_day
from counter_app.operations.print_jobs import copies_so_far, drop_unprinted, queue_paper
from counter_app.operations.tickets import entries_of, record_on, ticket_of


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was undone."""

    kind: str
    number: str


_UNDONE_KINDS = frozenset(
    {
        "ticket.issued", "ticket.called", "ticket.started", "ticket.finished", "ticket.no_show",
        "ticket.cancelled", "ticket.parked", "ticket.unparked", "ticket.transferred",
        "ticket.brought_back", "ticket.handed_back", "ticket.prioritised", "ticket.transcribed",
        "presence.started",
    }
)  # fmt: skip
"""Not a put_back: that would put a ticket at a counter which has called somebody else meanwhile."""
_PAPER_KINDS = ("slip.printed",)
_TRANSCRIBED = "ticket.transcribed"
"""Keyed in from paper: its day may be over, and it was at nobody's counter while this one had others."""


def take_back(work: Work, actor: Actor, entry: EntryRef) -> TakenBack:
    """Undoes one entry of a ticket; afterwards the ticket is exactly as it was before.

    An issued ticket is cancelled instead: its number was printed and is never given again. If it was
    issued for the next service of somebody, the end of the service before is taken back too.
    Raises Refused: undo_too_late (something else happened to the ticket since, another ticket is at
    its counter now, its holder is at another counter, or its day is over), undo_not_yours (number: what
    another counter did, or another officer away from a counter), undo_unknown, ticket_unknown, day_not_open.
    """
    ticket = ticket_of(work, entry.entity_id)
    known = entries_of(work, ticket)
    done = _named(known, entry)
    before = _without(known, done)
    is_of_today = ticket.business_day == business_day(work) or done.kind == _TRANSCRIBED
    if not is_of_today or not _is_last(known, done):
        raise Refused("undo_too_late", number=ticket.number)
    if not _may_undo(actor, done, (before, ticket)):
        raise Refused("undo_not_yours", number=ticket.number)
    if done.kind == "ticket.issued":
        _take_issue_back(work, actor, ticket, done)
        return TakenBack(done.kind, ticket.number)
    if done.kind == _TRANSCRIBED:
        _strike_out(work, actor, ticket, done)
        return TakenBack(done.kind, ticket.number)
    if done.kind == "presence.started":
        _strike_presence_out(work, actor, ticket, done)
        return TakenBack("ticket.started", ticket.number)
    if before.phase in BUSY_PHASES and _is_in_the_way(work, before):
        raise Refused("undo_too_late", number=ticket.number)
    named: dict[str, object] = {"replica": entry.replica_id.hex(), "seq": entry.seq}
    record_on(work, actor, before, "ticket.put_back", named)
    if done.kind == "ticket.cancelled":
        _print_what_was_dropped(work, actor, before)
    return TakenBack(done.kind, ticket.number)


def take_back_all(work: Work, actor: Actor, entries: Sequence[EntryRef]) -> tuple[TakenBack, ...]:
    """Takes back what one step did, the newest first, or nothing at all. Raises what ``take_back`` raises."""
    return tuple(_in_turn(work, actor, entry) for entry in entries)


def _in_turn(work: Work, actor: Actor, entry: EntryRef) -> TakenBack:
    done = take_back(work, actor, entry)
    work.project()
    return done


def _named(known: Sequence[Entry], entry: EntryRef) -> Entry:
    wanted = (entry.replica_id, entry.seq)
    found = next((one for one in known if (one.replica_id, one.seq) == wanted), None)
    is_ours = found is not None and found.kind in _UNDONE_KINDS
    if found is None or not is_ours or (found.kind, _reason(found)) == ("ticket.cancelled", UNDONE):
        raise Refused("undo_unknown")
    return found


def _reason(entry: Entry) -> object:
    return Facts(entry.body).value("reason")


def _is_last(known: Sequence[Entry], done: Entry) -> bool:
    """Whether nothing but a print of its slip stands on the entry."""
    acts = [entry for entry in known if entry.kind not in _PAPER_KINDS]
    return max(acts, key=lambda entry: entry.order) == done


def _without(known: Sequence[Entry], done: Entry) -> TicketState:
    """The ticket as it was before, and will be again."""
    state, _anomalies = TICKET.fold(done.entity_id, [entry for entry in known if entry != done] or [done])
    return state


def _may_undo(actor: Actor, done: Entry, states: tuple[TicketState, TicketState]) -> bool:
    """A counter takes back what it did; away from a counter, an officer what he or she did."""
    counters = {state.counter for state in states if state.counter is not None}
    return done.officer == actor.officer if not counters else counters == {actor.counter}


def _is_in_the_way(work: Work, before: TicketState) -> bool:
    """Somebody else is at its counter by now, or its holder at another one."""
    assert before.counter is not None
    other = busy_ticket(work.connection, before.site, before.business_day, before.counter)
    return (other is not None and other.id != before.id) or busy_of_visit(work.connection, before) is not None


def _take_issue_back(work: Work, actor: Actor, ticket: TicketState, done: Entry) -> None:
    after = Facts(done.body).id_or_none("after")
    record_on(work, actor, ticket, "ticket.cancelled", {"reason": UNDONE})
    drop_unprinted(work, UUID(bytes=ticket.id))
    if after is not None:
        work.project()
        take_back(work, actor, _end_of(work, UUID(bytes=after)))


def _strike_out(work: Work, actor: Actor, ticket: TicketState, done: Entry) -> None:
    """Cancelled, like a number that was issued: the entry says it all, since nothing of it is left."""
    named = Facts(done.body)
    body: dict[str, object] = {"replica": done.replica_id.hex(), "seq": done.seq}
    body |= {key: named.text(key) for key in ("number", "queue", "service", "visit")}
    if ticket.priority:
        body["priority"] = ticket.priority
    work.record(
        "ticket.struck_out",
        ticket.id,
        body,
        officer=actor.officer,
        business_day=ticket.business_day,
        agency=ticket.agency,
    )


def _strike_presence_out(work: Work, actor: Actor, ticket: TicketState, done: Entry) -> None:
    """Nobody was served by this number: it may be typed anew."""
    body: dict[str, object] = {"replica": done.replica_id.hex(), "seq": done.seq}
    body |= {key: getattr(ticket, key) for key in ("number", "queue", "service")}
    record_on(work, actor, ticket, "presence.struck_out", body)


def _end_of(work: Work, ticket_id: UUID) -> EntryRef:
    known = entries_of(work, ticket_of(work, ticket_id))
    ends = [entry for entry in known if entry.kind == "ticket.finished"]
    if not ends:
        raise Refused("undo_unknown")
    return ref(max(ends, key=lambda entry: entry.order))


def _print_what_was_dropped(work: Work, actor: Actor, ticket: TicketState) -> None:
    """A ticket that is valid again has a slip."""
    ticket_id = UUID(bytes=ticket.id)
    if ticket.slips == 0 and copies_so_far(work, "ticket", ticket_id) == 0:
        queue_paper(work, actor, "ticket", ticket_id, ticket.number)
