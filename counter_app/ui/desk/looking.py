"""What one text in the finder found."""

from __future__ import annotations

from dataclasses import dataclass, field

from counter_app.db.queries.find import Found
from counter_app.db.queries.service_search import ServiceHit


@dataclass(frozen=True, slots=True)
class Answer:
    """One text, and everything that may be meant by it; commands are added where they are shown."""

    typed: str
    found: Found = field(default_factory=Found)
    services: tuple[ServiceHit, ...] = ()
