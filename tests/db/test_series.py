"""At a start few series are read, however many years lie behind, and no number is forgotten."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert

from counter_app.db.series import _DAY_BEFORE, _FROM, living_series
from counter_app.db.store import Store
from counter_app.db.tables import SERIES
from counter_app.db.work import Work
from tests.helpers.stations import made_store

YEARS = [f"{date(2020, 1, 1) + timedelta(days=day):%Y%m%d}" for day in range(2_000)]


def years_of_numbers(work: Work) -> None:
    rows = [{"name": f"t/{day}/{letter}", "last": 7} for day in YEARS for letter in "AB"]
    work.connection.execute(insert(SERIES), [*rows, {"name": "a/2026", "last": 9}, {"name": "x", "last": 3}])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = made_store(tmp_path / "station")
    made.write(years_of_numbers)
    return made


def test_only_the_newest_days_and_what_is_named_are_read(store: Store) -> None:
    named = f"t/{YEARS[0]}/A"

    found = store.read(lambda connection: living_series(connection, {named, "t/20300101/B"}))

    days = {name.split("/")[1] for name in found if name.startswith("t/")}
    assert days == {*YEARS[-7:], YEARS[0]}
    assert (found["a/2026"], found["x"], len(found)) == (9, 3, 2 + 7 * 2 + 1)
    store.close()


def test_a_store_without_a_number_has_no_series(tmp_path: Path) -> None:
    empty = made_store(tmp_path / "station")

    assert empty.read(lambda connection: living_series(connection, ())) == {}
    empty.close()


def test_the_days_are_looked_up_and_not_walked_through(store: Store) -> None:
    def steps(connection: Connection) -> list[str]:
        found = []
        for statement in (_DAY_BEFORE, _FROM):
            words = str(
                statement.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": False})
            )
            rows = connection.connection.cursor().execute(f"EXPLAIN QUERY PLAN {words}", ("t/", "t0"))
            found += [row[3] for row in rows.fetchall()]
        return found

    assert [step for step in store.read(steps) if not step.startswith("SEARCH")] == []
    store.close()
