"""What people did about incidents.

Revision ID: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision: str | None = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table; nothing was closed before."""
    op.create_table(
        "incident",
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
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drops it; the journal keeps what was done."""
    op.drop_table("incident")
