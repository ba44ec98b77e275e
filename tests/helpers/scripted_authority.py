"""A hub that decides who is called, or does not answer, as a test wants it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from counter_app.db.store import Store
from counter_app.domain.errors import Refused, Unavailable
from counter_app.operations.actor import Actor
from counter_app.operations.calling import CalledTicket
from counter_app.operations.claims import Press


@dataclass
class ScriptedAuthority:
    """Asked only after ``decide_for``; until then the counter decides by itself."""

    is_asked: bool = False
    is_away: bool = True
    presses: list[Press] = field(default_factory=list)

    def decide_for(self, store: Store) -> None:
        """From now on the counter of this store belongs to a hub."""
        store.site = replace(store.site, authority_counter=0)
        store.station = replace(store.station, hub="f" * 32)
        self.is_asked = True

    def call(self, _actor: Actor, press: Press) -> CalledTicket:
        """No answer, or nobody waits as far as the hub knows."""
        self.presses.append(press)
        if self.is_away:
            raise Unavailable("authority_away", reason="slow")
        raise Refused("nobody_waiting", queues="B")
