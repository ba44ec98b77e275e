"""The ways to all tickets, papers and shifts of a site's day, for its figures.

Revision ID: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision: str | None = "0008"
branch_labels = None
depends_on = None

_DAY = ["site", "business_day"]
_BY_DAY = ("ticket", "application", "shift")


def upgrade() -> None:
    """Adds four indexes."""
    for table in _BY_DAY:
        op.create_index(f"ix_{table}_day", table, _DAY)
    op.create_index("ix_visit_paper", "visit", _DAY, sqlite_where=sa.text("channel = 'paper'"))


def downgrade() -> None:
    """Drops them."""
    op.drop_index("ix_visit_paper", "visit")
    for table in _BY_DAY:
        op.drop_index(f"ix_{table}_day", table)
