"""Paper tickets of an outage, keyed in afterwards with the times at which everything really happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from counter_app.db.tables import TICKET
from counter_app.db.work import Work
from counter_app.domain.business_day import day_number, day_of
from counter_app.domain.entry import EntryRef, ref
from counter_app.domain.errors import Refused
from counter_app.domain.paper_ticket import (
    ON_PAPER,
    PaperTimes,
    paper_number,
    refuse_paper_day,
    refuse_paper_times,
)
from counter_app.domain.ticket import PRIORITY_CLASSES, UNDONE
from counter_app.domain.tracking_code import new_code
from counter_app.operations.actor import Actor
from counter_app.operations.days import business_day
from counter_app.operations.issuing import queue_for, random_bits


@dataclass(frozen=True, slots=True)
class PaperTicket:
    """A paper ticket that is in the books now."""

    ticket_id: UUID
    number: str
    entry: EntryRef


def record_paper_ticket(
    work: Work,
    actor: Actor,
    *,
    number: str,
    service: str,
    issued_at: int,
    called_at: int | None = None,
    started_at: int | None = None,
    finished_at: int | None = None,
    priority: str = "",
    day: date | None = None,
) -> PaperTicket:
    """Records a number that was given on paper, with its real times (ms UTC); nothing is printed.

    ``day``: whose number it is; the open day, or one of the seven days before it, also where the program
    never ran on it. Without a call the holder waits now; with one but without a start nobody came.
    Raises Refused: service_unknown, service_without_queue, priority_unknown, day_not_open,
    paper_number_taken (number), and what ``domain.paper_ticket`` refuses.
    """
    wanted, queue = queue_for(work, service)
    if priority and priority not in PRIORITY_CLASSES:
        raise Refused("priority_unknown", priority=priority)
    open_day = day_of(business_day(work))
    whose = open_day if day is None else day
    refuse_paper_day(whose, open_day)
    times = PaperTimes(issued_at, called_at, started_at, finished_at)
    refuse_paper_times(times, *_bounds(work, whose))
    printed = paper_number(number, queue.letter)
    of_day = day_number(whose)
    _refuse_taken(work, printed, of_day)
    body: dict[str, object] = {
        "number": printed, "queue": queue.letter, "service": wanted.code,
        "visit": _visit(work, actor, of_day).hex, **times.told(),
    }  # fmt: skip
    if called_at is not None or started_at is not None:
        body |= {"counter": actor.counter} if actor.counter else {}
    if priority:
        body["priority"] = priority
    ticket_id = work.new_entity()
    entry = work.record(
        "ticket.transcribed",
        ticket_id,
        body,
        officer=actor.officer,
        business_day=of_day,
        agency=wanted.agency,
    )
    return PaperTicket(ticket_id, printed, ref(entry))


def _bounds(work: Work, day: date) -> tuple[int, int]:
    """The day on the site's wall clock, ms UTC; what has not happened yet is on no paper."""
    begin = datetime.combine(day, time(), ZoneInfo(work.site.zone_name)).astimezone(UTC)
    end = begin + timedelta(days=1)
    return round(begin.timestamp()) * 1000, min(round(end.timestamp()) * 1000 - 1, work.clock())


def _refuse_taken(work: Work, number: str, day: int) -> None:
    """One that was struck out may be keyed in anew."""
    taken = select(TICKET.c.id).where(
        TICKET.c.number == number,
        TICKET.c.business_day == day,
        TICKET.c.site == work.site.code,
        TICKET.c.reason != UNDONE,
    )
    if work.connection.execute(taken).first() is not None:
        raise Refused("paper_number_taken", number=number)


def _visit(work: Work, actor: Actor, day: int) -> UUID:
    made = work.new_entity()
    body: dict[str, object] = {"code": new_code(random_bits(work)), "channel": ON_PAPER}
    work.record("visit.opened", made, body, officer=actor.officer, business_day=day)
    return made
