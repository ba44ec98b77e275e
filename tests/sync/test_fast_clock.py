"""A counter whose clock is six minutes fast: by the known difference its entries stand where they belong."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from counter_app.db.store import Store
from counter_app.operations.priority import set_priority
from tests.helpers.healing import differences, heal
from tests.helpers.hubs import Centre, drain, pull_all
from tests.helpers.stations import ScriptedClock, Station, issue, signed_in, ticket_row

FAST_S = 360


def test_what_a_fast_counter_wrote_earlier_stands_earlier_at_every_node(
    centre: Centre, counter_three: Station, counter_four: Store
) -> None:
    clock = counter_four.clock
    assert isinstance(clock, ScriptedClock)
    four = signed_in(counter_four, clock, "P04", 4)
    ticket = issue(counter_three).ticket_id
    sessions = [centre.exchange(counter_three.store), centre.exchange(counter_four)]
    centre.clock.now_ms = counter_three.clock.now_ms
    clock.now_ms = counter_three.clock.now_ms + FAST_S * 1000
    for session in sessions:
        drain(session)
        pull_all(session)

    goes_first(four, ticket, "elderly")
    counter_three.clock.advance_s(60)
    goes_first(counter_three, ticket, "disabled")

    heal(centre, sessions)
    said = {entry.body: entry for entry in centre.entries() if entry.kind == "ticket.prioritised"}
    first, second = (next(said[body] for body in said if word in body) for word in ("elderly", "disabled"))
    assert first.rev == second.rev
    assert first.at_ms > second.at_ms
    assert {ticket_row(one, ticket).priority for one in (four, counter_three)} == {"disabled"}
    assert differences(centre, [counter_three.store, counter_four]) == []


def goes_first(station: Station, ticket: UUID, priority: str) -> None:
    station.do(partial(set_priority, actor=station.actor, ticket_id=ticket, priority=priority))
