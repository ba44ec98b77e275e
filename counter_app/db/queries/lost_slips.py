"""The slips of the open day, for somebody who lost one and remembers when it was given, or for what."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, literal_column, select

from counter_app.db.queries.day import open_day_number
from counter_app.db.queries.tracking import STATES
from counter_app.db.tables import TICKET, AnyRow
from counter_app.domain.clock import local_time
from counter_app.domain.ticket import TicketPhase

MOST = 60
"""Who is not among them says a little more."""


@dataclass(frozen=True, slots=True)
class GivenSlip:
    """A number of the open day; nothing of it says who the person is."""

    ticket_id: UUID
    number: str
    service: str
    """Code."""
    state: str
    """waiting, called, serving, parked, finished or no_show."""
    counter: int | None
    issued_at_ms: int
    slips: int
    """How many came out of a printer."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of the slip; what is not known fits every slip."""

    minute: int | None = None
    """Minute of the day on the site's wall clock."""
    number: str = ""
    services: Collection[str] | None = None
    """Codes of the services that may be meant; None = any."""


_T = TICKET.c
_COLUMNS = (_T.id, _T.number, _T.service, _T.phase, _T.counter, _T.issued_at, _T.slips)


def given_slips(connection: Connection, site: str) -> tuple[GivenSlip, ...]:
    """All numbers of the open day but cancelled ones, newest first; of ``site``, its code."""
    day = open_day_number(connection, site)
    if day is None:
        return ()
    of_today = select(*_COLUMNS).where(_T.business_day == day, _T.site == site, _T.number > "")
    rows = [row for asked in _by_index(of_today) for row in connection.execute(asked)]
    slips = [_slip(row) for row in rows if row.issued_at is not None]
    return tuple(sorted(slips, key=lambda slip: (-slip.issued_at_ms, slip.number)))


def fitting(slips: Iterable[GivenSlip], wanted: Wanted, zone: ZoneInfo) -> tuple[GivenSlip, ...]:
    """What may be meant: nearest to the remembered time first, else newest first; at most ``MOST``."""
    found = [slip for slip in slips if _fits(slip, wanted)]
    if wanted.minute is not None:
        found.sort(key=_minutes_from(wanted.minute, zone))
    return tuple(found[:MOST])


def _by_index(of_today: Select[tuple[object, ...]]) -> tuple[Select[tuple[object, ...]], ...]:
    """Who waits, and who was called: each has an index of the day."""
    return (
        of_today.where(_T.phase == literal_column("1")),
        of_today.where(
            _T.called_at.is_not(None),
            _T.phase != literal_column("1"),
            _T.phase != literal_column(str(int(TicketPhase.CANCELLED))),
        ),
    )


def _fits(slip: GivenSlip, wanted: Wanted) -> bool:
    return (not wanted.number or slip.number == wanted.number) and (
        wanted.services is None or slip.service in wanted.services
    )


def _minutes_from(minute: int, zone: ZoneInfo) -> Callable[[GivenSlip], tuple[int, int]]:
    def distance(slip: GivenSlip) -> tuple[int, int]:
        given = local_time(slip.issued_at_ms, zone)
        return abs(given.hour * 60 + given.minute - minute), -slip.issued_at_ms

    return distance


def _slip(row: AnyRow) -> GivenSlip:
    return GivenSlip(
        UUID(bytes=row.id),
        row.number,
        row.service,
        STATES.get(TicketPhase(row.phase), "waiting"),
        row.counter,
        row.issued_at,
        row.slips,
    )
