"""What needs the supervisor's look, the most urgent first; made from the reading, without a widget."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from counter_app.db.queries.hall import HallQueue, HallScreen, HallStation, HallTicket
from counter_app.db.queries.incidents import IncidentRow
from counter_app.domain.hall import CALLED_LIMIT_MIN, PARKED_LIMIT_MIN, SERVING_LIMIT_MIN
from counter_app.ui.figures import clock_time, minutes, minutes_between
from counter_app.ui.i18n import text
from counter_app.ui.icons import IconName
from counter_app.ui.supervisor.acts import (
    HallAct,
    SubjectKey,
    closed_counters,
    counter_key,
    incident_key,
    incident_name,
    incident_parts,
    open_act,
    queue_key,
    ticket_key,
)

_LIMITS = {"called": CALLED_LIMIT_MIN, "serving": SERVING_LIMIT_MIN, "parked": PARKED_LIMIT_MIN}
QUICK_REASON = "crowded"
"""Of a counter that is opened by the button beside a crowded queue."""


@dataclass(frozen=True, slots=True)
class Attention:
    """One line of the list."""

    name: str
    """Over time."""
    sign: IconName
    title: str
    detail: str
    subject: SubjectKey | None
    """What is opened by the line; None = nothing."""
    act: HallAct | None = None
    """What its button does at once; None = it opens the subject."""


def attentions(screen: HallScreen, limit_min: int, zone: ZoneInfo) -> tuple[Attention, ...]:
    """Crowded queues, incidents, who is long underway, silent stations. ``limit_min``: of waiting."""
    crowded = [_queue(screen, queue, limit_min) for queue in screen.queues if queue.crowding]
    long = [_ticket(screen, ticket) for ticket in screen.underway if ticket.is_long]
    silent = [_station(one, zone) for one in screen.stations if one.is_silent]
    odd = [_incident(one, zone) for one in screen.incidents]
    return (*crowded, *odd, *long, *silent)


def _queue(screen: HallScreen, queue: HallQueue, limit_min: int) -> Attention:
    closed = closed_counters(screen, queue.letter)
    return Attention(
        name=f"queue-{queue.letter}",
        sign="warning",
        title=_queue_title(screen, queue),
        detail=_queue_detail(queue, limit_min),
        subject=queue_key(queue.letter),
        act=open_act(closed[0]) if closed else None,
    )


def _queue_detail(queue: HallQueue, limit_min: int) -> str:
    counters = text("hall.open_counters", n=queue.open_counters)
    return f"{counters} {text('sup.limit', n=limit_min)}" if queue.crowding == "long" else counters


def _queue_title(screen: HallScreen, queue: HallQueue) -> str:
    if queue.crowding == "long" and queue.longest_since_ms is not None:
        waited = minutes_between(queue.longest_since_ms, screen.now_ms)
        return text("sup.waiting_long", agency=queue.agency_name, number=queue.longest_number, n=waited)
    return text(f"hall.crowded_{queue.crowding}", agency=queue.agency_name, n=queue.waiting)


def _incident(incident: IncidentRow, zone: ZoneInfo) -> Attention:
    time = clock_time(incident.at_ms, zone)
    return Attention(
        name=f"incident-{incident.incident_id.hex}",
        sign="speaker",
        title=text(
            "hall.incident", number=incident_name(incident), what=text(f"incident.{incident.what}"), time=time
        ),
        detail="; ".join(incident_parts(incident, zone)),
        subject=incident_key(incident.incident_id),
    )


def _ticket(screen: HallScreen, ticket: HallTicket) -> Attention:
    length = minutes(minutes_between(ticket.since_ms, screen.now_ms))
    return Attention(
        name=f"ticket-{ticket.ticket_id.hex}",
        sign="speaker" if ticket.state == "called" else "warning",
        title=text(f"hall.ticket_{ticket.state}", number=ticket.number, time=length),
        detail=" ".join((text("hall.at", n=ticket.counter), text("sup.limit", n=_LIMITS[ticket.state]))),
        subject=ticket_key(ticket.ticket_id),
    )


def _station(station: HallStation, zone: ZoneInfo) -> Attention:
    if station.last_contact_ms is None:
        title = text("hall.never_heard", name=station.name)
    elif station.counter:
        title = text("sup.offline", n=station.counter, time=clock_time(station.last_contact_ms, zone))
    else:
        title = text("hall.silent", name=station.name, time=clock_time(station.last_contact_ms, zone))
    return Attention(
        name=f"station-{station.kind}-{station.counter}-{station.name}",
        sign="cloud-off",
        title=title,
        detail=text("sup.offline_text", n=station.unsent),
        subject=counter_key(station.counter) if station.counter else None,
    )
