"""Tables of sync, keyed hashes beside sealed personal data, and the way from a visit's code to its tickets.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"
branch_labels = None
depends_on = None


def _station() -> None:
    op.create_table(
        "station",
        sa.Column("replica_no", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("enrolled_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("last_contact_at", sa.BigInteger(), nullable=True),
        sa.Column("clock_offset_ms", sa.BigInteger(), nullable=True),
        sa.Column("unsent", sa.Integer(), nullable=False),
        sa.Column("app_version", sa.Text(), nullable=False),
    )
    op.create_index("ix_station_site", "station", ["site"])


def _enrol_code() -> None:
    op.create_table(
        "enrol_code",
        sa.Column("code_hash", sa.LargeBinary(), primary_key=True, autoincrement=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_by", sa.LargeBinary(), nullable=True),
    )


def _push_signature() -> None:
    op.create_table(
        "push_signature",
        sa.Column("replica_no", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("seq", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
    )


def _fork() -> None:
    op.create_table(
        "fork",
        sa.Column("replica_no", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("seq", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary(), primary_key=True, autoincrement=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
    )


def _site_catalogue() -> None:
    op.create_table(
        "site_catalogue",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_site_catalogue_site", "site_catalogue", ["site"])


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), primary_key=True, autoincrement=False),
        sa.Column("value", sa.Text(), nullable=False),
    )


def _sent_mark() -> None:
    op.create_table(
        "sent_mark",
        sa.Column("replica_no", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("acked_seq", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
    )


_FOLDED = ("fold_rev", "fold_at", "fold_replica_no", "fold_seq")
_TEXTS = (
    "site", "agency", "identity_kind", "identity_number", "full_name", "birth_date", "phone", "extra",
)  # fmt: skip


def _identity(*added: sa.Column[bytes]) -> None:
    """Made anew around its rows: a column that SQLite adds stands in another place than a created one."""
    op.execute("CREATE TEMP TABLE kept AS SELECT * FROM applicant_identity")
    op.drop_table("applicant_identity")
    folded = {name: sa.Integer() if name in _FOLDED[::2] else sa.BigInteger() for name in _FOLDED}
    op.create_table(
        "applicant_identity",
        *(sa.Column(name, kind, nullable=False) for name, kind in folded.items()),
        sa.Column("id", sa.LargeBinary(), primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS),
        sa.Column("recorded_at", sa.BigInteger()),
        *added,
        sqlite_with_rowid=False,
    )
    names = ", ".join((*_FOLDED, "id", *_TEXTS, "recorded_at"))
    op.execute(f"INSERT INTO applicant_identity ({names}) SELECT {names} FROM kept")  # noqa: S608  own names
    op.execute("DROP TABLE kept")


_TABLES = (
    _station,
    _enrol_code,
    _push_signature,
    _fork,
    _site_catalogue,
    _setting,
    _sent_mark,
)


def upgrade() -> None:
    """Makes the tables, the two columns and the two indexes."""
    _identity(sa.Column("number_key", sa.LargeBinary()), sa.Column("phone_key", sa.LargeBinary()))
    for make in _TABLES:
        make()
    op.create_index("ix_visit_code", "visit", ["code"])
    op.create_index("ix_ticket_visit", "ticket", ["visit_id"])


def downgrade() -> None:
    """Drops them; what was enrolled and published goes with them."""
    op.drop_index("ix_ticket_visit", "ticket")
    op.drop_index("ix_visit_code", "visit")
    for make in reversed(_TABLES):
        op.drop_table(make.__name__.removeprefix("_"))
    _identity()
