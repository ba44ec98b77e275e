"""What can be done about a counter, a queue or a number: a list made from the reading, without a widget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from counter_app.db.queries.hall import HallCounter, HallQueue, HallScreen, HallStation, HallTicket
from counter_app.db.queries.incidents import IncidentRow
from counter_app.domain.entry import EntryRef
from counter_app.domain.incident import CLOSED_BECAUSE as LOOKED_INTO
from counter_app.domain.supervision import BACK_BECAUSE, CLOSED_BECAUSE, MOVED_BECAUSE, OPENED_BECAUSE
from counter_app.ui.desk.verb import Verb
from counter_app.ui.figures import clock_time, minutes, minutes_between
from counter_app.ui.i18n import text
from counter_app.ui.supervisor import hall_verbs

SubjectKind = Literal["counter", "queue", "ticket", "incident"]


@dataclass(frozen=True, slots=True)
class SubjectKey:
    """What a row is about, over time."""

    kind: SubjectKind
    name: str
    """Number of the counter, letter of the queue, id of the ticket or incident in hex."""


@dataclass(frozen=True, slots=True)
class HallAct:
    """One thing that can be done, once a reason is chosen."""

    key: str
    words: str
    reasons: tuple[tuple[str, str], ...]
    """Code and words of each."""
    verb: Callable[[str, str], Verb[EntryRef]]
    """From the code of the reason, and a note."""
    has_note: bool = False
    """Whether something can be noted beside the reason."""
    detail: str = ""
    """A line below its words."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A service that a number can be sent on to, and the queue in which it then waits."""

    service: str
    name: str
    letter: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A row that was chosen: how it stands, and what can be done."""

    key: SubjectKey
    title: str
    facts: tuple[str, ...]
    acts: tuple[HallAct, ...]


def counter_key(number: int) -> SubjectKey:
    """Of a counter."""
    return SubjectKey("counter", str(number))


def queue_key(letter: str) -> SubjectKey:
    """Of a queue."""
    return SubjectKey("queue", letter)


def ticket_key(ticket_id: UUID) -> SubjectKey:
    """Of a number."""
    return SubjectKey("ticket", ticket_id.hex)


def incident_key(incident_id: UUID) -> SubjectKey:
    """Of an incident."""
    return SubjectKey("incident", incident_id.hex)


def subject_of(
    screen: HallScreen, key: SubjectKey, zone: ZoneInfo, elsewhere: Sequence[Elsewhere] = ()
) -> Subject | None:
    """The row as it stands now, or None where it is gone. ``elsewhere``: every service with a queue."""
    match key.kind:
        case "counter":
            counters = (one for one in screen.counters if str(one.number) == key.name)
            return next((_of_counter(screen, one, zone) for one in counters), None)
        case "queue":
            queues = (one for one in screen.queues if one.letter == key.name)
            return next((_of_queue(screen, one, elsewhere) for one in queues), None)
        case "ticket":
            tickets = (one for one in (*screen.underway, *screen.absent) if one.ticket_id.hex == key.name)
            return next((_of_ticket(screen, one, zone, elsewhere) for one in tickets), None)
        case "incident":
            told = (one for one in screen.incidents if one.incident_id.hex == key.name)
            return next((_of_incident(one, zone) for one in told), None)


def open_act(number: int) -> HallAct:
    """Open a counter."""
    words = text("cmd.open_counter", n=number)
    verb = partial(hall_verbs.open_counter, number)
    return HallAct(f"open-{number}", words, _reasons(OPENED_BECAUSE), verb)


def closed_counters(screen: HallScreen, letter: str) -> tuple[int, ...]:
    """Counters that serve a queue and nobody has open."""
    return tuple(one.number for one in screen.counters if letter in one.queues and one.state == "closed")


def _reasons(codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((code, text(f"hall_reason.{code}")) for code in codes)


def _close_act(number: int) -> HallAct:
    words = text("hall.close_counter", n=number)
    verb = partial(hall_verbs.close_counter, number)
    return HallAct(f"close-{number}", words, _reasons(CLOSED_BECAUSE), verb)


def _back_act(ticket: HallTicket) -> HallAct:
    words = text("hall.bring_back", number=ticket.number)
    verb = partial(hall_verbs.bring_back, ticket.ticket_id, ticket.number)
    return HallAct(f"back-{ticket.ticket_id.hex}", words, _reasons(BACK_BECAUSE), verb)


def _line_act(ticket: HallTicket) -> HallAct:
    words = text("hall.put_in_line", number=ticket.number)
    verb = partial(hall_verbs.put_in_line, ticket.ticket_id, ticket.number)
    return HallAct(f"line-{ticket.ticket_id.hex}", words, _reasons(MOVED_BECAUSE), verb)


def _send_acts(screen: HallScreen, ticket_id: UUID, number: str, letter: str, but: int = 0) -> list[HallAct]:
    """To each other counter of the queue that is open."""
    return [
        HallAct(
            f"send-{ticket_id.hex}-{one.number}",
            text("hall.send", number=number, n=one.number),
            _reasons(MOVED_BECAUSE),
            partial(hall_verbs.send_to, ticket_id, number, one.number),
        )
        for one in screen.counters
        if letter in one.queues and one.state == "open" and one.number != but
    ]


def _of_counter(screen: HallScreen, counter: HallCounter, zone: ZoneInfo) -> Subject:
    acts: list[HallAct] = []
    ticket = counter.ticket
    if ticket is not None:
        acts = [
            _line_act(ticket),
            *_send_acts(screen, ticket.ticket_id, ticket.number, ticket.queue, ticket.counter),
        ]
    elif counter.state == "closed":
        acts = [open_act(counter.number)]
    else:
        acts = [_close_act(counter.number)]
    acts += [_back_act(one) for one in screen.absent if one.counter == counter.number]
    title = text("place.counter", n=counter.number)
    return Subject(counter_key(counter.number), title, _counter_facts(screen, counter, zone), tuple(acts))


def _counter_facts(screen: HallScreen, counter: HallCounter, zone: ZoneInfo) -> tuple[str, ...]:
    letters = ", ".join(counter.queues)
    facts = [text("hall.serves", letters=letters)]
    if counter.officer_name and counter.since_ms is not None:
        facts.append(
            text("hall.officer_since", name=counter.officer_name, time=clock_time(counter.since_ms, zone))
        )
    if counter.state == "break":
        facts.append(text(f"break_reason.{counter.reason}"))
    if counter.ticket is not None:
        facts.append(ticket_words(counter.ticket, screen.now_ms))
    facts += [station_words(one, zone) for one in screen.stations if one.counter == counter.number]
    return tuple(facts)


def station_words(station: HallStation, zone: ZoneInfo) -> str:
    """When a station was heard last, and what it said of itself."""
    if station.last_contact_ms is None:
        return text("hall.never_heard", name=station.name)
    parts = [text("hall.heard", time=clock_time(station.last_contact_ms, zone))]
    if station.unsent:
        parts.append(text("hall.unsent", n=station.unsent))
    if station.clock_offset_ms is not None:
        parts.append(text("hall.clock", n=round(station.clock_offset_ms / 1000)))
    return ", ".join(parts)


def ticket_words(ticket: HallTicket, now_ms: int) -> str:
    """``B012 dilayani 4 menit``."""
    length = minutes(minutes_between(ticket.since_ms, now_ms))
    return text(f"hall.ticket_{ticket.state}", number=ticket.number, time=length)


def _of_queue(screen: HallScreen, queue: HallQueue, elsewhere: Sequence[Elsewhere]) -> Subject:
    acts = [open_act(number) for number in closed_counters(screen, queue.letter)]
    if queue.longest_id is not None:
        acts += _send_acts(screen, queue.longest_id, queue.longest_number, queue.letter)
    acts += [_back_act(one) for one in screen.absent if one.queue == queue.letter]
    if queue.longest_id is not None:
        acts += _move_acts(queue.longest_id, queue.longest_number, queue.letter, elsewhere)
    title = text("hall.queue_title", letter=queue.letter, agency=queue.agency_name)
    return Subject(queue_key(queue.letter), title, _queue_facts(screen, queue), tuple(acts))


def _queue_facts(screen: HallScreen, queue: HallQueue) -> tuple[str, ...]:
    facts = [text("hall.open_counters", n=queue.open_counters)]
    if queue.longest_since_ms is not None:
        facts.insert(0, text(
            "hall.queue_waiting", n=queue.waiting, number=queue.longest_number,
            time=minutes(minutes_between(queue.longest_since_ms, screen.now_ms)),
        ))  # fmt: skip
    if queue.absent:
        facts.append(text("hall.queue_absent", n=queue.absent))
    return tuple(facts)


def _move_acts(ticket_id: UUID, number: str, letter: str, elsewhere: Sequence[Elsewhere]) -> list[HallAct]:
    """To each service of another queue; the number and its place stay."""
    return [
        HallAct(
            f"move-{ticket_id.hex}-{one.service}",
            text("hall.move", number=number, letter=one.letter),
            _reasons(MOVED_BECAUSE),
            partial(hall_verbs.move_to, ticket_id, number, one.service, one.letter),
            detail=one.name,
        )
        for one in elsewhere
        if one.letter != letter
    ]


def _of_ticket(
    screen: HallScreen, ticket: HallTicket, zone: ZoneInfo, elsewhere: Sequence[Elsewhere]
) -> Subject:
    sends = _send_acts(screen, ticket.ticket_id, ticket.number, ticket.queue, ticket.counter)
    acts: Sequence[HallAct]
    if ticket.state == "no_show":
        acts, words = [_back_act(ticket)], text("hall.absent_at", time=clock_time(ticket.since_ms, zone))
    else:
        moves = _move_acts(ticket.ticket_id, ticket.number, ticket.queue, elsewhere)
        acts = [*([] if ticket.state == "parked" else [_line_act(ticket)]), *sends, *moves]
        words = ticket_words(ticket, screen.now_ms)
    facts = (ticket.service_name, words, text("place.counter", n=ticket.counter))
    return Subject(ticket_key(ticket.ticket_id), ticket.number, facts, tuple(acts))


def _of_incident(incident: IncidentRow, zone: ZoneInfo) -> Subject:
    reasons = tuple((code, text(f"incident.{code}")) for code in LOOKED_INTO)
    name = incident_name(incident)
    verb = partial(hall_verbs.close_incident, incident.incident_id, name)
    act = HallAct("close-incident", text("hall.close_incident"), reasons, verb, has_note=True)
    facts = (text(f"incident.{incident.what}"), *incident_parts(incident, zone))
    return Subject(incident_key(incident.incident_id), name, facts, (act,))


def incident_name(incident: IncidentRow) -> str:
    """The number that it is about, or the desk whose log it is."""
    counter = incident.parts[0].counter if incident.parts else 0
    return incident.number or text("place.counter", n=counter)


def incident_parts(incident: IncidentRow, zone: ZoneInfo) -> tuple[str, ...]:
    """``Loket 3 memanggil, 10.06``: each act of each counter."""
    return tuple(
        f"{text(f'incident.did_{part.did}', n=part.counter)}, {clock_time(part.at_ms, zone)}"
        for part in incident.parts
    )
