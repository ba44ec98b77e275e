"""view(shuffle(E)) == view(E): what screens read depends on what happened, not on how it arrived."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, select
from sqlcipher3 import dbapi2

from counter_app.db import journal, rebuild
from counter_app.db.connection import engine
from counter_app.db.projector import Projector
from counter_app.db.queries.incidents import incidents
from counter_app.db.tables import ANOMALY, APPLICATION, IDENTITY, PROJECTIONS, REPLICA, TICKET
from counter_app.domain.application import APPLICATION as AGGREGATE
from counter_app.domain.entry import Entry
from counter_app.domain.incident import incident_entity
from counter_app.domain.kinds import KINDS
from counter_app.domain.site_authority import site_entity
from counter_app.domain.ticket import TicketPhase
from tests.helpers import oracle
from tests.helpers.histories import START_MS, Scribe, naming

TICKETS = [bytes([number]) * 16 for number in (1, 2, 3)]
APPLICATIONS = [bytes([number]) * 16 for number in (4, 5)]
PRESENCES = [bytes([number]) * 16 for number in (8, 9)]
PEOPLE = [bytes([number]) * 16 for number in (6, 7)]
STATES = ["unchecked", "present", "original_shown", "missing", "to_follow", "rejected", "waived", "held"]

View = dict[str, frozenset[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def tables() -> Iterator[Engine]:
    """Empty tables in memory; every example rolls back what it did."""
    made = engine(
        lambda: dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False),
        begin="BEGIN",
        size=1,
    )
    with made.begin() as connection:
        REPLICA.metadata.create_all(connection)
    yield made
    made.dispose()


# histories

Step = tuple[int, str, int, int, int, int]
"""Who, about what, which of them, which act, with what, and how the writer's clock moves (s)."""


def steps(abouts: st.SearchStrategy[str], which: st.SearchStrategy[int]) -> st.SearchStrategy[list[Step]]:
    clock_s = st.integers(-40, 90)
    who = st.sampled_from([0, 0, 1, 2])
    one = st.tuples(who, abouts, which, st.integers(0, 25), st.integers(0, 9), clock_s)
    return st.lists(one, min_size=12, max_size=40)


histories = st.one_of(
    steps(st.sampled_from(["ticket", "application", "person", "hear"]), st.integers(0, 2)),
    steps(st.sampled_from(["ticket", "ticket", "hear"]), st.just(0)),
    steps(st.sampled_from(["application", "application", "hear"]), st.just(0)),
)


with_presences = st.one_of(
    histories, steps(st.sampled_from(["ticket", "presence", "presence", "hear"]), st.just(0))
)
"""The oracle knows nothing of presences; that the order does not matter holds for them too."""


def history(made: Sequence[Step]) -> list[Entry]:
    """What one to three stations wrote that hear of each other now and then."""
    scribes = [Scribe(number) for number in (1, 2, 3)]
    for who, about, which, act, value, seconds in made:
        scribe = scribes[who]
        scribe.now_ms += seconds * 1000
        if about == "hear":
            for entry in everything(scribes):
                scribe.learn(entry)
        else:
            WRITERS[about](scribe, which, act, value, everything(scribes))
    return everything(scribes)


def everything(scribes: Sequence[Scribe]) -> list[Entry]:
    return [entry for scribe in scribes for entry in scribe.written]


def write_about_ticket(scribe: Scribe, which: int, act: int, value: int, before: Sequence[Entry]) -> None:
    one = TICKETS[which]
    known = [entry for entry in before if entry.entity_id == one]
    if act == 25:
        about = incident_entity("BLU", one)
        scribe.write("incident.closed", about, {"what": "two_called", "reason": "no_effect", "known": value})
        return
    if act >= 18 and known:
        scribe.write(*take_back(one, act, value, known))
        return
    acts: list[tuple[str, dict[str, object]]] = [
        ("ticket.issued", {"number": f"B{value:03d}", "queue": "B", "service": "B02", "visit": "09" * 16}),
        ("ticket.called", {"counter": 3 + value % 2, "rule": "regular"}),
        ("ticket.called", {"counter": 3, "rule": "aged"}),
        ("ticket.started", {"counter": 3 + value % 2}),
        ("ticket.finished", {}),
        ("ticket.finished", {"reason": "day_closed"}),
        ("ticket.no_show", {}),
        ("ticket.cancelled", {"reason": "undo"}),
        ("slip.printed", {"copy": 1 + value}),
        ("ticket.handed_over", {"counter": 3 + value % 2}),
        ("ticket.parked", {"counter": 3 + value % 2, "place": "copies", "until": 1_795_399_000_000 + value}),
        ("ticket.parked", {"counter": 3, "place": "check"}),
        ("ticket.unparked", {"counter": 3 + value % 2}),
        ("ticket.unparked", {"behind": "0a" * 16} if value % 2 else {}),
        ("ticket.transferred", {"from": 3, "service": "C01", "queue": "C"}),
        ("ticket.transferred", {"from": 3 + value % 2, "counter": 4, "officer": "P04"}),
        ("ticket.transferred", {}),
        ("ticket.prioritised", {"priority": "elderly" if value % 2 else "", "before": ""}),
    ]
    kind, body = acts[act % len(acts)]
    scribe.write(kind, one, body)


def take_back(
    one: bytes, act: int, value: int, known: Sequence[Entry]
) -> tuple[str, bytes, dict[str, object]]:
    """One entry or the last few; now and then an entry of long ago."""
    named = known[-1] if act % 2 else known[value % len(known)]
    if act < 21:
        return "ticket.put_back", one, naming(named)
    if act < 23:
        return "ticket.brought_back", one, {**naming(named), **({"behind": "0b" * 16} if value % 2 else {})}
    rows = [[entry.replica_id.hex(), entry.seq] for entry in known[-1 - value % 3 :]]
    return "ticket.handed_back", one, {"entries": rows}


def write_about_application(
    scribe: Scribe, which: int, act: int, value: int, _before: Sequence[Entry]
) -> None:
    requirements = [
        [number, f"Surat {number}", "asli", 1, ("", "bila hilang")[number > 2]] for number in range(1, 5)
    ]
    opened: dict[str, object] = {"number": f"N{value}", "ticket": "01" * 16, "requirements": requirements}
    note: dict[str, object] = {"note": f"catatan {value}"}
    acts: list[tuple[str, dict[str, object], dict[str, object] | None]] = [
        ("application.opened", opened, None),
        ("requirement.checked", {"number": 1 + value % 5, "state": STATES[value % 8]}, None),
        ("requirement.checked", {"number": 3, "state": STATES[value % 8]}, None),
        ("requirement.checked", {"number": 3, "state": "rejected", "reason": "buram"}, None),
        ("condition.answered", {"number": 1 + value % 5, "applies": value % 2 == 0}, None),
        ("condition.answered", {"number": 3, "applies": value > 1}, None),
        ("application.described", {"applicant": PEOPLE[value % 2].hex()}, note),
        ("application.found_incomplete", {"open": [1, 2]}, None),
        ("application.completed", {"due": 20261124 if value % 2 else None}, None),
        ("missing.printed", {"copy": 1}, None),
        ("receipt.printed", {"copy": 2}, None),
        ("application.corrected", {"correction": value % 2, "fields": ["full_name"]}, note),
        ("application.corrected", {**opened, "correction": 1, "service": "B04"}, None),
        ("requirement.noted", {"number": 1 + value % 5}, {"note": f"catatan {value}" if value % 3 else ""}),
        ("companion.recorded", {}, {"name": f"Contoh {value}", "relation": "child", "signs_with": ""}),
    ]
    kind, body, pii = acts[act % len(acts)]
    scribe.write(kind, APPLICATIONS[which % 2], body, pii=pii)


def write_about_person(scribe: Scribe, which: int, _act: int, value: int, _before: Sequence[Entry]) -> None:
    person = {
        "identity_number": f"530412170890000{value}", "full_name": f"Contoh {value}",
        "birth_date": "1990-08-17", "phone": "",
    }  # fmt: skip
    scribe.write("applicant.recorded", PEOPLE[which % 2], {"identity_kind": "nik"}, pii=person)


def write_about_presence(scribe: Scribe, which: int, act: int, value: int, before: Sequence[Entry]) -> None:
    """Served under a number not known there, and brought together with a ticket, or with another's."""
    one, ticket, counter = PRESENCES[value % 2], TICKETS[which], 3 + value % 3
    named: dict[str, object] = {"number": "B001", "queue": "B", "service": "B02"}
    told: dict[str, object] = {
        "presence": one.hex(), "counter": counter, "clock": scribe.replica_id.hex(),
        "started_at": START_MS + value * 1000, "served_ms": value, "parked_ms": 0,
    }  # fmt: skip
    known = [entry for entry in before if entry.entity_id in (one, ticket)]
    if act >= 22 and known:
        entry = known[value % len(known)]
        kind = "ticket.handed_back" if entry.entity_id == ticket else "presence.struck_out"
        rows = {"entries": [[entry.replica_id.hex(), entry.seq]]}
        scribe.write(kind, entry.entity_id, rows if entry.entity_id == ticket else {**named, **naming(entry)})
        return
    acts: list[tuple[str, bytes, dict[str, object]]] = [
        ("presence.started", one, {**named, "counter": counter}),
        ("ticket.finished", one, {"outcome": "served"}),
        ("presence.matched", one, {"ticket": ticket.hex()}),
        ("ticket.matched", ticket, told),
        ("ticket.matched", ticket, {**told, "ended_at": START_MS + 90_000 + value, "outcome": "served"}),
        ("ticket.matched", ticket, {**told, "offset_ms": -500 * value}),
        ("authority.taken", site_entity("BLU"), {"reason": "other"}),
        ("authority.taken", site_entity("BLU"), {"reason": "other", "former": "01" * 16, "seq": value}),
        ("ticket.called", ticket, {"counter": counter, "rule": "regular", "claim": "0c" * 16}),
    ]
    scribe.write(*acts[act % len(acts)])


WRITERS = {
    "presence": write_about_presence,
    "ticket": write_about_ticket,
    "application": write_about_application,
    "person": write_about_person,
}


# views


def arrive(connection: Connection, batches: Sequence[Sequence[Entry]]) -> None:
    """Entries come in, batch by batch, as if from elsewhere."""
    heads = {
        replica: journal.add_replica(connection, replica, "BLU", None)
        for replica in sorted({entry.replica_id for batch in batches for entry in batch})
    }
    ids = {head.replica_no: replica for replica, head in heads.items()}
    for batch in batches:
        for replica, part in groupby(sorted(batch, key=lambda it: it.replica_id), lambda it: it.replica_id):
            journal.append(connection, heads[replica], list(part))
        Projector(connection, ids).apply(batch)


def view(connection: Connection) -> View:
    stored = {
        table.name: frozenset(tuple(row) for row in connection.execute(select(table)))
        for table in PROJECTIONS
    }
    return {**stored, "incidents": frozenset((row,) for row in incidents(connection, site="BLU", day=0))}


def seen_after(tables: Engine, batches: Sequence[Sequence[Entry]]) -> View:
    with tables.connect() as connection:
        arrive(connection, batches)
        found = view(connection)
        assert rebuild.first_difference(connection) is None
        rebuild.rebuild(connection)
        assert view(connection) == found
        connection.rollback()
    return found


def cut(entries: Sequence[Entry], sizes: Sequence[int]) -> list[Sequence[Entry]]:
    batches, rest = [], list(entries)
    for size in sizes:
        batches.append(rest[:size])
        rest = rest[size:]
    return [batch for batch in (*batches, rest) if batch]


sizes = st.lists(st.integers(1, 12), max_size=10)


@settings(deadline=None, max_examples=100)
@given(with_presences, st.randoms(use_true_random=False), sizes, sizes)
def test_how_entries_arrive_does_not_matter(
    tables: Engine,
    made: list[Step],
    chance: Random,
    some_sizes: list[int],
    other_sizes: list[int],
) -> None:
    entries = history(made)
    shuffled = list(entries)
    chance.shuffle(shuffled)

    assert seen_after(tables, cut(shuffled, some_sizes)) == seen_after(tables, cut(entries, other_sizes))


@settings(deadline=None, max_examples=250)
@given(histories, st.randoms(use_true_random=False), sizes)
def test_projections_are_what_the_oracle_says(
    tables: Engine, made: list[Step], chance: Random, some_sizes: list[int]
) -> None:
    entries = history(made)
    chance.shuffle(entries)
    with tables.connect() as connection:
        arrive(connection, cut(entries, some_sizes))
        tickets = {row.id: row for row in connection.execute(TICKET.select())}
        applications = {row.id: row for row in connection.execute(APPLICATION.select())}
        people = {row.id: row for row in connection.execute(IDENTITY.select())}
        connection.rollback()

    assert {one: ticket_row(row) for one, row in tickets.items()} == {
        one: oracle.ticket(about(entries, one)) for one in TICKETS if about(entries, one)
    }
    assert {one: application_row(row) for one, row in applications.items()} == {
        one: oracle.application(about(entries, one)) for one in APPLICATIONS if is_filed(entries, one)
    }
    assert {one: people[one].full_name for one in PEOPLE if one in people} == {
        one: oracle.applicant(about(entries, one))["full_name"] for one in PEOPLE if about(entries, one)
    }


def about(entries: Sequence[Entry], one: bytes) -> list[Entry]:
    return [entry for entry in entries if entry.entity_id == one]


def is_filed(entries: Sequence[Entry], one: bytes) -> bool:
    """Whether anything but personal data is known of an application."""
    return any(AGGREGATE in KINDS[entry.kind] for entry in about(entries, one))


def ticket_row(row: Any) -> oracle.Seen:
    names = (
        "number", "queue", "service", "priority", "issued_at", "called_at", "times_called", "counter",
        "officer",
        "started_at", "ended_at", "slips", "reason", "rule", "outcome", "since", "waited_ms", "walked_ms",
        "served_ms", "parked_ms", "parked_at", "place", "parked_until", "returned_at", "behind",
        "for_counter", "for_officer", "doubts",
    )  # fmt: skip
    return {"phase": TicketPhase(row.phase).name.lower(), **{name: getattr(row, name) for name in names}}


def application_row(row: Any) -> oracle.Seen:
    names = (
        "status", "number", "completed_at", "due_day", "missing_slips", "receipts", "changed_rev",
        "printed_rev", "corrections", "copies",
    )  # fmt: skip
    papers = {line[0]: line[5:] for line in json.loads(row.checklist)}
    applicant = None if row.applicant_id is None else row.applicant_id.hex()
    return {"papers": papers, "applicant": applicant, **{name: getattr(row, name) for name in names}}


@settings(deadline=None, max_examples=60)
@given(histories)
def test_issued_is_the_sum_over_all_states(tables: Engine, made: list[Step]) -> None:
    entries = [entry for entry in history(made) if entry.kind not in oracle.TAKING_BACK]
    issued = {entry.entity_id for entry in entries if entry.kind == "ticket.issued"}
    with tables.connect() as connection:
        arrive(connection, [entries] if entries else [])
        phases = {row.id: row.phase for row in connection.execute(TICKET.select())}
        connection.rollback()

    assert sum(phases[one] != TicketPhase.UNKNOWN for one in issued) == len(issued)
    assert {phases[one] for one in issued} <= {1, 2, 3, 4, 5, 6, 7}


# poison

POISON = [
    "", "{", "[]", "null", "7", '{"counter":"3"}', '{"counter":1000000000000000000000000000000}',
    '{"number":"B\\u0000"}', '{"number":"\\ud800","queue":"B"}', '{"number":["B001"]}', '{"copy":-1}',
    '{"counter":3,"rule":{"a":1}}', "[" * 3000, '{"a":' * 3000, '{"n":' + "9" * 5000 + "}",
    '{"requirements":[[1,"\\ud800","asli",1,""]]}', '{"requirements":{"a":1}}', '{"due":20269999}',
    '{"applies":"yes","number":1}', '{"state":"\\ud800","number":1}', '{"applicant":"zz"}',
    '{"replica":"00","seq":1}', '{"replica":"01010101010101010101010101010101","seq":1}',
]  # fmt: skip
poisoned = st.tuples(
    st.integers(0, 2), st.sampled_from([*KINDS, "queue.dreamt_of"]), st.sampled_from(POISON),
    st.sampled_from([None, *POISON]), st.integers(0, 1),
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(poisoned, min_size=3, max_size=12), histories, st.randoms(use_true_random=False), sizes)
def test_poison_wedges_nothing_and_is_the_same_in_every_order(
    tables: Engine,
    poison: list[tuple[int, str, str, str | None, int]],
    made: list[Step],
    chance: Random,
    some_sizes: list[int],
) -> None:
    """Every kind on the same few ids, with bodies that no station of ours would write."""
    scribes = [Scribe(number) for number in (4, 5, 6)]
    for who, kind, body, pii, one in poison:
        scribes[who].write(kind, (TICKETS[0], APPLICATIONS[0])[one], body, pii=pii)
    entries = [*history(made), *everything(scribes)]
    shuffled = list(entries)
    chance.shuffle(shuffled)

    assert seen_after(tables, cut(shuffled, some_sizes)) == seen_after(tables, [entries] if entries else [])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_survives_every_poison(tables: Engine, kind: str) -> None:
    scribe = Scribe(1)
    scribe.write("ticket.issued", TICKETS[0], {"number": "B001", "queue": "B", "service": "B02"})
    for body in POISON:
        scribe.write(kind, TICKETS[0], body, pii=body)
    with tables.connect() as connection:
        arrive(connection, [[entry] for entry in scribe.written])
        one_by_one, row = view(connection), connection.execute(TICKET.select()).one()
        anomalies = connection.execute(ANOMALY.select()).all()
        connection.rollback()

    assert one_by_one == seen_after(tables, [scribe.written])
    assert row.number in ("B001", "")
    assert len(anomalies) >= 3 or kind in ("ticket.put_back", "ticket.handed_back")


# late arrivals


def test_an_effect_may_arrive_before_its_cause(tables: Engine) -> None:
    scribe = Scribe(1)
    issued = scribe.write("ticket.issued", TICKETS[0], {"number": "B001", "queue": "B", "service": "B02"})
    called = scribe.write("ticket.called", TICKETS[0], {"counter": 3, "rule": "regular"})
    started = scribe.write("ticket.started", TICKETS[0], {"counter": 3})

    backwards = seen_after(tables, [[started], [called], [issued]])

    assert backwards == seen_after(tables, [[issued, called, started]])


def test_an_anomaly_that_a_late_entry_explains_is_forgotten(tables: Engine) -> None:
    scribe = Scribe(1)
    opened = scribe.write(
        "application.opened", APPLICATIONS[0], {"number": "N", "requirements": [[1, "KK", "asli", 1, ""]]}
    )
    checked = scribe.write("requirement.checked", APPLICATIONS[0], {"number": 1, "state": "present"})
    with tables.connect() as connection:
        arrive(connection, [[checked]])
        early = connection.execute(ANOMALY.select()).all()
        connection.rollback()

    assert [row.code for row in early] == ["unknown_requirement"]
    assert seen_after(tables, [[checked], [opened]])["anomaly"] == frozenset()


def test_an_entry_in_order_is_folded_onto_what_is_stored(tables: Engine) -> None:
    """A refold would mend the row that was spoilt here: only late entries may cost that much."""
    scribe = Scribe(1)
    entries = [
        scribe.write("ticket.issued", TICKETS[0], {"number": "B001", "queue": "B", "service": "B02"}),
        scribe.write("ticket.called", TICKETS[0], {"counter": 3, "rule": "regular"}),
    ]
    with tables.connect() as connection:
        arrive(connection, [entries[:1]])
        connection.execute(TICKET.update().values(number="spoilt"))
        head = journal.heads(connection)[scribe.replica_id]
        journal.append(connection, head, entries[1:])
        Projector(connection, {head.replica_no: scribe.replica_id}).apply(entries[1:])
        number = connection.execute(TICKET.select()).one().number
        connection.rollback()

    assert number == "spoilt"
