"""What one worker of the hub holds: database, keys, the catalogues read so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from counter_app.db.key import Signer
from counter_app.db.seal import Seal
from counter_app.db.work import Work
from counter_app.domain.catalogue import Catalogue, Site
from counter_app.domain.clock import Clock
from counter_app.hub.catalogue import Shelf
from counter_app.hub.keys import HubKeys
from counter_app.hub.metrics import Metrics

T = TypeVar("T")


class HubDatabase(Protocol):
    """What a hub stands on: PostgreSQL at the centre, the station's own store at a site (DESIGN 2)."""

    contact_every_ms: int
    """So often it is kept at most that a station was heard; 0 = each time."""

    @property
    def seal(self) -> Seal | None:
        """How personal data is sealed here; None where the whole file is."""
        ...

    def read(self, query: Callable[[Connection], T], /) -> T:
        """Runs one query in a transaction of its own."""
        ...

    def write(self, act: Callable[[Connection], T], /) -> T:
        """Runs one act in a transaction of its own."""
        ...

    def own_work(self) -> Work | None:
        """In ``write``: work in the one log that this hub writes; None where it keeps one for each site."""
        ...

    def own_signer(self) -> Signer | None:
        """Who writes that log now; None where there is one for each site."""
        ...

    def leave_log(self) -> None:
        """Goes on in a new one; the old one's places are taken."""
        ...

    def tell(self, connection: Connection, site: str, replica_no: int, changed: frozenset[str]) -> None:
        """Says with the commit that a site has changed; ``replica_no`` wrote it and need not be told."""
        ...

    def listen(self, heard: Callable[[str | None], None]) -> None:
        """From now on ``heard`` is called, in any thread, with "replica_no site"; None = look at all."""
        ...

    def close(self) -> None:
        """Ends the listening and lets the connections go."""
        ...


@dataclass(frozen=True)
class Hub:
    """Stateless over its database: several workers, several machines."""

    database: HubDatabase
    keys: HubKeys
    clock: Clock
    random_bytes: Callable[[int], bytes]
    shelf: Shelf = field(default_factory=Shelf)
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def seal(self) -> Seal | None:
        """How personal data is sealed here."""
        return self.database.seal

    def read(self, query: Callable[[Connection], T], /) -> T:
        """Runs one query in a transaction of its own."""
        return self.database.read(query)

    def write(self, act: Callable[[Connection], T], /) -> T:
        """Runs one act in a transaction of its own."""
        return self.database.write(act)

    def catalogues(self) -> Mapping[str, tuple[Catalogue, Site]]:
        """What every site has published, by its code."""
        return self.read(self.shelf.all)
