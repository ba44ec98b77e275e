"""Who decides which ticket is called, as the window sees it: this station by itself, or its hub."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from counter_app.operations.actor import Actor
from counter_app.operations.calling import CalledTicket
from counter_app.operations.claims import Press


class CallAuthority(Protocol):
    """The hub that is asked; in the hub lane, since it may take a second."""

    @property
    def is_asked(self) -> bool:
        """Whether the hub decides for this counter now."""

    def call(self, actor: Actor, press: Press) -> CalledTicket:
        """Calls the next one, or the number chosen; the same press again gets the same ticket.

        Raises Unavailable("authority_away", reason=…) and Refused as ``operations.claims.grant``.
        """


@dataclass(frozen=True, slots=True)
class Choice:
    """What a verb asks of the hub where the hub decides: the next one, or a number for a reason."""

    number: str = ""
    reason: str = ""
