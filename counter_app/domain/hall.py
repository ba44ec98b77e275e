"""When the hall needs a look: a queue is crowded, somebody sits or is away too long. Rules of the house."""

from __future__ import annotations

from typing import Literal

Crowding = Literal["", "long", "unserved", "many"]
"""Why a queue needs a look; empty = it is well. The most urgent reason stands."""

MANY_A_COUNTER = 10
"""So many waiting for each open counter: at 10 minutes a person the last one waits an hour and a half."""
SERVING_LIMIT_MIN = 30
"""Service that lasts longer is asked about: most services plan 5 to 20 minutes at the counter."""
CALLED_LIMIT_MIN = 5
"""Called and not come for so long: old people walk slowly, but then somebody should look."""
PARKED_LIMIT_MIN = 60
"""Away longer than bank or copies take, where no time was agreed."""
AWAY_LIMIT_MIN = 5
"""A station is silent: after so many minutes the authority may release what it has called (DESIGN 7)."""

_MIN_MS = 60_000


def crowding(*, waiting: int, longest_ms: int, open_counters: int, limit_min: int) -> Crowding:
    """Whether a queue is crowded, and why. ``limit_min`` is the site's ageing limit.

    >>> crowding(waiting=5, longest_ms=46 * 60_000, open_counters=1, limit_min=30)
    'long'
    """
    if not waiting:
        return ""
    if not open_counters:
        return "unserved"
    if longest_ms >= limit_min * _MIN_MS:
        return "long"
    return "many" if waiting > MANY_A_COUNTER * open_counters else ""


def is_long(state: str, since_ms: int, now_ms: int, until_ms: int | None = None) -> bool:
    """Whether a ticket is called, in service or parked for too long.

    ``until_ms``: when who is parked was expected back.
    """
    if until_ms is not None:
        return now_ms > until_ms
    limits = {"called": CALLED_LIMIT_MIN, "serving": SERVING_LIMIT_MIN, "parked": PARKED_LIMIT_MIN}
    return now_ms - since_ms >= limits[state] * _MIN_MS
