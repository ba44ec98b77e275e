"""Mengapa nomor ini? What is known of the rule that put a number first, for whoever asks at the desk."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select

from counter_app.db.tables import JOURNAL, TICKET, AnyRow
from counter_app.domain.catalogue import Site
from counter_app.domain.measured import whole_s
from counter_app.domain.ticket import TicketPhase


@dataclass(frozen=True, slots=True)
class WhyFirst:
    """Why a number was called when it was, with the site's rules as they are today."""

    number: str
    rule: str
    """aged, priority, regular, returned, chosen, or another program's."""
    priority: str
    """Key of its priority class, or empty."""
    reason: str
    """Code of why the officer chose it (CHOSEN_BECAUSE); empty under any other rule."""
    waited_s: int
    """In the line until it was called, with what it waited for other desks."""
    passed_over: int
    """How many of its queue had been issued before it and were still waiting at that moment."""
    ageing_limit_min: int
    priority_per_round: int
    regular_per_round: int
    return_part: int


_T = TICKET.c


def why_first(connection: Connection, ticket_id: UUID, site: Site) -> WhyFirst | None:
    """The facts for a number that was called; None where it was not, or waits again."""
    ticket = connection.execute(select(TICKET).where(_T.id == ticket_id.bytes)).first()
    if ticket is None or not ticket.rule or ticket.called_at is None:
        return None
    order = site.order
    return WhyFirst(
        number=ticket.number,
        rule=ticket.rule,
        priority=ticket.priority,
        reason=_reason(connection, ticket),
        waited_s=whole_s(ticket.waited_ms),
        passed_over=_passed_over(connection, ticket),
        ageing_limit_min=order.ageing_limit_min,
        priority_per_round=order.priority_per_round,
        regular_per_round=order.regular_per_round,
        return_part=order.return_part,
    )


def _reason(connection: Connection, ticket: AnyRow) -> str:
    """Of the call under which it was chosen; calls after it carry none."""
    bodies = connection.execute(
        select(JOURNAL.c.body)
        .where(JOURNAL.c.entity_id == ticket.id, JOURNAL.c.kind == "ticket.called")
        .order_by(JOURNAL.c.rev.desc())
    ).scalars()
    told = (json.loads(body) for body in bodies)
    return next(
        (str(one["reason"]) for one in told if one.get("rule") == ticket.rule and "reason" in one), ""
    )


def _passed_over(connection: Connection, ticket: AnyRow) -> int:
    """Issued before it, in its queue now, and called after it or not at all."""
    before = (
        select(func.count())
        .select_from(TICKET)
        .where(_T.business_day == ticket.business_day, _T.queue == ticket.queue, _T.site == ticket.site)
        .where(_T.issued_at < ticket.issued_at, _T.id != ticket.id)
        .where(_T.phase != TicketPhase.CANCELLED)
        .where(func.coalesce(_T.called_at, ticket.called_at + 1) > ticket.called_at)
    )
    return connection.execute(before).scalar_one()
