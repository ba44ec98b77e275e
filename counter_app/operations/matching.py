"""At contact: what was served by presence is written on the ticket that was issued for it (DESIGN 7).

Done where it is decided for a site, whenever something came in: again and again without effect, until both
say the same.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, exists, literal_column, or_, select

from counter_app.db import journal
from counter_app.db.queries.waiting import ticket_by_number
from counter_app.db.tables import TICKET as TICKETS
from counter_app.db.work import Work
from counter_app.domain.entry import Entry
from counter_app.domain.ticket import TicketPhase, TicketState
from counter_app.domain.ticket_fold import TICKET
from counter_app.operations.authority import decides, is_former
from counter_app.operations.tickets import entries_of, ticket_of
from counter_app.settings import CENTRE

_P = TICKETS.c
_IS_PRESENCE = _P.is_presence == literal_column("1")  # a literal: the partial index is used only with one
_ISSUED = TICKETS.alias("issued")
_I = _ISSUED.c
_IS_ITS_TICKET = and_(
    _I.number == _P.number, _I.business_day == _P.business_day, _I.site == _P.site, _I.is_presence == 0
)
_IS_FREE = and_(_I.matched_id.is_(None), _P.matched_id.is_(None), _P.phase != int(TicketPhase.CANCELLED))
_UNTOLD = (
    select(_P.id)
    .join(_ISSUED, _IS_ITS_TICKET)
    .where(_P.site == bindparam("site"), _IS_PRESENCE)
    .where(or_(_IS_FREE, and_(_I.matched_id == _P.id, _I.ended_at.is_distinct_from(_P.ended_at))))
    .order_by(_P.issued_at, _P.id)
)
"""Whose ticket is here and does not say yet how it was served."""
_ENDED = (TicketPhase.FINISHED, TicketPhase.NO_SHOW, TicketPhase.CANCELLED)


def has_presences(connection: Connection, site: str) -> bool:
    """Whether anything was ever served by presence: a look at an index of few rows, before all else."""
    return bool(connection.execute(select(exists().where(_P.site == site, _IS_PRESENCE))).scalar())


def match_presences(work: Work) -> int:
    """Tells the issued tickets how they were served; answers how many entries that took.

    A number that nobody issued waits for its ticket; of two that were served with one number the second one
    stays without. Both are listed as incidents.
    """
    if not _is_matched_here(work):
        return 0
    before = work.head.seq
    untold = work.connection.execute(_UNTOLD, {"site": work.site.code}).all()
    for presence in dict.fromkeys(row.id for row in untold):
        _match(work, ticket_of(work, UUID(bytes=presence)))
    work.project()
    return work.head.seq - before


def _is_matched_here(work: Work) -> bool:
    """By one installation of a site: the counter that calls for all, else the hub that decides."""
    if work.station.kind == CENTRE and work.site.authority_counter:
        return False
    return decides(work.station, work.site) and not is_former(work)


def _match(work: Work, presence: TicketState) -> None:
    ticket = _issued(work, presence)
    if presence.phase == TicketPhase.CANCELLED:
        if ticket is not None and ticket.matched_id == presence.id:
            _take_back(work, presence, ticket)
    elif ticket is not None and not _is_taken(ticket, presence):
        _tell(work, presence, ticket)


def _issued(work: Work, presence: TicketState) -> TicketState | None:
    if presence.matched_id is not None:
        return ticket_of(work, UUID(bytes=presence.matched_id))
    found = ticket_by_number(work.connection, work.site.code, presence.business_day, presence.number)
    ticket = None if found is None else ticket_of(work, UUID(bytes=found.id))
    return None if ticket is None or ticket.is_presence else ticket


def _is_taken(ticket: TicketState, presence: TicketState) -> bool:
    """Somebody else was served with this number by presence."""
    return ticket.matched_id not in (None, presence.id)


def _tell(work: Work, presence: TicketState, ticket: TicketState) -> None:
    start = _start_of(work, presence)
    if start is None:
        return
    _record(work, presence, ticket.id, "ticket.matched", _told(presence, start))
    if presence.matched_id is None:
        _record(work, presence, presence.id, "presence.matched", {"ticket": ticket.id.hex()})


def _start_of(work: Work, presence: TicketState) -> Entry | None:
    known = journal.entries_of(work.connection, presence.id, work.ids)
    return next((entry for entry in known if entry.kind == "presence.started"), None)


def _told(presence: TicketState, start: Entry) -> dict[str, object]:
    """Parked or handed on, it is still being served; only its end says more."""
    told: dict[str, object] = {
        "presence": presence.id.hex(), "counter": presence.counter or 0, "clock": start.replica_id.hex(),
        "started_at": start.at_ms, "served_ms": 0, "parked_ms": 0,
    }  # fmt: skip
    if start.offset_ms is not None:
        told["offset_ms"] = start.offset_ms
    if presence.phase in _ENDED:
        told |= {
            "ended_at": presence.ended_at, "served_ms": presence.served_ms, "parked_ms": presence.parked_ms,
        }  # fmt: skip
        told |= {name: value for name in ("reason", "outcome") if (value := getattr(presence, name))}
    return told


def _take_back(work: Work, presence: TicketState, ticket: TicketState) -> None:
    """The service was taken back: the ticket waits again in the place that it had."""
    standing = TICKET.standing(entries_of(work, ticket))
    told = [one for one in standing if one.kind == "ticket.matched" and presence.id.hex() in one.body]
    rows = [[one.replica_id.hex(), one.seq] for one in told]
    _record(work, presence, ticket.id, "ticket.handed_back", {"entries": rows})


def _record(work: Work, presence: TicketState, entity: bytes, kind: str, body: dict[str, object]) -> None:
    """In the name of the officer who did it."""
    work.record(
        kind, entity, body, officer=presence.officer, business_day=presence.business_day,
        agency=presence.agency,
    )  # fmt: skip
