"""Opening and closing the business day."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select

from counter_app.db.queries.day import last_day_number, open_day_number
from counter_app.db.queries.day_left import counters_open_elsewhere
from counter_app.db.tables import TICKET
from counter_app.db.work import Work
from counter_app.domain.business_day import day_entity, day_number, day_of, next_day
from counter_app.domain.clock import local_day
from counter_app.domain.day_end import SETTLED_PHASES, settled_by
from counter_app.domain.errors import Refused
from counter_app.domain.ticket import DAY_CLOSED
from counter_app.operations.actor import Actor
from counter_app.operations.counters import close_counter, open_counter
from counter_app.operations.drafts import drop_all_drafts


def business_day(work: Work) -> int:
    """The open business day as yyyymmdd.

    Raises Refused("day_not_open").
    """
    number = open_day_number(work.connection, work.site.code)
    if number is None:
        raise Refused("day_not_open")
    return number


def last_day(work: Work) -> int:
    """The business day known last; before the first one the machine's."""
    last = last_day_number(work.connection, work.site.code)
    return day_number(local_day(work.clock(), ZoneInfo(work.site.zone_name))) if last is None else last


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
    open_counter(work, actor)
    return number


def _latest_known(work: Work) -> date:
    """The later of the machine's day and the month in which the catalogue was verified."""
    today = local_day(work.clock(), ZoneInfo(work.site.zone_name))
    try:
        return max(today, date.fromisoformat(f"{work.catalogue.version[:7]}-28"))
    except ValueError:  # a site may name its versions in another way
        return today


def close_day(work: Work, actor: Actor, note: str = "") -> int:
    """Closes the open business day and the actor's counter, and settles what was left; answers its number.

    Called and never started becomes a no-show; serving and never finished becomes finished, marked
    as not closed; parked the one or the other, by whether its service had begun. Waiting tickets stay
    waiting: nobody called them. Half-typed forms are forgotten. ``note`` is kept as personal data.
    Raises Refused: day_not_open, day_elsewhere (counters: other stations still have counters open, and
    the actor is no supervisor).
    """
    number = business_day(work)
    _refuse_over_others(work, actor, number)
    close_counter(work, actor)
    _close(work, actor, number, note)
    return number


def _refuse_over_others(work: Work, actor: Actor, number: int) -> None:
    others = counters_open_elsewhere(work.connection, work.site.code, number, work.head.replica_no)
    if others and "supervisor" not in actor.roles:
        raise Refused("day_elsewhere", counters=others)


def _close(work: Work, actor: Actor, number: int, note: str = "") -> None:
    left = select(TICKET.c.id, TICKET.c.started_at, TICKET.c.agency).where(
        TICKET.c.business_day == number, TICKET.c.phase.in_(SETTLED_PHASES)
    )
    for row in work.connection.execute(left).all():
        work.record(
            settled_by(row.started_at),
            row.id,
            {"reason": DAY_CLOSED},
            officer=actor.officer,
            business_day=number,
            agency=row.agency,
        )
    work.record(
        "day.closed", day_entity(work.site.code, number), {}, officer=actor.officer, business_day=number,
        pii={"note": note} if note else None,
    )  # fmt: skip
    drop_all_drafts(work)
