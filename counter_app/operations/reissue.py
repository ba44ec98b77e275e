"""A log that went two ways: the branch that the hub does not follow is written again under a new name.

It happens when an old copy of a disk was worked on (SYNC.md 2.6). Nothing of the branch is lost: its
entries stand beside the journal as they were, and once more in it, under a log that nobody else writes.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy.dialects.sqlite import insert

from counter_app.db import journal
from counter_app.db.hub_tables import FORK
from counter_app.db.journal import Head
from counter_app.db.work import Work
from counter_app.domain.entry import Entry, written
from counter_app.wire import entry_line

REISSUED_FROM = "reissued_from"
"""In the body of an entry that was written again: [replica in hex, seq] of the first writing."""
_ALL = 2**31
_Names = dict[tuple[str, int], tuple[str, int]]
"""First name of an entry -> its new name."""


def reissue_branch(work: Work, replica_id: bytes, first_seq: int) -> int:
    """Writes the entries of another log of ours from ``first_seq`` on again, as ours; answers how many.

    They keep their place in the order of each entity, so that every state is what it was. Entries that
    name one of them (an undo) name it by its new name.
    """
    end = journal.heads(work.connection)[replica_id]
    branch = journal.entries_after(work.connection, end, first_seq - 1, _ALL)
    if not branch:
        return 0
    _keep_beside(work, end, branch)
    journal.cut(work.connection, end, first_seq - 1)
    names: _Names = {}
    for entry in branch:
        again = work.record_again(entry, _renamed(entry, names))
        names[entry.replica_id.hex(), entry.seq] = (again.replica_id.hex(), again.seq)
    work.project(is_anew=True)
    return len(branch)


def _keep_beside(work: Work, end: Head, branch: list[Entry]) -> None:
    rows = [
        {
            "replica_no": end.replica_no, "seq": entry.seq, "hash": entry.hash, "line": entry_line(entry),
            "seen_at": work.clock(),
        }
        for entry in branch
    ]  # fmt: skip
    work.connection.execute(insert(FORK).on_conflict_do_nothing(), rows)


def _renamed(entry: Entry, names: _Names) -> str:
    """The body with the first name of its entry, and with the new names of those that it names."""
    body: dict[str, object] = _with_new_names(json.loads(entry.body), names)
    body.setdefault(REISSUED_FROM, [entry.replica_id.hex(), entry.seq])
    return written(body)


def _with_new_names(value: Any, names: _Names) -> Any:
    """An entry is named by "replica" and "seq", or by a list of both."""
    if isinstance(value, list):
        return _new_name(names, *value) or [_with_new_names(one, names) for one in value]
    if not isinstance(value, dict):
        return value
    named = _new_name(names, value.get("replica"), value.get("seq"))
    inner = {key: _with_new_names(one, names) for key, one in value.items()}
    return {**inner, "replica": named[0], "seq": named[1]} if named else inner


def _new_name(names: _Names, *parts: Any) -> list[object]:
    """The new name of a branch's entry; empty for anything else."""
    match parts:
        case (str(replica), int(seq)) if (replica, seq) in names:
            return list(names[replica, seq])
        case _:
            return []
