"""The hub was away, and people were served by presence: what becomes of it at the next contact (DESIGN 7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from counter_app.domain.errors import Unavailable
from counter_app.domain.ticket import TicketPhase
from counter_app.operations.claims import Press
from counter_app.operations.presence import Present, serve_present
from counter_app.sync.authority import HubAuthority
from tests.helpers.desks import Desk, phase, two_desks
from tests.helpers.hubs import BOTH, Centre, drain
from tests.helpers.line import GOOD, Fault, Line
from tests.helpers.stations import entries, finish, is_clean, issue, kinds, refusal, screen, ticket_row


@pytest.fixture(params=BOTH)
def centre(request: pytest.FixtureRequest) -> Centre:
    found: Centre = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def desks(centre: Centre, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    with two_desks(centre, tmp_path) as both:
        for one in both:
            one.station.store.station = replace(one.station.store.station, hub=one.link.hub_id)
        yield both


def meet(centre: Centre, one: Desk) -> None:
    """The next contact of its sync thread."""
    exchange = centre.again(one.station.store)
    for _ in range(2):
        drain(exchange)
        while exchange.pull():
            pass
    drain(exchange)


def present(one: Desk, number: str, service: str = "B02") -> Present:
    one.station.clock.advance_s(20)
    return one.station.do(lambda work: serve_present(work, one.station.actor, number, service))


def pressed(one: Desk) -> Press:
    """F2, with a key as the window makes it."""
    return Press(one.station.store.new_id().hex)


def lost_call(one: Desk, line: Line, press: Press) -> None:
    """The hub calls, and nobody hears it."""
    slow = HubAuthority(one.station.store, one.link_over(line), within_s=0.4)
    nobody = Press(one.station.store.new_id().hex, "B999", "urgent")
    assert refusal(lambda: slow.call(one.station.actor, nobody)).code == "number_unknown"  # the line is open
    line.fault = Fault(is_deaf=True)
    line.cut()
    with pytest.raises(Unavailable, match="authority_away"):
        slow.call(one.station.actor, press)
    line.fault = GOOD
    line.cut()
    slow.close()


def granted(centre: Centre) -> list[UUID]:
    calls = (entry for entry in centre.entries() if entry.kind == "ticket.called")
    return [UUID(bytes=entry.entity_id) for entry in calls]


def test_an_unknown_number_finds_its_ticket_when_both_counters_are_back(
    centre: Centre, desks: tuple[Desk, Desk]
) -> None:
    three, four = desks
    issued = issue(three.station)
    served = present(four, issued.number)
    finish(four.station, served.ticket_id)
    meet(centre, four)
    assert "ticket.matched" not in [entry.kind for entry in centre.entries()]

    meet(centre, three)
    meet(centre, four)

    for one in desks:
        assert phase(one.station, issued.ticket_id) == TicketPhase.FINISHED
        assert is_clean(one.station.store)
    matched = [entry for entry in centre.entries() if entry.kind == "ticket.matched"]
    assert [(entry.officer, UUID(bytes=entry.entity_id)) for entry in matched] == [("P04", issued.ticket_id)]
    assert centre.is_clean()


def test_whom_the_hub_called_while_its_answer_was_lost_goes_back_to_the_front(
    centre: Centre, desks: tuple[Desk, Desk], line: Line
) -> None:
    three, four = desks
    first, second, third = [issue(three.station) for _ in range(3)]
    meet(centre, three)
    lost_call(three, line, pressed(three))
    present(three, third.number)

    meet(centre, three)

    assert granted(centre) == [first.ticket_id]
    current = screen(three.station).current
    assert current is not None
    assert current.number == third.number
    assert phase(three.station, first.ticket_id) == TicketPhase.WAITING
    meet(centre, four)
    assert [four.next(), phase(four.station, second.ticket_id)] == [first.number, TicketPhase.WAITING]
    assert centre.is_clean()


def test_it_goes_back_too_when_whoever_was_served_has_left_already(
    centre: Centre, desks: tuple[Desk, Desk], line: Line
) -> None:
    three, _ = desks
    first, second = issue(three.station), issue(three.station)
    meet(centre, three)
    lost_call(three, line, pressed(three))
    served = present(three, second.number)
    finish(three.station, served.ticket_id)

    called = three.authority.call(three.station.actor, pressed(three))

    assert called.number == first.number
    assert kinds(three.station.store).count("ticket.handed_back") == 1
    assert [row.number for row in screen(three.station).served] == [second.number]


def test_the_same_press_again_still_gets_whom_it_called(
    centre: Centre, desks: tuple[Desk, Desk], line: Line
) -> None:
    three, _ = desks
    first = issue(three.station)
    meet(centre, three)
    press = pressed(three)
    lost_call(three, line, press)
    meet(centre, three)

    assert three.authority.call(three.station.actor, press).number == first.number
    assert "ticket.handed_back" not in [entry.kind for entry in entries(three.station.store)]
    assert ticket_row(three.station, first.ticket_id).phase == TicketPhase.CALLED
