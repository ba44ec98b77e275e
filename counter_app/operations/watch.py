"""Long work that somebody looks at: how far it is, and whether it shall go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looks on while it runs."""

    goes_on: Callable[[], bool] = lambda: True
    """Asked between transactions; False stops there."""
    told: Callable[[int, int], None] = lambda _done, _all: None
    """How much is done, of how much."""
