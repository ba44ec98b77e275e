"""Incidents about a log that exists twice.

Revision ID: 0015
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision: str | None = "0014"
branch_labels = None
depends_on = None

_KEPT = (
    "fold_rev", "fold_at", "fold_replica_no", "fold_seq", "id", "site", "business_day", "closed_at",
    "closed_by", "reason", "known",
)  # fmt: skip


def _before() -> list[sa.Column[Any]]:
    return [
        sa.Column("fold_rev", sa.Integer(), nullable=False),
        sa.Column("fold_at", sa.BigInteger(), nullable=False),
        sa.Column("fold_replica_no", sa.Integer(), nullable=False),
        sa.Column("fold_seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.LargeBinary(), primary_key=True, autoincrement=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
    ]


def _added() -> list[sa.Column[Any]]:
    return [
        sa.Column("noted_at", sa.BigInteger(), nullable=True),
        sa.Column("counter", sa.Integer(), nullable=False),
    ]


def _made_anew(columns: list[sa.Column[Any]], **given: str) -> None:
    """Around its rows: a column that SQLite adds must have a default for ever."""
    kept = ", ".join(_KEPT)
    names, values = ", ".join((kept, *given)), ", ".join((kept, *given.values()))
    op.execute(f"CREATE TEMP TABLE kept AS SELECT {kept} FROM incident")  # noqa: S608  own names
    op.drop_table("incident")
    op.create_table("incident", *columns, sqlite_with_rowid=False)
    op.execute(f"INSERT INTO incident ({names}) SELECT {values} FROM kept")  # noqa: S608  own names
    op.execute("DROP TABLE kept")


def upgrade() -> None:
    """Adds two columns; none was noted before."""
    _made_anew([*_before(), *_added()], counter="0")


def downgrade() -> None:
    """Drops them; what was only noted has nothing left to tell."""
    _made_anew(_before())
