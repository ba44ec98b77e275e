"""Who decides for a site which ticket is called (DESIGN 2)."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from counter_app.db.tables import JOURNAL
from counter_app.db.work import Work
from counter_app.domain.catalogue import Site
from counter_app.domain.entry import EntryRef, ref
from counter_app.domain.errors import Refused
from counter_app.domain.site_authority import AUTHORITY, TAKEN_BECAUSE, AuthorityState, site_entity
from counter_app.operations.actor import Actor
from counter_app.operations.days import last_day
from counter_app.settings import CENTRE, StationSettings


def decides(station: StationSettings, site: Site) -> bool:
    """Whether this installation decides: a hub, a station without one, the one that calls for all.

    By its settings; a supervisor may have said otherwise since (``refuse_former``).
    """
    if station.kind == CENTRE or station.hub_port or not station.hub:
        return True
    return bool(site.authority_counter) and station.counter == site.authority_counter


def asks_hub(station: StationSettings, site: Site) -> bool:
    """Whether this counter asks its hub for the next ticket."""
    return bool(station.counter) and not site.authority_counter and not decides(station, site)


def is_former(work: Work) -> bool:
    """Whether another installation decides since a supervisor said so."""
    known = _in_force(work)
    return known is not None and known.replica_id != work.head.replica_id


def refuse_former(work: Work) -> None:
    """Raises Refused("authority_moved", officer) where another installation decides by now."""
    known = _in_force(work)
    if known is not None and known.replica_id != work.head.replica_id:
        raise Refused("authority_moved", officer=known.taken_by)


def take_over(work: Work, actor: Actor, reason: str) -> EntryRef:
    """From now on this installation decides: a supervised act, since no two may decide at once.

    The entry names who decided before and how far that log was known here: what it decided beyond that,
    later on, is listed as an incident. Whoever hears of it refuses to decide.
    ``reason``: a code of ``domain.site_authority.TAKEN_BECAUSE``.
    Raises Refused: not_supervisor (officer), choice_unknown (choice), authority_is_here,
    authority_needs_hub (this PC is no hub that others could ask).
    """
    if "supervisor" not in actor.roles:
        raise Refused("not_supervisor", officer=actor.officer_name)
    if reason not in TAKEN_BECAUSE:
        raise Refused("choice_unknown", choice=reason)
    if not decides(work.station, work.site):
        raise Refused("authority_needs_hub")
    known = _in_force(work)
    if known is not None and known.replica_id == work.head.replica_id:
        raise Refused("authority_is_here")
    body: dict[str, object] = {"reason": reason, **_former(work, known)}
    entry = work.record(
        "authority.taken",
        site_entity(work.site.code),
        body,
        officer=actor.officer,
        business_day=last_day(work),
    )
    return ref(entry)


def carry_on(work: Work, logs: Collection[bytes]) -> None:
    """What was said of these logs, which this installation wrote before, is said of its present one.

    An old copy of its data was put back: it goes on under a new key, and is the same PC to everybody.
    """
    known = _in_force(work)
    if known is None or known.replica_id not in logs:
        return
    body: dict[str, object] = {"reason": known.reason, **_former(work, known)}
    work.record(
        "authority.taken",
        site_entity(work.site.code),
        body,
        officer=known.taken_by,
        business_day=last_day(work),
    )


def _in_force(work: Work) -> AuthorityState | None:
    found: AuthorityState | None = work.state(AUTHORITY, site_entity(work.site.code))
    return None if found is None or found.replica_id is None else found


def _former(work: Work, known: AuthorityState | None) -> dict[str, object]:
    """Who decided last as far as is known here, and the end of that log."""
    replica_id = known.replica_id if known is not None else _last_decider(work)
    number = next((one for one, replica in work.ids.items() if replica == replica_id), None)
    if replica_id is None or number is None or replica_id == work.head.replica_id:
        return {}
    return {"former": replica_id.hex(), "seq": work.replica_head(replica_id, work.site.code, None).seq}


def _last_decider(work: Work) -> bytes | None:
    """Whose log holds the last call that was asked for by another installation."""
    row = work.connection.execute(
        select(JOURNAL.c.replica_no)
        .where(JOURNAL.c.kind == "ticket.called", JOURNAL.c.site == work.site.code)
        .where(JOURNAL.c.body.contains('"claim"'))
        .order_by(JOURNAL.c.at_ms.desc())
        .limit(1)
    ).first()
    return None if row is None else work.ids[row.replica_no]
