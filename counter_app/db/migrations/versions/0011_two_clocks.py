"""Which times of a ticket lie between two clocks that nobody compared.

Revision ID: 0011
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision: str | None = "0010"
branch_labels = None
depends_on = None


def _columns(kind: Any, *names: str) -> list[sa.Column[Any]]:
    """Columns of one type; a name that ends in "?" may be null."""
    return [sa.Column(name.rstrip("?"), kind, nullable=name.endswith("?")) for name in names]


def _before() -> list[sa.Column[Any]]:
    blobs, bigs, texts, ints, smalls = (
        sa.LargeBinary(), sa.BigInteger(), sa.Text(), sa.Integer(), sa.SmallInteger(),
    )  # fmt: skip
    return [
        *_columns(ints, "fold_rev"),
        *_columns(bigs, "fold_at"),
        *_columns(ints, "fold_replica_no"),
        *_columns(bigs, "fold_seq"),
        sa.Column("id", blobs, autoincrement=False, primary_key=True, nullable=False),
        *_columns(texts, "site"),
        *_columns(ints, "business_day"),
        *_columns(texts, "queue", "number", "service", "agency"),
        *_columns(blobs, "visit_id?"),
        *_columns(texts, "priority"),
        *_columns(smalls, "phase"),
        *_columns(bigs, "issued_at?", "called_at?"),
        *_columns(smalls, "times_called"),
        *_columns(texts, "rule"),
        *_columns(ints, "counter?"),
        *_columns(texts, "officer"),
        *_columns(bigs, "started_at?", "ended_at?"),
        *_columns(texts, "reason"),
        *_columns(smalls, "slips"),
        *_columns(bigs, "since?"),
        *_columns(ints, "waited_ms", "walked_ms", "served_ms", "parked_ms"),
        *_columns(bigs, "parked_at?"),
        *_columns(texts, "place"),
        *_columns(bigs, "parked_until?", "returned_at?"),
        *_columns(blobs, "behind?"),
        *_columns(ints, "for_counter?"),
        *_columns(texts, "for_officer", "outcome"),
    ]


def _added() -> list[sa.Column[Any]]:
    return [
        *_columns(sa.LargeBinary(), "since_replica?"),
        *_columns(sa.Integer(), "since_offset_ms?"),
        *_columns(sa.SmallInteger(), "doubts"),
    ]


def _remade(columns: list[sa.Column[Any]], *, is_up: bool) -> None:
    """Made anew around its rows: a column that SQLite adds stands in another place than a created one."""
    bind = op.get_bind()
    around = [
        row[0]
        for row in bind.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE tbl_name = 'ticket' AND type = 'index' AND sql IS NOT NULL"
        )
    ]
    op.execute("CREATE TEMP TABLE kept AS SELECT * FROM ticket")
    op.drop_table("ticket")
    op.create_table("ticket", *columns, sqlite_with_rowid=False)
    names = ", ".join(column.name for column in _before())
    into, values = (f"{names}, doubts", f"{names}, 0") if is_up else (names, names)
    op.execute(f"INSERT INTO ticket ({into}) SELECT {values} FROM kept")  # noqa: S608  own names
    op.execute("DROP TABLE kept")
    for statement in around:
        bind.exec_driver_sql(statement)


def upgrade() -> None:
    """Adds three columns to the tickets; the program folds them anew when it starts."""
    if op.get_context().dialect.name == "sqlite":
        _remade([*_before(), *_added()], is_up=True)
        return
    for column in _columns(sa.LargeBinary(), "since_replica?") + _columns(sa.Integer(), "since_offset_ms?"):
        op.add_column("ticket", column)
    op.add_column(
        "ticket", sa.Column("doubts", sa.SmallInteger(), nullable=False, server_default=sa.text("0"))
    )
    op.alter_column("ticket", "doubts", server_default=None)


def downgrade() -> None:
    """Takes them away; an older program rebuilds its tickets from the journal."""
    if op.get_context().dialect.name == "sqlite":
        _remade(_before(), is_up=False)
        return
    for column in _added():
        op.drop_column("ticket", column.name)
