"""States of a ticket: what each entry does in each of them."""

from __future__ import annotations

import pytest

from counter_app.domain.entry import Entry
from counter_app.domain.ticket import TICKET, TicketPhase, TicketState, ticket_number
from tests.helpers.histories import Scribe

ONE = bytes(range(16))
BODIES: dict[str, dict[str, object]] = {
    "issued": {"number": "B001", "queue": "B", "service": "B02"},
    "called": {"counter": 3, "rule": "regular"},
    "started": {"counter": 3},
    "finished": {},
    "no_show": {},
    "cancelled": {"reason": "undo"},
}
WAYS: dict[TicketPhase, tuple[str, ...]] = {
    TicketPhase.UNKNOWN: (),
    TicketPhase.WAITING: ("issued",),
    TicketPhase.CALLED: ("issued", "called"),
    TicketPhase.NO_SHOW: ("issued", "called", "no_show"),
    TicketPhase.CANCELLED: ("issued", "cancelled"),
    TicketPhase.SERVING: ("issued", "called", "started"),
    TicketPhase.FINISHED: ("issued", "called", "started", "finished"),
}
U, W, C, N, X, S, F = TicketPhase
TABLE: dict[str, dict[TicketPhase, TicketPhase | str]] = {
    "issued": {U: W, W: W, C: C, N: N, X: X, S: S, F: F},
    "called": {
        U: C, W: C, C: C, N: "called_after_end", X: "called_after_end", S: S, F: "called_after_end",
    },
    "started": {U: S, W: S, C: S, N: S, X: S, S: "started_twice", F: "started_twice"},
    "finished": {U: F, W: F, C: F, N: F, X: F, S: F, F: "finished_twice"},
    "no_show": {U: N, W: N, C: N, N: N, X: X, S: "no_show_after_start", F: "no_show_after_start"},
    "cancelled": {U: X, W: X, C: X, N: X, X: X, S: "cancelled_after_start", F: "cancelled_after_start"},
}  # fmt: skip
"""Kind -> phase before -> phase after, or the anomaly that leaves everything as it was."""


def written(scribe: Scribe, *kinds: str) -> list[Entry]:
    entries = []
    for kind in kinds:
        scribe.now_ms += 1000
        entries.append(scribe.write(f"ticket.{kind}", ONE, BODIES[kind]))
    return entries


def state_after(*kinds: str) -> TicketState:
    scribe = Scribe(1)
    return TICKET.fold(ONE, written(scribe, *kinds) or [scribe.write("unknown.kind", ONE)])[0]


@pytest.mark.parametrize("kind", TABLE)
@pytest.mark.parametrize("before", WAYS, ids=lambda phase: phase.name)
def test_every_entry_in_every_state(kind: str, before: TicketPhase) -> None:
    scribe = Scribe(1)
    entries = written(scribe, *WAYS[before], kind)

    state, anomalies = TICKET.fold(ONE, entries)

    expected = TABLE[kind][before]
    if isinstance(expected, str):
        assert [anomaly.code for anomaly in anomalies] == [expected]
        assert state == state_after(*WAYS[before])
    else:
        assert (state.phase, anomalies) == (expected, [])


def test_no_entry_makes_work_undone() -> None:
    fallen = [
        (kind, before)
        for kind, row in TABLE.items()
        for before, after in row.items()
        if isinstance(after, TicketPhase) and before in (S, F) and after < before
    ]

    assert fallen == []


def test_a_second_call_of_the_same_counter_counts_and_moves_the_time_of_the_call() -> None:
    once, twice = state_after("issued", "called"), state_after("issued", "called", "called")

    assert (once.times_called, twice.times_called) == (1, 2)
    assert (once.called_at or 0) + 1000 == twice.called_at


def test_the_counter_that_called_first_keeps_the_ticket() -> None:
    here, there = Scribe(1), Scribe(2)
    issued = here.write("ticket.issued", ONE, BODIES["issued"])
    there.learn(issued)
    first = here.write("ticket.called", ONE, {"counter": 3, "rule": "regular"})
    there.now_ms += 5
    second = there.write("ticket.called", ONE, {"counter": 4, "rule": "regular"})

    state, anomalies = TICKET.fold(ONE, [second, issued, first])

    assert (state.counter, state.times_called) == (3, 1)
    assert [(anomaly.replica_id, anomaly.code) for anomaly in anomalies] == [
        (there.replica_id, "called_twice")
    ]


def test_an_issue_that_arrives_late_only_fills_facts() -> None:
    scribe = Scribe(1)
    entries = written(scribe, "issued", "called", "started", "finished")

    late = TICKET.fold(ONE, [*entries[1:], entries[0]])[0]

    assert late == TICKET.fold(ONE, entries)[0]
    assert (late.number, late.issued_at, late.phase) == ("B001", entries[0].at_ms, F)


def test_slips_are_counted() -> None:
    scribe = Scribe(1)
    entries = written(scribe, "issued")
    entries += [scribe.write("slip.printed", ONE, {"copy": copy}) for copy in (1, 2, 0)]

    state, anomalies = TICKET.fold(ONE, entries)

    assert (state.slips, [anomaly.code for anomaly in anomalies]) == (2, ["bad_copy"])


@pytest.mark.parametrize(
    ("issuer", "serial", "number"),
    [
        (3, 1, "B001"),
        (3, 12, "B012"),
        (3, 999, "B999"),
        (3, 1000, "B1000"),
        (4, 12, "B4-012"),
        (51, 7, "B51-007"),
    ],
)
def test_the_main_issuer_gives_plain_numbers_and_the_others_put_theirs_in_between(
    issuer: int, serial: int, number: str
) -> None:
    assert ticket_number("B", issuer, serial, main_issuer=3) == number


def test_two_stations_of_a_site_never_print_the_same_number() -> None:
    numbers = [
        ticket_number(letter, issuer, serial, main_issuer=3)
        for letter in "AB"
        for issuer in (1, 3, 4, 11, 51, 111)
        for serial in (1, 11, 111, 999, 1000, 1111)
    ]

    assert len(set(numbers)) == len(numbers)
