"""How often one address may ask: a token bucket each, for a bounded number of addresses."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from counter_app.domain.clock import Clock


@dataclass(frozen=True, slots=True)
class Limit:
    """The phones of a whole hall often share one address, so a bucket is for a building, not for a person."""

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


def client_address(peer: str, forwarded_for: Sequence[str], trusted_proxies: int) -> str:
    """The address to count by: the peer, or what the configured number of own proxies say it is.

    Everything to the left of the trusted entries is written by whoever asks and is never believed.
    An IPv6 customer holds a /64, so that is what is counted.
    """
    hops = [hop.strip() for line in forwarded_for for hop in line.split(",")]
    told = hops[-trusted_proxies] if 0 < trusted_proxies <= len(hops) else peer
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return peer
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((int(address) >> 64 << 64, 64)))
    return str(address)
