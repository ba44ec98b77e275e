"""Times of day as people type them into a field."""

from __future__ import annotations

import re
from datetime import UTC, time
from zoneinfo import ZoneInfo

from counter_app.domain.clock import local_time

_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[.: ]?(?P<minute>\d{2}))?")


def typed_time(words: str) -> time | None:
    """``10.30``, ``10:30``, ``1030``, ``10 30`` or ``10``; None for anything else."""
    found = _TIME.fullmatch(words.strip())
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004 - of a clock


def today_at(when: time, now_ms: int, zone: ZoneInfo) -> int:
    """That time of the present day on the site's wall clock, as ms UTC."""
    there = local_time(now_ms, zone).replace(hour=when.hour, minute=when.minute, second=0, microsecond=0)
    return round(there.astimezone(UTC).timestamp()) * 1000


def soon(now_ms: int, after_min: int, step_min: int) -> int:
    """So many minutes from now, rounded up to a round time."""
    step_ms = step_min * 60_000
    return -(-(now_ms + after_min * 60_000) // step_ms) * step_ms
