"""Journal, projections and local tables of a station alone.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels = None
depends_on = None


def _folded() -> list[sa.Column[int]]:
    return [
        sa.Column("fold_rev", sa.Integer(), nullable=False),
        sa.Column("fold_at", sa.BigInteger(), nullable=False),
        sa.Column("fold_replica_no", sa.Integer(), nullable=False),
        sa.Column("fold_seq", sa.BigInteger(), nullable=False),
    ]


def _replica() -> None:
    op.create_table(
        "replica",
        sa.Column("replica_no", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("replica_id", sa.LargeBinary(), nullable=False, unique=True),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=True),
        sa.Column("head_seq", sa.BigInteger(), nullable=False),
        sa.Column("head_hash", sa.LargeBinary(), nullable=False),
    )


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("replica_no", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("seq", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("entity_id", sa.LargeBinary(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("offset_ms", sa.Integer(), nullable=True),
        sa.Column("offset_age_s", sa.Integer(), nullable=True),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Integer(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("kind_version", sa.SmallInteger(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("catalogue_version", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("pii", sa.Text(), nullable=True),
        sa.Column("salt_b", sa.LargeBinary(), nullable=False),
        sa.Column("salt_p", sa.LargeBinary(), nullable=True),
        sa.Column("hp", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_journal_entity", "journal", ["entity_id", "rev"])


def _day() -> None:
    op.create_table(
        "day",
        *_folded(),
        sa.Column("id", sa.LargeBinary(), primary_key=True, autoincrement=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_day_site", "day", ["site", "business_day"])


def _shift() -> None:
    op.create_table(
        "shift",
        *_folded(),
        sa.Column("id", sa.LargeBinary(), primary_key=True, autoincrement=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Integer(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )


def _visit() -> None:
    op.create_table(
        "visit",
        *_folded(),
        sa.Column("id", sa.LargeBinary(), primary_key=True, autoincrement=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )


def _ticket() -> None:
    op.create_table(
        "ticket",
        *_folded(),
        sa.Column("id", sa.LargeBinary(), primary_key=True, autoincrement=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Integer(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.LargeBinary(), nullable=True),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("phase", sa.SmallInteger(), nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=True),
        sa.Column("called_at", sa.BigInteger(), nullable=True),
        sa.Column("times_called", sa.SmallInteger(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("slips", sa.SmallInteger(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_ticket_busy",
        "ticket",
        ["business_day", "counter"],
        sqlite_where=sa.text("phase IN (2, 5)"),
        postgresql_where=sa.text("phase IN (2, 5)"),
    )
    op.create_index(
        "ix_ticket_called",
        "ticket",
        ["business_day", "queue", "called_at"],
        sqlite_where=sa.text("called_at IS NOT NULL"),
        postgresql_where=sa.text("called_at IS NOT NULL"),
    )
    op.create_index("ix_ticket_number", "ticket", ["business_day", "queue", "number"])
    op.create_index(
        "ix_ticket_waiting",
        "ticket",
        ["business_day", "queue", "priority", "issued_at"],
        sqlite_where=sa.text("phase = 1"),
        postgresql_where=sa.text("phase = 1"),
    )


def _application() -> None:
    op.create_table(
        "application",
        *_folded(),
        sa.Column("id", sa.LargeBinary(), primary_key=True, autoincrement=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.LargeBinary(), nullable=True),
        sa.Column("ticket_id", sa.LargeBinary(), nullable=True),
        sa.Column("applicant_id", sa.LargeBinary(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("completed_at", sa.BigInteger(), nullable=True),
        sa.Column("due_day", sa.Integer(), nullable=True),
        sa.Column("catalogue_version", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("checklist", sa.Text(), nullable=False),
        sa.Column("missing_slips", sa.SmallInteger(), nullable=False),
        sa.Column("receipts", sa.SmallInteger(), nullable=False),
        sa.Column("changed_rev", sa.Integer(), nullable=False),
        sa.Column("printed_rev", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_application_code", "application", ["code"])
    op.create_index("ix_application_ticket", "application", ["ticket_id"])


def _applicant_identity() -> None:
    op.create_table(
        "applicant_identity",
        *_folded(),
        sa.Column("id", sa.LargeBinary(), primary_key=True, autoincrement=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("identity_kind", sa.Text(), nullable=False),
        sa.Column("identity_number", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("birth_date", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )


def _anomaly() -> None:
    op.create_table(
        "anomaly",
        sa.Column("replica_no", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("seq", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("aggregate", sa.Text(), primary_key=True, autoincrement=False),
        sa.Column("entity_id", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
    )
    op.create_index("ix_anomaly_entity", "anomaly", ["entity_id"])


def _series() -> None:
    op.create_table(
        "series",
        sa.Column("name", sa.Text(), primary_key=True, autoincrement=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sqlite_with_rowid=False,
    )


def _print_job() -> None:
    op.create_table(
        "print_job",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.LargeBinary(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("print_no", sa.SmallInteger(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("printed_at", sa.BigInteger(), nullable=True),
    )
    op.create_index("ix_print_job_entity", "print_job", ["entity_id"])
    op.create_index(
        "ix_print_job_open",
        "print_job",
        ["state"],
        sqlite_where=sa.text("state <> 'printed'"),
        postgresql_where=sa.text("state <> 'printed'"),
    )


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("ticket_id", sa.LargeBinary(), primary_key=True, autoincrement=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
    )


def _pin_try() -> None:
    op.create_table(
        "pin_try",
        sa.Column("officer", sa.Text(), primary_key=True, autoincrement=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
    )


def _catalogue_version() -> None:
    op.create_table(
        "catalogue_version",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
    )


_TABLES = (
    _replica,
    _journal,
    _day,
    _shift,
    _visit,
    _ticket,
    _application,
    _applicant_identity,
    _anomaly,
    _series,
    _print_job,
    _draft,
    _pin_try,
    _catalogue_version,
)


def upgrade() -> None:
    """Makes the tables."""
    for make in _TABLES:
        make()


def downgrade() -> None:
    """Drops them all."""
    for make in reversed(_TABLES):
        op.drop_table(make.__name__.removeprefix("_"))
