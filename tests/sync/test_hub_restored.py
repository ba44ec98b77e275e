"""The hub's database put back from an old copy: all comes back, its own calls first (SYNC.md 2.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, make_url, select
from sqlmodel import SQLModel

from counter_app.db import journal
from counter_app.db.hub_tables import PUSH_SIGNATURE
from counter_app.db.setting import notes
from counter_app.domain.entry import Entry, chained
from counter_app.domain.errors import Unavailable
from counter_app.hub.database import hub_engine, prepare
from counter_app.hub.restored import COLLECT_MS, begin_recovery, notice_moved, restored_at
from counter_app.sync.enrol import enrol_new
from counter_app.sync.exchange import Exchange
from counter_app.wire import Batch, Run, packed, unpacked
from tests.helpers.desks import SHARED, Desk, desk
from tests.helpers.hubs import Centre, Server, drain, hub_on, projections, pull_all
from tests.helpers.pushes import Pusher
from tests.helpers.stations import (
    MONDAY,
    Station,
    entries,
    finish,
    is_clean,
    issue,
    open_day,
    serve,
    show_all_papers,
    start,
    submit,
)

TABLES = [table for table in SQLModel.metadata.sorted_tables if not table.name.startswith("person_index")]


class Dump:
    """All rows of the hub's database as they were at one moment."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._rows: dict[str, list[dict[str, Any]]] = centre.ask(
            lambda connection: {
                table.name: [dict(row._mapping) for row in connection.execute(select(table))]
                for table in TABLES
            }
        )

    def put_back(self) -> None:
        def replaced(connection: Connection) -> None:
            for table in reversed(TABLES):
                connection.execute(delete(table))
            for table in TABLES:
                if self._rows[table.name]:
                    connection.execute(insert(table), self._rows[table.name])

        self._centre.hub.write(replaced)
        self._centre.hub.shelf.forget()


@pytest.fixture
def desks(centre: Centre, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """Loket 3 and Loket 4 share a queue; the day is open, five people wait, all know of all."""
    centre.publish(SHARED)
    three = desk(centre, tmp_path / "3", 3, "P03")
    open_day(three.station, MONDAY)
    for _ in range(5):
        issue(three.station)
    four = desk(centre, tmp_path / "4", 4, "P04")
    for one in (three, four):
        in_step(centre, one)
    yield three, four
    for one in (three, four):
        one.authority.close()
        one.station.store.close()


def in_step(centre: Centre, one: Desk) -> Exchange:
    """One round of the sync thread."""
    exchange = centre.again(one.station.store)
    drain(exchange)
    pull_all(exchange)
    return exchange


def done_with(one: Desk) -> None:
    """Whoever was called comes and is served."""
    start(one.station, one.held())
    finish(one.station, one.held())


def assert_waits(call: Callable[[], object]) -> None:
    with pytest.raises(Unavailable) as told:
        call()
    assert told.value.code == "hub_recovering"


def same_everywhere(centre: Centre, *ones: Desk) -> bool:
    there = centre.ask(lambda connection: projections(connection, with_personal=False))
    here = [one.station.ask(lambda connection: projections(connection, with_personal=False)) for one in ones]
    return (
        all(one == there for one in here)
        and centre.is_clean()
        and all(is_clean(one.station.store) for one in ones)
    )


def calls(found: list[Entry]) -> list[tuple[bytes, bytes]]:
    return [(one.entity_id, one.hash) for one in found if one.kind == "ticket.called"]


def test_calls_that_the_hub_forgot_come_back_before_anybody_is_called(
    centre: Centre, desks: tuple[Desk, Desk]
) -> None:
    """Nobody says that it was restored: the first press shows it."""
    three, four = desks
    three.next()
    in_step(centre, four)
    done_with(three)
    in_step(centre, three)
    old = Dump(centre)
    lost = [three.next(), four.next()]
    in_step(centre, three)
    in_step(centre, four)
    old.put_back()
    done_with(four)

    assert_waits(four.next)
    in_step(centre, four)
    assert_waits(lambda: four.next(4001))  # Loket 3 may hold more
    in_step(centre, three)
    following = four.next(4001)

    assert lost == ["B002", "B003"]
    assert following == "B004"
    in_step(centre, three)
    in_step(centre, four)
    tickets = [ticket for ticket, _ in calls(centre.entries())]
    assert len(tickets) == len(set(tickets)) == 4
    assert same_everywhere(centre, three, four)


def test_the_hub_writes_on_in_a_log_that_nobody_has_seen(centre: Centre, desks: tuple[Desk, Desk]) -> None:
    three, four = desks
    three.next()
    old = Dump(centre)
    first = centre.ask(lambda connection: set(journal.heads(connection)))
    four.next()
    before = calls(entries(four.station.store))
    old.put_back()
    for one in (three, four, three, four):
        in_step(centre, one)
    done_with(four)

    four.next()

    after = calls(centre.entries())
    assert set(before) < set(after)
    assert len(centre.ask(journal.heads)) == len(first) + 1
    in_step(centre, three)
    assert same_everywhere(centre, three, four)


def test_a_counter_that_is_gone_for_ever_holds_nobody_up_longer_than_two_minutes(
    centre: Centre, desks: tuple[Desk, Desk]
) -> None:
    three, four = desks
    four.next()
    old = Dump(centre)
    in_step(centre, three)
    three.next()
    done_with(four)
    in_step(centre, four)
    old.put_back()
    in_step(centre, four)
    assert_waits(lambda: four.next(4002))

    centre.clock.now_ms += COLLECT_MS + 1

    assert four.next(4002) == "B003", "what Loket 3 was given is known from the pull before"
    assert centre.is_clean()


def test_a_dump_from_before_the_first_call_is_noticed_too(centre: Centre, desks: tuple[Desk, Desk]) -> None:
    three, four = desks
    old = Dump(centre)
    three.next()
    in_step(centre, four)
    old.put_back()

    assert_waits(lambda: four.next(4003))
    for one in (four, three):
        in_step(centre, one)

    assert four.next(4003) == "B002"


def test_entries_of_a_counter_that_is_gone_come_back_from_the_others(
    centre: Centre, desks: tuple[Desk, Desk]
) -> None:
    three, four = desks
    old = Dump(centre)
    called = serve(three.station)
    show_all_papers(three.station, called.ticket_id)
    submit(three.station, called.ticket_id)
    finish(three.station, called.ticket_id)
    in_step(centre, three)
    in_step(centre, four)
    written = [one.hash for one in entries(three.station.store)]
    whole = centre.ask(projections)
    old.put_back()
    centre.hub.write(lambda connection: begin_recovery(connection, centre.hub))

    in_step(centre, four)

    assert sorted(one.hash for one in centre.entries()) == sorted(written)
    assert same_everywhere(centre, four)
    assert centre.ask(projections) == whole
    assert centre.ask(lambda connection: connection.execute(select(PUSH_SIGNATURE)).all())


def test_what_came_back_without_personal_data_is_filled_by_its_own_counter(
    centre: Centre, desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    """Only a counter of another agency was on; the one that wrote it is switched on the next day."""
    three, _ = desks
    eight = desk(centre, tmp_path / "8", 8, "P08")
    in_step(centre, eight)
    old = Dump(centre)
    called = serve(three.station)
    show_all_papers(three.station, called.ticket_id)
    submit(three.station, called.ticket_id)
    in_step(centre, three)
    in_step(centre, eight)
    whole = centre.ask(projections)
    old.put_back()
    centre.hub.write(lambda connection: begin_recovery(connection, centre.hub))

    in_step(centre, eight)
    assert len(centre.entries()) < len(entries(three.station.store)), "asked first of who may see it"
    centre.clock.now_ms += COLLECT_MS + 1
    in_step(centre, eight)
    assert len(centre.entries()) == len(entries(three.station.store))
    assert all(one.pii is None for one in centre.entries() if one.hp)
    in_step(centre, three)

    assert centre.ask(projections) == whole
    assert all(one.pii is not None for one in centre.entries() if one.hp)
    assert drain(centre.again(three.station.store)) == 0, "once"
    eight.authority.close()
    eight.station.store.close()


def test_a_database_that_was_played_back_elsewhere_is_noticed_at_the_start(
    centre: Centre, postgres: Server
) -> None:
    first = postgres.new_database()
    engine = hub_engine(first)
    hub = hub_on(engine, postgres.keys, centre.clock)
    prepare(engine, hub.seal)
    assert [hub.write(lambda connection: notice_moved(connection, hub)) for _ in range(2)] == [False, False]
    engine.dispose()
    name = make_url(first).database
    postgres.run(f"CREATE DATABASE {name}_copy TEMPLATE {name}")

    engine = hub_engine(first.replace(f"/{name}", f"/{name}_copy"))
    copy = hub_on(engine, postgres.keys, centre.clock)
    prepare(engine, copy.seal)

    assert [copy.write(lambda connection: notice_moved(connection, copy)) for _ in range(2)] == [True, False]
    assert copy.read(lambda connection: restored_at(notes(connection))) == centre.clock()
    engine.dispose()


@pytest.fixture
def peer(centre: Centre, counter_three: Station, tmp_path: Path) -> Iterator[tuple[Pusher, Run]]:
    """Loket 4, and a run of Loket 3 as it was handed out to it."""
    drain(centre.exchange(counter_three.store))
    four = desk(centre, tmp_path / "4", 4, "P04")
    exchange = centre.again(four.station.store)
    exchange.greet()
    vector: dict[str, int] = {}
    batch = exchange._client.pull(vector, 0)
    run = next(one for one in batch.runs if one.replica_id == counter_three.store.own.replica_id)
    made = Pusher(centre, four.station.store, exchange._client._token)
    yield made, run
    four.authority.close()
    four.station.store.close()


def test_a_run_that_is_handed_out_carries_what_its_writer_signed(
    peer: tuple[Pusher, Run], counter_three: Station
) -> None:
    _, run = peer

    assert [seq for seq, _ in run.signatures] == [run.entries[-1].seq]
    assert unpacked(packed(Batch((run,)))).runs[0].signatures == run.signatures


@pytest.mark.parametrize("forgery", ["signature", "body", "site", "own", "key"])
def test_nothing_is_handed_in_that_its_writer_did_not_sign(peer: tuple[Pusher, Run], forgery: str) -> None:
    pusher_, run = peer
    good = replace(run, signature=run.signatures[-1][1], signatures=())
    last = run.entries[-1]
    prev = run.entries[-2].hash
    changed = last._replace(body='{"other": 1}')
    bad = {
        "signature": replace(good, signature=bytes(64)),
        "body": replace(good, entries=(*run.entries[:-1], changed._replace(hash=chained(prev, changed)))),
        "site": replace(good, site="TTU"),
        "own": replace(good, replica_id=pusher_.store.own.replica_id),
        "key": replace(good, replica_id=bytes(16), public_key=bytes(32)),
    }[forgery]
    if forgery in ("own", "key"):
        moved = [one._replace(replica_id=bad.replica_id) for one in bad.entries]
        bad = replace(bad, entries=tuple(moved))
    before = pusher_.held()

    answer = pusher_.send(packed(Batch((bad,))), path="/v1/hand-in")

    assert answer.status_code in (400, 403)
    assert pusher_.held() == before


def test_a_revoked_log_ends_where_it_ended(peer: tuple[Pusher, Run], centre: Centre) -> None:
    pusher_, run = peer
    good = replace(run, signature=run.signatures[-1][1], signatures=())
    centre.revoke(3)

    answer = pusher_.send(packed(Batch((good,))), path="/v1/hand-in")
    assert answer.json()["kind"] == "station_revoked"

    centre.hub.write(lambda connection: begin_recovery(connection, centre.hub))
    assert pusher_.send(packed(Batch((good,))), path="/v1/hand-in").status_code == 200


def test_an_issuer_that_the_hub_forgot_is_given_to_nobody_else_that_day(
    centre: Centre, desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    """The reception was taken in after the dump; what it printed came back from Loket 4."""
    three, four = desks
    old = Dump(centre)
    code = centre.code(kind="reception", counter=0)
    reception = enrol_new(tmp_path / "reception", centre.url, "", code)
    reception_desk = Station(reception, three.station.clock, replace(three.station.actor, counter=0))
    in_step_of = centre.again(reception)
    drain(in_step_of)
    pull_all(in_step_of)
    printed = issue(reception_desk).number
    drain(in_step_of)
    in_step(centre, four)
    old.put_back()
    centre.hub.write(lambda connection: begin_recovery(connection, centre.hub))
    in_step(centre, four)

    again = enrol_new(tmp_path / "another", centre.url, "", centre.code(kind="reception", counter=0))

    assert printed.startswith("B51-")
    assert again.station.issuer == 52
    for store in (reception, again):
        store.close()
