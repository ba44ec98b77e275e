"""Projections about what went wrong between stations; the other ones stand in ``tables``."""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Integer, Text

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


INCIDENT = table(Incident)
