"""How often one address may ask: a token bucket each, for a bounded number of addresses."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from dataclasses import dataclass

from counter_app.domain.clock import Clock


@dataclass(frozen=True, slots=True)
class Limit:
    """The phones of a whole hall often share one address, so a bucket is for a building, not for a person.

    Each worker keeps its own buckets: several let through as many times more.
    """

    per_second: float = 20.0
    burst: int = 200
    addresses: int = 10_000
    """So many buckets are kept; the one not asked for longest gives way."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at_ms: int


class Limiter:
    """Counts what each address asked; used from one thread."""

    def __init__(self, limit: Limit, clock: Clock) -> None:
        self._limit = limit
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def wait_s(self, address: str) -> int:
        """Whole seconds until this address may ask again; 0 = it may now, and has just done so."""
        now_ms = self._clock()
        bucket = self._buckets.pop(address, None) or _Bucket(self._limit.burst, now_ms)
        self._buckets[address] = bucket
        if len(self._buckets) > self._limit.addresses:
            self._buckets.popitem(last=False)
        passed_ms = max(0, now_ms - bucket.at_ms)
        bucket.tokens = min(self._limit.burst, bucket.tokens + passed_ms * self._limit.per_second / 1000)
        bucket.at_ms = now_ms
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return 0
        return max(1, -int(-(1 - bucket.tokens) // self._limit.per_second))

    def __len__(self) -> int:
        return len(self._buckets)


def counted_as(peer: str) -> str:
    """What an asking address is counted as: an IPv6 customer holds a /64, and asks from any part of it."""
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return peer
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ipaddress.ip_network((int(address) >> 64 << 64, 64)))
