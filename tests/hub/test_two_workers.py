"""Two workers of one hub at once, and commits that overlap: each entry is taken once and missed by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, Engine, text

from counter_app.db import journal
from counter_app.db.store import Store, create_store
from counter_app.hub.app import hub_app
from counter_app.hub.database import hub_engine
from counter_app.operations.receive import receive_entries
from counter_app.settings import new_station
from counter_app.wire import Run
from tests.helpers.hubs import Centre, Server, drain, hub_on, pull_all, serve
from tests.helpers.pushes import pusher
from tests.helpers.stations import (
    MONDAY,
    ScriptedClock,
    Station,
    catalogue,
    entries,
    issue,
    open_day,
    scripted_sources,
    signed_in,
    site,
)


@pytest.fixture
def second(centre: Centre, postgres: Server) -> Iterator[Centre]:
    """Another worker of the same hub, with an address of its own."""
    engine = hub_engine(postgres.url)
    serving = serve(hub_app(hub_on(engine, postgres.keys, centre.clock)))
    yield Centre(centre.hub, centre.clock, serving.url)
    serving.stop()


@pytest.fixture
def beside(postgres: Server) -> Iterator[Engine]:
    """Connections of another worker's, to be committed when the test likes."""
    engine = hub_engine(postgres.url)
    yield engine
    engine.dispose()


@pytest.fixture
def neighbour(tmp_path: Path) -> Iterator[Station]:
    """A counter of another site: its entries come under another lock."""
    clock = ScriptedClock()
    other = replace(site(), code="TTU", name="MPP Kefamenanu")
    store = create_store(
        tmp_path / "ttu", new_station("TTU", "counter", 3), catalogue(), other, scripted_sources(clock, 9)
    )
    made = signed_in(store, clock)
    open_day(made, MONDAY)
    yield made
    store.close()


def test_one_batch_sent_to_two_workers_at_once_is_taken_once(
    centre: Centre, second: Centre, counter_three: Station
) -> None:
    one = pusher(centre, counter_three.store)
    lines = (one, replace(one, centre=second))
    held = 0
    with ThreadPoolExecutor(4) as hands:
        for _ in range(5):
            issue(counter_three)
            run = one.run(held + 1)
            answers = list(hands.map(lambda line: line.push(run), lines * 2))  # noqa: B023
            held = run.entries[-1].seq
            assert {answer.json()["acked_seq"] for answer in answers} == {held}
            assert {answer.json()["receipt"] for answer in answers} == {answers[0].json()["receipt"]}

    assert centre.entries() == entries(counter_three.store)
    assert centre.is_clean()


def append(connection: Connection, run: Run) -> None:
    """What ingest does with a run before it commits."""
    known = journal.heads(connection)
    ids = {head.replica_no: head.replica_id for head in known.values()}
    receive_entries(connection, run, known[run.replica_id], ids, now_ms=0)


def test_a_station_that_pulls_during_a_slow_commit_misses_nothing(
    centre: Centre, beside: Engine, counter_three: Station, counter_four: Store
) -> None:
    three, four = pusher(centre, counter_three.store), centre.exchange(counter_four)
    four.greet()
    run = three.run()
    with beside.connect() as slow:
        append(slow, run)
        pull_all(four)
        before = counter_four.read(journal.count)
        slow.commit()
    pull_all(four)

    assert (before, counter_four.read(journal.count)) == (0, len(run.entries))


class Readers:
    """Two ways to ask "what is new": how far each log is held, and the highest number seen."""

    def __init__(self) -> None:
        self._held: dict[int, int] = {}
        self._newest = 0
        self.by_vector: set[bytes] = set()
        self.by_id: set[bytes] = set()

    def look(self, connection: Connection) -> None:
        for head in journal.heads(connection).values():
            found = journal.entries_after(connection, head, self._held.get(head.replica_no, 0), 1000)
            self.by_vector |= {entry.hash for entry in found}
            self._held[head.replica_no] = head.seq
        newer = text("SELECT arrival, hash FROM journal WHERE arrival > :newest ORDER BY arrival")
        for row in connection.execute(newer, {"newest": self._newest}).all():
            self.by_id.add(row.hash)
            self._newest = row.arrival


@pytest.fixture
def numbered(centre: Centre, beside: Engine) -> Iterator[Centre]:
    """The journal with what it does not have on purpose: a number for each row, in the order of arrival."""
    with beside.begin() as connection:
        connection.execute(text("ALTER TABLE journal ADD COLUMN arrival bigserial"))
    yield centre
    with beside.begin() as connection:
        connection.execute(text("ALTER TABLE journal DROP COLUMN arrival"))


def test_a_reader_by_vectors_misses_nothing_and_one_by_an_id_does(
    numbered: Centre, beside: Engine, counter_three: Station, neighbour: Station
) -> None:
    """Mutation check: with an id cursor in the place of vectors, rows whose commit is slow are never seen."""
    here, there = pusher(numbered, counter_three.store), pusher(numbered, neighbour.store)
    readers = Readers()
    with beside.connect() as slow:
        append(slow, here.run())
        there.push(there.run())
        numbered.ask(readers.look)
        slow.commit()
    numbered.ask(readers.look)

    everything = {entry.hash for entry in numbered.entries()}
    assert everything - readers.by_vector == set()
    assert everything - readers.by_id == {entry.hash for entry in here.run().entries}


def test_a_long_transaction_in_another_database_holds_nobody_up(
    centre: Centre, postgres: Server, counter_three: Station, counter_four: Store
) -> None:
    elsewhere = postgres.new_database().replace("+psycopg", "")
    four = centre.exchange(counter_four)
    with psycopg.connect(elsewhere) as long:
        long.execute("CREATE TABLE something (number int)")
        assert long.execute("SELECT pg_current_xact_id_if_assigned()").fetchone() != (None,)
        drain(centre.exchange(counter_three.store))
        four.greet()
        pull_all(four)
        assert [entry.hash for entry in entries(counter_four)] == [
            entry.hash for entry in entries(counter_three.store)
        ]
