"""One operation's work: what it reads, the entries it records, and their projection at its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from counter_app.db import journal
from counter_app.db.journal import Head
from counter_app.db.prepared import Prepared
from counter_app.db.projector import Projector
from counter_app.db.seal import Seal
from counter_app.db.tables import SERIES
from counter_app.domain.catalogue import Catalogue, Site
from counter_app.domain.clock import Clock, NewId
from counter_app.domain.entry import Entry, chained, personal_half, written
from counter_app.domain.errors import Refused
from counter_app.domain.fold import Aggregate
from counter_app.settings import StationSettings

_SALT_BYTES = 16
_INT31 = 2**31
LARGEST_ENTRY = 60_000
"""Characters of body and pii: any one entry fits into one push, or the outbox would stop at it."""
_NEXT_OF_SERIES = Prepared(
    insert(SERIES)
    .on_conflict_do_update(index_elements=["name"], set_={"last": SERIES.c.last + 1})
    .returning(SERIES.c.last)
)


@dataclass(frozen=True, slots=True)
class HubClock:
    """How the hub's clock differed from ours when they were last compared."""

    offset_ms: int
    """Hub minus own."""
    compared_at_ms: int
    """On our own clock."""

    def told_at(self, now_ms: int) -> tuple[int, int]:
        """Offset in ms and its age in s, as entries carry them."""
        return _clamped(self.offset_ms), _clamped((now_ms - self.compared_at_ms) // 1000)


def _clamped(value: int) -> int:
    return max(-_INT31 + 1, min(_INT31 - 1, value))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a store gives to every piece of work."""

    station: StationSettings
    site: Site
    catalogue: Catalogue
    clock: Clock
    new_id: NewId
    random_bytes: Callable[[int], bytes]
    hub_clock: HubClock | None = None


class Work:
    """Everything one operation may touch, in one transaction. Nothing is kept unless all of it is."""

    def __init__(
        self,
        connection: Connection,
        around: Surroundings,
        head: Head,
        ids: Mapping[int, bytes],
        seal: Seal | None = None,
    ) -> None:
        self.connection = connection
        self.station, self.site, self.catalogue = around.station, around.site, around.catalogue
        self.clock, self.new_id, self.random_bytes = around.clock, around.new_id, around.random_bytes
        self._hub_clock = around.hub_clock
        self.ids = dict(ids)
        """Replica number -> replica id of all replicas known here."""
        self.changed: set[str] = set()
        self.numbers_given: dict[str, int] = {}
        self._projector = Projector(connection, self.ids, seal)
        self._seal = seal
        self._head = head
        self._written = head
        self._pending: list[Entry] = []
        self._revs: dict[bytes, int] = {}

    @property
    def head(self) -> Head:
        """The end of this installation's chain, with what was recorded in this work."""
        return self._head

    def replica_head(self, replica_id: bytes, site: str, public_key: bytes | None) -> Head:
        """The end of another replica's chain here; one that is new here becomes known, empty."""
        for number, known in self.ids.items():
            if known == replica_id:
                return journal.head(self.connection, number)
        made = journal.add_replica(self.connection, replica_id, site, public_key)
        self.ids[made.replica_no] = replica_id
        self._projector.know(made.replica_no, replica_id)
        return made

    def state(self, aggregate: Aggregate[Any], entity_id: UUID | bytes) -> Any:
        """The state of one entity, with what this work recorded so far, or None."""
        raw = _raw(entity_id)
        if any(entry.entity_id == raw for entry in self._pending):
            self.project()
        return self._projector.state(aggregate, raw)

    def new_entity(self) -> UUID:
        """A fresh id whose history begins in this work."""
        made = self.new_id()
        self._revs[made.bytes] = 0
        self._projector.expect_new(made.bytes)
        return made

    def next_number(self, series: str) -> int:
        """The next number of a series (1, 2, 3…), given inside this transaction."""
        row = _NEXT_OF_SERIES.first(self.connection, {"name": series, "last": 1})
        assert row is not None
        self.numbers_given[series] = row[0]
        return self.numbers_given[series]

    def record(
        self,
        kind: str,
        entity_id: UUID | bytes,
        body: dict[str, object],
        *,
        officer: str,
        business_day: int,
        agency: str = "",
        pii: dict[str, object] | None = None,
    ) -> Entry:
        """Records what happened; it is in the journal and the projections when the work is done."""
        raw, head = _raw(entity_id), self.head
        said, personal = written(body), None if pii is None else written(pii)
        if len(said) + len(personal or "") > LARGEST_ENTRY:
            raise Refused("entry_too_big")
        salt_p = None if pii is None else self.random_bytes(_SALT_BYTES)
        at_ms = self.clock()
        offset_ms, age_s = (None, None) if self._hub_clock is None else self._hub_clock.told_at(at_ms)
        unsigned = Entry(
            head.replica_id, head.seq + 1, raw, self._next_rev(raw), at_ms, offset_ms, age_s,
            self.site.code, business_day, agency, kind, 1, officer, self.catalogue.version, said,
            personal, self.random_bytes(_SALT_BYTES), salt_p, personal_half(personal, salt_p), b"",
        )  # fmt: skip
        entry = unsigned._replace(hash=chained(head.hash, unsigned))
        self._pending.append(entry)
        self._head = Head(head.replica_no, head.replica_id, entry.seq, entry.hash)
        return entry

    def record_again(self, entry: Entry, body: str) -> Entry:
        """Records as ours what was written under another name, in its place in the order."""
        head = self.head
        unsigned = entry._replace(replica_id=head.replica_id, seq=head.seq + 1, body=body, hash=b"")
        again = unsigned._replace(hash=chained(head.hash, unsigned))
        self._pending.append(again)
        self._head = Head(head.replica_no, head.replica_id, again.seq, again.hash)
        return again

    def _next_rev(self, entity_id: bytes) -> int:
        known = self._revs.get(entity_id, self._projector.rev_seen(entity_id))
        if known is None:
            known = journal.highest_rev(self.connection, entity_id)
        self._revs[entity_id] = known + 1
        return known + 1

    def project(self, *, is_anew: bool = False) -> None:
        """Writes the buffered entries and folds them; the store calls it at the end of the work.

        ``is_anew``: their entities are folded from all their entries, since others were taken away.
        """
        if self._pending:
            journal.append(self.connection, self._written, self._pending, self._seal)
            self.changed |= self._projector.apply(self._pending, is_anew=is_anew)
            self._written, self._pending = self._head, []


def _raw(entity_id: UUID | bytes) -> bytes:
    return entity_id.bytes if isinstance(entity_id, UUID) else entity_id
