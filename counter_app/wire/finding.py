"""How the hub of a site is found on the local network: one small datagram asks, one answers (decision 0013).

The answer is signed over the question's nonce, so that only the hub that a station knows can give it; where
it came from is the new address. Nothing that it says is believed beyond that: the pinned certificate decides.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from counter_app.wire.messages import Hex16, Hex32, Hex64, Short

MOST_DATAGRAM = 1_000


class _Datagram(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class WhereIsHub(_Datagram):
    """The question whether there is a hub."""

    ask: Literal["counter-app hub"] = "counter-app hub"
    nonce: Hex16
    hub: Literal[""] | Hex16 = ""
    """Which one; empty = any."""


class HereIsHub(_Datagram):
    """Here is one, on this port of who sends this."""

    answer: Literal["counter-app hub"] = "counter-app hub"
    hub: Hex16
    hub_key: Hex32
    scheme: Literal["https", "http"]
    port: int
    site: Short
    name: Short
    """Of the computer."""
    signature: Hex64


def here_text(nonce: str, hub_id: str, scheme: str, port: int) -> bytes:
    """What a hub signs of its answer."""
    return f"counter-app here 1\n{hub_id}\n{nonce}\n{scheme} {port}".encode()


def asked(datagram: bytes) -> WhereIsHub | None:
    """The question, if it is one."""
    try:
        return WhereIsHub.model_validate_json(datagram)
    except ValidationError:
        return None


def answered(datagram: bytes) -> HereIsHub | None:
    """The answer, if it is one."""
    try:
        return HereIsHub.model_validate_json(datagram)
    except ValidationError:
        return None
