"""What the screen asks of the hub on this PC; the composition root answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from counter_app.domain.errors import CounterError


@dataclass(frozen=True, slots=True)
class HubPlace:
    """What a code can be for: one station of the site."""

    kind: str
    counter: int
    """0 where it is no counter."""
    is_taken: bool = False
    """A station has it: that one is not accepted any more once a code is made."""


@dataclass(frozen=True, slots=True)
class ConnectedStation:
    """One station of this hub."""

    place: HubPlace
    name: str
    """Of the computer, or what it was called."""
    heard_ms: int | None
    """When it was heard last; None = never, or this PC itself."""
    unsent: int
    """Entries that it had not sent then."""
    is_own: bool
    """This PC."""


@dataclass(frozen=True, slots=True)
class HubShown:
    """How the hub on this PC is."""

    is_on: bool = False
    """The settings say so."""
    is_answering: bool = False
    """It does, too."""
    addresses: tuple[str, ...] = ()
    """Under which other PCs reach it, without "https://"; empty = no network."""
    fingerprint: str = ""
    """Eight characters of its certificate, that the other screen shows too."""
    problem: CounterError | None = None
    """Why it does not answer; it tries again by itself."""
    stations: tuple[ConnectedStation, ...] = ()
    free: tuple[HubPlace, ...] = ()
    """What may still be connected."""


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A one-time code."""

    digits: str
    good_until_ms: int


class HubSwitch(Protocol):
    """Off the GUI thread, but for ``subscribe`` and ``is_silent``; all may raise Refused and Unavailable."""

    @property
    def is_silent(self) -> bool:
        """Whether this PC is the hub and can't answer; for the status line."""

    def shown(self) -> HubShown:
        """How it is now."""

    def turn_on(self) -> None:
        """Make this PC the hub of its site, until ``turn_off``; takes a second: others are looked for."""

    def turn_off(self) -> None:
        """Be a station like the others again."""

    def make_code(self, place: HubPlace, name: str) -> ShownCode:
        """A code for one station: ten minutes, five tries. ``name``: what people call it.

        For a place that is taken, the PC that has it is not accepted any more.
        """

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Calls it, in any thread, whenever the hub began or ceased to answer."""
