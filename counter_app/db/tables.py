"""All tables, once, for SQLite and PostgreSQL: journal, projections, local (DESIGN 3).

Types are said explicitly: SQLModel's defaults for int, Enum and Uuid differ between the two
databases. Reading and writing goes through Core statements on these tables (decision 0003).

Annotations are real here and no validator is built (``defer_build``): a third of this module's time at
start-up, and the models only ever describe tables.
"""

from typing import Any, ClassVar, cast

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Row, SmallInteger, Table, Text, text
from sqlmodel import Field, SQLModel

_BARE: dict[str, Any] = {"sqlite_with_rowid": False}


def _key(kind: Any = LargeBinary) -> Any:
    return Field(sa_column=Column(kind, primary_key=True, nullable=False, autoincrement=False))


def _column(kind: Any, *, null: bool = False) -> Any:
    return Field(default=None, sa_column=Column(kind, nullable=null))


class Described(SQLModel):
    """What every model shares: no validator is built, they only ever describe tables."""

    model_config = {"defer_build": True}


class Replica(Described, table=True):
    """An installation whose log is known here, with the head of its chain."""

    replica_no: int = _key(Integer)
    replica_id: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    site: str = _column(Text)
    public_key: bytes | None = _column(LargeBinary, null=True)
    head_seq: int = _column(BigInteger)
    head_hash: bytes = _column(LargeBinary)


class Journal(Described, table=True):
    """Every entry as it was written; never rewritten."""

    __table_args__: ClassVar[Any] = (Index("ix_journal_entity", "entity_id", "rev"), _BARE)
    replica_no: int = _key(Integer)
    seq: int = _key(BigInteger)
    entity_id: bytes = _column(LargeBinary)
    rev: int = _column(Integer)
    at_ms: int = _column(BigInteger)
    offset_ms: int | None = _column(Integer, null=True)
    offset_age_s: int | None = _column(Integer, null=True)
    site: str = _column(Text)
    business_day: int = _column(Integer)
    agency: str = _column(Text)
    kind: str = _column(Text)
    kind_version: int = _column(SmallInteger)
    officer: str = _column(Text)
    catalogue_version: str = _column(Text)
    body: str = _column(Text)
    pii: str | None = _column(Text, null=True)
    salt_b: bytes = _column(LargeBinary)
    salt_p: bytes | None = _column(LargeBinary, null=True)
    hp: bytes = _column(LargeBinary)
    hash: bytes = _column(LargeBinary)


class _Folded(Described):
    """Columns that every projection has: the place of the last entry folded into the row."""

    fold_rev: int = Field(sa_type=Integer)
    fold_at: int = Field(sa_type=BigInteger)
    fold_replica_no: int = Field(sa_type=Integer)
    fold_seq: int = Field(sa_type=BigInteger)


class Day(_Folded, table=True):
    """Business days of the site."""

    __table_args__: ClassVar[Any] = (Index("ix_day_site", "site", "business_day"), _BARE)
    id: bytes = _key()
    site: str = _column(Text)
    business_day: int = _column(Integer)
    is_open: bool = Field(sa_column=Column(Integer, nullable=False))
    opened_at: int | None = _column(BigInteger, null=True)
    closed_at: int | None = _column(BigInteger, null=True)
    opened_by: str = _column(Text)


class Shift(_Folded, table=True):
    """Who sat at which counter."""

    __table_args__: ClassVar[Any] = (
        Index("ix_shift_open", "counter", sqlite_where=text("closed_at IS NULL")),
        _BARE,
    )
    id: bytes = _key()
    site: str = _column(Text)
    business_day: int = _column(Integer)
    counter: int = _column(Integer)
    officer: str = _column(Text)
    opened_at: int | None = _column(BigInteger, null=True)
    closed_at: int | None = _column(BigInteger, null=True)
    served: int | None = _column(Integer, null=True)
    no_show: int | None = _column(Integer, null=True)
    cancelled: int | None = _column(Integer, null=True)
    reprinted: int | None = _column(Integer, null=True)
    parked: int | None = _column(Integer, null=True)


class Counter(_Folded, table=True):
    """Which counters are open, on a break, closed."""

    __table_args__: ClassVar[Any] = (_BARE,)
    id: bytes = _key()
    site: str = _column(Text)
    business_day: int = _column(Integer)
    counter: int = _column(Integer)
    state: str = _column(Text)
    officer: str = _column(Text)
    reason: str = _column(Text)
    since: int | None = _column(BigInteger, null=True)


class OfficerPin(_Folded, table=True):
    """When PINs were reset and changed at a station; never a PIN."""

    __tablename__: ClassVar[Any] = "officer_pin"
    __table_args__: ClassVar[Any] = (_BARE,)
    id: bytes = _key()
    site: str = _column(Text)
    officer: str = _column(Text)
    reset_at: int | None = _column(BigInteger, null=True)
    reset_by: str = _column(Text)
    changed_at: int | None = _column(BigInteger, null=True)


class Visit(_Folded, table=True):
    """Visits and their tracking codes."""

    __table_args__: ClassVar[Any] = (Index("ix_visit_code", "code"), _BARE)
    id: bytes = _key()
    site: str = _column(Text)
    business_day: int = _column(Integer)
    code: str = _column(Text)
    channel: str = _column(Text)
    opened_at: int | None = _column(BigInteger, null=True)


class Ticket(_Folded, table=True):
    """Tickets as they stand."""

    __table_args__: ClassVar[Any] = (
        Index("ix_ticket_number", "number", "business_day"),
        Index("ix_ticket_visit", "visit_id"),
        Index(
            "ix_ticket_waiting", "business_day", "queue", "priority", "issued_at",
            sqlite_where=text("phase = 1"),
        ),
        Index(
            "ix_ticket_busy", "business_day", "counter",
            sqlite_where=text("phase IN (2, 6)"),
        ),
        Index("ix_ticket_parked", "business_day", sqlite_where=text("phase = 5")),
        Index(
            "ix_ticket_returned", "business_day", "queue", "returned_at",
            sqlite_where=text("phase = 1 AND returned_at IS NOT NULL"),
        ),
        Index(
            "ix_ticket_called", "business_day", "queue", "called_at",
            sqlite_where=text("called_at IS NOT NULL"),
        ),
        _BARE,
    )  # fmt: skip
    id: bytes = _key()
    site: str = _column(Text)
    business_day: int = _column(Integer)
    queue: str = _column(Text)
    number: str = _column(Text)
    service: str = _column(Text)
    agency: str = _column(Text)
    visit_id: bytes | None = _column(LargeBinary, null=True)
    priority: str = _column(Text)
    phase: int = _column(SmallInteger)
    issued_at: int | None = _column(BigInteger, null=True)
    called_at: int | None = _column(BigInteger, null=True)
    times_called: int = _column(SmallInteger)
    rule: str = _column(Text)
    counter: int | None = _column(Integer, null=True)
    officer: str = _column(Text)
    started_at: int | None = _column(BigInteger, null=True)
    ended_at: int | None = _column(BigInteger, null=True)
    reason: str = _column(Text)
    slips: int = _column(SmallInteger)
    since: int | None = _column(BigInteger, null=True)
    waited_ms: int = _column(Integer)
    walked_ms: int = _column(Integer)
    served_ms: int = _column(Integer)
    parked_ms: int = _column(Integer)
    parked_at: int | None = _column(BigInteger, null=True)
    place: str = _column(Text)
    parked_until: int | None = _column(BigInteger, null=True)
    returned_at: int | None = _column(BigInteger, null=True)
    behind: bytes | None = _column(LargeBinary, null=True)
    for_counter: int | None = _column(Integer, null=True)
    for_officer: str = _column(Text)
    outcome: str = _column(Text)


class Application(_Folded, table=True):
    """Applications as they stand, with their copied requirements."""

    __table_args__: ClassVar[Any] = (
        Index("ix_application_ticket", "ticket_id"),
        Index("ix_application_code", "code"),
        Index("ix_application_number", "number"),
        Index("ix_application_applicant", "applicant_id"),
        _BARE,
    )
    id: bytes = _key()
    site: str = _column(Text)
    business_day: int = _column(Integer)
    number: str = _column(Text)
    code: str = _column(Text)
    service: str = _column(Text)
    agency: str = _column(Text)
    visit_id: bytes | None = _column(LargeBinary, null=True)
    ticket_id: bytes | None = _column(LargeBinary, null=True)
    applicant_id: bytes | None = _column(LargeBinary, null=True)
    status: str = _column(Text)
    opened_at: int | None = _column(BigInteger, null=True)
    completed_at: int | None = _column(BigInteger, null=True)
    due_day: int | None = _column(Integer, null=True)
    catalogue_version: str = _column(Text)
    officer: str = _column(Text)
    checklist: str = _column(Text)
    missing_slips: int = _column(SmallInteger)
    receipts: int = _column(SmallInteger)
    changed_rev: int = _column(Integer)
    printed_rev: int = _column(Integer)
    corrections: int = _column(SmallInteger)
    copies: int = _column(SmallInteger)


class ApplicantIdentity(_Folded, table=True):
    """The one projection with personal data."""

    __tablename__: ClassVar[Any] = "applicant_identity"
    __table_args__: ClassVar[Any] = (
        Index("ix_identity_number", "agency", "identity_number").ddl_if(dialect="sqlite"),
        Index("ix_identity_phone", "agency", "phone").ddl_if(dialect="sqlite"),
        _BARE,
    )  # PostgreSQL has them sealed: a centre looks up by the keys
    id: bytes = _key()
    site: str = _column(Text)
    agency: str = _column(Text)
    identity_kind: str = _column(Text)
    identity_number: str = _column(Text)
    full_name: str = _column(Text)
    birth_date: str = _column(Text)
    phone: str = _column(Text)
    extra: str = _column(Text)
    recorded_at: int | None = _column(BigInteger, null=True)
    notes: str = _column(Text)
    companion_name: str = _column(Text)
    companion_relation: str = _column(Text)
    signs_with: str = _column(Text)
    number_key: bytes | None = _column(LargeBinary, null=True)
    phone_key: bytes | None = _column(LargeBinary, null=True)


class Anomaly(Described, table=True):
    """Entries that made no sense where they stand."""

    __table_args__: ClassVar[Any] = (Index("ix_anomaly_entity", "entity_id"),)
    replica_no: int = _key(Integer)
    seq: int = _key(BigInteger)
    aggregate: str = _key(Text)
    entity_id: bytes = _column(LargeBinary)
    code: str = _column(Text)


class Series(Described, table=True):
    """Local: the last number given, by name of the series; never synced."""

    __table_args__: ClassVar[Any] = (_BARE,)
    name: str = _key(Text)
    last: int = _column(BigInteger)


class PrintJob(Described, table=True):
    """Local: a paper that must come out of a printer."""

    __tablename__: ClassVar[Any] = "print_job"
    __table_args__: ClassVar[Any] = (
        Index(
            "ix_print_job_open", "id",
            sqlite_where=text("state <> 'printed'"),
        ),
        Index("ix_print_job_entity", "entity_id"),
    )  # fmt: skip
    id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=True))
    paper: str = _column(Text)
    entity_id: bytes = _column(LargeBinary)
    title: str = _column(Text)
    print_no: int = _column(SmallInteger)
    officer: str = _column(Text)
    state: str = _column(Text)
    attempts: int = _column(Integer)
    problem: str = _column(Text)
    asked_at: int = _column(BigInteger)
    printed_at: int | None = _column(BigInteger, null=True)
    printer: str = _column(Text)
    repeats: int = _column(SmallInteger)


class Draft(Described, table=True):
    """Local: a half-typed form."""

    ticket_id: bytes = _key()
    text: str = _column(Text)
    at_ms: int = _column(BigInteger)


class PinTry(Described, table=True):
    """Local: wrong PINs in a row, so that a restart does not forgive them."""

    __tablename__: ClassVar[Any] = "pin_try"
    officer: str = _key(Text)
    failures: int = _column(Integer)
    last_at: int = _column(BigInteger)


class StationPin(Described, table=True):
    """Local: PINs that were set at this station, each as long as the catalogue's one behind it stays."""

    __tablename__: ClassVar[Any] = "station_pin"
    __table_args__: ClassVar[Any] = (_BARE,)
    officer: str = _key(Text)
    pin_hash: str = _column(Text)
    instead_of: str = _column(Text)
    is_temporary: bool = Field(sa_column=Column(Integer, nullable=False))
    set_at: int = _column(BigInteger)


class Preference(Described, table=True):
    """Local: how an officer likes the screens; the row without an officer is the station's last."""

    __table_args__: ClassVar[Any] = (_BARE,)
    officer: str = _key(Text)
    zoom: int = _column(Integer)
    language: str = _column(Text)


class CatalogueVersion(Described, table=True):
    """Local: each catalogue taken, whole, with the digest of its text; the newest is in force."""

    __tablename__: ClassVar[Any] = "catalogue_version"
    id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=True))
    digest: str = _column(Text)
    content: str = _column(Text)
    taken_at: int = _column(BigInteger)


AnyRow = Row[*tuple[Any, ...]]
"""A row of a Core statement; it never leaves the session."""


def table(model: type[SQLModel]) -> Table:
    """The Core table behind a model."""
    return cast("Table", model.__table__)  # type: ignore[attr-defined]


REPLICA = table(Replica)
JOURNAL = table(Journal)
DAY = table(Day)
SHIFT = table(Shift)
COUNTER = table(Counter)
OFFICER_PIN = table(OfficerPin)
VISIT = table(Visit)
TICKET = table(Ticket)
APPLICATION = table(Application)
IDENTITY = table(ApplicantIdentity)
ANOMALY = table(Anomaly)
SERIES = table(Series)
PRINT_JOB = table(PrintJob)
DRAFT = table(Draft)
PIN_TRY = table(PinTry)
STATION_PIN = table(StationPin)
PREFERENCE = table(Preference)
CATALOGUE_VERSION = table(CatalogueVersion)

PROJECTIONS = (DAY, SHIFT, COUNTER, OFFICER_PIN, VISIT, TICKET, APPLICATION, IDENTITY, ANOMALY)
"""Dropped and rebuilt whenever their shape or a reducer changes."""
