"""One ticket as figures see it: which of its intervals count, in whole seconds (docs/definitions.md)."""

from __future__ import annotations

from typing import NamedTuple

from counter_app.domain.ticket import DAY_CLOSED, TicketPhase


class Measured(NamedTuple):
    """A ticket with the instants (ms UTC) and times that figures are made from."""

    business_day: int
    queue: str
    service: str
    agency: str
    counter: int | None
    """The counter that holds it, or held it last; None where it waits."""
    officer: str
    """Who called it last, or finished it; empty where it waits."""
    priority: str
    """Its class, empty = regular."""
    phase: int
    issued_at: int | None
    called_at: int | None
    """The last call."""
    started_at: int | None
    ended_at: int | None
    reason: str
    """Why it was cancelled or how it was settled; empty for what an officer ended."""
    outcome: str
    """How service ended (OUTCOMES); empty = nobody said."""
    waited_ms: int
    walked_ms: int
    served_ms: int
    parked_ms: int
    doubts: int
    """Which of the four times are uncertain (Doubt)."""
    is_on_paper: bool
    """Given on paper during an outage, and keyed in afterwards with its real times."""

    @property
    def wait_s(self) -> int | None:
        """From the issue to the last call, at every desk that it waited for; time parked is not waiting."""
        return None if self.called_at is None or self.issued_at is None else self.waited_ms // 1000

    @property
    def walk_s(self) -> int | None:
        """From the last call to the start of service."""
        return self.walked_ms // 1000 if self.called_at is not None and self.has_started else None

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
        return self.phase == TicketPhase.FINISHED and self.reason == DAY_CLOSED

    @property
    def is_abandoned(self) -> bool:
        """Its holder went home before it was done: cancelled or finished because they left."""
        gave_up = self.phase == TicketPhase.CANCELLED and self.reason == _LEFT
        return gave_up or (self.phase == TicketPhase.FINISHED and self.outcome == _LEFT)


_LEFT = "left"
"""As a reason (CANCELLED_BECAUSE) and as an outcome (OUTCOMES)."""
