"""All tables, once, for SQLite and PostgreSQL: journal, projections, local (DESIGN 3).

Types are said explicitly: SQLModel's defaults for int, Enum and Uuid differ between the two
databases. Reading and writing goes through Core statements on these tables (decision 0003).
"""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Row, SmallInteger, Text, text
from sqlmodel import Field

from counter_app.db.columns import BARE, Described, Folded, column, key, table, where
from counter_app.db.incident_tables import AUTHORITY, INCIDENT


class Replica(Described, table=True):
    """An installation whose log is known here, with the head of its chain."""

    replica_no: int = key(Integer)
    replica_id: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    site: str = column(Text)
    public_key: bytes | None = column(LargeBinary, null=True)
    head_seq: int = column(BigInteger)
    head_hash: bytes = column(LargeBinary)


class Journal(Described, table=True):
    """Every entry as it was written; never rewritten."""

    __table_args__: ClassVar[Any] = (Index("ix_journal_entity", "entity_id", "rev"), BARE)
    replica_no: int = key(Integer)
    seq: int = key(BigInteger)
    entity_id: bytes = column(LargeBinary)
    rev: int = column(Integer)
    at_ms: int = column(BigInteger)
    offset_ms: int | None = column(Integer, null=True)
    offset_age_s: int | None = column(Integer, null=True)
    site: str = column(Text)
    business_day: int = column(Integer)
    agency: str = column(Text)
    kind: str = column(Text)
    kind_version: int = column(SmallInteger)
    officer: str = column(Text)
    catalogue_version: str = column(Text)
    body: str = column(Text)
    pii: str | None = column(Text, null=True)
    salt_b: bytes = column(LargeBinary)
    salt_p: bytes | None = column(LargeBinary, null=True)
    hp: bytes = column(LargeBinary)
    hash: bytes = column(LargeBinary)


class Day(Folded, table=True):
    """Business days of the site."""

    __table_args__: ClassVar[Any] = (Index("ix_day_site", "site", "business_day"), BARE)
    id: bytes = key()
    site: str = column(Text)
    business_day: int = column(Integer)
    is_open: bool = Field(sa_column=Column(Integer, nullable=False))
    opened_at: int | None = column(BigInteger, null=True)
    closed_at: int | None = column(BigInteger, null=True)
    opened_by: str = column(Text)


class Shift(Folded, table=True):
    """Who sat at which counter."""

    __table_args__: ClassVar[Any] = (
        Index("ix_shift_open", "counter", sqlite_where=text("closed_at IS NULL")),
        Index("ix_shift_day", "site", "business_day"),
        BARE,
    )
    id: bytes = key()
    site: str = column(Text)
    business_day: int = column(Integer)
    counter: int = column(Integer)
    officer: str = column(Text)
    opened_at: int | None = column(BigInteger, null=True)
    closed_at: int | None = column(BigInteger, null=True)
    served: int | None = column(Integer, null=True)
    no_show: int | None = column(Integer, null=True)
    cancelled: int | None = column(Integer, null=True)
    reprinted: int | None = column(Integer, null=True)
    parked: int | None = column(Integer, null=True)


class Counter(Folded, table=True):
    """Which counters are open, on a break, closed."""

    __table_args__: ClassVar[Any] = (BARE,)
    id: bytes = key()
    site: str = column(Text)
    business_day: int = column(Integer)
    counter: int = column(Integer)
    state: str = column(Text)
    officer: str = column(Text)
    reason: str = column(Text)
    since: int | None = column(BigInteger, null=True)


class OfficerPin(Folded, table=True):
    """When PINs were reset and changed at a station; never a PIN."""

    __tablename__: ClassVar[Any] = "officer_pin"
    __table_args__: ClassVar[Any] = (BARE,)
    id: bytes = key()
    site: str = column(Text)
    officer: str = column(Text)
    reset_at: int | None = column(BigInteger, null=True)
    reset_by: str = column(Text)
    changed_at: int | None = column(BigInteger, null=True)


class Visit(Folded, table=True):
    """Visits and their tracking codes."""

    __table_args__: ClassVar[Any] = (
        Index("ix_visit_code", "code"),
        Index("ix_visit_paper", "site", "business_day", sqlite_where=text("channel = 'paper'")),
        BARE,
    )
    id: bytes = key()
    site: str = column(Text)
    business_day: int = column(Integer)
    code: str = column(Text)
    channel: str = column(Text)
    opened_at: int | None = column(BigInteger, null=True)


class Ticket(Folded, table=True):
    """Tickets as they stand."""

    __table_args__: ClassVar[Any] = (
        Index("ix_ticket_number", "number", "business_day"),
        Index("ix_ticket_visit", "visit_id"),
        Index("ix_ticket_day", "site", "business_day"),
        Index(
            "ix_ticket_waiting", "business_day", "queue", "priority", "issued_at",
            **where("phase = 1"),
        ),
        Index(
            "ix_ticket_busy", "business_day", "counter",
            **where("phase IN (2, 6)"),
        ),
        Index("ix_ticket_parked", "business_day", **where("phase = 5")),
        Index("ix_ticket_presence", "site", **where("is_presence = 1")),
        Index(
            "ix_ticket_returned", "business_day", "queue", "returned_at",
            **where("phase = 1 AND returned_at IS NOT NULL"),
        ),
        Index(
            "ix_ticket_called", "business_day", "queue", "called_at",
            **where("called_at IS NOT NULL"),
        ),
        BARE,
    )  # fmt: skip
    id: bytes = key()
    site: str = column(Text)
    business_day: int = column(Integer)
    queue: str = column(Text)
    number: str = column(Text)
    service: str = column(Text)
    agency: str = column(Text)
    visit_id: bytes | None = column(LargeBinary, null=True)
    priority: str = column(Text)
    phase: int = column(SmallInteger)
    issued_at: int | None = column(BigInteger, null=True)
    called_at: int | None = column(BigInteger, null=True)
    times_called: int = column(SmallInteger)
    rule: str = column(Text)
    counter: int | None = column(Integer, null=True)
    officer: str = column(Text)
    started_at: int | None = column(BigInteger, null=True)
    ended_at: int | None = column(BigInteger, null=True)
    reason: str = column(Text)
    slips: int = column(SmallInteger)
    since: int | None = column(BigInteger, null=True)
    waited_ms: int = column(Integer)
    walked_ms: int = column(Integer)
    served_ms: int = column(Integer)
    parked_ms: int = column(Integer)
    parked_at: int | None = column(BigInteger, null=True)
    place: str = column(Text)
    parked_until: int | None = column(BigInteger, null=True)
    returned_at: int | None = column(BigInteger, null=True)
    behind: bytes | None = column(LargeBinary, null=True)
    for_counter: int | None = column(Integer, null=True)
    for_officer: str = column(Text)
    outcome: str = column(Text)
    since_replica: bytes | None = column(LargeBinary, null=True)
    since_offset_ms: int | None = column(Integer, null=True)
    doubts: int = column(SmallInteger)
    is_presence: int = column(SmallInteger)
    matched_id: bytes | None = column(LargeBinary, null=True)


class Application(Folded, table=True):
    """Applications as they stand, with their copied requirements."""

    __table_args__: ClassVar[Any] = (
        Index("ix_application_ticket", "ticket_id"),
        Index("ix_application_code", "code"),
        Index("ix_application_number", "number"),
        Index("ix_application_applicant", "applicant_id"),
        Index("ix_application_day", "site", "business_day"),
        BARE,
    )
    id: bytes = key()
    site: str = column(Text)
    business_day: int = column(Integer)
    number: str = column(Text)
    code: str = column(Text)
    service: str = column(Text)
    agency: str = column(Text)
    visit_id: bytes | None = column(LargeBinary, null=True)
    ticket_id: bytes | None = column(LargeBinary, null=True)
    applicant_id: bytes | None = column(LargeBinary, null=True)
    status: str = column(Text)
    opened_at: int | None = column(BigInteger, null=True)
    completed_at: int | None = column(BigInteger, null=True)
    due_day: int | None = column(Integer, null=True)
    catalogue_version: str = column(Text)
    officer: str = column(Text)
    checklist: str = column(Text)
    missing_slips: int = column(SmallInteger)
    receipts: int = column(SmallInteger)
    changed_rev: int = column(Integer)
    printed_rev: int = column(Integer)
    corrections: int = column(SmallInteger)
    copies: int = column(SmallInteger)


class ApplicantIdentity(Folded, table=True):
    """The one projection with personal data."""

    __tablename__: ClassVar[Any] = "applicant_identity"
    __table_args__: ClassVar[Any] = (
        Index("ix_identity_number", "agency", "identity_number").ddl_if(dialect="sqlite"),
        Index("ix_identity_phone", "agency", "phone").ddl_if(dialect="sqlite"),
        BARE,
    )  # PostgreSQL has them sealed: a centre looks up by the keys
    id: bytes = key()
    site: str = column(Text)
    agency: str = column(Text)
    identity_kind: str = column(Text)
    identity_number: str = column(Text)
    full_name: str = column(Text)
    birth_date: str = column(Text)
    phone: str = column(Text)
    extra: str = column(Text)
    recorded_at: int | None = column(BigInteger, null=True)
    notes: str = column(Text)
    companion_name: str = column(Text)
    companion_relation: str = column(Text)
    signs_with: str = column(Text)
    number_key: bytes | None = column(LargeBinary, null=True)
    phone_key: bytes | None = column(LargeBinary, null=True)


class Anomaly(Described, table=True):
    """Entries that made no sense where they stand."""

    __table_args__: ClassVar[Any] = (Index("ix_anomaly_entity", "entity_id"),)
    replica_no: int = key(Integer)
    seq: int = key(BigInteger)
    aggregate: str = key(Text)
    entity_id: bytes = column(LargeBinary)
    code: str = column(Text)


class Series(Described, table=True):
    """Local: the last number given, by name of the series; never synced."""

    __table_args__: ClassVar[Any] = (BARE,)
    name: str = key(Text)
    last: int = column(BigInteger)


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
    paper: str = column(Text)
    entity_id: bytes = column(LargeBinary)
    title: str = column(Text)
    print_no: int = column(SmallInteger)
    officer: str = column(Text)
    state: str = column(Text)
    attempts: int = column(Integer)
    problem: str = column(Text)
    asked_at: int = column(BigInteger)
    printed_at: int | None = column(BigInteger, null=True)
    printer: str = column(Text)
    repeats: int = column(SmallInteger)


class Draft(Described, table=True):
    """Local: a half-typed form."""

    ticket_id: bytes = key()
    """Whose form: a ticket's, or of an application that is put right."""
    text: str = column(Text)
    at_ms: int = column(BigInteger)


class PinTry(Described, table=True):
    """Local: wrong PINs in a row, so that a restart does not forgive them."""

    __tablename__: ClassVar[Any] = "pin_try"
    officer: str = key(Text)
    failures: int = column(Integer)
    last_at: int = column(BigInteger)


class StationPin(Described, table=True):
    """Local: PINs that were set at this station, each as long as the catalogue's one behind it stays."""

    __tablename__: ClassVar[Any] = "station_pin"
    __table_args__: ClassVar[Any] = (BARE,)
    officer: str = key(Text)
    pin_hash: str = column(Text)
    instead_of: str = column(Text)
    is_temporary: bool = Field(sa_column=Column(Integer, nullable=False))
    set_at: int = column(BigInteger)


class Preference(Described, table=True):
    """Local: how an officer likes the screens; the row without an officer is the station's last."""

    __table_args__: ClassVar[Any] = (BARE,)
    officer: str = key(Text)
    zoom: int = column(Integer)
    language: str = column(Text)


class CatalogueVersion(Described, table=True):
    """Local: each catalogue taken, whole, with the digest of its text; the newest is in force."""

    __tablename__: ClassVar[Any] = "catalogue_version"
    id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=True))
    digest: str = column(Text)
    content: str = column(Text)
    taken_at: int = column(BigInteger)


AnyRow = Row[*tuple[Any, ...]]
"""A row of a Core statement; it never leaves the session."""


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

PROJECTIONS = (
    DAY,
    SHIFT,
    COUNTER,
    OFFICER_PIN,
    VISIT,
    TICKET,
    APPLICATION,
    IDENTITY,
    INCIDENT,
    AUTHORITY,
    ANOMALY,
)
"""Dropped and rebuilt whenever their shape or a reducer changes."""
