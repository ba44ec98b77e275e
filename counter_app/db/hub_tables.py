"""Tables of sync, on both databases: who is enrolled, what was signed, forked and published (DESIGN 6).

All of them are local: never synced, never rebuilt, outside of canonical dumps.
"""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Text
from sqlmodel import Field

from counter_app.db.columns import Described, column, key, table


class Station(Described, table=True):
    """An installation that was enrolled here, and what it last said of itself."""

    __table_args__: ClassVar[Any] = (Index("ix_station_site", "site"),)
    replica_no: int = key(Integer)
    site: str = column(Text)
    kind: str = column(Text)
    counter: int = column(Integer)
    issuer: int = column(Integer)
    name: str = column(Text)
    enrolled_at: int = column(BigInteger)
    revoked_at: int | None = column(BigInteger, null=True)
    last_contact_at: int | None = column(BigInteger, null=True)
    clock_offset_ms: int | None = column(BigInteger, null=True)
    unsent: int = column(Integer)
    app_version: str = column(Text)
    session_no: int = column(BigInteger)
    """Of the program that said hello last; an older session's token is worth nothing."""
    run: str = column(Text)
    """Which start of the program said it."""
    other_run_at: int | None = column(BigInteger, null=True)
    """When another start of the program was last heard with the same key."""
    superseded_at: int | None = column(BigInteger, null=True)
    """When one of them used the token of an older session."""
    copied_at: int | None = column(BigInteger, null=True)
    """When two computers were last seen to use this key at once."""
    replaced_by: int | None = column(Integer, null=True)
    """The replica_no of the log that goes on in this one's place."""


class EnrolCode(Described, table=True):
    """A one-time code for a station, kept as a keyed hash."""

    __tablename__: ClassVar[Any] = "enrol_code"
    code_hash: bytes = key(LargeBinary)
    site: str = column(Text)
    kind: str = column(Text)
    counter: int = column(Integer)
    name: str = column(Text)
    expires_at: int = column(BigInteger)
    tries: int = column(Integer)
    used_by: bytes | None = column(LargeBinary, null=True)


class PushSignature(Described, table=True):
    """What a station signed: its chain up to here is this hash. Kept, and passed upward."""

    __tablename__: ClassVar[Any] = "push_signature"
    replica_no: int = key(Integer)
    seq: int = key(BigInteger)
    hash: bytes = column(LargeBinary)
    signature: bytes = column(LargeBinary)


class Fork(Described, table=True):
    """The other branch of a chain that exists twice: kept as it came, never folded."""

    replica_no: int = key(Integer)
    seq: int = key(BigInteger)
    hash: bytes = key(LargeBinary)
    line: str = column(Text)
    seen_at: int = column(BigInteger)


class SiteCatalogue(Described, table=True):
    """Each catalogue published for a site, whole; the newest is in force."""

    __tablename__: ClassVar[Any] = "site_catalogue"
    __table_args__: ClassVar[Any] = (Index("ix_site_catalogue_site", "site"),)
    id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=True))
    site: str = column(Text)
    digest: str = column(Text)
    content: str = column(Text)
    published_at: int = column(BigInteger)


class Setting(Described, table=True):
    """Facts about this database itself, as the version of its projections."""

    name: str = key(Text)
    value: str = column(Text)


class SentMark(Described, table=True):
    """At a station: how far its hub had acknowledged, for the status line only."""

    __tablename__: ClassVar[Any] = "sent_mark"
    replica_no: int = key(Integer)
    acked_seq: int = column(BigInteger)
    sent_at: int = column(BigInteger)


STATION = table(Station)
ENROL_CODE = table(EnrolCode)
PUSH_SIGNATURE = table(PushSignature)
FORK = table(Fork)
SITE_CATALOGUE = table(SiteCatalogue)
SETTING = table(Setting)
SENT_MARK = table(SentMark)
