"""What replicas signed: "my chain up to here is this hash". Kept, and shown when a log is handed in."""

from __future__ import annotations

from sqlalchemy import Connection, select

from counter_app.db.bulk import upserting
from counter_app.db.hub_tables import PUSH_SIGNATURE
from counter_app.db.journal import Head

Signed = tuple[tuple[int, bytes], ...]
"""Seq and signature, in order."""


def keep_signature(connection: Connection, end: Head, signature: bytes) -> None:
    """Keeps what a replica signed of its chain up to ``end``."""
    kept = upserting(connection)(PUSH_SIGNATURE).values(
        replica_no=end.replica_no, seq=end.seq, hash=end.hash, signature=signature
    )
    connection.execute(kept.on_conflict_do_nothing())


def signatures_between(connection: Connection, replica_no: int, first: int, last: int) -> Signed:
    """All that is known of one replica from ``first`` to ``last``."""
    rows = connection.execute(
        select(PUSH_SIGNATURE.c.seq, PUSH_SIGNATURE.c.signature)
        .where(PUSH_SIGNATURE.c.replica_no == replica_no)
        .where(PUSH_SIGNATURE.c.seq.between(first, last))
        .order_by(PUSH_SIGNATURE.c.seq)
    )
    return tuple((row.seq, row.signature) for row in rows)
