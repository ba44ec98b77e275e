"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "${up_revision}"
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Brings a database to this revision."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Brings a database back to the revision before."""
    ${downgrades if downgrades else "pass"}
