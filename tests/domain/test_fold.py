"""state = fold(entries in order, without those taken back): total, and blind to the order of arrival."""

from __future__ import annotations

from itertools import permutations

import pytest

from counter_app.domain.entry import Entry
from counter_app.domain.kinds import AGGREGATES, KINDS
from counter_app.domain.ticket import TicketPhase, TicketState
from counter_app.domain.ticket_fold import TICKET
from tests.helpers.histories import Scribe, naming

ONE = bytes(range(16))
ISSUED = {"number": "B001", "queue": "B", "service": "B02"}


def fold(*entries: Entry) -> TicketState:
    return TICKET.fold(ONE, entries)[0]


def anomalies(*entries: Entry) -> list[str]:
    return [anomaly.code for anomaly in TICKET.fold(ONE, entries)[1]]


def started(scribe: Scribe) -> list[Entry]:
    return [
        scribe.write("ticket.issued", ONE, ISSUED),
        scribe.write("ticket.called", ONE, {"counter": 3, "rule": "regular"}),
        scribe.write("ticket.started", ONE, {"counter": 3}),
    ]


def test_the_order_of_arrival_does_not_matter() -> None:
    scribe = Scribe(1)
    entries = [*started(scribe), scribe.write("ticket.finished", ONE)]

    states = {fold(*arrived) for arrived in permutations(entries)}

    assert len(states) == 1
    assert states.pop().phase == TicketPhase.FINISHED


def test_an_entry_that_was_taken_back_counts_as_if_it_had_not_been() -> None:
    scribe = Scribe(1)
    entries = started(scribe)
    put_back = scribe.write("ticket.put_back", ONE, naming(entries[-1]))

    assert fold(*entries, put_back) == fold(*entries[:-1])


def test_a_taking_back_that_is_itself_taken_back_counts_not() -> None:
    scribe = Scribe(1)
    entries = started(scribe)
    first = scribe.write("ticket.put_back", ONE, naming(entries[-1]))
    second = scribe.write("ticket.put_back", ONE, naming(first))

    assert fold(*entries, first, second) == fold(*entries)
    third = scribe.write("ticket.put_back", ONE, naming(second))
    assert fold(*entries, first, second, third) == fold(*entries[:-1])


def test_two_stations_may_take_the_same_entry_back() -> None:
    here, there = Scribe(1), Scribe(2)
    entries = started(here)
    for entry in entries:
        there.learn(entry)
    both = [
        here.write("ticket.put_back", ONE, naming(entries[-1])),
        there.write("ticket.put_back", ONE, naming(entries[-1])),
    ]

    assert fold(*entries, *both) == fold(*entries[:-1])


def test_nothing_that_comes_later_is_taken_back() -> None:
    scribe = Scribe(1)
    entries = started(scribe)
    before = scribe.write("ticket.put_back", ONE, {"replica": scribe.replica_id.hex(), "seq": 5})
    after = scribe.write("ticket.finished", ONE)

    assert fold(*entries, before, after).phase == TicketPhase.FINISHED


@pytest.mark.parametrize(
    "body",
    [
        "{", "{}", '{"replica":"00","seq":1}', '{"replica":7,"seq":1}',
        f'{{"replica":"{"01" * 16}","seq":"3"}}',
        f'{{"replica":"{"01" * 16}","seq":{10**30}}}',
        f'{{"replica":"{"09" * 16}","seq":3}}',
    ],
)  # fmt: skip
def test_a_taking_back_that_names_nothing_takes_nothing_back(body: str) -> None:
    scribe = Scribe(1)
    entries = started(scribe)

    assert fold(*entries, scribe.write("ticket.put_back", ONE, body)) == fold(*entries)


def test_an_entry_does_not_take_itself_back() -> None:
    scribe = Scribe(1)
    entries = started(scribe)
    itself = scribe.write("ticket.put_back", ONE, {"replica": scribe.replica_id.hex(), "seq": 4})

    assert fold(*entries, itself) == fold(*entries)


def test_a_senseless_entry_is_an_anomaly_and_changes_nothing() -> None:
    scribe = Scribe(1)
    entries = started(scribe)
    poison = scribe.write("ticket.called", ONE, {"counter": "three"})

    assert fold(*entries, poison) == fold(*entries)
    assert anomalies(*entries, poison) == ["bad_counter"]


def test_an_anomaly_names_the_entry() -> None:
    scribe = Scribe(1)
    entries = started(scribe)
    poison = scribe.write("ticket.called", ONE, "[]")

    (found,) = TICKET.fold(ONE, [*entries, poison])[1]

    assert found == (scribe.replica_id, 4, "body_unreadable")


def test_an_unknown_kind_is_passed_over() -> None:
    scribe = Scribe(1)
    entries = started(scribe)
    unknown = scribe.write("ticket.dreamt_of", ONE, "{")

    assert fold(*entries, unknown) == fold(*entries)
    assert anomalies(*entries, unknown) == []
    assert "ticket.dreamt_of" not in KINDS


def test_work_before_its_issue_arrived_is_not_ignored() -> None:
    scribe = Scribe(1)
    issued, called, began = started(scribe)

    early = fold(called, began)

    assert (early.phase, early.number, early.issued_at) == (TicketPhase.SERVING, "", None)
    assert fold(called, began, issued).number == "B001"


def test_every_kind_changes_something() -> None:
    kinds = {kind for aggregate in AGGREGATES for kind in aggregate.reducers}

    assert kinds | {"ticket.put_back", "ticket.handed_back"} == set(KINDS)
    assert [aggregate.name for aggregate in KINDS["application.described"]] == ["application", "identity"]
