"""Numbers that were served by presence, and the tickets that were issued for them.

Revision ID: 0012
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision: str | None = "0011"
branch_labels = None
depends_on = None

_TIMES = ("waited_ms", "walked_ms", "served_ms", "parked_ms")


def _before() -> list[sa.Column[Any]]:
    return [
        sa.Column("fold_rev", sa.Integer(), nullable=False),
        sa.Column("fold_at", sa.BigInteger(), nullable=False),
        sa.Column("fold_replica_no", sa.Integer(), nullable=False),
        sa.Column("fold_seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.LargeBinary(), primary_key=True, autoincrement=False, nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("queue", "number", "service", "agency")),
        sa.Column("visit_id", sa.LargeBinary()),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("phase", sa.SmallInteger(), nullable=False),
        sa.Column("issued_at", sa.BigInteger()),
        sa.Column("called_at", sa.BigInteger()),
        sa.Column("times_called", sa.SmallInteger(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("counter", sa.Integer()),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger()),
        sa.Column("ended_at", sa.BigInteger()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("slips", sa.SmallInteger(), nullable=False),
        sa.Column("since", sa.BigInteger()),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _TIMES),
        sa.Column("parked_at", sa.BigInteger()),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("parked_until", sa.BigInteger()),
        sa.Column("returned_at", sa.BigInteger()),
        sa.Column("behind", sa.LargeBinary()),
        sa.Column("for_counter", sa.Integer()),
        sa.Column("for_officer", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("since_replica", sa.LargeBinary()),
        sa.Column("since_offset_ms", sa.Integer()),
        sa.Column("doubts", sa.SmallInteger(), nullable=False),
    ]


def _added() -> list[sa.Column[Any]]:
    return [
        sa.Column("is_presence", sa.SmallInteger(), nullable=False),
        sa.Column("matched_id", sa.LargeBinary()),
    ]


def _made_anew(columns: list[sa.Column[Any]], **given: str) -> None:
    """Around its rows: a column that SQLite adds must have a default for ever, and stands at the end."""
    kept = ", ".join(column.name for column in _before())
    names, values = ", ".join((kept, *given)), ", ".join((kept, *given.values()))
    op.execute("CREATE TEMP TABLE kept AS SELECT * FROM ticket")
    op.drop_table("ticket")
    op.create_table("ticket", *columns, sqlite_with_rowid=False)
    op.execute(f"INSERT INTO ticket ({names}) SELECT {values} FROM kept")  # noqa: S608  own names
    op.execute("DROP TABLE kept")
    _indexes()


def _indexes() -> None:
    for name, columns, condition in (
        ("number", ["number", "business_day"], None),
        ("visit", ["visit_id"], None),
        ("waiting", ["business_day", "queue", "priority", "issued_at"], "phase = 1"),
        ("busy", ["business_day", "counter"], "phase IN (2, 6)"),
        ("parked", ["business_day"], "phase = 5"),
        ("returned", ["business_day", "queue", "returned_at"], "phase = 1 AND returned_at IS NOT NULL"),
        ("called", ["business_day", "queue", "called_at"], "called_at IS NOT NULL"),
        ("day", ["site", "business_day"], None),
    ):
        only = None if condition is None else sa.text(condition)
        op.create_index(f"ix_ticket_{name}", "ticket", columns, sqlite_where=only)


def upgrade() -> None:
    """Adds two columns, and the way to these numbers; there were none before."""
    _made_anew([*_before(), *_added()], is_presence="0")
    few = sa.text("is_presence = 1")
    op.create_index("ix_ticket_presence", "ticket", ["site"], sqlite_where=few, postgresql_where=few)


def downgrade() -> None:
    """Drops them: an older program does not know these numbers and leaves them out."""
    op.execute("DELETE FROM ticket WHERE is_presence = 1")
    _made_anew(_before())
