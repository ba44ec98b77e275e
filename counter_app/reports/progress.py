"""How far a report is, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int], None]
"""Is told 0 … 100 while a report is made. What it raises ends the work: Refused("report_cancelled")."""


def unheard(_percent: int) -> None:
    """Nobody listens."""
