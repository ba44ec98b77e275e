"""Entries that came back from others without their personal data: their own station fills them in.

It is told at hello that the hub holds its log only so far, sends the rest again, and what is known here
already is filled where personal data is missing.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from counter_app.db import journal
from counter_app.db.journal import Head
from counter_app.db.seal import Seal
from counter_app.db.setting import forget, keep, said
from counter_app.operations.receive import fill_personal
from counter_app.wire import Run

_OWED = "owed/"


def note_owed(connection: Connection, run: Run, before: Head) -> None:
    """Keeps from where a log lacks personal data; ``before``: its end before the run was taken."""
    missing = [one.seq for one in run.entries if one.seq > before.seq and one.hp and one.pii is None]
    if missing and not said(connection, _name(run.replica_id)):
        keep(connection, _name(run.replica_id), str(missing[0]))


def whole_to(connection: Connection, head: Head) -> Head:
    """How far a log is here with all that belongs to it."""
    owed = said(connection, _name(head.replica_id))
    if not owed:
        return head
    seq = int(owed) - 1
    hash_ = journal.hash_at(connection, head.replica_no, seq)
    return head if hash_ is None else Head(head.replica_no, head.replica_id, seq, hash_)


def fill(connection: Connection, run: Run, end: Head, ids: Mapping[int, bytes], seal: Seal | None) -> Head:
    """Fills in what a station sends again of its own; answers how far its log is whole now."""
    if not said(connection, _name(run.replica_id)):
        return end
    fill_personal(connection, run.entries, end, ids, seal)
    last = run.entries[-1].seq
    if last >= end.seq:
        forget(connection, _name(run.replica_id))
    elif last >= whole_to(connection, end).seq:
        keep(connection, _name(run.replica_id), str(last + 1))
    return whole_to(connection, end)


def _name(replica_id: bytes) -> str:
    return f"{_OWED}{replica_id.hex()}"
