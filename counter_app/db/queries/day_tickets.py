"""The tickets of one business day, as figures are made from them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from counter_app.db.tables import TICKET
from counter_app.domain.ticket import DAY_CLOSED, TicketPhase


@dataclass(frozen=True, slots=True)
class DayTicket:
    """One ticket with the instants that figures need; times in ms UTC."""

    number: str
    queue: str
    service: str
    counter: int | None
    phase: TicketPhase
    issued_at: int | None
    called_at: int | None
    started_at: int | None
    ended_at: int | None
    reason: str
    """Why it was cancelled or how it was settled; empty for what an officer ended."""

    @property
    def wait_s(self) -> int | None:
        """Issue to last call."""
        return _seconds(self.issued_at, self.called_at)

    @property
    def walk_s(self) -> int | None:
        """Call to start."""
        return _seconds(self.called_at, self.started_at)

    @property
    def serve_s(self) -> int | None:
        """Start to finish; no-shows have none, nor has what only the close of the day ended."""
        return None if self.is_unclosed else _seconds(self.started_at, self.ended_at)

    @property
    def is_unclosed(self) -> bool:
        """Served, but nobody finished it: "tidak ditutup"."""
        return self.phase is TicketPhase.FINISHED and self.reason == DAY_CLOSED


def _seconds(start: int | None, end: int | None) -> int | None:
    return None if start is None or end is None else max(0, (end - start) // 1000)


def day_tickets(connection: Connection, site: str, business_day: int) -> tuple[DayTicket, ...]:
    """All tickets of a day, in the order of issue."""
    columns = TICKET.c
    rows = connection.execute(
        select(
            columns.number, columns.queue, columns.service, columns.counter, columns.phase,
            columns.issued_at, columns.called_at, columns.started_at, columns.ended_at, columns.reason,
        )
        .where(columns.business_day == business_day, columns.site == site)
        .order_by(columns.issued_at, columns.id)
    )  # fmt: skip
    return tuple(DayTicket(**{**row, "phase": TicketPhase(row["phase"])}) for row in rows.mappings())
