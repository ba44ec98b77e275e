"""Hello, push and pull between one store and its hub: single steps, no thread, no waiting."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from counter_app.db import journal
from counter_app.db.hub_tables import SENT_MARK
from counter_app.db.store import Store
from counter_app.db.tables import JOURNAL
from counter_app.db.work import HubClock, Work
from counter_app.domain.catalogue_json import catalogue_from_json, catalogue_to_json
from counter_app.domain.errors import Refused, Unavailable
from counter_app.operations.receive import take_pulled
from counter_app.sync.client import HubClient
from counter_app.sync.hub_link import HubLink
from counter_app.sync.slow_line import SlowLineError
from counter_app.wire import MOST_ENTRIES, Hello, Problem, PushAnswer, Run, parts, signed_text

FIRST_BATCH = 50
PULLED_AT_ONCE = 200
"""Entries of one transaction: an officer's key press waits no longer than for this."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What the hub has not acknowledged yet, as far as this station knows."""

    unsent: int
    unsent_since_ms: int | None
    """When the oldest of it was written."""
    last_sent_ms: int | None


def backlog(connection: Connection, replica_no: int) -> Backlog:
    """How many own entries the hub has not acknowledged, and since when."""
    head = journal.head(connection, replica_no)
    mark = connection.execute(select(SENT_MARK).where(SENT_MARK.c.replica_no == replica_no)).first()
    acked = 0 if mark is None else mark.acked_seq
    oldest = select(JOURNAL.c.at_ms).where(JOURNAL.c.replica_no == replica_no, JOURNAL.c.seq == acked + 1)
    since = connection.execute(oldest).scalar()
    return Backlog(max(0, head.seq - acked), since, None if mark is None else mark.sent_at)


class Exchange:
    """One session with the hub. Used by one thread."""

    def __init__(self, store: Store, link: HubLink, client: HubClient, app_version: str = "") -> None:
        self._store = store
        self._link = link
        self._client = client
        self._app_version = app_version
        self._acked = 0
        self._size = FIRST_BATCH
        self._catalogue = ""

    @property
    def batch_size(self) -> int:
        """How many entries the next push carries at most."""
        return self._size

    @property
    def is_greeted(self) -> bool:
        """Whether a session stands."""
        return self._client.is_greeted

    def forget(self) -> None:
        """Ends the session: the next step says hello."""
        self._client.forget_token()

    def greet(self) -> None:
        """Says hello and hears how far the hub is.

        Raises Refused("log_forked") where the hub holds another log under our name,
        Refused("log_behind") where it holds more of ours than we do, and what the client raises.
        """
        store = self._store
        head = store.read(lambda connection: journal.head(connection, store.own.replica_no))
        unsent = self.backlog().unsent
        asked_at = store.clock()

        def hello(nonce: str, signature: str) -> Hello:
            return Hello(
                replica=head.replica_id.hex(), nonce=nonce, signature=signature, head_seq=head.seq,
                head_hash=head.hash.hex(), wall_ms=asked_at, unsent=unsent, app_version=self._app_version,
            )  # fmt: skip

        standing = self._client.hello(store.sign, hello)
        now = store.clock()
        store.hub_clock = HubClock(standing.hub_time_ms - (asked_at + now) // 2, now)
        self._acknowledged(standing.acked_seq, standing.acked_hash, standing.standing)
        self._take_catalogue(standing.catalogue)

    def _acknowledged(self, seq: int, hash_: str, standing: str = "good") -> None:
        """Keeps how far the hub is, when what it holds is what we wrote."""
        store = self._store
        if standing != "good":
            raise Refused(f"log_{standing}")
        ours = store.read(lambda connection: journal.hash_at(connection, store.own.replica_no, seq))
        if ours is None or ours.hex() != hash_:
            raise Refused("log_forked")
        self._acked = seq
        store.write(lambda work: _keep_mark(work, seq))

    def backlog(self) -> Backlog:
        """What waits to be sent."""
        return self._store.read(lambda connection: backlog(connection, self._store.own.replica_no))

    def push(self) -> int:
        """Sends one batch; answers how many entries the hub acknowledged, 0 where nothing waits.

        A time-out halves the batch, down to one entry, and is raised again at one.
        Raises Refused("log_forked") and what the client raises.
        """
        while True:
            run = self._store.read(self._next_run)
            if run is None:
                return 0
            try:
                answer = self._client.push(run, bytes.fromhex(self._link.hub_key))
            except SlowLineError:
                if self._size == 1:
                    raise Unavailable("line_slow") from None
                self._size = max(1, self._size // 2)
                continue
            return self._pushed(run, answer)

    def _pushed(self, run: Run, answer: PushAnswer | Problem) -> int:
        if isinstance(answer, Problem):
            if answer.kind == "gap" and answer.need is not None and answer.need <= self._acked:
                self._acked = answer.need - 1  # a hub restored from its backup asks again
                return 1
            raise Refused("log_forked")
        before = self._acked
        self._acknowledged(answer.acked_seq, answer.head_hash)
        self._size = min(MOST_ENTRIES, self._size * 2)
        return max(self._acked - before, 1 if run.entries else 0)

    def _next_run(self, connection: Connection) -> Run | None:
        end = journal.head(connection, self._store.own.replica_no)
        entries = journal.entries_after(connection, end, self._acked, self._size)
        if not entries:
            return None
        prev = journal.hash_at(connection, end.replica_no, self._acked)
        assert prev is not None
        last = entries[-1]
        signature = self._store.sign(signed_text(end.replica_id, last.seq, last.hash))
        return Run(end.replica_id, self._store.site.code, None, prev, tuple(entries), signature)

    def pull(self) -> bool:
        """Takes one batch of what others wrote; answers whether the hub has more."""
        heads = self._store.read(journal.heads)
        vector = {head.replica_id.hex(): head.seq for head in heads.values()}
        batch = self._client.pull(vector, self.backlog().unsent)
        for run in batch.runs:
            for part in parts(run, PULLED_AT_ONCE):
                self._take(part)
        self._take_catalogue(batch.catalogue)
        return batch.more

    def _take(self, part: Run) -> None:
        self._store.write(lambda work: take_pulled(work, (part,)))

    def _take_catalogue(self, digest: str) -> None:
        """Takes a newly published catalogue, whole or not at all."""
        if not digest or digest == self._catalogue:
            return
        if not self._catalogue:
            content = catalogue_to_json(self._store.catalogue, self._store.site)
            self._catalogue = hashlib.sha256(content.encode()).hexdigest()
        if digest != self._catalogue:
            self._fetch_catalogue(digest)
        self._catalogue = digest

    def _fetch_catalogue(self, digest: str) -> None:
        content = self._client.catalogue(digest)
        if hashlib.sha256(content.encode()).hexdigest() != digest:
            raise Unavailable("line_disturbed", reason="catalogue")
        catalogue, site = catalogue_from_json(content)
        if site.code != self._store.station.site:
            raise Refused("other_site", site=site.code, station=self._store.station.site)
        self._store.take_catalogue(catalogue, site)


def _keep_mark(work: Work, seq: int) -> None:
    values = {"replica_no": work.head.replica_no, "acked_seq": seq, "sent_at": work.clock()}
    statement = insert(SENT_MARK).values(values)
    work.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["replica_no"],
            set_={"acked_seq": statement.excluded.acked_seq, "sent_at": statement.excluded.sent_at},
        )
    )
