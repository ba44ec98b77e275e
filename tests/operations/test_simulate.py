"""A simulated hall: the same again for the same seed, and nothing that a real hall could not do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from counter_app.db.store import Store, open_store
from counter_app.db.tables import (
    ANOMALY,
    APPLICATION,
    DAY,
    IDENTITY,
    JOURNAL,
    PRINT_JOB,
    PROJECTIONS,
    SERIES,
    SHIFT,
    TICKET,
)
from counter_app.domain.ticket import TicketPhase
from counter_app.operations.catalogue import read_site
from counter_app.operations.simulating.simulate import Simulated, Wanted, simulate
from counter_app.operations.watch import Watch
from counter_app.settings import resource
from tests.helpers.stations import catalogue, is_clean, refusal

UNTIL = date(2026, 11, 23)
SMALL = Wanted(tickets=90, days=2, counters=4, seed=7, until=UNTIL)


def simulated(
    folder: Path, wanted: Wanted = SMALL, watch: Watch | None = None, *, one_by_one: bool = False
) -> Simulated:
    sample = read_site(resource("catalogue/site.toml"), catalogue())
    return simulate(folder, wanted, catalogue(), sample, watch=watch, one_by_one=one_by_one)


def rows(store: Store, statement: Any) -> list[tuple[Any, ...]]:
    return store.read(lambda read: [tuple(row) for row in read.execute(statement)])


def dump(folder: Path) -> tuple[dict[str, list[tuple[Any, ...]]], bool]:
    """Everything that is not drawn by the installation's own key, and whether ``verify`` finds it right."""
    store = open_store(folder)
    tables = (*PROJECTIONS, PRINT_JOB, SERIES)
    content = {table.name: sorted(rows(store, select(table)), key=repr) for table in tables}
    columns = (
        JOURNAL.c.seq,
        JOURNAL.c.entity_id,
        JOURNAL.c.rev,
        JOURNAL.c.at_ms,
        JOURNAL.c.kind,
        JOURNAL.c.pii,
    )
    content["journal"] = rows(store, select(*columns).order_by(JOURNAL.c.seq))
    clean = is_clean(store)
    store.close()
    return content, clean


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Simulated]]:
    """Three days of a middling hall."""
    folder = tmp_path_factory.mktemp("hall") / "station"
    done = simulated(folder, Wanted(450, 3, 12, 1, UNTIL))
    store = open_store(folder)
    yield store, done
    store.close()


def test_a_day_in_one_transaction_equals_each_act_in_its_own(tmp_path: Path) -> None:
    simulated(tmp_path / "fast")
    simulated(tmp_path / "slow", one_by_one=True)

    fast, is_fast_clean = dump(tmp_path / "fast")
    slow, is_slow_clean = dump(tmp_path / "slow")
    assert is_fast_clean
    assert is_slow_clean
    for name, content in slow.items():
        assert (name, fast[name]) == (name, content)


def test_another_seed_gives_another_history(tmp_path: Path) -> None:
    simulated(tmp_path / "one")
    simulated(tmp_path / "other", replace(SMALL, seed=8))

    assert dump(tmp_path / "one")[0]["ticket"] != dump(tmp_path / "other")[0]["ticket"]


def test_it_has_exactly_the_tickets_and_days_that_were_asked_for(hall: tuple[Store, Simulated]) -> None:
    store, done = hall
    days = rows(store, select(DAY.c.business_day, DAY.c.is_open).order_by(DAY.c.business_day))

    assert (done.tickets, done.days, done.first_day, done.last_day) == (
        450, 3, date(2026, 11, 18), date(2026, 11, 20),
    )  # fmt: skip
    assert days == [(20261118, 0), (20261119, 0), (20261120, 0)]
    assert rows(store, select(ANOMALY)) == []
    assert is_clean(store)


def test_it_says_that_it_is_for_practice_and_its_people_never_lived(hall: tuple[Store, Simulated]) -> None:
    store, _ = hall
    names = [name for (name,) in rows(store, select(IDENTITY.c.full_name)) if name]

    assert store.station.is_training
    assert names
    assert all(name.endswith(" Latihan") for name in names)


def test_a_counter_has_one_person_at_a_time(hall: tuple[Store, Simulated]) -> None:
    store, _ = hall
    columns = TICKET.c
    served = rows(
        store,
        select(columns.counter, columns.called_at, columns.ended_at)
        .where(columns.phase == int(TicketPhase.FINISHED))
        .order_by(columns.counter, columns.called_at),
    )
    assert len(served) > 350
    for (counter, _called, ended), (next_counter, next_called, _) in pairwise(served):
        assert counter != next_counter or ended <= next_called


def test_a_hall_has_its_no_shows_priorities_returns_and_missing_papers(
    hall: tuple[Store, Simulated],
) -> None:
    store, _ = hall
    kinds = Counter(kind for (kind,) in rows(store, select(JOURNAL.c.kind)))
    phases = Counter(phase for (phase,) in rows(store, select(TICKET.c.phase)))
    classes = Counter(priority for (priority,) in rows(store, select(TICKET.c.priority)))
    papers = Counter(status for (status,) in rows(store, select(APPLICATION.c.status)))
    outcomes = Counter(outcome for (outcome,) in rows(store, select(TICKET.c.outcome)))

    assert phases[TicketPhase.FINISHED] > 0.85 * 450
    assert 3 < phases[TicketPhase.NO_SHOW] < 60
    assert 20 < 450 - classes[""] < 90
    assert min(papers["berkas_lengkap"], papers["belum_lengkap"], outcomes["incomplete"]) > 3
    expected = {
        "ticket.brought_back",
        "ticket.parked",
        "ticket.unparked",
        "ticket.cancelled",
        "counter.paused",
    }
    assert all(kinds[kind] for kind in expected)


def test_no_paper_waits_for_a_printer_and_every_shift_has_ended(hall: tuple[Store, Simulated]) -> None:
    store, _ = hall

    assert {state for (state,) in rows(store, select(PRINT_JOB.c.state))} == {"printed"}
    assert all(closed for (closed,) in rows(store, select(SHIFT.c.closed_at)))


@pytest.mark.parametrize("counters", [1, 50])
def test_one_counter_or_fifty_serve_every_queue(tmp_path: Path, counters: int) -> None:
    simulated(tmp_path / "hall", Wanted(30, 1, counters, 3, UNTIL))
    store = open_store(tmp_path / "hall")

    site, ended = store.site, [phase for (phase,) in rows(store, select(TICKET.c.phase))]
    store.close()
    served = {letter for counter in site.counters for letter in counter.queues}
    assert (len(site.counters), served) == (counters, {queue.letter for queue in site.queues})
    assert TicketPhase.FINISHED in ended


def test_a_stop_leaves_whole_days(tmp_path: Path) -> None:
    answers = iter((True, False))

    stopped = refusal(lambda: simulated(tmp_path / "hall", watch=Watch(lambda: next(answers))))

    content, is_right = dump(tmp_path / "hall")
    assert (stopped.code, stopped.facts["done"]) == ("history_cancelled", len(content["ticket"]))
    assert (len(content["day"]), is_right) == (1, True)


@pytest.mark.parametrize(
    ("wanted", "what"),
    [
        (replace(SMALL, counters=0), "counters"), (replace(SMALL, counters=51), "counters"),
        (replace(SMALL, days=0), "days"), (replace(SMALL, days=91), "days"),
        (replace(SMALL, tickets=0), "days"),
    ],
)  # fmt: skip
def test_a_senseless_size_is_refused(tmp_path: Path, wanted: Wanted, what: str) -> None:
    refused = refusal(lambda: simulated(tmp_path / "hall", wanted))

    assert (refused.code, refused.facts["what"]) == ("simulation_size", what)
    assert not (tmp_path / "hall").exists()


def test_only_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")

    assert refusal(lambda: simulated(tmp_path)).code == "folder_not_empty"


def test_it_opens_as_the_station_that_was_asked_for(tmp_path: Path) -> None:
    sample = read_site(resource("catalogue/site.toml"), catalogue())
    simulate(tmp_path / "hall", Wanted(5, 1, 2, 1, UNTIL), catalogue(), sample, kind="supervisor")
    store = open_store(tmp_path / "hall")

    told = store.station.kind, store.station.counter, store.station.is_training
    store.close()
    assert told == ("supervisor", 0, True)


def test_a_live_hall_stands_in_the_middle_of_its_morning(tmp_path: Path) -> None:
    wanted = replace(SMALL, tickets=160, live_s=10 * 3600 + 1800)
    simulated(tmp_path / "hall", wanted)
    store = open_store(tmp_path / "hall")

    today = select(TICKET.c.phase, TICKET.c.issued_at).where(TICKET.c.business_day == 20261123)
    open_days = rows(store, select(DAY.c.business_day).where(DAY.c.is_open == 1))
    found = rows(store, today)
    clean = is_clean(store)
    store.close()
    phases = {phase for phase, _ in found}
    assert (open_days, clean) == ([(20261123,)], True)
    assert {TicketPhase.WAITING, TicketPhase.FINISHED} <= phases
    assert phases & {TicketPhase.CALLED, TicketPhase.SERVING}
    assert (
        max(issued for _, issued in found)
        <= int(datetime(2026, 11, 23, 2, 30, tzinfo=UTC).timestamp()) * 1000
    )


def test_a_hall_that_is_closed_cannot_be_live(tmp_path: Path) -> None:
    refused = refusal(lambda: simulated(tmp_path / "hall", replace(SMALL, live_s=7 * 3600)))

    assert refused.code == "simulation_closed"
    assert not (tmp_path / "hall").exists()
