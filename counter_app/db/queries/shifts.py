"""Who sat at a counter, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, literal_column, select

from counter_app.db.queries.day import open_day_number
from counter_app.db.tables import JOURNAL, SHIFT, TICKET, AnyRow
from counter_app.domain.shift import ShiftCount
from counter_app.domain.ticket import DAY_CLOSED, TicketPhase

_ENDS = {
    "ticket.finished": TicketPhase.FINISHED,
    "ticket.no_show": TicketPhase.NO_SHOW,
    "ticket.cancelled": TicketPhase.CANCELLED,
}
_PRINTS = ("slip.printed", "missing.printed", "receipt.printed")


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """The shift that is open at a counter, counted so far."""

    officer: str
    opened_at_ms: int
    count: ShiftCount


def officer_at(connection: Connection, counter: int) -> str:
    """Code of the officer whose shift at the counter is open, or empty."""
    found = connection.execute(
        select(SHIFT.c.officer)
        .where(SHIFT.c.counter == counter, SHIFT.c.closed_at.is_(None))
        .order_by(SHIFT.c.opened_at.desc())
        .limit(1)
    ).scalar()
    return "" if found is None else str(found)


def last_officer(connection: Connection, counter: int, but: str = "") -> str:
    """Code of the officer who sat at the counter last, ``but`` for one, or empty."""
    found = connection.execute(
        select(SHIFT.c.officer)
        .where(SHIFT.c.counter == counter, SHIFT.c.officer != but)
        .order_by(SHIFT.c.opened_at.desc())
        .limit(1)
    ).scalar()
    return "" if found is None else str(found)


def open_shift_row(connection: Connection, *, counter: int, replica_no: int) -> ShiftRow | None:
    """The shift that is open at a counter of this station, or None."""
    row = connection.execute(
        select(SHIFT)
        .where(SHIFT.c.counter == counter, SHIFT.c.closed_at.is_(None), SHIFT.c.fold_replica_no == replica_no)
        .order_by(SHIFT.c.opened_at.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return ShiftRow(row.officer, row.opened_at, counted(connection, row))


def counted(connection: Connection, shift: AnyRow) -> ShiftCount:
    """What the officer of an open shift did since it began, as the tickets stand now.

    What was undone counts not; what only the close of the day ended counts neither.
    """
    ended = _ended(connection, shift)
    return ShiftCount(
        served=ended.count(TicketPhase.FINISHED),
        no_show=ended.count(TicketPhase.NO_SHOW),
        cancelled=ended.count(TicketPhase.CANCELLED),
        reprinted=_reprinted(connection, shift),
        parked=_parked(connection, shift),
    )


def _parked(connection: Connection, shift: AnyRow) -> int:
    """Put aside at the counter and not back yet, by whichever officer."""
    return connection.execute(
        select(func.count())
        .select_from(TICKET)
        .where(TICKET.c.phase == literal_column("5"), TICKET.c.counter == shift.counter)
        .where(TICKET.c.business_day == open_day_number(connection, shift.site))
    ).scalar_one()


def _ended(connection: Connection, shift: AnyRow) -> list[TicketPhase]:
    """One phase a ticket that the officer ended and that still stands so."""
    rows = connection.execute(
        select(JOURNAL.c.entity_id, JOURNAL.c.kind, TICKET.c.phase)
        .join(TICKET, TICKET.c.id == JOURNAL.c.entity_id)
        .where(_in_shift(shift), JOURNAL.c.kind.in_(_ENDS), TICKET.c.reason != DAY_CLOSED)
        .distinct()
    )
    return [TicketPhase(row.phase) for row in rows if _ENDS[row.kind] == row.phase]


def _reprinted(connection: Connection, shift: AnyRow) -> int:
    bodies: Iterable[str] = connection.execute(
        select(JOURNAL.c.body).where(_in_shift(shift), JOURNAL.c.kind.in_(_PRINTS))
    ).scalars()
    return sum(json.loads(body)["copy"] > 1 for body in bodies)


def _in_shift(shift: AnyRow) -> ColumnElement[bool]:
    """Entries of the shift's own officer behind its first one, in the log of its own station."""
    return and_(
        JOURNAL.c.replica_no == shift.fold_replica_no,
        JOURNAL.c.seq > shift.fold_seq,
        JOURNAL.c.officer == shift.officer,
    )
