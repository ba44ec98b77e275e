"""Which printer a paper was moved to, and how often it may have come out already.

Revision ID: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision: str | None = "0006"
branch_labels = None
depends_on = None

_KEPT = (
    "id", "paper", "entity_id", "title", "print_no", "officer", "state", "attempts", "problem", "asked_at",
    "printed_at",
)  # fmt: skip


def _before() -> list[sa.Column[int] | sa.Column[str] | sa.Column[bytes]]:
    return [
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True, nullable=False),
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
    ]


def _added() -> list[sa.Column[int] | sa.Column[str]]:
    return [
        sa.Column("printer", sa.Text(), nullable=False),
        sa.Column("repeats", sa.SmallInteger(), nullable=False),
    ]


def _made_anew(
    columns: list[sa.Column[int] | sa.Column[str] | sa.Column[bytes]], filled: dict[str, str]
) -> None:
    """Made anew around its rows: a column that SQLite adds stands in another place than a created one."""
    kept = ", ".join(_KEPT)
    op.execute(f"CREATE TEMPORARY TABLE kept AS SELECT {kept} FROM print_job")  # noqa: S608  own names
    op.drop_table("print_job")
    op.create_table("print_job", *columns)
    into, values = ", ".join((kept, *filled)), ", ".join((kept, *filled.values()))
    op.execute(f"INSERT INTO print_job ({into}) SELECT {values} FROM kept")  # noqa: S608  own names
    op.execute("DROP TABLE kept")
    op.create_index("ix_print_job_open", "print_job", ["id"], sqlite_where=sa.text("state <> 'printed'"))
    op.create_index("ix_print_job_entity", "print_job", ["entity_id"])


def upgrade() -> None:
    """Makes the columns; what was asked for before was not moved and is in no doubt."""
    _made_anew([*_before(), *_added()], {"printer": "''", "repeats": "0"})


def downgrade() -> None:
    """Drops them; an older program prints what is in doubt again without a word."""
    op.execute("UPDATE print_job SET state = 'queued' WHERE state = 'doubtful'")
    _made_anew(_before(), {})
