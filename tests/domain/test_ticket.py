"""States of a ticket: what each entry does in each of them."""

from __future__ import annotations

import pytest

from counter_app.domain.entry import Entry
from counter_app.domain.ticket import Doubt, TicketPhase, TicketState, ticket_number
from counter_app.domain.ticket_fold import TICKET
from tests.helpers.histories import Scribe, naming

ONE = bytes(range(16))
Clock = tuple[int | None, int | None]
"""Hub minus own in ms, and how old that is in s."""
BODIES: dict[str, dict[str, object]] = {
    "issued": {"number": "B001", "queue": "B", "service": "B02"},
    "called": {"counter": 3, "rule": "regular"},
    "started": {"counter": 3},
    "finished": {},
    "no_show": {},
    "cancelled": {"reason": "undo"},
    "parked": {"counter": 3, "place": "copies", "until": 1_795_393_200_000},
    "unparked": {"counter": 3},
    "unparked_to_line": {"behind": "0a" * 16},
    "transferred": {"from": 3, "service": "C01", "queue": "C"},
    "brought_back": {"replica": "01" * 16, "seq": 3, "behind": "0b" * 16},
}
WAYS: dict[TicketPhase, tuple[str, ...]] = {
    TicketPhase.UNKNOWN: (),
    TicketPhase.WAITING: ("issued",),
    TicketPhase.CALLED: ("issued", "called"),
    TicketPhase.NO_SHOW: ("issued", "called", "no_show"),
    TicketPhase.CANCELLED: ("issued", "cancelled"),
    TicketPhase.PARKED: ("issued", "called", "parked"),
    TicketPhase.SERVING: ("issued", "called", "started"),
    TicketPhase.FINISHED: ("issued", "called", "started", "finished"),
}
U, W, C, N, X, P, S, F = TicketPhase
TABLE: dict[str, dict[TicketPhase, TicketPhase | str]] = {
    "issued": {U: W, W: W, C: C, N: N, X: X, P: P, S: S, F: F},
    "called": {
        U: C, W: C, C: C, N: "called_after_end", X: "called_after_end", P: P, S: S, F: "called_after_end",
    },
    "started": {U: S, W: S, C: S, N: S, X: S, P: S, S: "started_twice", F: "started_twice"},
    "finished": {U: F, W: F, C: F, N: F, X: F, P: F, S: F, F: "finished_twice"},
    "no_show": {U: N, W: N, C: N, N: N, X: X, P: N, S: "no_show_after_start", F: "no_show_after_start"},
    "cancelled": {
        U: X, W: X, C: X, N: X, X: X, P: X, S: "cancelled_after_start", F: "cancelled_after_start",
    },
    "parked": {
        U: "parked_not_here", W: "parked_not_here", C: P, N: "parked_not_here", X: "parked_not_here",
        P: "parked_not_here", S: P, F: "parked_not_here",
    },
    "unparked": {
        U: "not_parked", W: "not_parked", C: "not_parked", N: "not_parked", X: "not_parked", P: C,
        S: "not_parked", F: "not_parked",
    },
    "unparked_to_line": {
        U: "not_parked", W: "not_parked", C: "not_parked", N: "not_parked", X: "not_parked", P: W,
        S: "not_parked", F: "not_parked",
    },
    "transferred": {
        U: U, W: W, C: W, N: "transferred_after_end", X: "transferred_after_end", P: W, S: W,
        F: "transferred_after_end",
    },
    "brought_back": {
        U: U, W: W, C: W, N: W, X: "brought_back_not_away", P: W, S: "brought_back_not_away",
        F: "brought_back_not_away",
    },
}  # fmt: skip
"""Kind -> phase before -> phase after, or the anomaly that leaves everything as it was."""


def written(scribe: Scribe, *kinds: str) -> list[Entry]:
    entries = []
    for kind in kinds:
        scribe.now_ms += 1000
        entries.append(scribe.write(f"ticket.{kind.removesuffix('_to_line')}", ONE, BODIES[kind]))
    return entries


def state_after(*kinds: str) -> TicketState:
    scribe = Scribe(1)
    return TICKET.fold(ONE, written(scribe, *kinds) or [scribe.write("unknown.kind", ONE)])[0]


@pytest.mark.parametrize("kind", TABLE)
@pytest.mark.parametrize("before", WAYS, ids=lambda phase: phase.name)
def test_every_entry_in_every_state(kind: str, before: TicketPhase) -> None:
    names_its_start = kind == "brought_back" and before in (S, F)
    entries = written(Scribe(2 if names_its_start else 1), *WAYS[before], kind)

    state, anomalies = TICKET.fold(ONE, entries)

    expected = TABLE[kind][before]
    if isinstance(expected, str):
        assert [anomaly.code for anomaly in anomalies] == [expected]
        assert state == TICKET.fold(ONE, entries[:-1] or entries)[0]
    else:
        assert (state.phase, anomalies) == (expected, [])


def test_no_entry_makes_work_undone() -> None:
    fallen = [
        (kind, before)
        for kind, row in TABLE.items()
        for before, after in row.items()
        if isinstance(after, TicketPhase) and before in (S, F) and after < before
    ]

    assert fallen == [("parked", S), ("transferred", S)]


@pytest.mark.parametrize("kind", ["parked", "transferred"])
@pytest.mark.parametrize("way", [("issued", "called"), ("issued", "called", "started")], ids=len)
def test_only_the_counter_that_holds_a_ticket_lets_go_of_it(kind: str, way: tuple[str, ...]) -> None:
    scribe = Scribe(1)
    entries = written(scribe, *way)
    body = {**BODIES[kind], "counter": 4, "from": 4}

    state, anomalies = TICKET.fold(ONE, [*entries, scribe.write(f"ticket.{kind}", ONE, body)])

    assert [anomaly.code for anomaly in anomalies] == [f"{kind}_elsewhere"]
    assert state == state_after(*way)


def test_who_was_parked_in_the_middle_of_service_goes_on_there() -> None:
    state = state_after("issued", "called", "started", "parked", "unparked")

    assert (state.phase, state.counter, state.place, state.parked_at) == (S, 3, "", None)
    assert (state.served_ms, state.parked_ms) == (1000, 1000)
    assert (state.since or 0) - (state.started_at or 0) == 1000  # the second of service before it was parked


def test_who_was_parked_in_the_middle_of_service_is_neither_a_no_show_nor_cancelled() -> None:
    way = ("issued", "called", "started", "parked")
    for kind in ("no_show", "cancelled"):
        entries = written(Scribe(1), *way, kind)
        state, anomalies = TICKET.fold(ONE, entries)
        assert [anomaly.code for anomaly in anomalies] == [f"{kind}_after_start"]
        assert state == state_after(*way)


def test_each_time_is_kept_apart_over_a_long_way() -> None:
    state = state_after(
        "issued", "called", "called", "started", "parked", "unparked", "transferred", "called", "started",
        "finished",
    )  # fmt: skip

    assert (state.waited_ms, state.walked_ms, state.parked_ms, state.served_ms) == (3000, 2000, 1000, 3000)


def test_who_is_called_again_waited_until_the_last_call() -> None:
    state = state_after("issued", "called", "called", "called", "started")

    assert (state.waited_ms, state.walked_ms) == (3000, 1000)


def test_what_only_the_close_of_the_day_ended_stays_with_the_officer_who_served_it() -> None:
    scribe = Scribe(1)
    entries = written(scribe, "issued", "called", "started")
    closed = scribe.write("ticket.finished", ONE, {"reason": "day_closed"}, officer="S01")

    assert TICKET.fold(ONE, [*entries, closed])[0].officer == "P03"


def between_two_clocks(door: Clock, desk: Clock) -> TicketState:
    """Issued at the door, and called ten seconds later at a desk whose clock is an hour ahead."""
    issuer, caller = Scribe(1), Scribe(2)
    issuer.offset_ms, issuer.offset_age_s = door
    caller.offset_ms, caller.offset_age_s = desk
    caller.now_ms += 3_600_000 + 10_000
    issued = issuer.write("ticket.issued", ONE, BODIES["issued"])
    caller.learn(issued)
    return TICKET.fold(ONE, [issued, caller.write("ticket.called", ONE, BODIES["called"])])[0]


def test_two_clocks_that_were_compared_with_the_hubs_tell_one_time() -> None:
    state = between_two_clocks((0, 60), (-3_600_000, 60))

    assert (state.waited_ms, state.doubts) == (10_000, Doubt.NONE)


@pytest.mark.parametrize(
    ("door", "desk"),
    [
        ((None, None), (None, None)),
        ((0, 60), (None, None)),
        ((None, None), (-3_600_000, 60)),
        ((0, 60), (-3_600_000, 24 * 3600 + 1)),
    ],
)
def test_a_time_between_clocks_not_compared_within_a_day_is_uncertain(door: Clock, desk: Clock) -> None:
    assert between_two_clocks(door, desk).doubts == Doubt.WAIT


def test_one_clock_is_comparable_with_itself_and_a_ticket_keeps_no_clock_when_it_has_ended() -> None:
    ended = state_after("issued", "called", "started", "finished")

    assert (ended.doubts, ended.since_replica, ended.since_offset_ms) == (Doubt.NONE, None, None)


def test_a_transfer_keeps_number_issue_and_priority_and_changes_the_queue() -> None:
    before = state_after("issued", "called", "started")
    after = state_after("issued", "called", "started", "transferred")

    assert (after.number, after.issued_at, after.priority) == (
        before.number,
        before.issued_at,
        before.priority,
    )
    assert (after.queue, after.service, after.counter, after.times_called) == ("C", "C01", None, 0)


def test_who_is_brought_back_lines_up_anew_and_was_not_waiting_meanwhile() -> None:
    away, back = (
        state_after("issued", "called", "no_show"),
        state_after("issued", "called", "no_show", "brought_back"),
    )

    assert (back.phase, back.returned_at, back.behind) == (W, (away.ended_at or 0) + 1000, bytes([11]) * 16)
    assert (back.ended_at, back.counter, back.rule, back.times_called) == (None, None, "", 0)
    assert (back.called_at, back.waited_ms, back.walked_ms) == (away.called_at, 1000, 0)


def test_a_brought_back_that_names_no_entry_changes_nothing() -> None:
    scribe = Scribe(1)
    entries = written(scribe, "issued", "called", "no_show")
    odd = [
        scribe.write("ticket.brought_back", ONE, body) for body in ({}, {"replica": "01" * 16, "seq": 2.5})
    ]

    state, anomalies = TICKET.fold(ONE, [*entries, *odd])

    assert [anomaly.code for anomaly in anomalies] == ["bad_replica", "bad_seq"]
    assert state == state_after("issued", "called", "no_show")


def test_what_is_handed_back_is_as_before_the_call() -> None:
    scribe = Scribe(1)
    entries = written(scribe, "issued", "called", "called", "started")
    names = [[entry.replica_id.hex(), entry.seq] for entry in entries[1:]]
    back = scribe.write("ticket.handed_back", ONE, {"entries": names})

    assert TICKET.fold(ONE, [*entries, back]) == (state_after("issued"), [])
    again = scribe.write("ticket.put_back", ONE, naming(back))
    assert TICKET.fold(ONE, [*entries, back, again])[0] == state_after(
        "issued", "called", "called", "started"
    )


@pytest.mark.parametrize("rows", [[["01" * 16]], [[7, 2]], [["01" * 16, 0]], [["01" * 16, 2, 3]], "all"])
def test_a_hand_back_of_senseless_names_changes_nothing(rows: object) -> None:
    scribe = Scribe(1)
    entries = written(scribe, "issued", "called")
    back = scribe.write("ticket.handed_back", ONE, {"entries": rows})

    assert TICKET.fold(ONE, [*entries, back])[0] == state_after("issued", "called")


def test_work_that_a_hand_back_does_not_name_stays_done() -> None:
    """Two counters did something with one ticket; each knew nothing of the other."""
    here, there = Scribe(1), Scribe(2)
    entries = written(here, "issued", "called")
    for entry in entries:
        there.learn(entry)
    names = [[entries[1].replica_id.hex(), entries[1].seq]]
    back = here.write("ticket.handed_back", ONE, {"entries": names})
    started = there.write("ticket.started", ONE, {"counter": 4})
    finished = there.write("ticket.finished", ONE, {})

    state = TICKET.fold(ONE, [*entries, back, started, finished])[0]

    assert (state.phase, state.counter) == (F, 4)


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
