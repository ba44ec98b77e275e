"""No question of a morning walks through a whole table: years of work must not make a key press slow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from counter_app.db.queries.find import found
from counter_app.db.queries.hall import hall_screen
from counter_app.db.queries.lost_slips import given_slips
from counter_app.db.queries.waiting import _HEADS
from counter_app.domain.looked_for import looked_for
from counter_app.reports.day import day_report
from tests.helpers import stations
from tests.helpers.plans import plan
from tests.helpers.stations import Station

WHOLE_TABLE = re.compile(
    r"SCAN (ticket|journal|application|print_job|shift|visit|applicant_identity|person_place)$"
)


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = stations.open_station(tmp_path / "station")
    yield made
    made.store.close()


def a_morning(station: Station) -> None:
    for _ in range(3):
        stations.issue(station)
    called = stations.call_next(station)
    stations.start(station, called.ticket_id)
    stations.show_all_papers(station, called.ticket_id)
    stations.submit(station, called.ticket_id)
    stations.print_all(station)
    finished = stations.finish(station, called.ticket_id)
    stations.screen(station)
    stations.undo(station, finished)
    stations.screen(station)
    now_ms, store = station.clock.now_ms, station.store
    station.ask(lambda it: hall_screen(it, catalogue=store.catalogue, site=store.site, now_ms=now_ms))
    stations.signed_in(station.store, station.clock)
    station.ask(lambda connection: day_report(connection, site=station.store.site, day=stations.MONDAY))
    station.ask(lambda connection: given_slips(connection, store.site.code))
    stations.close_day(station)


def noted(station: Station) -> dict[str, Any]:
    """Every statement from now on, with the facts that it was asked with first."""
    asked: dict[str, Any] = {}

    def note(_c: Any, _k: Any, statement: str, facts: Any, _x: Any, many: bool) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "INSERT", "EXPLAIN")):
            asked.setdefault(statement, facts[0] if many else facts)

    for engine in (station.store._writer, station.store._reader):
        event.listen(engine, "before_cursor_execute", note)
    return asked


def test_no_question_of_a_morning_reads_a_whole_table(station: Station) -> None:
    asked = noted(station)

    a_morning(station)

    assert len(asked) > 20
    assert station.ask(lambda connection: whole_tables(connection, dict(asked))) == []


@pytest.mark.parametrize(
    ("typed", "index"),
    [
        ("contoh", "person_index VIRTUAL TABLE INDEX"),
        ("5304", "ix_identity_number"),
        ("0812", "ix_identity_phone"),
        ("BLU-B02", "ix_application_number"),
        ("4T8R6WZC1NPVZ", "ix_application_code"),
        ("4T8R6WZC1NPVZ", "ix_visit_code"),
        ("B001", "ix_ticket_number"),
    ],
)
def test_the_finder_asks_an_index(station: Station, typed: str, index: str) -> None:
    asked = noted(station)

    station.ask(
        lambda connection: found(
            connection, looked_for(typed), catalogue=station.store.catalogue, site=station.store.site,
            agency=station.actor.agency,
        )
    )  # fmt: skip

    plan = [step for step, _ in station.ask(lambda connection: list(steps(connection, dict(asked))))]
    assert [step for step in plan if index in step]
    assert [step for step in plan if WHOLE_TABLE.match(step) or "TEMP B-TREE" in step] == []


def test_the_slips_of_a_day_are_asked_of_its_indexes(station: Station) -> None:
    a_morning(station)
    stations.open_day(station, stations.MONDAY + timedelta(days=1))
    asked = noted(station)

    station.ask(lambda connection: given_slips(connection, station.store.site.code))

    plan = [step for step, _ in station.ask(lambda connection: list(steps(connection, dict(asked))))]
    of_tickets = [step for step in plan if re.search(r"\bix_ticket_", step)]
    assert of_tickets
    assert [step for step in of_tickets if "business_day=?" not in step] == []
    assert [step for step in plan if step.startswith("SCAN ticket")] == []


def steps(connection: Connection, asked: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for statement, facts in asked.items():
        for _id, _parent, _, step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", facts):
            yield step, statement


def whole_tables(connection: Connection, asked: dict[str, Any]) -> list[str]:
    return [f"{step}: {statement}" for step, statement in steps(connection, asked) if WHOLE_TABLE.match(step)]


def test_the_next_one_is_found_at_the_head_of_each_line(station: Station) -> None:
    """With a whole hall waiting: nobody's other tickets are looked for among all tickets of the day."""
    asked = {"site": "BLU", "day": 20261123, "queue": "B", "counter": 3, "officer": "P03"}

    steps = station.ask(lambda connection: plan(connection, _HEADS, asked))

    few = {
        "SEARCH other USING INDEX ix_ticket_busy (business_day=?)",  # who is at a counter now
        "SEARCH other USING INDEX ix_ticket_visit (visit_id=?)",  # the same person's
    }
    others = [step for step in steps if "SEARCH other" in step]
    assert len(others) == 2
    assert set(others) <= few
    assert (
        steps.count("SEARCH ticket USING INDEX ix_ticket_waiting (business_day=? AND queue=? AND priority=?)")
        == 1
    )
