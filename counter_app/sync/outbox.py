"""Sending one log, batch after batch, in the session of whoever wrote it."""

from __future__ import annotations

from sqlalchemy import Connection

from counter_app.db import journal
from counter_app.db.journal import Head
from counter_app.db.key import Signer
from counter_app.db.store import Store
from counter_app.domain.errors import Unavailable
from counter_app.sync.client import HubClient
from counter_app.sync.slow_line import SlowLineError
from counter_app.wire import MOST_ENTRIES, Problem, PushAnswer, Run, signed_text

FIRST_BATCH = 50


class Outbox:
    """What one replica wrote and the hub has not acknowledged."""

    def __init__(self, store: Store, client: HubClient, hub_key: str, signer: Signer, end: Head) -> None:
        self._store, self._client = store, client
        self._hub_key = bytes.fromhex(hub_key)
        self._signer = signer
        self._end = end
        self.replica_id, self.replica_no = end.replica_id, end.replica_no
        self.acked = 0
        """How far the hub is, as it told in this session."""
        self.size = FIRST_BATCH
        """How many entries the next push carries at most."""
        self.forked_at = 0
        """The first seq at which the hub holds another entry under this name; 0 = it does not."""

    def is_ours(self, seq: int, hash_: str) -> bool:
        """Whether what the hub holds up to ``seq`` is what stands here."""
        found = self._store.read(lambda connection: journal.hash_at(connection, self._end.replica_no, seq))
        return found is not None and found.hex() == hash_

    def push(self) -> int:
        """Sends one batch; answers how many entries the hub acknowledged, 0 where nothing waits or it forked.

        A time-out halves the batch, down to one entry, and is raised again at one.
        Raises Unavailable("line_slow") and what the client raises.
        """
        while True:
            run = self._store.read(self._next_run)
            if run is None:
                return 0
            try:
                answer = self._client.push(run, self._hub_key)
            except SlowLineError:
                if self.size == 1:
                    raise Unavailable("line_slow") from None
                self.size = max(1, self.size // 2)
                continue
            return self._answered(run, answer)

    def _answered(self, run: Run, answer: PushAnswer | Problem) -> int:
        if isinstance(answer, Problem):
            if answer.kind == "gap" and answer.need is not None and answer.need <= self.acked:
                self.acked = answer.need - 1  # a hub restored from its backup asks again
                return 1
            self.forked_at = answer.at or run.entries[0].seq
            return 0
        is_ours = self.is_ours(answer.acked_seq, answer.head_hash)
        before = self.acked
        self.acked = answer.acked_seq if is_ours else run.entries[-1].seq  # it goes on in another way
        self.size = min(MOST_ENTRIES, self.size * 2)
        return max(self.acked - before, 1)

    def _next_run(self, connection: Connection) -> Run | None:
        end = journal.head(connection, self._end.replica_no)
        entries = journal.entries_after(connection, end, self.acked, self.size)
        if not entries:
            return None
        prev = journal.hash_at(connection, end.replica_no, self.acked)
        assert prev is not None
        last = entries[-1]
        signature = self._signer.sign(signed_text(end.replica_id, last.seq, last.hash))
        return Run(end.replica_id, self._store.site.code, None, prev, tuple(entries), signature)

    def find_fork(self, agreed: int) -> int:
        """Sends all that both sides may differ in; answers where they begin to, 0 = nowhere.

        ``agreed``: where they once were the same. A hub that was restored from a backup may differ before.
        """
        self.acked = agreed if agreed and self._is_agreed(agreed) else 0
        self.forked_at = 0
        while self.push():
            pass
        return self.forked_at

    def _is_agreed(self, seq: int) -> bool:
        self.acked, self.size = seq - 1, 1
        self.push()
        self.size = FIRST_BATCH
        return not self.forked_at and self.acked >= seq
