"""What the models of tables are made from.

Annotations of models are real and no validator is built (``defer_build``): a third of their modules' time
at start-up, and they only ever describe tables.
"""

from typing import Any, cast

from sqlalchemy import Column, LargeBinary, Table
from sqlmodel import Field, SQLModel


class Described(SQLModel):
    """What every model shares: no validator is built, they only ever describe tables."""

    model_config = {"defer_build": True}


def key(kind: Any = LargeBinary) -> Any:
    """A part of the primary key, given and never counted by the database."""
    return Field(sa_column=Column(kind, primary_key=True, nullable=False, autoincrement=False))


def column(kind: Any, *, null: bool = False) -> Any:
    """A column with its type said."""
    return Field(default=None, sa_column=Column(kind, nullable=null))


def table(model: type[SQLModel]) -> Table:
    """The Core table behind a model."""
    return cast("Table", model.__table__)  # type: ignore[attr-defined]
