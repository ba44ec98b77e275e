"""Counters, what a shift counted, PINs set at a station, and how officers like their screens.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"
branch_labels = None
depends_on = None

_KEPT = (
    "fold_rev", "fold_at", "fold_replica_no", "fold_seq", "id", "site", "business_day", "counter", "officer",
    "opened_at", "closed_at",
)  # fmt: skip
_COUNTED = ("served", "no_show", "cancelled", "reprinted", "parked")


def _folded() -> list[sa.Column[int]]:
    return [
        sa.Column("fold_rev", sa.Integer(), nullable=False),
        sa.Column("fold_at", sa.BigInteger(), nullable=False),
        sa.Column("fold_replica_no", sa.Integer(), nullable=False),
        sa.Column("fold_seq", sa.BigInteger(), nullable=False),
    ]


def _counter() -> None:
    op.create_table(
        "counter",
        *_folded(),
        sa.Column("id", sa.LargeBinary(), primary_key=True, autoincrement=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Integer(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )


def _officer_pin() -> None:
    op.create_table(
        "officer_pin",
        *_folded(),
        sa.Column("id", sa.LargeBinary(), primary_key=True, autoincrement=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("reset_at", sa.BigInteger(), nullable=True),
        sa.Column("reset_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )


def _station_pin() -> None:
    op.create_table(
        "station_pin",
        sa.Column("officer", sa.Text(), primary_key=True, autoincrement=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("instead_of", sa.Text(), nullable=False),
        sa.Column("is_temporary", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sqlite_with_rowid=False,
    )


def _preference() -> None:
    op.create_table(
        "preference",
        sa.Column("officer", sa.Text(), primary_key=True, autoincrement=False),
        sa.Column("zoom", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )


def _shift(*added: sa.Column[int]) -> None:
    """Made anew around its rows: a column that SQLite adds stands in another place than a created one."""
    kept = ", ".join(_KEPT)
    op.execute(f"CREATE TEMP TABLE kept AS SELECT {kept} FROM shift")  # noqa: S608  own names
    op.drop_index("ix_shift_open", "shift")
    op.drop_table("shift")
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
        *added,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_shift_open", "shift", ["counter"], sqlite_where=sa.text("closed_at IS NULL"))
    op.execute(f"INSERT INTO shift ({kept}) SELECT {kept} FROM kept")  # noqa: S608  own names
    op.execute("DROP TABLE kept")


_TABLES = (_counter, _officer_pin, _station_pin, _preference)


def upgrade() -> None:
    """Makes four tables, and five columns of a shift."""
    for make in _TABLES:
        make()
    _shift(*(sa.Column(name, sa.Integer(), nullable=True) for name in _COUNTED))


def downgrade() -> None:
    """Drops them; PINs that were set at the station are those of the catalogue again."""
    _shift()
    for make in reversed(_TABLES):
        op.drop_table(make.__name__.removeprefix("_"))
