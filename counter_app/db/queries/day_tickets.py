"""The tickets of one business day, as figures are made from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from counter_app.db.tables import TICKET, VISIT
from counter_app.domain.paper_ticket import ON_PAPER
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
    waited_ms: int
    walked_ms: int
    served_ms: int
    parked_ms: int
    outcome: str
    """How service ended (OUTCOMES); empty = nobody said."""
    is_on_paper: bool
    """Given on paper during an outage, and keyed in afterwards with its real times."""

    @property
    def wait_s(self) -> int | None:
        """In the line until it was called, at every desk that it waited for; time parked is not waiting."""
        return None if self.called_at is None or self.issued_at is None else self.waited_ms // 1000

    @property
    def walk_s(self) -> int | None:
        """From the call to the start of service."""
        is_known = self.called_at is not None and self.has_started
        return self.walked_ms // 1000 if is_known else None

    @property
    def serve_s(self) -> int | None:
        """In service, at every desk; no-shows have none, nor has what only the close of the day ended."""
        is_known = self.ended_at is not None and self.has_started and not self.is_unclosed
        return self.served_ms // 1000 if is_known else None

    @property
    def park_s(self) -> int | None:
        """Away with the counter's knowledge; None where it never was."""
        return self.parked_ms // 1000 if self.parked_ms else None

    @property
    def has_started(self) -> bool:
        """Whether any counter began to serve it."""
        return self.started_at is not None or self.served_ms > 0

    @property
    def is_unclosed(self) -> bool:
        """Served, but nobody finished it: "tidak ditutup"."""
        return self.phase is TicketPhase.FINISHED and self.reason == DAY_CLOSED


def day_tickets(connection: Connection, site: str, business_day: int) -> tuple[DayTicket, ...]:
    """All tickets of a day, in the order of issue."""
    columns = TICKET.c
    rows = connection.execute(
        select(
            columns.number, columns.queue, columns.service, columns.counter, columns.phase,
            columns.issued_at, columns.called_at, columns.started_at, columns.ended_at, columns.reason,
            columns.waited_ms, columns.walked_ms, columns.served_ms, columns.parked_ms, columns.outcome,
            VISIT.c.channel,
        )
        .outerjoin(VISIT, VISIT.c.id == columns.visit_id)
        .where(columns.business_day == business_day, columns.site == site)
        .order_by(columns.issued_at, columns.id)
    )  # fmt: skip
    return tuple(_day_ticket(dict(row)) for row in rows.mappings())


def _day_ticket(row: dict[str, Any]) -> DayTicket:
    channel, phase = row.pop("channel"), TicketPhase(row.pop("phase"))
    return DayTicket(**row, phase=phase, is_on_paper=channel == ON_PAPER)
