"""The power goes: what a commit promised is there afterwards, under the store's one list of pragmas.

apsw is plain SQLite and not SQLCipher; that every connection of a store has exactly this list is
tested in tests/db/test_connection.py.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import apsw
import pytest
from sqlalchemy import Table, insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from counter_app.db import journal
from counter_app.db.connection import PRAGMAS, WRITER_PRAGMAS
from counter_app.db.journal import Head
from counter_app.db.tables import JOURNAL, REPLICA
from counter_app.domain.entry import GENESIS, NO_PII, Entry, chained, written
from tests.helpers.forgetful_disk import Disk, opened_on

HITS = int(os.environ.get("FAULT_HITS", "5"))
SEED = int(os.environ.get("FAULT_SEED", "1"))
FULL = (*PRAGMAS, *WRITER_PRAGMAS)
NORMAL = tuple((name, "NORMAL" if name == "synchronous" else value) for name, value in FULL)
REPLICA_ID = bytes(range(16))
TRANSACTIONS = 700
EACH = 3
"""Entries in a transaction."""
MOST = TRANSACTIONS * 8
"""Fewer writes than this the whole run never has; the place of a cut is drawn below."""

ENTRY = str(insert(JOURNAL).compile(dialect=sqlite.dialect(paramstyle="named")))
HEADS = "SELECT replica_no, replica_id, head_seq, head_hash FROM replica"
NEW_HEAD = "UPDATE replica SET head_seq=:seq, head_hash=:hash"


@dataclass(frozen=True)
class Left:
    """What one cut left."""

    promised: int
    """The seq of the last entry whose commit had returned."""
    entries: list[Entry]
    head: Head
    check: str

    @property
    def lost(self) -> int:
        return max(0, self.promised - len(self.entries))

    @property
    def is_whole(self) -> bool:
        """The file and the chain; entries of one transaction are there together or not at all."""
        broken = journal.first_broken(self.entries, {REPLICA_ID: self.head})
        return self.check == "ok" and broken is None and len(self.entries) % EACH == 0


def make_tables(connection: apsw.Connection, *tables: Table) -> None:
    for table in tables:
        connection.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        for index in sorted(table.indexes, key=lambda it: str(it.name)):
            connection.execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))


def entry_behind(head: Head, draw: Random) -> Entry:
    body = written({"number": f"B{head.seq:03d}", "words": "x" * draw.randrange(60, 900)})
    unsigned = Entry(
        REPLICA_ID, head.seq + 1, draw.randbytes(16), 1, head.seq, None, None, "BLU", 20261123, "dukcapil",
        "ticket.issued", 1, "P03", "2026-11-01", body, None, draw.randbytes(16), None, NO_PII, b"",
    )  # fmt: skip
    return unsigned._replace(hash=chained(head.hash, unsigned))


def write_a_morning(path: Path, pragmas: tuple[tuple[str, str], ...], disk: Disk, draw: Random) -> None:
    """One transaction after the other; the disk is told what each commit promised."""
    with opened_on(disk, path) as connection:
        for name, value in pragmas:
            connection.execute(f"PRAGMA {name}={value}").fetchall()
        make_tables(connection, REPLICA, JOURNAL)
        connection.execute(
            "INSERT INTO replica VALUES (1, ?, 'BLU', NULL, 0, ?)", (REPLICA_ID, bytes(GENESIS))
        )
        head = Head(1, REPLICA_ID, 0, GENESIS)
        disk.begin()
        for _ in range(TRANSACTIONS):
            connection.execute("BEGIN IMMEDIATE")
            for _ in range(EACH):
                entry = entry_behind(head, draw)
                connection.execute(ENTRY, {"replica_no": 1, **dict(zip(Entry._fields, entry, strict=True))})
                head = Head(1, REPLICA_ID, entry.seq, entry.hash)
            connection.execute(NEW_HEAD, {"seq": head.seq, "hash": head.hash})
            connection.execute("COMMIT")
            disk.committed = head.seq


def after_the_cut(folder: Path, promised: int, files: dict[str, bytes]) -> Left:
    """Starts again on what the disk kept; the shared memory is gone with the power."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    connection = apsw.Connection(str(folder / "station.db"))
    try:
        check = str(connection.execute("PRAGMA integrity_check").get)
        columns = ", ".join(Entry._fields[1:])
        rows: list[Any] = connection.execute(f"SELECT {columns} FROM journal ORDER BY seq").fetchall()
        heads: list[Any] = connection.execute(HEADS).fetchall()
    finally:
        connection.close()
    return Left(promised, [Entry._make((REPLICA_ID, *row)) for row in rows], Head(*heads[0]), check)


def cut(folder: Path, pragmas: tuple[tuple[str, str], ...], seed: int, hits: int) -> list[Left]:
    draw = Random(f"{SEED} {seed}")
    disk = Disk(set(draw.sample(range(1, MOST), hits)), draw)
    folder.mkdir()
    write_a_morning(folder / "station.db", pragmas, disk, draw)
    assert disk.steps >= MOST
    return [after_the_cut(folder / f"cut {n}", *left) for n, left in enumerate(disk.left)]


def test_what_was_committed_is_there_after_a_power_cut(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = cut(tmp_path / "full", FULL, seed=0, hits=HITS)

    assert len(found) == HITS
    assert [left.lost for left in found] == [0] * HITS
    assert all(left.is_whole for left in found)
    with capsys.disabled():
        sys.stdout.write(f"\npower cut: {HITS} hits, seed {SEED}\n")


def test_with_normal_instead_of_full_committed_work_is_lost(tmp_path: Path) -> None:
    found = [
        left for seed in (1, 2, 3) for left in cut(tmp_path / f"normal {seed}", NORMAL, seed=seed, hits=4)
    ]

    assert sum(left.lost > 0 for left in found) >= len(found) / 4
    assert all(left.is_whole for left in found)


def test_a_morning_is_long_enough_to_cut_into_the_moving_of_the_log(tmp_path: Path) -> None:
    """The log is moved into the database at 1,000 pages: a cut must be able to hit that too."""
    disk = Disk(set(), Random(SEED))

    write_a_morning(tmp_path / "station.db", FULL, disk, Random(SEED))

    assert len(disk.files["station.db"].stands) > 1_000_000
