"""What the screen asks of a hub; the composition root answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FoundHub:
    """A hub that answered, before anything was told to it."""

    address: str
    certificate: str = field(repr=False)
    """PEM; empty where there is none (the same computer)."""
    fingerprint: str
    """Eight characters that the hub's screen shows too; empty without a certificate."""


class HubFinder(Protocol):
    """Both are called off the GUI thread and raise Refused or Unavailable."""

    def look(self, address: str) -> FoundHub:
        """Ask a hub for its certificate; nothing of ours is told."""

    def enrol(self, hub: FoundHub, code: str) -> None:
        """Connect this station with a one-time code; from then on it is kept in step."""
