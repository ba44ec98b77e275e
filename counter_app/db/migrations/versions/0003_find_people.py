"""Finding people by a part of the name, number or phone, and applications by number and applicant.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"
branch_labels = None
depends_on = None

_FORGET = """
  DELETE FROM person_index WHERE rowid = (SELECT no FROM person_place WHERE id = old.id);
  DELETE FROM person_place WHERE id = old.id;"""
_TAKE_IN = """
  INSERT INTO person_place (id, agency) SELECT new.id, new.agency WHERE new.full_name <> '';
  INSERT INTO person_index (rowid, name)
    SELECT no, ' ' || new.full_name || ' ' FROM person_place WHERE id = new.id;"""
_INDEX = (
    """CREATE VIRTUAL TABLE person_index USING fts5(
  name, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1')""",
    f"CREATE TRIGGER person_came AFTER INSERT ON applicant_identity BEGIN{_TAKE_IN}\nEND",
    (
        "CREATE TRIGGER person_changed AFTER UPDATE ON applicant_identity "
        "WHEN (old.full_name, old.agency) <> (new.full_name, new.agency) "
        f"BEGIN{_FORGET}{_TAKE_IN}\nEND"
    ),
    f"CREATE TRIGGER person_went AFTER DELETE ON applicant_identity BEGIN{_FORGET}\nEND",
)
_FILLED = (
    (
        "INSERT INTO person_place (id, agency) "
        "SELECT id, agency FROM applicant_identity WHERE full_name <> '' ORDER BY recorded_at"
    ),
    (
        "INSERT INTO person_index (rowid, name) SELECT place.no, ' ' || identity.full_name || ' ' "
        "FROM person_place place JOIN applicant_identity identity ON identity.id = place.id"
    ),
)


def _is_sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"


def upgrade() -> None:
    """Makes the indexes and takes in everybody who is known."""
    op.create_table(
        "person_place",
        sa.Column("no", sa.Integer(), primary_key=True, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False, unique=True),
        sa.Column("agency", sa.Text(), nullable=False),
    )
    op.create_index("ix_application_number", "application", ["number"])
    op.create_index("ix_application_applicant", "application", ["applicant_id"])
    if _is_sqlite():
        op.create_index("ix_identity_number", "applicant_identity", ["agency", "identity_number"])
        op.create_index("ix_identity_phone", "applicant_identity", ["agency", "phone"])
        for statement in (*_INDEX, *_FILLED):
            op.execute(statement)


def downgrade() -> None:
    """Drops them; nothing is lost that a rebuild would not give again."""
    if _is_sqlite():
        for trigger in ("person_came", "person_changed", "person_went"):
            op.execute(f"DROP TRIGGER {trigger}")
        op.execute("DROP TABLE person_index")
        op.drop_index("ix_identity_phone", "applicant_identity")
        op.drop_index("ix_identity_number", "applicant_identity")
    op.drop_index("ix_application_applicant", "application")
    op.drop_index("ix_application_number", "application")
    op.drop_table("person_place")
