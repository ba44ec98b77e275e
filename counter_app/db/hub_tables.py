"""Tables of sync, on both databases: who is enrolled, what was signed, forked and published (DESIGN 6).

All of them are local: never synced, never rebuilt, outside of canonical dumps.
"""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Text
from sqlmodel import Field

from counter_app.db.tables import Described, table


def _key(kind: Any) -> Any:
    return Field(sa_column=Column(kind, primary_key=True, nullable=False, autoincrement=False))


def _column(kind: Any, *, null: bool = False) -> Any:
    return Field(default=None, sa_column=Column(kind, nullable=null))


class Station(Described, table=True):
    """An installation that was enrolled here, and what it last said of itself."""

    __table_args__: ClassVar[Any] = (Index("ix_station_site", "site"),)
    replica_no: int = _key(Integer)
    site: str = _column(Text)
    kind: str = _column(Text)
    counter: int = _column(Integer)
    issuer: int = _column(Integer)
    name: str = _column(Text)
    enrolled_at: int = _column(BigInteger)
    revoked_at: int | None = _column(BigInteger, null=True)
    last_contact_at: int | None = _column(BigInteger, null=True)
    clock_offset_ms: int | None = _column(BigInteger, null=True)
    unsent: int = _column(Integer)
    app_version: str = _column(Text)
    session_no: int = _column(BigInteger)
    """Of the program that said hello last; an older session's token is worth nothing."""
    run: str = _column(Text)
    """Which start of the program said it."""
    other_run_at: int | None = _column(BigInteger, null=True)
    """When another start of the program was last heard with the same key."""
    superseded_at: int | None = _column(BigInteger, null=True)
    """When one of them used the token of an older session."""
    copied_at: int | None = _column(BigInteger, null=True)
    """When two computers were last seen to use this key at once."""
    replaced_by: int | None = _column(Integer, null=True)
    """The replica_no of the log that goes on in this one's place."""


class EnrolCode(Described, table=True):
    """A one-time code for a station, kept as a keyed hash."""

    __tablename__: ClassVar[Any] = "enrol_code"
    code_hash: bytes = _key(LargeBinary)
    site: str = _column(Text)
    kind: str = _column(Text)
    counter: int = _column(Integer)
    name: str = _column(Text)
    expires_at: int = _column(BigInteger)
    tries: int = _column(Integer)
    used_by: bytes | None = _column(LargeBinary, null=True)


class PushSignature(Described, table=True):
    """What a station signed: its chain up to here is this hash. Kept, and passed upward."""

    __tablename__: ClassVar[Any] = "push_signature"
    replica_no: int = _key(Integer)
    seq: int = _key(BigInteger)
    hash: bytes = _column(LargeBinary)
    signature: bytes = _column(LargeBinary)


class Fork(Described, table=True):
    """The other branch of a chain that exists twice: kept as it came, never folded."""

    replica_no: int = _key(Integer)
    seq: int = _key(BigInteger)
    hash: bytes = _key(LargeBinary)
    line: str = _column(Text)
    seen_at: int = _column(BigInteger)


class SiteCatalogue(Described, table=True):
    """Each catalogue published for a site, whole; the newest is in force."""

    __tablename__: ClassVar[Any] = "site_catalogue"
    __table_args__: ClassVar[Any] = (Index("ix_site_catalogue_site", "site"),)
    id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=True))
    site: str = _column(Text)
    digest: str = _column(Text)
    content: str = _column(Text)
    published_at: int = _column(BigInteger)


class Setting(Described, table=True):
    """Facts about this database itself, as the version of its projections."""

    name: str = _key(Text)
    value: str = _column(Text)


class SentMark(Described, table=True):
    """At a station: how far its hub had acknowledged, for the status line only."""

    __tablename__: ClassVar[Any] = "sent_mark"
    replica_no: int = _key(Integer)
    acked_seq: int = _column(BigInteger)
    sent_at: int = _column(BigInteger)


STATION = table(Station)
ENROL_CODE = table(EnrolCode)
PUSH_SIGNATURE = table(PushSignature)
FORK = table(Fork)
SITE_CATALOGUE = table(SiteCatalogue)
SETTING = table(Setting)
SENT_MARK = table(SentMark)
