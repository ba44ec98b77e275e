"""Why nobody can work at a desk now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Locked:
    """A key, a break, or a change of officer."""

    kind: Literal["lock", "break", "switch"]
    reason: str = ""
    """Of a break."""
    since_ms: int = 0
