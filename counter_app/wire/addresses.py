"""Under which addresses other computers of the building reach this one."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import suppress

_SOMEWHERE = ("192.0.2.1", 9)
"""Of RFC 5737, nobody's: only asked which way would lead there; nothing is sent."""


def own_addresses() -> tuple[str, ...]:
    """IPv4 addresses of this computer, the one that leads out first; empty without a network."""
    found = [*_leading_out(), *_named()]
    return tuple(dict.fromkeys(one for one in found if _is_reachable(one)))


def _leading_out() -> list[str]:
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.connect(_SOMEWHERE)
        return [str(asked.getsockname()[0])]
    return []


def _named() -> list[str]:
    with suppress(OSError):
        return [str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return []


def _is_reachable(address: str) -> bool:
    place = ipaddress.ip_address(address)
    return not (place.is_loopback or place.is_link_local or place.is_unspecified)
