"""What a supervisor is told before the day is closed, and what was noted when it was."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from counter_app.db.queries.day import open_day_number
from counter_app.db.queries.day_left import LeftTicket, left_tickets
from counter_app.db.tables import COUNTER, JOURNAL
from counter_app.domain.business_day import day_entity, day_of
from counter_app.domain.catalogue import Catalogue, Site
from counter_app.domain.counter import CLOSED


@dataclass(frozen=True, slots=True)
class DayEnd:
    """How the open day stands."""

    business_day: str
    """ISO date, or empty where no day is open."""
    left: tuple[LeftTicket, ...]
    """Whom nobody has ended."""
    still_open: tuple[int, ...]
    """Counters that are open or on a break."""
    never_opened: tuple[int, ...]
    """Counters that nobody opened on this day."""


def day_end(connection: Connection, *, catalogue: Catalogue, site: Site) -> DayEnd:
    """The open day before it is closed, from one snapshot."""
    day = open_day_number(connection, site.code)
    if day is None:
        return DayEnd("", (), (), ())
    rows = connection.execute(
        select(COUNTER.c.counter, COUNTER.c.state, COUNTER.c.since)
        .where(COUNTER.c.site == site.code, COUNTER.c.business_day == day)
        .order_by(COUNTER.c.counter)
    ).all()
    opened = {row.counter for row in rows if row.since is not None}
    return DayEnd(
        business_day=day_of(day).isoformat(),
        left=left_tickets(connection, catalogue, site.code, day),
        still_open=tuple(row.counter for row in rows if row.state != CLOSED),
        never_opened=tuple(sorted(one.number for one in site.counters if one.number not in opened)),
    )


def closing_note(connection: Connection, site: str, day: int) -> str:
    """What a supervisor noted when the day (yyyymmdd) was closed last; empty where nothing was."""
    notes: Sequence[str | None] = (
        connection.execute(
            select(JOURNAL.c.pii)
            .where(JOURNAL.c.entity_id == day_entity(site, day), JOURNAL.c.kind == "day.closed")
            .order_by(JOURNAL.c.rev.desc())
        )
        .scalars()
        .all()
    )
    return str(json.loads(notes[0]).get("note", "")) if notes and notes[0] else ""
