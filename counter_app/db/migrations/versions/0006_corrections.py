"""How often an application was corrected, what was noted about its papers, and who came along.

Revision ID: 0006
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision: str | None = "0005"
branch_labels = None
depends_on = None

_TEXTS = {"notes": "{}", "companion_name": "", "companion_relation": "", "signs_with": ""}
_NUMBERS = ("corrections", "copies")


def _columns(kind: Any, *names: str) -> list[sa.Column[Any]]:
    """Columns of one type; a name that ends in "?" may be null."""
    return [sa.Column(name.rstrip("?"), kind, nullable=name.endswith("?")) for name in names]


def _folded() -> list[sa.Column[Any]]:
    return [
        *_columns(sa.Integer(), "fold_rev"),
        *_columns(sa.BigInteger(), "fold_at"),
        *_columns(sa.Integer(), "fold_replica_no"),
        *_columns(sa.BigInteger(), "fold_seq"),
        sa.Column("id", sa.LargeBinary(), autoincrement=False, primary_key=True, nullable=False),
    ]


def _application(*added: str) -> list[sa.Column[Any]]:
    blobs, bigs = sa.LargeBinary(), sa.BigInteger()
    return [
        *_folded(),
        *_columns(sa.Text(), "site"),
        *_columns(sa.Integer(), "business_day"),
        *_columns(sa.Text(), "number", "code", "service", "agency"),
        *_columns(blobs, "visit_id?", "ticket_id?", "applicant_id?"),
        *_columns(sa.Text(), "status"),
        *_columns(bigs, "opened_at?", "completed_at?"),
        *_columns(sa.Integer(), "due_day?"),
        *_columns(sa.Text(), "catalogue_version", "officer", "checklist"),
        *_columns(sa.SmallInteger(), "missing_slips", "receipts"),
        *_columns(sa.Integer(), "changed_rev", "printed_rev"),
        *_columns(sa.SmallInteger(), *added),
    ]


def _identity(*added: str) -> list[sa.Column[Any]]:
    return [
        *_folded(),
        *_columns(sa.Text(), "site", "agency", "identity_kind", "identity_number", "full_name"),
        *_columns(sa.Text(), "birth_date", "phone", "extra"),
        *_columns(sa.BigInteger(), "recorded_at?"),
        *_columns(sa.Text(), *added),
        *_columns(sa.LargeBinary(), "number_key?", "phone_key?"),
    ]


def _remade(table: str, columns: list[sa.Column[Any]], new: dict[str, str]) -> None:
    """Made anew around its rows: a column that SQLite adds stands in another place than a created one.

    Indexes and triggers of the table are made again as they were.
    """
    bind = op.get_bind()
    named = sa.text("SELECT type, name, sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL")
    around = [row for row in bind.execute(named, {"table": table}) if row.type in ("index", "trigger")]
    for row in around:
        op.execute(f'DROP {row.type} "{row.name}"')
    op.execute(f'CREATE TEMP TABLE kept AS SELECT * FROM "{table}"')  # noqa: S608  own names
    op.drop_table(table)
    op.create_table(table, *columns, sqlite_with_rowid=False)
    kept = [one.name for one in columns if one.name not in new]
    names, values = ", ".join((*kept, *new)), ", ".join((*kept, *new.values()))
    op.execute(f'INSERT INTO "{table}" ({names}) SELECT {values} FROM kept')  # noqa: S608  own names
    op.execute("DROP TABLE kept")
    for row in around:
        bind.exec_driver_sql(row.sql)


def _added(table: str, kind: Any, new: dict[str, str]) -> None:
    """PostgreSQL adds columns where they stand best; the default is only for the rows that are there."""
    for name, value in new.items():
        op.add_column(table, sa.Column(name, kind, nullable=False, server_default=sa.text(value)))
        op.alter_column(table, name, server_default=None)


def upgrade() -> None:
    """Adds six columns to two projections; the program folds them anew when it starts."""
    texts, numbers = {name: f"'{value}'" for name, value in _TEXTS.items()}, dict.fromkeys(_NUMBERS, "0")
    if op.get_context().dialect.name == "sqlite":
        _remade("application", _application(*_NUMBERS), numbers)
        _remade("applicant_identity", _identity(*_TEXTS), texts)
    else:
        _added("application", sa.SmallInteger(), numbers)
        _added("applicant_identity", sa.Text(), texts)


def downgrade() -> None:
    """Takes them away again."""
    if op.get_context().dialect.name == "sqlite":
        _remade("applicant_identity", _identity(), {})
        _remade("application", _application(), {})
        return
    for name in _TEXTS:
        op.drop_column("applicant_identity", name)
    for name in _NUMBERS:
        op.drop_column("application", name)
