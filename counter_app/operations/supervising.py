"""What a supervisor does from the hall: in a counter's place, with a reason, and taken back by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from counter_app.db import journal
from counter_app.db.queries.day import open_day_number
from counter_app.db.queries.incidents import incident_of
from counter_app.db.queries.waiting import busy_ticket
from counter_app.db.work import Work
from counter_app.domain.counter import CLOSED, COUNTER, OPEN, counter_entity
from counter_app.domain.entry import Entry, EntryRef, ref
from counter_app.domain.errors import Refused
from counter_app.domain.incident import INCIDENT, LONGEST_NOTE
from counter_app.domain.supervision import BACK_BECAUSE, CLOSED_BECAUSE, MOVED_BECAUSE, OPENED_BECAUSE
from counter_app.domain.ticket import TicketState
from counter_app.domain.ticket_fold import TICKET
from counter_app.operations import days, handing_on, incidents, lining_up, taking_back
from counter_app.operations.actor import Actor, counter_of
from counter_app.operations.closing import Left, refuse_unseen
from counter_app.operations.counters import counter_state
from counter_app.operations.days import business_day
from counter_app.operations.taking_back import TakenBack
from counter_app.operations.tickets import HELD, checked_choice, entries_of, ticket_of


def open_counter(work: Work, actor: Actor, counter: int, reason: str) -> EntryRef:
    """The counter is open from now on; whoever signs in there takes it. ``reason``: OPENED_BECAUSE.

    Raises Refused: not_supervisor (officer), choice_unknown (choice), counter_unknown (counter),
    counter_is_open (counter), day_not_open.
    """
    _refuse_others(actor)
    checked_choice(reason, OPENED_BECAUSE)
    business_day(work)
    if counter_state(work, counter_of(work.site, counter).number).state == OPEN:
        raise Refused("counter_is_open", counter=counter)
    return _record_on_counter(work, actor, counter, "counter.opened", {"counter": counter, "reason": reason})


def close_counter(work: Work, actor: Actor, counter: int, reason: str) -> EntryRef:
    """The counter is closed from now on; who sits there opens it by signing in. ``reason``: CLOSED_BECAUSE.

    Raises Refused: not_supervisor (officer), choice_unknown (choice), counter_unknown (counter),
    counter_not_open (counter), counter_busy (number: somebody was called there, or sits there), day_not_open.
    """
    _refuse_others(actor)
    checked_choice(reason, CLOSED_BECAUSE)
    day = business_day(work)
    if counter_state(work, counter_of(work.site, counter).number).state == CLOSED:
        raise Refused("counter_not_open", counter=counter)
    busy = busy_ticket(work.connection, work.site.code, day, counter)
    if busy is not None:
        raise Refused("counter_busy", number=busy.number)
    return _record_on_counter(work, actor, counter, "counter.closed", {"counter": counter, "reason": reason})


def bring_back(work: Work, actor: Actor, ticket_id: UUID, reason: str) -> EntryRef:
    """As ``lining_up.bring_back``, with why (BACK_BECAUSE).

    Raises Refused: not_supervisor (officer), choice_unknown (choice) and what that raises.
    """
    _refuse_others(actor)
    return lining_up.bring_back(work, actor, ticket_id, reason=checked_choice(reason, BACK_BECAUSE))


def put_in_line(work: Work, actor: Actor, ticket_id: UUID, reason: str) -> EntryRef:
    """A number that a counter has called or serves waits again at its old place. ``reason``: MOVED_BECAUSE.

    Raises Refused: not_supervisor (officer), choice_unknown (choice), ticket_not_at_counter, ticket_unknown,
    day_not_open.
    """
    _refuse_others(actor)
    checked_choice(reason, MOVED_BECAUSE)
    there = _in_place_of(actor, ticket_of(work, ticket_id))
    return lining_up.hand_back(work, there, ticket_id, reason=reason)


def send_to(
    work: Work, actor: Actor, ticket_id: UUID, *, reason: str, counter: int | None = None, service: str = ""
) -> EntryRef:
    """A number waits for another counter, or in another queue: as ``handing_on.transfer``, for any counter.

    ``reason``: MOVED_BECAUSE. Raises Refused: not_supervisor (officer), choice_unknown (choice) and what
    that raises, but not not_your_ticket.
    """
    _refuse_others(actor)
    checked_choice(reason, MOVED_BECAUSE)
    there = _in_place_of(actor, ticket_of(work, ticket_id))
    return handing_on.transfer(work, there, ticket_id, service=service, counter=counter, reason=reason)


def close_day(work: Work, actor: Actor, seen: Left, note: str = "") -> int:
    """Closes the business day over all counters, as ``days.close_day`` does; answers its number.

    ``seen``: who was told to be left; who came, went or moved on since is asked about anew. Raises Refused:
    not_supervisor (officer), day_left_changed, note_too_long (n), day_not_open.
    """
    _refuse_others(actor)
    said = note.strip()
    if len(said) > LONGEST_NOTE:
        raise Refused("note_too_long", n=LONGEST_NOTE)
    refuse_unseen(work, seen)
    return days.close_day(work, actor, said)


def take_back(work: Work, actor: Actor, entry: EntryRef) -> TakenBack:
    """F12 in the hall: undoes what this supervisor did; all is then as it was before.

    Raises Refused: undo_too_late (number), undo_not_yours (number) for what others did, undo_unknown and what
    ``taking_back.take_back`` raises.
    """
    if work.state(INCIDENT, entry.entity_id) is not None:
        incidents.reopen(work, actor, entry)
        found = incident_of(work.connection, work.site.code, entry.entity_id)
        return TakenBack("incident.closed", found.number if found else "")
    state = work.state(COUNTER, entry.entity_id)
    if state is not None:
        return _take_counter_back(work, actor, entry, state.counter)
    ticket = ticket_of(work, entry.entity_id)
    done = _named(entries_of(work, ticket), entry)
    if done.officer != actor.officer:
        raise Refused("undo_not_yours", number=ticket.number)
    return taking_back.take_back(work, _who_had_it(work, actor, ticket, done), entry)


def take_back_all(work: Work, actor: Actor, entries: Sequence[EntryRef]) -> tuple[TakenBack, ...]:
    """F12 at a desk: as ``taking_back.take_back_all``, and what a supervisor did from the hall.

    Raises what that raises, and what ``take_back`` raises.
    """
    return tuple(_in_turn(work, actor, entry) for entry in entries)


def _in_turn(work: Work, actor: Actor, entry: EntryRef) -> TakenBack:
    try:
        done = taking_back.take_back(work, actor, entry)
    except Refused as refused:
        if "supervisor" not in actor.roles or refused.code not in ("undo_not_yours", "ticket_unknown"):
            raise
        done = take_back(work, actor, entry)
    work.project()
    return done


def _take_counter_back(work: Work, actor: Actor, entry: EntryRef, counter: int) -> TakenBack:
    known = journal.entries_of(work.connection, entry.entity_id.bytes, work.ids)
    done, name = _named(known, entry), str(counter)
    if done.officer != actor.officer:
        raise Refused("undo_not_yours", number=name)
    if max(known, key=lambda one: one.order) != done or done.business_day != business_day(work):
        raise Refused("undo_too_late", number=name)
    named: dict[str, object] = {"counter": counter, "replica": entry.replica_id.hex(), "seq": entry.seq}
    _record_on_counter(work, actor, counter, "counter.put_back", named)
    return TakenBack(done.kind, name)


def _named(known: list[Entry], entry: EntryRef) -> Entry:
    for one in known:
        if (one.replica_id, one.seq) == (entry.replica_id, entry.seq):
            return one
    raise Refused("undo_unknown")


def _who_had_it(work: Work, actor: Actor, ticket: TicketState, done: Entry) -> Actor:
    """In the place of the counter that had the ticket before; of none where it waited."""
    rest = [one for one in entries_of(work, ticket) if one != done]
    before = TICKET.fold(ticket.id, rest)[0] if rest else ticket
    return replace(actor, counter=before.counter or ticket.counter or actor.counter)


def _in_place_of(actor: Actor, ticket: TicketState) -> Actor:
    held_by = ticket.counter if ticket.phase in HELD else None
    return actor if held_by is None else replace(actor, counter=held_by)


def _refuse_others(actor: Actor) -> None:
    if "supervisor" not in actor.roles:
        raise Refused("not_supervisor", officer=actor.officer_name)


def _record_on_counter(
    work: Work, actor: Actor, counter: int, kind: str, body: dict[str, object]
) -> EntryRef:
    entry = work.record(
        kind,
        counter_entity(work.site.code, counter),
        body,
        officer=actor.officer,
        business_day=open_day_number(work.connection, work.site.code) or 0,
        agency=actor.agency,
    )
    return ref(entry)
