"""The hub's database: PostgreSQL 14 or newer, brought up to date under a lock."""

from __future__ import annotations

import re

from sqlalchemy import URL, Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, ProgrammingError

from counter_app.db import rebuild, schema
from counter_app.db.projector import PROJECTION_VERSION
from counter_app.db.seal import Seal
from counter_app.db.setting import keep, said
from counter_app.domain.errors import Refused, Unavailable

OLDEST_POSTGRESQL = 14
CONNECT_WITHIN_S = 10
_VERSION_NUMBER = text("SHOW server_version_num")
_MIGRATION_LOCK = text("SELECT pg_advisory_xact_lock(4242000)")
_SITE_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:site, 4242))")
_TAKING_IN = text("SELECT pg_advisory_xact_lock(4242001)")
_LAZILY = text("SET LOCAL synchronous_commit TO off")
_VERSION = "projection_version"


def hub_engine(url: str, *, connections: int = 10) -> Engine:
    """The connections of one worker. Raises Refused("database_url") where it is no PostgreSQL's address."""
    try:
        place = make_url(url)
    except ArgumentError as error:
        raise Refused("database_url") from error
    if place.drivername not in ("postgresql", "postgres", "postgresql+psycopg") or not place.database:
        raise Refused("database_url")
    place = place.set(drivername="postgresql+psycopg")
    asked: dict[str, object] = {"fallback_application_name": "counter-app hub"}
    if "connect_timeout" not in place.query:
        asked["connect_timeout"] = CONNECT_WITHIN_S
    return create_engine(place, pool_size=connections, max_overflow=5, pool_timeout=10, connect_args=asked)


def prepare(engine: Engine, seal: Seal | None) -> None:
    """Makes the tables or migrates them, and rebuilds the projections when their shape changed.

    Raises Refused("database_newer"), Refused("postgresql_too_old", found=…, needed=…) and Unavailable:
    database_unreachable (reason), postgresql_login (user), postgresql_no_database (database),
    postgresql_no_right (user, database).
    """
    try:
        with engine.begin() as connection:
            connection.execute(_MIGRATION_LOCK)
            refuse_old(int(str(connection.execute(_VERSION_NUMBER).scalar_one())))
            schema.prepare(connection)
            _refresh_projections(connection, seal)
    except (OperationalError, ProgrammingError) as error:
        told = _told(error, engine.url)
        if told is None:
            raise
        raise told from error


_REFUSALS = (
    ("password authentication failed", "postgresql_login"), ("no password supplied", "postgresql_login"),
    ("no pg_hba.conf entry", "postgresql_login"), ("is not permitted to log in", "postgresql_login"),
    ("permission denied", "postgresql_no_right"),
)  # fmt: skip
"""What a server says before it has given a code to tell by; in other languages it stays unreachable."""
_NO_DATABASE = re.compile(r'database ".*" does not exist')


def _told(error: DBAPIError, place: URL) -> Unavailable | None:
    """What a failure means, without password and address; None = a mistake of ours."""
    said = str(error.orig)
    facts = {"user": place.username or "", "database": place.database or ""}
    if _NO_DATABASE.search(said):
        return Unavailable("postgresql_no_database", **facts)
    for words, code in _REFUSALS:
        if words in said:
            return Unavailable(code, **facts)
    if isinstance(error, ProgrammingError):
        return None
    return Unavailable("database_unreachable", reason=f"{place.host or 'socket'}:{place.port or 5432}")


def refuse_old(number: int) -> None:
    """Raises Refused("postgresql_too_old", found=…, needed=…) for a server_version_num below 14."""
    if number < OLDEST_POSTGRESQL * 10_000:
        raise Refused("postgresql_too_old", found=number // 10_000, needed=OLDEST_POSTGRESQL)


def _refresh_projections(connection: Connection, seal: Seal | None) -> None:
    if said(connection, _VERSION) == str(PROJECTION_VERSION):
        return
    rebuild.rebuild(connection, seal)
    keep(connection, _VERSION, str(PROJECTION_VERSION))


def lock_site(connection: Connection, site: str) -> None:
    """The one lock that everything takes first that folds entries of a site (DESIGN 6).

    In a station's store the write transaction is that lock: there is one writer.
    """
    if is_postgresql(connection):
        connection.execute(_SITE_LOCK, {"site": site})


def commit_lazily(connection: Connection) -> None:
    """This commit is seen by all at once, and lasts with the next one that waits for the disk.

    The database's log is one: a later commit never lasts without those before it. Whoever tells others how
    far a log goes (receipt, hello, pull) writes in the same transaction, and its own commit waits.
    """
    if is_postgresql(connection):
        connection.execute(_LAZILY)


def one_at_a_time(connection: Connection) -> None:
    """The lock under which stations are taken in."""
    if is_postgresql(connection):
        connection.execute(_TAKING_IN)


def is_postgresql(connection: Connection) -> bool:
    """Whether this hub is a centre; else it stands on a station's store."""
    return connection.dialect.name == "postgresql"
