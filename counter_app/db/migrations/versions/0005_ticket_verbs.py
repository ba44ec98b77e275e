"""What every verb at the desk needs to know of a ticket: parked, returned, handed on, and its times.

Revision ID: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"
branch_labels = None
depends_on = None

_PARKED = 5
"""From here on the states move up by one: parked stands between cancelled and serving."""


def _before() -> list[sa.Column[int] | sa.Column[str] | sa.Column[bytes]]:
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
    ]


def _added() -> list[sa.Column[int] | sa.Column[str] | sa.Column[bytes]]:
    return [
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
    ]


_TIMES = ("waited_ms", "walked_ms", "served_ms", "parked_ms")
_FILLED = dict.fromkeys(_TIMES, "0") | dict.fromkeys(("place", "for_officer", "outcome"), "''")
"""What stands in the new columns until the station rebuilds its tickets, a moment later."""


def _made_anew(columns: list[sa.Column[int] | sa.Column[str] | sa.Column[bytes]], *, is_up: bool) -> None:
    """Made anew around its rows: a column that SQLite adds stands in another place than a created one."""
    op.execute("CREATE TEMP TABLE kept AS SELECT * FROM ticket")
    op.drop_table("ticket")
    op.create_table("ticket", *columns, sqlite_with_rowid=False)
    names = ", ".join(column.name for column in _before())
    moved = (
        f"CASE WHEN phase >= {_PARKED} THEN phase + 1 ELSE phase END"
        if is_up
        else f"CASE WHEN phase > {_PARKED} THEN phase - 1 ELSE phase END"
    )
    into, values = names, names.replace("phase", moved)
    if is_up:
        into, values = f"{names}, {', '.join(_FILLED)}", f"{values}, {', '.join(_FILLED.values())}"
    op.execute(f"INSERT INTO ticket ({into}) SELECT {values} FROM kept")  # noqa: S608  own names
    op.execute("DROP TABLE kept")


def _indexes(number: list[str], busy: str) -> None:
    line = ["business_day", "queue", "priority", "issued_at"]
    op.create_index("ix_ticket_number", "ticket", number)
    op.create_index("ix_ticket_visit", "ticket", ["visit_id"])
    op.create_index("ix_ticket_waiting", "ticket", line, sqlite_where=sa.text("phase = 1"))
    op.create_index("ix_ticket_busy", "ticket", ["business_day", "counter"], sqlite_where=sa.text(busy))
    op.create_index(
        "ix_ticket_called", "ticket", ["business_day", "queue", "called_at"],
        sqlite_where=sa.text("called_at IS NOT NULL"),
    )  # fmt: skip


def upgrade() -> None:
    """Makes the columns, and the ways to who is parked and who came back."""
    _made_anew([*_before(), *_added()], is_up=True)
    _indexes(["number", "business_day"], "phase IN (2, 6)")
    op.create_index("ix_ticket_parked", "ticket", ["business_day"], sqlite_where=sa.text("phase = 5"))
    op.create_index(
        "ix_ticket_returned", "ticket", ["business_day", "queue", "returned_at"],
        sqlite_where=sa.text("phase = 1 AND returned_at IS NOT NULL"),
    )  # fmt: skip


def downgrade() -> None:
    """Drops them; an older program rebuilds its tickets from the journal."""
    _made_anew(_before(), is_up=False)
    _indexes(["business_day", "queue", "number"], "phase IN (2, 5)")
