"""A site hub stands on the store of the station that it runs on: one file, one writer, one log (DESIGN 2).

The write transaction is the site's lock. Whatever this station's own officer does is told to the others
like what they push, since all of it is committed here.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Connection, select

from counter_app.db import journal
from counter_app.db.connection import FAILURES, told
from counter_app.db.key import Signer
from counter_app.db.store import Store
from counter_app.db.tables import CATALOGUE_VERSION
from counter_app.db.work import Work
from counter_app.domain.catalogue_json import catalogue_from_json, catalogue_to_json
from counter_app.domain.kinds import KINDS
from counter_app.hub.catalogue import Shelf
from counter_app.hub.own_station import keep_own_station
from counter_app.operations.authority import carry_on

T = TypeVar("T")
READERS = 3
"""Connections for pulls and pages, so that none of them waits for a screen or lets one wait."""
CONTACT_EVERY_MS = 10_000
"""A pull that only says "still here" need not write, and so need not wait for the disk, more often."""
_SHARED = frozenset(aggregate.name for aggregates in KINDS.values() for aggregate in aggregates) | {
    "catalogue"
}
"""What others want to hear of; drafts and print jobs are this station's own affair."""
_NEWEST = (
    select(CATALOGUE_VERSION.c.id, CATALOGUE_VERSION.c.content)
    .order_by(CATALOGUE_VERSION.c.id.desc())
    .limit(1)
)


class SiteDatabase:
    """What a hub needs of a station's store (see ``HubDatabase``)."""

    contact_every_ms = CONTACT_EVERY_MS
    seal = None

    def __init__(self, store: Store) -> None:
        self._store = store
        self._readers = store.more_readers(READERS)
        self._work: Work | None = None
        self._heard: Callable[[str | None], None] | None = None
        self._hand = _Hand()

    def read(self, query: Callable[[Connection], T], /) -> T:
        """Runs one query on a snapshot. Raises Unavailable for the disk's faults."""
        try:
            with self._readers.begin() as connection:
                return query(connection)
        except FAILURES as error:
            raise told(error) from error

    def write(self, act: Callable[[Connection], T], /) -> T:
        """Runs one act in the station's one write transaction. Raises Unavailable for the disk's faults."""
        self._hand.writes_for = 0

        def operation(work: Work) -> T:
            self._work = work  # one writer: nobody else comes here until this is over
            try:
                return act(work.connection)
            finally:
                self._work = None
                heads = journal.heads(work.connection).values()
                work.ids.update({head.replica_no: head.replica_id for head in heads})

        return self._store.write(operation)

    def own_work(self) -> Work | None:
        """Work in the station's own log."""
        return self._work

    def own_signer(self) -> Signer:
        """The station itself."""
        return self._store.signers[-1]

    def leave_log(self) -> None:
        """The station goes on under a new key; its old log stays until it is compared."""
        self._store.rekey(lambda _work: 0)
        self.write(self.take_up)

    def take_up(self, connection: Connection) -> None:
        """In ``write``: the station is one of its hub's, and decides on where its log before decided."""
        keep_own_station(connection, self._store)
        if self._work is not None:
            carry_on(self._work, frozenset(one.replica_id for one in self._store.signers[:-1]))

    def tell(self, _connection: Connection, _site: str, replica_no: int, changed: frozenset[str]) -> None:
        """Announced with the commit, to the screens of this station too."""
        self._hand.writes_for = replica_no
        if self._work is not None:
            self._work.changed |= changed

    def listen(self, heard: Callable[[str | None], None]) -> None:
        """Hears of every commit here, whoever wrote it."""
        self._heard = heard
        self._store.subscribe(self._committed)

    def close(self) -> None:
        """Ends the listening and lets the readers go; the store stays open."""
        self._store.unsubscribe(self._committed)
        self._readers.dispose()

    def _committed(self, changed: frozenset[str]) -> None:
        if self._heard is not None and changed & _SHARED:
            self._heard(f"{self._hand.writes_for} {self._store.station.site}")
            self._hand.writes_for = 0


class _Hand(threading.local):
    """Whose entries this thread commits; a store announces in the thread that wrote."""

    writes_for = 0


class SiteShelf(Shelf):
    """The station's own catalogue is what its site has published; the hub calls for all of its counters."""

    def __init__(self, site: str) -> None:
        super().__init__()
        self._site = site
        self._newest: tuple[int, str, str] = (0, "", "")

    def digest(self, connection: Connection, site: str) -> str:
        """Of what stations take from here; empty for another site."""
        return self._read(connection)[1] if site == self._site else ""

    def content(self, connection: Connection, site: str, digest: str) -> str | None:
        """The text of the catalogue in force; an older one is not asked for."""
        _, newest, content = self._read(connection)
        return content if (site, digest) == (self._site, newest) else None

    def sites(self, _connection: Connection) -> list[str]:
        """The one of this station."""
        return [self._site]

    def _read(self, connection: Connection) -> tuple[int, str, str]:
        row = connection.execute(_NEWEST).one()
        if row.id != self._newest[0]:
            content = _with_hub(row.content)
            self._newest = (row.id, hashlib.sha256(content.encode()).hexdigest(), content)
        return self._newest


def _with_hub(content: str) -> str:
    """Who calls where there is no hub does not call where there is one: it decides."""
    catalogue, site = catalogue_from_json(content)
    return catalogue_to_json(catalogue, replace(site, authority_counter=0))
