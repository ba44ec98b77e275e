"""The one way to a station's encrypted database: key first, then the one list of pragmas.

Measured reasons: RECIPES of the plan, recorded in docs/decisions/0006. NORMAL instead of FULL loses
committed entries at a power cut; a plain BEGIN lets two threads draw the same number.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from counter_app.domain.errors import CounterError, Refused, Unavailable

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a WAL database when two connections checkpoint at once."""

PRAGMAS: tuple[tuple[str, str], ...] = (
    ("journal_mode", "wal"),
    ("synchronous", "FULL"),
    ("busy_timeout", "10000"),
    ("foreign_keys", "ON"),
    ("journal_size_limit", "67108864"),
    ("trusted_schema", "OFF"),
    ("cell_size_check", "ON"),
    ("temp_store", "MEMORY"),
)
"""What every connection gets, in this order, after the key."""

WRITER_PRAGMAS = (("wal_autocheckpoint", "1000"),)
READER_PRAGMAS = (("wal_autocheckpoint", "0"), ("query_only", "ON"))
"""Readers never checkpoint and never write."""

FAILURES = (DBAPIError, dbapi2.Error, PoolTimeout)
"""What ``told`` takes: the driver's errors, and no connection coming free in time."""

_STEPS_BETWEEN_ASKING = 10_000
"""Of SQLite's machine, while it looks through a file: some milliseconds."""


def refuse_old_sqlite() -> None:
    """Raises Refused("sqlite_too_old", found=…, needed=…) below the release that fixed the WAL reset."""
    version = dbapi2.sqlite_version_info
    if version < OLDEST_SQLITE:
        raise Refused(
            "sqlite_too_old", found=".".join(map(str, version)), needed=".".join(map(str, OLDEST_SQLITE))
        )


def opened(path: Path, key: bytes, pragmas: tuple[tuple[str, str], ...]) -> Any:
    """A driver connection with its key and pragmas.

    Raises Unavailable("wrong_key") when the file is not a database under this key.
    """
    connection = dbapi2.connect(
        str(path), isolation_level=None, check_same_thread=False, cached_statements=256, timeout=10
    )
    try:
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for name, value in (*PRAGMAS, *pragmas):
            connection.execute(f"PRAGMA {name}={value}").fetchall()
    except dbapi2.DatabaseError as error:
        connection.close()
        raise told(error) from error
    return connection


def engine(connect: Callable[[], Any], *, begin: str, size: int) -> Engine:
    """An engine whose transactions begin with ``begin`` on at most ``size`` connections.

    One connection is the write mutex; never share one between threads (DESIGN 11.5).
    """
    made = create_engine(
        "sqlite://", module=dbapi2, creator=connect, poolclass=QueuePool, pool_size=size, max_overflow=0,
        pool_reset_on_return=None, hide_parameters=True,  # an error's text goes into the log
    )  # fmt: skip
    event.listen(made, "begin", lambda connection: _begin(connection, begin))
    return made


def _begin(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)


def writer_engine(path: Path, key: bytes) -> Engine:
    """One connection, BEGIN IMMEDIATE."""
    return engine(lambda: opened(path, key, WRITER_PRAGMAS), begin="BEGIN IMMEDIATE", size=1)


def reader_engine(path: Path, key: bytes, connections: int = 2) -> Engine:
    """Read-only connections."""
    return engine(lambda: opened(path, key, READER_PRAGMAS), begin="BEGIN", size=connections)


def is_whole(path: Path, key: bytes, goes_on: Callable[[], bool]) -> bool:
    """Looks through the whole file; False where ``goes_on`` said no before the end.

    Raises Unavailable("database_damaged") and what ``told`` makes of the driver's errors.
    """
    connection = opened(path, key, READER_PRAGMAS)
    try:
        connection.set_progress_handler(lambda: not goes_on(), _STEPS_BETWEEN_ASKING)
        answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except dbapi2.Error as error:
        if str(getattr(error, "sqlite_errorname", "")) == "SQLITE_INTERRUPT":
            return False
        raise told(error) from error
    finally:
        connection.close()
    if answer != "ok":
        raise Unavailable("database_damaged")
    return True


def told(error: Exception) -> CounterError:
    """What a failure of the driver means for people; our own mistakes are raised again as they are."""
    if isinstance(error, PoolTimeout):
        return Unavailable("database_busy")
    origin = error.orig if isinstance(error, DBAPIError) else error
    name = str(getattr(origin, "sqlite_errorname", ""))
    if name.startswith("SQLITE_NOTADB"):
        return Unavailable("wrong_key")
    if name.startswith("SQLITE_FULL"):
        return Unavailable("disk_full")
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")):
        return Unavailable("disk_error", cause=name)
    if name.startswith(("SQLITE_CORRUPT",)):
        return Unavailable("database_damaged")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Unavailable("database_busy")
    raise error
