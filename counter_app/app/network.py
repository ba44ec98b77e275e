"""Where this PC's hub listens, and whom this PC asks for one."""

from __future__ import annotations

from dataclasses import dataclass

PORT = 8443
"""What is told to firewalls."""


@dataclass(frozen=True, slots=True)
class Network:
    """The building's, unless said otherwise."""

    host: str = ""
    """Where the hub listens; empty = on all networks of this PC."""
    port: int = PORT
    """Of a hub, here or elsewhere, where nothing else is known."""
    near: tuple[str, ...] = ()
    """Who is asked where a hub is; empty = everybody on the network."""
    patience_s: float = 1.0
    """So long an answer is waited for."""


BUILDING = Network()
THIS_PC = Network("127.0.0.1", near=("127.0.0.1",), patience_s=0.2)
