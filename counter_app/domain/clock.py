"""Time and identity come in as arguments: the only place that asks the machine for them."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

Clock = Callable[[], int]
"""Returns UTC milliseconds since 1970."""

NewId = Callable[[], UUID]
"""Returns a new UUIDv7 (RFC 9562, 5.7): time-ordered, so that indexes grow at their end."""


def system_clock() -> int:
    """Milliseconds UTC of this machine's wall clock."""
    return time.time_ns() // 1_000_000


def uuid7_source(clock: Clock, random_bits: Callable[[int], int] = secrets.randbits) -> NewId:
    """Ids whose first 48 bits are the clock's milliseconds and whose other 74 are random."""

    def new_id() -> UUID:
        random = random_bits(74)
        value = (clock() & 0xFFFF_FFFF_FFFF) << 80
        value |= 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & 0x3FFF_FFFF_FFFF_FFFF
        return UUID(int=value)

    return new_id


def utc(at_ms: int) -> datetime:
    """The instant as an aware UTC datetime."""
    return datetime.fromtimestamp(at_ms // 1000, UTC) + timedelta(milliseconds=at_ms % 1000)


def local_time(at_ms: int, zone: ZoneInfo) -> datetime:
    """The instant on a wall clock in the site's zone."""
    return utc(at_ms).astimezone(zone)


def local_day(at_ms: int, zone: ZoneInfo) -> date:
    """The calendar day in the site's zone: only a proposal for the business day (DESIGN 10)."""
    return local_time(at_ms, zone).date()
