"""Who was called by a counter of which nothing is heard any more may be called by another (DESIGN 7)."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Connection, func, select

from counter_app.db.tables import TICKET
from counter_app.db.work import Work
from counter_app.domain.ticket import TicketPhase
from counter_app.operations.actor import Actor
from counter_app.operations.lining_up import names_since_waiting
from counter_app.operations.tickets import record_on, ticket_of

SILENT_MS = 5 * 60_000
"""Old people walk slowly; whoever has said nothing for so long is gone."""
LISTENING = "listening_since"
"""The setting of a hub's database that says since when it could be spoken to."""
SILENT = "silent"
"""Reason of a call that was given back because its station had said nothing for five minutes."""


def silent_counters(connection: Connection, *, site: str, but: int, now_ms: int) -> frozenset[int]:
    """At a hub: counters of a site of which no station has said anything for five minutes, ``but`` one.

    Nobody is silent where the hub itself was away: it has listened for less than these five minutes.
    """
    from counter_app.db.hub_tables import STATION  # noqa: PLC0415  a hub's tables, which no start waits for
    from counter_app.db.setting import said  # noqa: PLC0415  the same

    if 0 <= now_ms - int(said(connection, LISTENING) or 0) < SILENT_MS:
        return frozenset()
    rows = connection.execute(
        select(STATION.c.counter)
        .where(STATION.c.site == site, STATION.c.counter > 0)
        .group_by(STATION.c.counter)
        .having(func.max(STATION.c.last_contact_at) < now_ms - SILENT_MS)
    )
    return frozenset(row.counter for row in rows) - {but}


def note_listening(connection: Connection, now_ms: int) -> None:
    """A hub was started: from now on stations can be heard."""
    from counter_app.db.setting import keep  # noqa: PLC0415  see silent_counters

    keep(connection, LISTENING, str(now_ms))


def give_back_silent(work: Work, actor: Actor, day: int, silent: Collection[int]) -> None:
    """Puts back whom these counters have called and not begun to serve."""
    if not silent:
        return
    held = select(TICKET.c.id).where(
        TICKET.c.site == work.site.code, TICKET.c.business_day == day,
        TICKET.c.phase == TicketPhase.CALLED, TICKET.c.counter.in_(silent),
    )  # fmt: skip
    for row in work.connection.execute(held).all():
        ticket = ticket_of(work, UUID(bytes=row.id))
        body: dict[str, object] = {"reason": SILENT, "entries": names_since_waiting(work, ticket)}
        record_on(work, actor, ticket, "ticket.handed_back", body)
    work.project()
