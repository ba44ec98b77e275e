"""The hub's database: PostgreSQL 14 or newer, brought up to date under a lock."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from counter_app.db import rebuild, schema
from counter_app.db.hub_tables import SETTING
from counter_app.db.projector import PROJECTION_VERSION
from counter_app.db.seal import Seal
from counter_app.domain.errors import Refused, Unavailable

OLDEST_POSTGRESQL = 14
_MIGRATION_LOCK = text("SELECT pg_advisory_xact_lock(4242000)")
_SITE_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:site, 4242))")
_LAZILY = text("SET LOCAL synchronous_commit TO off")
_VERSION = "projection_version"


def hub_engine(url: str, *, connections: int = 10) -> Engine:
    """The connections of one worker."""
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    return create_engine(url, pool_size=connections, max_overflow=5, pool_timeout=10)


def prepare(engine: Engine, seal: Seal) -> None:
    """Makes the tables or migrates them, and rebuilds the projections when their shape changed.

    Raises Refused("database_newer"), Refused("postgresql_too_old", found=…, needed=…) and
    Unavailable("database_unreachable", reason=…).
    """
    try:
        with engine.begin() as connection:
            connection.execute(_MIGRATION_LOCK)
            _refuse_old(connection)
            schema.prepare(connection)
            _refresh_projections(connection, seal)
    except OperationalError as error:
        raise unreachable(error) from error


def unreachable(error: SQLAlchemyError) -> Unavailable:
    """What a failure of the connection means; the address stays out of it."""
    return Unavailable("database_unreachable", reason=type(getattr(error, "orig", error)).__name__)


def _refuse_old(connection: Connection) -> None:
    number = int(str(connection.execute(text("SHOW server_version_num")).scalar_one()))
    if number < OLDEST_POSTGRESQL * 10_000:
        raise Refused("postgresql_too_old", found=number // 10_000, needed=OLDEST_POSTGRESQL)


def _refresh_projections(connection: Connection, seal: Seal) -> None:
    stored = connection.execute(SETTING.select().where(SETTING.c.name == _VERSION)).first()
    if stored is not None and stored.value == str(PROJECTION_VERSION):
        return
    rebuild.rebuild(connection, seal)
    kept = insert(SETTING).values(name=_VERSION, value=str(PROJECTION_VERSION))
    connection.execute(
        kept.on_conflict_do_update(index_elements=["name"], set_={"value": kept.excluded.value})
    )


def lock_site(connection: Connection, site: str) -> None:
    """The one lock that everything takes first that folds entries of a site (DESIGN 6)."""
    connection.execute(_SITE_LOCK, {"site": site})


def commit_lazily(connection: Connection) -> None:
    """This commit is seen by all at once, and lasts with the next one that waits for the disk.

    The database's log is one: a later commit never lasts without those before it. Whoever tells others how
    far a log goes (receipt, hello, pull) writes in the same transaction, and its own commit waits.
    """
    connection.execute(_LAZILY)
