"""A counter is open while an officer has a shift there and the business day is open."""

from __future__ import annotations

from sqlalchemy import select

from counter_app.db.queries.day import open_day_number
from counter_app.db.queries.waiting import busy_ticket
from counter_app.db.tables import SHIFT
from counter_app.db.work import Work
from counter_app.domain.counter import (
    BREAK_REASONS,
    CLOSED,
    COUNTER,
    ON_BREAK,
    OPEN,
    CounterState,
    counter_entity,
)
from counter_app.domain.errors import Refused
from counter_app.operations.actor import Actor


def open_counter(work: Work, actor: Actor) -> None:
    """The actor sits at the counter: it opens, comes back from a break, or changes hands.

    Nothing where the actor has it open already, before the day is opened, or where nobody has a shift.
    """
    work.project()
    day = open_day_number(work.connection, work.site.code)
    if not actor.counter or day is None or not _has_shift(work, actor):
        return
    now = counter_state(work, actor.counter)
    if now.state == ON_BREAK:
        _record(work, actor, "counter.resumed")
    elif (now.state, now.officer) != (OPEN, actor.officer):
        _record(work, actor, "counter.opened")


def start_break(work: Work, actor: Actor, reason: str) -> None:
    """The counter stops for a while; nobody may be left sitting there.

    Raises Refused: break_reason_unknown (reason), counter_not_open, counter_busy (number).
    """
    if reason not in BREAK_REASONS:
        raise Refused("break_reason_unknown", reason=reason)
    if counter_state(work, actor.counter).state != OPEN:
        raise Refused("counter_not_open", counter=actor.counter)
    refuse_busy(work, actor)
    _record(work, actor, "counter.paused", reason)


def close_counter(work: Work, actor: Actor) -> None:
    """Nobody sits at the counter any more; nothing where it is closed already."""
    if actor.counter and counter_state(work, actor.counter).state != CLOSED:
        _record(work, actor, "counter.closed")


def refuse_busy(work: Work, actor: Actor) -> None:
    """Whoever was called or is being served comes first. Raises Refused("counter_busy", number=…)."""
    day = open_day_number(work.connection, work.site.code)
    busy = None if day is None else busy_ticket(work.connection, work.site.code, day, actor.counter)
    if busy is not None:
        raise Refused("counter_busy", number=busy.number)


def counter_state(work: Work, number: int) -> CounterState:
    """The counter as it stands today; what it was on another day is over."""
    entity, day = counter_entity(work.site.code, number), open_day_number(work.connection, work.site.code)
    found: CounterState | None = work.state(COUNTER, entity)
    if found is None or found.business_day != day:
        return CounterState(entity, work.site.code, day or 0, number, CLOSED, "", "", None)
    return found


def _has_shift(work: Work, actor: Actor) -> bool:
    return (
        work.connection.execute(
            select(SHIFT.c.id).where(
                SHIFT.c.counter == actor.counter,
                SHIFT.c.closed_at.is_(None),
                SHIFT.c.officer == actor.officer,
                SHIFT.c.fold_replica_no == work.head.replica_no,
            )
        ).first()
        is not None
    )


def _record(work: Work, actor: Actor, kind: str, reason: str = "") -> None:
    body: dict[str, object] = {"counter": actor.counter}
    if reason:
        body["reason"] = reason
    work.record(
        kind,
        counter_entity(work.site.code, actor.counter),
        body,
        officer=actor.officer,
        business_day=open_day_number(work.connection, work.site.code) or 0,
        agency=actor.agency,
    )
