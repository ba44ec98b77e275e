"""Opening and closing the business day."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select

from counter_app.db.queries.day import last_day_number, open_day_number
from counter_app.db.tables import TICKET
from counter_app.db.work import Work
from counter_app.domain.business_day import day_entity, day_of, next_day
from counter_app.domain.clock import local_day
from counter_app.domain.errors import Refused
from counter_app.domain.ticket import DAY_CLOSED, TicketPhase
from counter_app.operations.actor import Actor
from counter_app.operations.drafts import drop_all_drafts


def business_day(work: Work) -> int:
    """The open business day as yyyymmdd.

    Raises Refused("day_not_open").
    """
    number = open_day_number(work.connection, work.site.code)
    if number is None:
        raise Refused("day_not_open")
    return number


def open_day(work: Work, actor: Actor, day: date) -> int:
    """Opens a business day; one that is still open is closed first. Answers its number.

    Raises Refused: day_goes_back (last), day_too_far (latest), day_is_open.
    """
    last = last_day_number(work.connection, work.site.code)
    number = next_day(day, None if last is None else day_of(last), _latest_known(work))
    still_open = open_day_number(work.connection, work.site.code)
    if still_open == number:
        raise Refused("day_is_open", day=day)
    if still_open is not None:
        _close(work, actor, still_open)
    work.record(
        "day.opened", day_entity(work.site.code, number), {}, officer=actor.officer, business_day=number
    )
    return number


def _latest_known(work: Work) -> date:
    """The later of the machine's day and the month in which the catalogue was verified."""
    today = local_day(work.clock(), ZoneInfo(work.site.zone_name))
    try:
        return max(today, date.fromisoformat(f"{work.catalogue.version[:7]}-28"))
    except ValueError:  # a site may name its versions in another way
        return today


def close_day(work: Work, actor: Actor) -> int:
    """Closes the open business day and settles what was left; answers its number.

    Called and never started becomes a no-show; serving and never finished becomes finished, marked
    as not closed. Waiting tickets stay waiting: nobody called them. Half-typed forms are forgotten.
    """
    number = business_day(work)
    _close(work, actor, number)
    return number


def _close(work: Work, actor: Actor, number: int) -> None:
    left = select(TICKET.c.id, TICKET.c.phase, TICKET.c.agency).where(
        TICKET.c.business_day == number, TICKET.c.phase.in_((TicketPhase.CALLED, TicketPhase.SERVING))
    )
    for row in work.connection.execute(left).all():
        kind = "ticket.no_show" if row.phase == TicketPhase.CALLED else "ticket.finished"
        work.record(
            kind,
            row.id,
            {"reason": DAY_CLOSED},
            officer=actor.officer,
            business_day=number,
            agency=row.agency,
        )
    work.record(
        "day.closed", day_entity(work.site.code, number), {}, officer=actor.officer, business_day=number
    )
    drop_all_drafts(work)
