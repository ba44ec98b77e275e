"""What a supervisor makes of an incident: looked into, and closed with a reason. No ticket changes by it."""

from __future__ import annotations

from uuid import UUID

from counter_app.db.queries.incidents import IncidentRow, incident_of
from counter_app.db.work import Work
from counter_app.domain.entry import EntryRef, ref
from counter_app.domain.errors import Refused
from counter_app.domain.incident import CLOSED_BECAUSE, INCIDENT, LONGEST_NOTE, OTHER, incident_entity
from counter_app.operations.actor import Actor
from counter_app.operations.days import business_day, last_day
from counter_app.operations.tickets import checked_choice


def close(work: Work, actor: Actor, incident_id: UUID, reason: str, note: str = "") -> EntryRef:
    """Closes an incident, of any day; if more of it comes to light it is open again.

    ``reason``: a code of ``domain.incident.CLOSED_BECAUSE``; ``note`` is kept as personal data.
    Raises Refused: not_supervisor (officer), day_not_open, incident_unknown, incident_closed,
    choice_unknown (choice), incident_note_missing (the reason "other" needs one), note_too_long (n).
    """
    _refuse_others(actor)
    incident = _incident(work, incident_id)
    if incident.closed_at_ms is not None:
        raise Refused("incident_closed")
    said = note.strip()
    if checked_choice(reason, CLOSED_BECAUSE) == OTHER and not said:
        raise Refused("incident_note_missing")
    if len(said) > LONGEST_NOTE:
        raise Refused("note_too_long", n=LONGEST_NOTE)
    body: dict[str, object] = {"what": incident.what, "reason": reason, "known": incident.known}
    pii: dict[str, object] | None = {"note": said} if said else None
    day = business_day(work)
    entry = work.record(
        "incident.closed", incident_id, body, officer=actor.officer, business_day=day, pii=pii
    )
    return ref(entry)


def reopen(work: Work, actor: Actor, closing: EntryRef) -> None:
    """Takes a closing back.

    Raises Refused: not_supervisor (officer), day_not_open, incident_unknown, incident_open.
    """
    _refuse_others(actor)
    if _incident(work, closing.entity_id).closed_at_ms is None:
        raise Refused("incident_open")
    named: dict[str, object] = {"replica": closing.replica_id.hex(), "seq": closing.seq}
    day = business_day(work)
    work.record("incident.reopened", closing.entity_id, named, officer=actor.officer, business_day=day)


def note_fork(work: Work, replica_id: bytes, seq: int, counter: int) -> None:
    """A hub was handed another branch of a log from ``seq`` on; it was kept beside and is listed, once.

    ``counter``: of the log's station, 0 = none.
    """
    about = incident_entity(work.site.code, replica_id + seq.to_bytes(8))
    known = work.state(INCIDENT, about)
    if known is not None and known.noted_at is not None:
        return
    body: dict[str, object] = {"replica": replica_id.hex(), "seq": seq, "counter": counter}
    work.record("log.forked", about, body, officer="", business_day=last_day(work))


def _refuse_others(actor: Actor) -> None:
    if "supervisor" not in actor.roles:
        raise Refused("not_supervisor", officer=actor.officer_name)


def _incident(work: Work, incident_id: UUID) -> IncidentRow:
    work.project()
    found = incident_of(work.connection, work.site.code, incident_id)
    if found is None:
        raise Refused("incident_unknown")
    return found
