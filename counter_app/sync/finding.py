"""Looking for hubs on the local network: one question to everybody, the answers of one second."""

from __future__ import annotations

import hashlib
import secrets
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counter_app.sync.hub_link import HubLink
from counter_app.wire.addresses import own_addresses
from counter_app.wire.finding import MOST_DATAGRAM, HereIsHub, WhereIsHub, answered, here_text

PORT = 8443
WITHIN_S = 1.0
EVERYBODY = "255.255.255.255"


@dataclass(frozen=True, slots=True)
class NearHub:
    """A hub that answered."""

    url: str
    name: str
    """Of its computer."""
    hub_id: str
    site: str


def hubs_nearby(
    port: int = PORT, hub_id: str = "", to: Sequence[str] = (), within_s: float = WITHIN_S
) -> Iterator[NearHub]:
    """Hubs of this network, as they answer; each with the signature of the key that its id stands for.

    ``hub_id``: only this one. ``to``: whom to ask instead of everybody.
    """
    question = WhereIsHub(nonce=secrets.token_hex(16), hub=hub_id)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        for target in to or _everybody():
            with suppress(OSError):  # an interface without a network
                line.sendto(question.model_dump_json().encode(), (target, port))
        yield from _answers(line, question.nonce, within_s)


def moved(link: HubLink, to: Sequence[str] = ()) -> HubLink | None:
    """Where a hub is now, if it answers from another address than the one that is known."""
    port = urlsplit(link.url).port or PORT
    for found in hubs_nearby(port, link.hub_id, to):
        if found.hub_id == link.hub_id:
            return None if found.url == link.url else replace(link, url=found.url)
    return None


def _everybody() -> Iterator[str]:
    """All of the network; where Windows leaves out all interfaces but one, each of ours as a /24 too."""
    yield EVERYBODY
    for address in own_addresses():
        yield f"{address.rpartition('.')[0]}.255"


def _answers(line: socket.socket, nonce: str, within_s: float) -> Iterator[NearHub]:
    seen: set[tuple[str, str]] = set()
    until = time.monotonic() + within_s
    while (left_s := until - time.monotonic()) > 0:
        line.settimeout(left_s)
        try:
            datagram, sender = line.recvfrom(MOST_DATAGRAM)
        except OSError:  # nobody yet, or Windows: an asked one has gone, a datagram was too long
            continue
        here = answered(datagram)
        if here is None or not _is_true(here, nonce) or (here.hub, sender[0]) in seen:
            continue
        seen.add((here.hub, sender[0]))
        yield NearHub(f"{here.scheme}://{sender[0]}:{here.port}", here.name, here.hub, here.site)


def _is_true(here: HereIsHub, nonce: str) -> bool:
    key = bytes.fromhex(here.hub_key)
    if hashlib.sha256(key).hexdigest()[:32] != here.hub:
        return False
    text = here_text(nonce, here.hub, here.scheme, here.port)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(bytes.fromhex(here.signature), text)
    except (InvalidSignature, ValueError):
        return False
    return True
