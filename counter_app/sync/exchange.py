"""Hello, push and pull between one store and its hub: single steps, no thread, no waiting."""

from __future__ import annotations

import hashlib

from counter_app.db import journal
from counter_app.db.journal import Head
from counter_app.db.store import Store
from counter_app.db.work import HubClock
from counter_app.domain.catalogue_json import catalogue_from_json, catalogue_to_json
from counter_app.domain.errors import Refused, Unavailable
from counter_app.operations.receive import take_pulled
from counter_app.sync.client import HubClient
from counter_app.sync.greeting import say_hello
from counter_app.sync.hand_in import hand_in
from counter_app.sync.hub_link import HubLink
from counter_app.sync.outbox import Outbox
from counter_app.sync.rekey import come_back, end_of, leave_branch, leave_log, take_issuer
from counter_app.sync.sent import Backlog, backlog, keep_mark
from counter_app.sync.slow_line import SlowLineError
from counter_app.wire import MOST_ENTRIES, Batch, LogEnd, Run, Standing, parts

PULLED_AT_ONCE = 200
"""Entries of one transaction: an officer's key press waits no longer than for this."""


class Exchange:
    """One session with the hub. Used by one thread.

    ``may_rekey``: of several threads only one goes on in a new log; the others wait for it.
    """

    def __init__(
        self, store: Store, link: HubLink, client: HubClient, app_version: str = "", *, may_rekey: bool = True
    ) -> None:
        self._may_rekey = may_rekey
        self._store = store
        self._link = link
        self._client = client
        self._app_version = app_version
        self._outbox = self._made_outbox()
        self._catalogue = ""
        self._hub_log = ""
        self._pulled_at_once = MOST_ENTRIES
        self.new_issuer = 0
        """Stands in our numbers since this station went on in a new log; 0 = it did not."""

    def _made_outbox(self) -> Outbox:
        store = self._store
        return Outbox(store, self._client, self._link.hub_key, store.signers[-1], store.own)

    @property
    def batch_size(self) -> int:
        """How many entries the next push carries at most."""
        return self._outbox.size

    @batch_size.setter
    def batch_size(self, entries: int) -> None:
        self._outbox.size = entries

    @property
    def is_greeted(self) -> bool:
        """Whether a session of the present log stands."""
        return self._client.is_greeted and self._outbox.replica_id == self._store.own.replica_id

    def forget(self) -> None:
        """Ends the session: the next step says hello."""
        self._client.forget_token()

    def greet(self) -> None:
        """Says hello and hears how far the hub is; goes on in a new log where this one can't go on there.

        Raises Refused: station_replaced, station_elsewhere (a person must decide), Unavailable("hub_busy",
        reason="log") where another thread must do it first, and what the client raises.
        """
        try:
            standing, end = self._hello()
        except Refused as refused:
            if refused.code != "station_unknown" or len(self._store.signers) == 1:
                raise
            self._refuse_to_rekey()
            self._come_back()
            standing, end = self._hello()
        if standing.is_replaced:
            raise Refused("station_replaced")
        is_ours = self._outbox.is_ours(standing.acked_seq, standing.acked_hash)
        if standing.standing != "good" or not is_ours:
            self._refuse_to_rekey()
            leave_log(self._store, self._client, self._link.hub_key, standing, end.seq)
            self._come_back()
            standing, _ = self._hello()
        if take_issuer(self._store, standing.issuer):
            self.new_issuer = standing.issuer
        self._hub_log = standing.log
        self._acknowledged(standing.acked_seq)
        self._take_catalogue(standing.catalogue)

    def _hello(self) -> tuple[Standing, Head]:
        store, unsent = self._store, self.backlog().unsent
        end, asked_at = end_of(store, store.signers[-1]), store.clock()
        standing = say_hello(store, self._client, store.signers[-1], end, self._app_version, unsent)
        now = store.clock()
        store.hub_clock = HubClock(standing.hub_time_ms - (asked_at + now) // 2, now)
        if self._outbox.replica_id != store.own.replica_id:
            self._outbox = self._made_outbox()
        return standing, end

    def _refuse_to_rekey(self) -> None:
        if not self._may_rekey:
            raise Unavailable("hub_busy", reason="log")

    def _come_back(self) -> None:
        come_back(self._store, self._client, self._link.hub_key, self._app_version)
        self.new_issuer = self._store.station.issuer

    def _acknowledged(self, seq: int) -> None:
        self._outbox.acked = seq
        self._store.write(lambda work: keep_mark(work, self._outbox.replica_no, seq))

    def backlog(self) -> Backlog:
        """What waits to be sent."""
        own, former = self._store.own.replica_no, self._store.signers[:-1]
        ids = [signer.replica_id for signer in former]
        return self._store.read(lambda connection: backlog(connection, own, ids))

    def push(self) -> int:
        """Sends one batch; answers how many entries the hub acknowledged, 0 where nothing waits.

        A time-out halves the batch, down to one entry, and is raised again at one.
        Raises what ``greet`` and the client raise.
        """
        pushed = self._outbox.push()
        if self._outbox.forked_at:
            self._refuse_to_rekey()
            leave_branch(self._store, self._outbox.forked_at)
            self.forget()
            self.greet()
            return 1
        if pushed:
            self._acknowledged(self._outbox.acked)
        return pushed

    def pull(self) -> bool:
        """Takes one batch of what others wrote; answers whether to ask at once again.

        A line that does not carry an answer to its end is asked for half as much the next time, down to one
        entry; a good one for twice as much. What the hub has forgotten of others it is given.
        Raises SlowLineError and what the client raises.
        """
        batch = self._asked()
        for run in batch.runs:
            for part in parts(run, PULLED_AT_ONCE):
                self._take(part)
        self._take_catalogue(batch.catalogue)
        given = self._may_rekey and hand_in(self._store, self._client, self._link.hub_key, batch.lacks)
        return batch.more or given

    def hub_log_end(self) -> LogEnd:
        """How far the log in which the hub writes who is called is here; the hub may have forgotten some."""
        end = self._store.read(journal.heads).get(bytes.fromhex(self._hub_log))
        return LogEnd() if end is None else LogEnd(log=self._hub_log, seq=end.seq, hash=end.hash.hex())

    def _asked(self) -> Batch:
        heads = self._store.read(journal.heads)
        vector = {head.replica_id.hex(): head.seq for head in heads.values()}
        try:
            batch = self._client.pull(vector, self.backlog().unsent, self._pulled_at_once, self.hub_log_end())
        except (SlowLineError, Unavailable):
            self._pulled_at_once = max(1, self._pulled_at_once // 2)
            raise
        self._pulled_at_once = min(MOST_ENTRIES, self._pulled_at_once * 2)
        return batch

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
