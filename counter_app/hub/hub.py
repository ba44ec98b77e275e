"""What one worker of the hub holds: database, keys, the catalogues read so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import Connection, Engine

from counter_app.domain.catalogue import Catalogue, Site
from counter_app.domain.clock import Clock
from counter_app.hub.catalogue import Shelf
from counter_app.hub.keys import HubKeys
from counter_app.hub.metrics import Metrics
from counter_app.hub.pii import PersonalSeal

T = TypeVar("T")


@dataclass(frozen=True)
class Hub:
    """Stateless over its database: several workers, several machines."""

    engine: Engine
    keys: HubKeys
    clock: Clock
    random_bytes: Callable[[int], bytes]
    shelf: Shelf = field(default_factory=Shelf)
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def seal(self) -> PersonalSeal:
        """How personal data is sealed here."""
        return PersonalSeal(self.keys.personal, self.keys.lookup)

    def read(self, query: Callable[[Connection], T], /) -> T:
        """Runs one query in a transaction of its own."""
        with self.engine.connect() as connection:
            return query(connection)

    def write(self, act: Callable[[Connection], T], /) -> T:
        """Runs one act in a transaction of its own."""
        with self.engine.begin() as connection:
            return act(connection)

    def catalogues(self) -> Mapping[str, tuple[Catalogue, Site]]:
        """What every site has published, by its code."""
        return self.read(self.shelf.all)
