"""No question of a morning walks through a whole table: years of work must not make a key press slow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from counter_app.reports.day import day_report
from tests.helpers import stations
from tests.helpers.stations import Station

WHOLE_TABLE = re.compile(r"SCAN (ticket|journal|application|print_job|shift|visit|applicant_identity)$")


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
    stations.signed_in(station.store, station.clock)
    station.ask(lambda connection: day_report(connection, site=station.store.site, day=stations.MONDAY))
    stations.close_day(station)


def test_no_question_of_a_morning_reads_a_whole_table(station: Station) -> None:
    asked: dict[str, Any] = {}

    def note(_c: Any, _k: Any, statement: str, facts: Any, _x: Any, many: bool) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "INSERT")):
            asked.setdefault(statement, facts[0] if many else facts)

    for engine in (station.store._writer, station.store._reader):
        event.listen(engine, "before_cursor_execute", note)

    a_morning(station)

    assert len(asked) > 20
    assert station.ask(lambda connection: whole_tables(connection, dict(asked))) == []


def whole_tables(connection: Connection, asked: dict[str, Any]) -> list[str]:
    return [
        f"{step}: {statement}"
        for statement, facts in asked.items()
        for (_id, _parent, _, step) in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", facts)
        if WHOLE_TABLE.match(step)
    ]
