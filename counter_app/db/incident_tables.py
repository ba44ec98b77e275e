"""Projections about what went wrong between stations; the other ones stand in ``tables``."""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Integer, LargeBinary, Text

from counter_app.db.columns import BARE, Folded, column, key, table


class Incident(Folded, table=True):
    """What people did about incidents; what happened is read from tickets and anomalies."""

    __table_args__: ClassVar[Any] = (BARE,)
    id: bytes = key()
    site: str = column(Text)
    business_day: int = column(Integer)
    closed_at: int | None = column(BigInteger, null=True)
    closed_by: str = column(Text)
    reason: str = column(Text)
    known: int = column(Integer)
    noted_at: int | None = column(BigInteger, null=True)
    counter: int = column(Integer)


class Authority(Folded, table=True):
    """Who decides for a site, where a supervisor has said so."""

    __table_args__: ClassVar[Any] = (BARE,)
    id: bytes = key()
    site: str = column(Text)
    business_day: int = column(Integer)
    replica_id: bytes | None = column(LargeBinary, null=True)
    rev: int = column(Integer)
    taken_at: int | None = column(BigInteger, null=True)
    taken_by: str = column(Text)
    reason: str = column(Text)


INCIDENT = table(Incident)
AUTHORITY = table(Authority)
