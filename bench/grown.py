"""A long history made of a short one: its rows again and again, with other ids, codes and years.

Written by the bare driver in a tenth of the time that the product needs; the copies' hashes chain to nothing,
which no operation looks at. Sizes of tables and indexes are those of a real history.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.station import FIRST_DAY
from counter_app.db.connection import WRITER_PRAGMAS, opened
from counter_app.db.key import read_keys
from counter_app.db.store import DATABASE
from counter_app.db.tables import DAY, JOURNAL, PRINT_JOB, SERIES, TICKET, VISIT

_YEAR_MS = 365 * 86_400_000
_TIMES = ("issued_at", "called_at", "started_at", "ended_at", "since", "opened_at", "closed_at", "asked_at")
_IDS = ("id", "entity_id", "visit_id")
_CODE = "substr(hex(randomblob(8)), 1, 13)"


def grown(short: Path, long: Path, times: int) -> None:
    """Fills the folder ``long`` with ``times`` the history of ``short``, which is closed."""
    shutil.rmtree(long, ignore_errors=True)
    shutil.copytree(short, long)
    connection = opened(long / DATABASE, read_keys(long).database, WRITER_PRAGMAS)
    last, jobs = connection.execute(
        "SELECT max(seq), (SELECT max(id) FROM print_job) FROM journal"
    ).fetchone()
    for copy in range(1, times):
        connection.execute("BEGIN IMMEDIATE")
        for statement in _statements(copy, copy * last, jobs):
            connection.execute(statement)
        connection.execute("COMMIT")
    connection.execute(
        "UPDATE replica SET head_seq = head_seq * :times, head_hash = "
        "(SELECT hash FROM journal ORDER BY seq DESC LIMIT 1)",
        {"times": times},
    )
    connection.close()
    (long / "high-water").unlink()  # it counts up to the shorter history


def _statements(copy: int, seqs: int, jobs: int) -> Iterator[str]:
    """What has not ended stays alone: today is one day."""
    past = f"business_day < (SELECT max(business_day) FROM day) AND business_day > {FIRST_DAY.year * 10_000}"
    for table in (JOURNAL, DAY, VISIT, TICKET):
        yield _copied(table, copy, {"seq": f"seq + {seqs}"}, past)
    yield _copied(PRINT_JOB, copy, {"id": "NULL"}, f"id <= {jobs} AND state = 'printed'")
    yield _copied(SERIES, copy, {"name": _name(copy)}, f"name LIKE 't/{FIRST_DAY.year}%'")


def _name(copy: int) -> str:
    return f"'t/' || (CAST(substr(name, 3, 8) AS INTEGER) - {copy * 10_000}) || substr(name, 11)"


def _copied(table: Any, copy: int, special: dict[str, str], where: str) -> str:
    values = [special.get(column.name) or _value(table.name, column.name, copy) for column in table.c]
    return f"INSERT INTO {table.name} SELECT {', '.join(values)} FROM {table.name} WHERE {where}"


def _value(table: str, name: str, copy: int) -> str:
    if name in _IDS:
        return f"CAST(x'00{copy:02x}' || substr({name}, 3) AS BLOB)"  # before those that are still to come
    if name == "business_day":
        return f"business_day - {copy * 10_000}"
    if name in _TIMES:
        return f"{name} - {copy * _YEAR_MS}"
    return _CODE if (table, name) == ("visit", "code") else f'"{name}"'
