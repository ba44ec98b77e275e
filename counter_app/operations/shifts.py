"""A shift begins with signing in and ends with its count."""

from __future__ import annotations

from sqlalchemy import select

from counter_app.db.queries.day import open_day_number
from counter_app.db.queries.shifts import counted
from counter_app.db.tables import SHIFT, AnyRow
from counter_app.db.work import Work
from counter_app.domain.shift import ShiftCount
from counter_app.operations.actor import Actor


def open_shift(work: Work, actor: Actor) -> None:
    """The officer sits down; a shift that a power cut left open here ends first."""
    close_shifts(work, actor)
    work.record(
        "shift.opened",
        work.new_entity(),
        {"counter": actor.counter},
        officer=actor.officer,
        business_day=_day(work),
        agency=actor.agency,
    )


def close_shifts(work: Work, actor: Actor) -> ShiftCount:
    """Ends what is open at the actor's counter; answers the count of the last one (nothing = zeros)."""
    work.project()
    count = ShiftCount()
    for row in _open_here(work, actor):
        count = counted(work.connection, row)
        work.record(
            "shift.closed",
            row.id,
            count._asdict(),
            officer=actor.officer,
            business_day=_day(work),
            agency=actor.agency,
        )
    return count


def _open_here(work: Work, actor: Actor) -> list[AnyRow]:
    return list(
        work.connection.execute(
            select(SHIFT)
            .where(
                SHIFT.c.counter == actor.counter,
                SHIFT.c.closed_at.is_(None),
                SHIFT.c.fold_replica_no == work.head.replica_no,  # another reception has counter 0 too
            )
            .order_by(SHIFT.c.opened_at)
        ).all()
    )


def _day(work: Work) -> int:
    """The open day; 0 before the first one is opened, since signing in comes before opening."""
    return open_day_number(work.connection, work.site.code) or 0
