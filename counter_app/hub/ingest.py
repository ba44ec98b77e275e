"""Taking in what stations push: verify, lock the site, append, project, commit, then sign the receipt."""

from __future__ import annotations

import logging
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from sqlalchemy import Connection, func, select

from counter_app.db import journal
from counter_app.db.journal import Head
from counter_app.db.signatures import keep_signature
from counter_app.db.tables import REPLICA
from counter_app.domain.errors import Refused
from counter_app.hub.database import commit_lazily, lock_site
from counter_app.hub.enrolment import is_signed
from counter_app.hub.hand_in import take_handed_in
from counter_app.hub.hub import Hub
from counter_app.hub.owed import fill
from counter_app.hub.sessions import Session, in_session, station_in
from counter_app.hub.site_log import decide
from counter_app.hub.stations import EnrolledStation, station_of
from counter_app.operations.incidents import note_fork
from counter_app.operations.matching import has_presences, match_presences
from counter_app.operations.receive import Received, receive_entries
from counter_app.wire import Problem, PushAnswer, Run, parts, signed_text, unpacked

LOCK_S = 0.05
"""Nobody waits longer for the site's lock because of a backlog; no chunk makes the commit shorter."""
_FEWEST, _MOST = 100, 500
_log = logging.getLogger("counter_app.hub.ingest")


class Ingest:
    """One thread, so that claims and pages of the same worker keep their turn (12 ms, not 138).

    A second one that verifies meanwhile makes it slower: each answer of the database waits for the other
    thread's turn to end (13,000 entries a second, not 18,000).
    """

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._thread = ThreadPoolExecutor(1, "ingest")
        self._chunk = _MOST
        self._worked_s = 0.0

    def submit(
        self, session: Session, content: bytes, *, is_of_another: bool = False
    ) -> Future[PushAnswer | Problem]:
        """Takes in one pushed batch; ``is_of_another``: the station hands in what others wrote."""
        return self._thread.submit(self._take_other if is_of_another else self._take, session, content)

    def close(self) -> None:
        """Ends after the batch at hand."""
        self._thread.shutdown()

    def _take(self, session: Session, content: bytes) -> PushAnswer | Problem:
        started = time.monotonic()
        run = _only_run(content)
        if run.replica_id != session.replica_id:
            raise Refused("other_replica")
        station = in_session(self._hub, session, lambda connection: station_in(connection, session))
        _refuse_forged(run, station)
        done = self._take_run(run, station)
        self._tell(run, station, done, time.monotonic() - started)
        return self._answer(run, done)

    def _take_other(self, session: Session, content: bytes) -> PushAnswer | Problem:
        run, hub = _only_run(content), self._hub

        def taken(connection: Connection) -> Received:
            return take_handed_in(connection, hub, station_in(connection, session), run)

        return self._answer(run, in_session(hub, session, taken))

    def _answer(self, run: Run, done: Received) -> PushAnswer | Problem:
        if done.need is not None:
            return Problem(kind="gap", need=done.need)
        if done.forked_at is not None:
            return Problem(kind="fork", at=done.forked_at)
        receipt = self._hub.keys.sign(signed_text(run.replica_id, done.head.seq, done.head.hash))
        return PushAnswer(acked_seq=done.head.seq, head_hash=done.head.hash.hex(), receipt=receipt.hex())

    def _take_run(self, run: Run, station: EnrolledStation) -> Received:
        added = 0
        done: Received | None = None
        for part in parts(run, self._chunk):
            done = self._hub.write(partial(self._take_part, part=part, station=station))
            self._learn(len(part.entries))
            added += done.added
            if done.need is not None or done.forked_at is not None:
                break
        assert done is not None
        if done.need is None and done.forked_at is None:
            self._hub.write(partial(_make_last, hub=self._hub, run=run, station=station))
        return replace(done, added=added)

    def _learn(self, entries: int) -> None:
        if self._worked_s > LOCK_S:
            self._chunk = max(_FEWEST, self._chunk // 2)
        elif entries == self._chunk and self._worked_s < LOCK_S / 2:
            self._chunk = min(_MOST, self._chunk * 2)

    def _take_part(self, connection: Connection, part: Run, station: EnrolledStation) -> Received:
        lock_site(connection, station.site)
        locked_at = time.monotonic()
        station_of(connection, station.replica_id)  # revoked while it waited
        known = journal.heads(connection)
        ids = {head.replica_no: head.replica_id for head in known.values()}
        head = known[station.replica_id]
        hub = self._hub
        done = receive_entries(connection, part, head, ids, now_ms=hub.clock(), seal=hub.seal)
        if done.need is None and done.forked_at is None and part.entries[0].seq <= head.seq:
            done = replace(done, head=fill(connection, part, done.head, ids, hub.seal))
        if done.forked_at is not None:
            self._note_fork(connection, station, done.forked_at)
        if done.added:
            hub.database.tell(connection, station.site, station.replica_no, done.changed)
        if done.need is None and done.forked_at is None:
            commit_lazily(connection)  # nobody waits for the disk under the lock: see _keep_signature
        self._worked_s = time.monotonic() - locked_at
        return done

    def _note_fork(self, connection: Connection, station: EnrolledStation, at: int) -> None:
        """Supervisors are told, where the site has a catalogue to tell them by."""
        if self._hub.shelf.of(connection, station.site) is not None:
            noted = partial(note_fork, replica_id=station.replica_id, seq=at, counter=station.counter)
            decide(self._hub, connection, station.site, noted)

    def _tell(self, run: Run, station: EnrolledStation, done: Received, took_s: float) -> None:
        outcome = "gap" if done.need else "fork" if done.forked_at else "taken"
        metrics = self._hub.metrics
        metrics.add("counter_hub_pushes_total", outcome=outcome)
        metrics.add("counter_hub_entries_total", done.added)
        metrics.add("counter_hub_ingest_seconds_total", took_s)
        _log.info(
            "push %s site=%s station=%s seq=%d-%d added=%d head=%d ms=%d", outcome, station.site,
            station.issuer, run.entries[0].seq, run.entries[-1].seq, done.added, done.head.seq, took_s * 1000,
        )  # fmt: skip


def _only_run(content: bytes) -> Run:
    batch = unpacked(content)
    if len(batch.runs) != 1 or not batch.runs[0].entries:
        raise Refused("batch_broken", reason="runs")
    return batch.runs[0]


def _refuse_forged(run: Run, station: EnrolledStation) -> None:
    """What this station may not write: for another site, or without its key."""
    if any(entry.site != station.site for entry in run.entries):
        raise Refused("site_not_yours")
    last = run.entries[-1]
    if not is_signed(station.public_key, signed_text(run.replica_id, last.seq, last.hash), run.signature):
        raise Refused("signature_wrong")


def _make_last(connection: Connection, hub: Hub, run: Run, station: EnrolledStation) -> None:
    """What makes the run last: its entries are in the log before this, and this commit waits for the disk.

    Where the signature is there already, its commit has waited.
    """
    _keep_signature(connection, run, station)
    if has_presences(connection, station.site) and hub.shelf.of(connection, station.site) is not None:
        decide(hub, connection, station.site, match_presences)


def _keep_signature(connection: Connection, run: Run, station: EnrolledStation) -> None:
    last = run.entries[-1]
    keep_signature(connection, Head(station.replica_no, run.replica_id, last.seq, last.hash), run.signature)


def count_entries(connection: Connection) -> int:
    """How many entries are held: no log has a gap, so their ends tell."""
    return int(connection.execute(select(func.coalesce(func.sum(REPLICA.c.head_seq), 0))).scalar_one())
