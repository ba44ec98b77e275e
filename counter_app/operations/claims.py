"""A claim: one press of "call next", decided where the authority is, and known again by its key."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from counter_app.db.queries.waiting import busy_ticket
from counter_app.db.tables import JOURNAL, REPLICA, TICKET
from counter_app.db.work import Work
from counter_app.domain.entry import EntryRef
from counter_app.domain.errors import Refused
from counter_app.domain.ticket import TicketPhase
from counter_app.operations.actor import Actor
from counter_app.operations.calling import call_next, call_number
from counter_app.operations.days import business_day
from counter_app.operations.silence import give_back_silent
from counter_app.operations.tickets import ticket_of

_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class Granted:
    """Who was called, and the rule that put them first."""

    ticket_id: UUID
    number: str
    rule: str


@dataclass(frozen=True, slots=True)
class Press:
    """What an officer asks for: the next one, or a number that is chosen for a reason."""

    key: str
    """32 hexadecimal digits, made at the press."""
    number: str = ""
    reason: str = ""


def grant(work: Work, actor: Actor, press: Press, silent: Collection[int] = ()) -> Granted:
    """Calls for the actor's counter; the same key again answers with the same ticket.

    ``silent``: counters whose called people may be called by others.
    Raises Refused("press_over", number=…) for a key whose ticket left the counter meanwhile: a question that
    was late on its way must call nobody; and what ``calling.call_next`` and ``calling.call_number`` raise.
    """
    day = business_day(work)
    held = busy_ticket(work.connection, work.site.code, day, actor.counter)
    if held is not None and _claim_of(work.connection, held.id) == press.key:
        return _granted(work, UUID(bytes=held.id))
    _refuse_answered(work, press)
    give_back_silent(work, actor, day, silent)
    if press.number:
        called = call_number(work, actor, press.number, press.reason, claim=press.key)
    else:
        called = call_next(work, actor, claim=press.key)
    return _granted(work, called.ticket_id)


def _granted(work: Work, ticket_id: UUID) -> Granted:
    ticket = ticket_of(work, ticket_id)
    return Granted(ticket_id, ticket.number, ticket.rule)


def _claim_of(connection: Connection, ticket_id: bytes) -> str:
    """The key under which a ticket was called last, or nothing."""
    body = connection.execute(
        select(JOURNAL.c.body)
        .where(JOURNAL.c.entity_id == ticket_id, JOURNAL.c.kind == "ticket.called")
        .order_by(JOURNAL.c.rev.desc())
        .limit(1)
    ).scalar()
    return "" if body is None else str(json.loads(body).get("claim", ""))


def _refuse_answered(work: Work, press: Press) -> None:
    """Looks at the last entries of the log that decides; an older question is on its way no more."""
    called = select(JOURNAL.c.entity_id).where(
        JOURNAL.c.replica_no == work.head.replica_no, JOURNAL.c.seq > work.head.seq - _LOOKED_AT,
        JOURNAL.c.kind == "ticket.called", JOURNAL.c.body.contains(f'"claim":"{press.key}"', autoescape=True),
    )  # fmt: skip
    answered = work.connection.execute(called.limit(1)).scalar()
    if answered is not None:
        raise Refused("press_over", number=ticket_of(work, UUID(bytes=answered)).number)


def last_call(connection: Connection, ticket_id: UUID) -> EntryRef | None:
    """The call on which a called ticket stands here; None where that is not known here yet."""
    row = connection.execute(
        select(REPLICA.c.replica_id, JOURNAL.c.seq)
        .join(REPLICA, REPLICA.c.replica_no == JOURNAL.c.replica_no)
        .join(TICKET, TICKET.c.id == JOURNAL.c.entity_id)
        .where(JOURNAL.c.entity_id == ticket_id.bytes, JOURNAL.c.kind == "ticket.called")
        .where(TICKET.c.phase >= TicketPhase.CALLED)
        .order_by(JOURNAL.c.rev.desc())
        .limit(1)
    ).first()
    return None if row is None else EntryRef(ticket_id, row.replica_id, row.seq)
