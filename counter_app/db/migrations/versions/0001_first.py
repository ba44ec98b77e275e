"""The first shape: journal, projections, local rows."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

JOURNAL = ("replica", "journal")
PROJECTIONS = ("day", "shift", "visit", "ticket", "application", "applicant_identity", "anomaly")
LOCAL = ("series", "print_job", "draft", "pin_try", "catalogue_version")


def upgrade() -> None:
    """Brings a database to this revision."""
    _journal()
    _projections()
    _ticket()
    _application()
    _anomaly()
    _local()
    _print_job()


def downgrade() -> None:
    """Brings a database back to none."""
    for table in (*LOCAL, *PROJECTIONS, *JOURNAL):
        op.drop_table(table)


def _key(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, autoincrement=False, primary_key=True, nullable=False)


def _columns(kind: Any, *names: str) -> list[sa.Column[Any]]:
    """Columns of one type; a name that ends in "?" may be null."""
    return [sa.Column(name.rstrip("?"), kind, nullable=name.endswith("?")) for name in names]


def _blobs(*names: str) -> list[sa.Column[Any]]:
    return _columns(sa.LargeBinary(), *names)


def _texts(*names: str) -> list[sa.Column[Any]]:
    return _columns(sa.Text(), *names)


def _ints(*names: str) -> list[sa.Column[Any]]:
    return _columns(sa.Integer(), *names)


def _smalls(*names: str) -> list[sa.Column[Any]]:
    return _columns(sa.SmallInteger(), *names)


def _bigs(*names: str) -> list[sa.Column[Any]]:
    return _columns(sa.BigInteger(), *names)


def _folded() -> list[sa.Column[Any]]:
    """The place of the last entry folded, which every projection begins with; then its id."""
    return [
        *_ints("fold_rev"),
        *_bigs("fold_at"),
        *_ints("fold_replica_no"),
        *_bigs("fold_seq"),
        _key("id", sa.LargeBinary()),
    ]


def _index(name: str, table: str, *columns: str, where: str = "") -> None:
    partial: dict[str, Any] = {"sqlite_where": sa.text(where)} if where else {}
    op.create_index(name, table, columns, **partial)


def _journal() -> None:
    op.create_table(
        "replica",
        _key("replica_no", sa.Integer()), *_blobs("replica_id"), *_texts("site"), *_blobs("public_key?"),
        *_bigs("head_seq"), *_blobs("head_hash"),
        sa.UniqueConstraint("replica_id"),
    )  # fmt: skip
    op.create_table(
        "journal",
        _key("replica_no", sa.Integer()), _key("seq", sa.BigInteger()), *_blobs("entity_id"), *_ints("rev"),
        *_bigs("at_ms"), *_ints("offset_ms?", "offset_age_s?"), *_texts("site"), *_ints("business_day"),
        *_texts("agency", "kind"), *_smalls("kind_version"),
        *_texts("officer", "catalogue_version", "body", "pii?"),
        *_blobs("salt_b", "salt_p?", "hp", "hash"),
        sqlite_with_rowid=False,
    )  # fmt: skip
    _index("ix_journal_entity", "journal", "entity_id", "rev")


def _projections() -> None:
    op.create_table(
        "day",
        *_folded(), *_texts("site"), *_ints("business_day", "is_open"), *_bigs("opened_at?", "closed_at?"),
        *_texts("opened_by"),
        sqlite_with_rowid=False,
    )  # fmt: skip
    _index("ix_day_site", "day", "site", "business_day")
    op.create_table(
        "shift",
        *_folded(), *_texts("site"), *_ints("business_day", "counter"), *_texts("officer"),
        *_bigs("opened_at?", "closed_at?"),
        sqlite_with_rowid=False,
    )  # fmt: skip
    _index("ix_shift_open", "shift", "counter", where="closed_at IS NULL")
    op.create_table(
        "visit",
        *_folded(), *_texts("site"), *_ints("business_day"), *_texts("code", "channel"), *_bigs("opened_at?"),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "applicant_identity",
        *_folded(), *_texts("site", "agency", "identity_kind", "identity_number", "full_name"),
        *_texts("birth_date", "phone", "extra"), *_bigs("recorded_at?"),
        sqlite_with_rowid=False,
    )  # fmt: skip


def _ticket() -> None:
    op.create_table(
        "ticket",
        *_folded(), *_texts("site"), *_ints("business_day"), *_texts("queue", "number", "service", "agency"),
        *_blobs("visit_id?"), *_texts("priority"), *_smalls("phase"), *_bigs("issued_at?", "called_at?"),
        *_smalls("times_called"), *_texts("rule"), *_ints("counter?"), *_texts("officer"),
        *_bigs("started_at?", "ended_at?"), *_texts("reason"), *_smalls("slips"),
        sqlite_with_rowid=False,
    )  # fmt: skip
    _index("ix_ticket_number", "ticket", "business_day", "queue", "number")
    _index("ix_ticket_waiting", "ticket", "business_day", "queue", "priority", "issued_at", where="phase = 1")
    _index("ix_ticket_busy", "ticket", "business_day", "counter", where="phase IN (2, 5)")
    _index("ix_ticket_called", "ticket", "business_day", "queue", "called_at", where="called_at IS NOT NULL")


def _application() -> None:
    op.create_table(
        "application",
        *_folded(), *_texts("site"), *_ints("business_day"), *_texts("number", "code", "service", "agency"),
        *_blobs("visit_id?", "ticket_id?", "applicant_id?"), *_texts("status"),
        *_bigs("opened_at?", "completed_at?"), *_ints("due_day?"),
        *_texts("catalogue_version", "officer", "checklist"), *_smalls("missing_slips", "receipts"),
        *_ints("changed_rev", "printed_rev"),
        sqlite_with_rowid=False,
    )  # fmt: skip
    _index("ix_application_ticket", "application", "ticket_id")
    _index("ix_application_code", "application", "code")


def _anomaly() -> None:
    op.create_table(
        "anomaly",
        _key("replica_no", sa.Integer()), _key("seq", sa.BigInteger()), _key("aggregate", sa.Text()),
        *_blobs("entity_id"), *_texts("code"),
    )  # fmt: skip
    _index("ix_anomaly_entity", "anomaly", "entity_id")


def _local() -> None:
    op.create_table("series", _key("name", sa.Text()), *_bigs("last"), sqlite_with_rowid=False)
    op.create_table("draft", _key("ticket_id", sa.LargeBinary()), *_texts("text"), *_bigs("at_ms"))
    op.create_table("pin_try", _key("officer", sa.Text()), *_ints("failures"), *_bigs("last_at"))
    op.create_table(
        "catalogue_version",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True, nullable=False),
        *_texts("digest", "content"),
        *_bigs("taken_at"),
    )


def _print_job() -> None:
    op.create_table(
        "print_job",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True, nullable=False),
        *_texts("paper"), *_blobs("entity_id"), *_texts("title"), *_smalls("print_no"),
        *_texts("officer", "state"), *_ints("attempts"), *_texts("problem"),
        *_bigs("asked_at", "printed_at?"),
    )  # fmt: skip
    _index("ix_print_job_open", "print_job", "id", where="state <> 'printed'")
    _index("ix_print_job_entity", "print_job", "entity_id")
