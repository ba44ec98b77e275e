"""The index by which a person is found by any part of the name: SQLite's trigrams, kept by triggers.

Triggers of ``applicant_identity`` keep it, so that operations, sync and rebuilds share one way. It holds no
name, only trigrams and places: ``person_place`` gives the place of a person, and the agency beside it, so
that people of other agencies are left out before their rows are read. At the centre names are sealed:
PostgreSQL has the empty table and no index.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Table, Text, event, text
from sqlmodel import Field, SQLModel

from counter_app.db.columns import table


class PersonPlace(SQLModel, table=True):
    """Where a person stands in the index, later ones behind earlier ones."""

    model_config = {"defer_build": True}  # as in tables

    __tablename__: ClassVar[Any] = "person_place"
    no: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=True))
    id: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    agency: str = Field(default=None, sa_column=Column(Text, nullable=False))


PERSON_PLACE = table(PersonPlace)

_FORGET = """
  DELETE FROM person_index WHERE rowid = (SELECT no FROM person_place WHERE id = old.id);
  DELETE FROM person_place WHERE id = old.id;"""
_TAKE_IN = """
  INSERT INTO person_place (id, agency) SELECT new.id, new.agency WHERE new.full_name <> '';
  INSERT INTO person_index (rowid, name)
    SELECT no, ' ' || new.full_name || ' ' FROM person_place WHERE id = new.id;"""

MADE = (
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
"""Names lie between two spaces: " yo" finds the beginning of a word of two letters."""


@event.listens_for(PERSON_PLACE.metadata, "after_create")
def _make(_metadata: MetaData, connection: Connection, tables: Sequence[Table] = (), **_how: Any) -> None:
    """Makes index and triggers behind the tables of a new database; nothing on PostgreSQL."""
    if connection.dialect.name == "sqlite" and PERSON_PLACE in tables:
        for statement in MADE:
            connection.exec_driver_sql(statement)


def empty(connection: Connection) -> None:
    """Forgets everybody at once, before their rows are deleted one by one."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO person_index (person_index) VALUES ('delete-all')")
    connection.execute(PERSON_PLACE.delete())


_ODD_PLACE = text("""
SELECT identity.id FROM applicant_identity identity LEFT JOIN person_place place ON place.id = identity.id
WHERE place.agency IS NOT CASE WHEN identity.full_name <> '' THEN identity.agency END
UNION ALL
SELECT place.id FROM person_place place LEFT JOIN applicant_identity identity ON identity.id = place.id
WHERE identity.id IS NULL
LIMIT 1""")
_NOT_FOUND = text("""
SELECT identity.id FROM person_place place JOIN applicant_identity identity ON identity.id = place.id
WHERE NOT EXISTS (
  SELECT 1 FROM person_index
  WHERE person_index MATCH '" ' || replace(identity.full_name, '"', '""') || ' "' AND rowid = place.no)
LIMIT 1""")
_SURPLUS = text("""
SELECT id FROM person_index_docsize
WHERE id NOT IN (SELECT no FROM person_place) LIMIT 1""")


def first_odd(connection: Connection) -> str | None:
    """Who cannot be found by the name that is stored, or is found though no name is: an id in hexadecimal.

    None where the index says what the identities say.
    """
    if connection.dialect.name != "sqlite":
        return None
    for question in (_ODD_PLACE, _NOT_FOUND):
        found = connection.execute(question).scalar()
        if found is not None:
            return bytes(found).hex()
    surplus = connection.execute(_SURPLUS).scalar()
    return None if surplus is None else f"place {surplus}"
