"""What the models of tables are made from.

Annotations of models are real and no validator is built (``defer_build``): a third of their modules' time
at start-up, and they only ever describe tables.
"""

from typing import Any, cast

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, Table, text
from sqlmodel import Field, SQLModel

BARE: dict[str, Any] = {"sqlite_with_rowid": False}
"""Of a table that is its primary key's index."""


class Described(SQLModel):
    """What every model shares: no validator is built, they only ever describe tables."""

    model_config = {"defer_build": True}


def key(kind: Any = LargeBinary) -> Any:
    """A part of the primary key, given and never counted by the database."""
    return Field(sa_column=Column(kind, primary_key=True, nullable=False, autoincrement=False))


def column(kind: Any, *, null: bool = False) -> Any:
    """A column with its type said."""
    return Field(default=None, sa_column=Column(kind, nullable=null))


class Folded(Described):
    """Columns that every projection has: the place of the last entry folded into the row."""

    fold_rev: int = Field(sa_type=Integer)
    fold_at: int = Field(sa_type=BigInteger)
    fold_replica_no: int = Field(sa_type=Integer)
    fold_seq: int = Field(sa_type=BigInteger)


def where(condition: str) -> dict[str, Any]:
    """Of an index of few rows; ``few_rows`` says it to PostgreSQL, whose dialect no station loads."""
    return {"sqlite_where": text(condition), "info": {"few_rows": True}}


def few_rows(metadata: MetaData) -> None:
    """Lets PostgreSQL's indexes hold the rows that those of SQLite hold."""
    for index in (index for one in metadata.tables.values() for index in one.indexes):
        if index.info.get("few_rows"):
            index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]


def table(model: type[SQLModel]) -> Table:
    """The Core table behind a model."""
    return cast("Table", model.__table__)  # type: ignore[attr-defined]
