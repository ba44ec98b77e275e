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


@dataclass(frozen=True, slots=True)
class NearbyHub:
    """A hub that answered on this network by itself."""

    address: str
    """With its scheme."""
    name: str
    """Of its computer."""


class HubFinder(Protocol):
    """All are called off the GUI thread and raise Refused or Unavailable."""

    def nearby(self) -> tuple[NearbyHub, ...]:
        """Hubs that answer on this network; takes a second."""

    def look(self, address: str) -> FoundHub:
        """Ask a hub for its certificate; nothing of ours is told."""

    def enrol(self, hub: FoundHub, code: str) -> None:
        """Connect this station with a one-time code; from then on it is kept in step."""
