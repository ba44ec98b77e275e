"""Taking in what another replica wrote: the one operation for push and pull, hub and station (DESIGN 6).

Nothing is rejected for its meaning: an unknown kind is stored, a senseless one becomes an anomaly.
What can't be taken is told apart: a gap, or another branch of a chain that is known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, update

from counter_app.db import journal
from counter_app.db.bulk import upserting
from counter_app.db.hub_tables import FORK
from counter_app.db.journal import Head, sealed_entry
from counter_app.db.projector import Projector
from counter_app.db.seal import Seal
from counter_app.db.signatures import keep_signature
from counter_app.db.tables import JOURNAL
from counter_app.db.work import Work
from counter_app.domain.entry import Entry, id_of_key
from counter_app.operations.matching import has_presences, match_presences
from counter_app.operations.reconciling import give_back_unserved
from counter_app.wire import Run, entry_line


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a run of entries."""

    head: Head
    """The end of that chain here, now."""
    added: int = 0
    changed: frozenset[str] = field(default_factory=frozenset)
    need: int | None = None
    """A gap: the first seq that is missing here."""
    forked_at: int | None = None
    """The first seq at which another entry is known here; the branch was kept beside."""


def receive_entries(
    connection: Connection,
    run: Run,
    head: Head,
    ids: Mapping[int, bytes],
    *,
    now_ms: int,
    seal: Seal | None = None,
) -> Received:
    """Appends and projects a run whose own chain was verified when it was read.

    The caller holds the site's lock and has read ``head`` under it. ``ids``: replica number -> id of
    all replicas known here.
    """
    if not run.entries:
        return Received(head)
    if run.entries[0].seq > head.seq + 1:
        return Received(head, need=head.seq + 1)
    if not _hangs_here(connection, run, head):
        at = _first_other(connection, run, head)
        _keep_fork(connection, head, [entry for entry in run.entries if entry.seq >= at], now_ms, seal)
        return Received(head, forked_at=at)
    fresh = [entry for entry in run.entries if entry.seq > head.seq]
    if not fresh:
        return Received(head)
    journal.append(connection, head, fresh, seal)
    changed = Projector(connection, ids, seal).apply(fresh)
    end = Head(head.replica_no, head.replica_id, fresh[-1].seq, fresh[-1].hash)
    return Received(end, len(fresh), changed)


def fill_personal(
    connection: Connection, entries: Sequence[Entry], end: Head, ids: Mapping[int, bytes], seal: Seal | None
) -> None:
    """Puts personal data to entries that are here without it, and folds what they belong to anew.

    Whose hash is another is left alone. The caller holds the site's lock.
    """
    filled = [one for one in entries if one.pii is not None and _is_filled(connection, one, end, seal)]
    Projector(connection, ids, seal).apply(filled, is_anew=True)


def _is_filled(connection: Connection, entry: Entry, end: Head, seal: Seal | None) -> bool:
    kept = sealed_entry(entry, seal)
    lacking = update(JOURNAL).where(
        JOURNAL.c.replica_no == end.replica_no, JOURNAL.c.seq == entry.seq, JOURNAL.c.hash == entry.hash,
        JOURNAL.c.pii.is_(None),
    )  # fmt: skip
    return connection.execute(lacking.values(pii=kept.pii, salt_p=kept.salt_p)).rowcount > 0


def _hangs_here(connection: Connection, run: Run, head: Head) -> bool:
    """Whether the run and the chain here agree; one hash tells, since each holds all before it."""
    last = min(run.entries[-1].seq, head.seq)
    theirs = run.prev_hash
    if last >= run.entries[0].seq:
        theirs = run.entries[last - run.entries[0].seq].hash
    else:
        last = run.entries[0].seq - 1
    ours = head.hash if last == head.seq else journal.hash_at(connection, head.replica_no, last)
    return ours == theirs


def _first_other(connection: Connection, run: Run, head: Head) -> int:
    for entry in run.entries:
        if entry.seq > head.seq or journal.hash_at(connection, head.replica_no, entry.seq) != entry.hash:
            return entry.seq
    return run.entries[0].seq


def _keep_fork(
    connection: Connection, head: Head, entries: list[Entry], now_ms: int, seal: Seal | None
) -> None:
    rows = [
        {
            "replica_no": head.replica_no, "seq": entry.seq, "hash": entry.hash, "seen_at": now_ms,
            "line": entry_line(sealed_entry(entry, seal)),
        }
        for entry in entries
    ]  # fmt: skip
    connection.execute(upserting(connection)(FORK).on_conflict_do_nothing(), rows)


def take_pulled(work: Work, runs: tuple[Run, ...]) -> int:
    """Takes in what a hub handed over, at a station; answers how many entries were new.

    A run that leaves a gap or is a fork of what is known here is left out: the next pull tells.
    """
    added = 0
    for run in runs:
        if run.replica_id == work.head.replica_id or not _is_of_site(run, work.site.code):
            continue
        head = work.replica_head(run.replica_id, run.site, run.public_key)
        done = receive_entries(work.connection, run, head, work.ids, now_ms=work.clock())
        work.changed |= done.changed
        added += done.added
        if done.forked_at is None and done.need is None:
            _keep_signatures(work.connection, head, run)
    if added and has_presences(work.connection, work.site.code):
        match_presences(work)
    if added:
        give_back_unserved(work)
    return added


def _keep_signatures(connection: Connection, head: Head, run: Run) -> None:
    """With them a hub that lost these entries believes that their writer wrote them."""
    hashes = {entry.seq: entry.hash for entry in run.entries}
    for seq, signature in run.signatures:
        if seq in hashes:
            keep_signature(connection, Head(head.replica_no, head.replica_id, seq, hashes[seq]), signature)


def _is_of_site(run: Run, site: str) -> bool:
    """Whether a hub may hand this to a station of the site."""
    is_named_by_key = run.public_key is None or id_of_key(run.public_key) == run.replica_id
    return is_named_by_key and run.site == site and all(entry.site == site for entry in run.entries)
