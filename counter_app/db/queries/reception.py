"""What the reception window shows: the open day, how many wait in each queue, the printer."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, literal_column, select

from counter_app.db.queries.day import open_day_number
from counter_app.db.queries.printing import PaperInDoubt, printing_state
from counter_app.db.tables import TICKET
from counter_app.domain.business_day import day_of


@dataclass(frozen=True, slots=True)
class ReceptionScreen:
    """All that the reception window shows of the database, read in one transaction."""

    business_day: str
    """ISO date of the open business day, or empty."""
    waiting: tuple[tuple[str, int], ...]
    """Letter of a queue and how many wait in it; queues where nobody waits are left out."""
    printer_problem: str
    """Code of what keeps the printer from printing, or empty."""
    unsent_papers: int
    """Print jobs that are not out yet."""
    paper_in_doubt: PaperInDoubt | None = None
    """It may be out already: people are asked."""

    def waiting_in(self, letter: str) -> int:
        """How many wait in a queue."""
        return dict(self.waiting).get(letter, 0)


def reception_screen(connection: Connection, *, site: str) -> ReceptionScreen:
    """All that the window shows, from one snapshot; ``site`` is its code."""
    day = open_day_number(connection, site)
    printing = printing_state(connection)
    papers = (printing.problem, printing.waiting, printing.in_doubt)
    if day is None:
        return ReceptionScreen("", (), *papers)
    return ReceptionScreen(day_of(day).isoformat(), _waiting(connection, day, site), *papers)


def _waiting(connection: Connection, day: int, site: str) -> tuple[tuple[str, int], ...]:
    rows = connection.execute(
        select(TICKET.c.queue, func.count())
        .where(TICKET.c.phase == literal_column("1"), TICKET.c.business_day == day, TICKET.c.site == site)
        .group_by(TICKET.c.queue)
        .order_by(TICKET.c.queue)
    )
    return tuple((queue, count) for queue, count in rows)
