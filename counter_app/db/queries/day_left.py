"""Who is left when the business day is to be closed, and what will become of each."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from counter_app.db.queries.day import open_day_number
from counter_app.db.queries.shifts import ShiftRow, open_shift_row
from counter_app.db.queries.waiting import IS_IN_HAND, service_name
from counter_app.db.tables import COUNTER, TICKET
from counter_app.domain.business_day import day_of
from counter_app.domain.catalogue import Catalogue
from counter_app.domain.counter import CLOSED
from counter_app.domain.day_end import LEFT_PHASES
from counter_app.domain.ticket import TicketPhase


@dataclass(frozen=True, slots=True)
class LeftTicket:
    """One ticket that nobody has ended."""

    ticket_id: UUID
    number: str
    service_name: str
    phase: TicketPhase
    counter: int | None
    """Where it was called; None while it waits."""
    is_started: bool
    """Whether service had begun: then it was served, whatever became of it."""


@dataclass(frozen=True, slots=True)
class ClosingScreen:
    """What is asked before a counter or the day is closed."""

    business_day: str
    """ISO date of the open day, or empty."""
    shift: ShiftRow | None
    """The officer's own, counted so far."""
    left: tuple[LeftTicket, ...]
    """Of the whole site, as far as this station knows: serving, called, then those who wait."""
    open_elsewhere: tuple[int, ...]
    """Counters that other stations have open: only a supervisor closes the day over them."""

    def of(self, phase: TicketPhase) -> tuple[LeftTicket, ...]:
        """Those in one phase."""
        return tuple(ticket for ticket in self.left if ticket.phase is phase)


def closing_screen(
    connection: Connection, *, catalogue: Catalogue, site: str, counter: int, replica_no: int
) -> ClosingScreen:
    """Shift and day of one station, from one snapshot."""
    day = open_day_number(connection, site)
    shift = open_shift_row(connection, counter=counter, replica_no=replica_no)
    if day is None:
        return ClosingScreen("", shift, (), ())
    return ClosingScreen(
        day_of(day).isoformat(),
        shift,
        left_tickets(connection, catalogue, site, day),
        counters_open_elsewhere(connection, site, day, replica_no),
    )


def left_tickets(connection: Connection, catalogue: Catalogue, site: str, day: int) -> tuple[LeftTicket, ...]:
    """Every ticket of a day that nobody has ended, in the order of issue within its phase."""
    tickets = TICKET.c
    rows = connection.execute(
        select(
            tickets.id, tickets.number, tickets.service, tickets.phase, tickets.counter, tickets.started_at
        )
        .where(tickets.site == site, tickets.business_day == day, tickets.phase.in_(LEFT_PHASES))
        .where(IS_IN_HAND)
        .order_by(tickets.issued_at, tickets.id)
    ).all()
    return tuple(
        LeftTicket(
            UUID(bytes=row.id),
            row.number,
            service_name(catalogue, row.service),
            TicketPhase(row.phase),
            None if row.phase == TicketPhase.WAITING else row.counter,
            row.started_at is not None,
        )
        for phase in LEFT_PHASES
        for row in rows
        if row.phase == phase
    )


def counters_open_elsewhere(connection: Connection, site: str, day: int, replica_no: int) -> tuple[int, ...]:
    """Counters that other stations have open, or on a break, on this day."""
    rows = connection.execute(
        select(COUNTER.c.counter)
        .where(COUNTER.c.site == site, COUNTER.c.business_day == day)
        .where(COUNTER.c.state != CLOSED, COUNTER.c.fold_replica_no != replica_no)
        .order_by(COUNTER.c.counter)
    )
    return tuple(row.counter for row in rows)
