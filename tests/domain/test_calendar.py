from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.calendar import (
    DAYS,
    clock_time,
    clock_time_with_seconds,
    due_day,
    is_working_day,
    long_date,
    plain_date,
)
from counter_app.operations.catalogue import read_catalogue
from counter_app.settings import resource

CLOSED = frozenset(holiday.day for holiday in read_catalogue(resource("catalogue")).holidays)
VECTORS = Path(__file__).parent / "vectors"


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    "row", rows("working_day_vectors.csv"), ids=lambda row: f"{row['received']}+{row['working_days']}"
)
def test_the_due_day_of_every_vector(row: dict[str, str]) -> None:
    received = date.fromisoformat(row["received"])
    due = due_day(received, int(row["working_days"]), CLOSED)
    assert due.isoformat() == row["due"]
    assert (DAYS[received.weekday()], DAYS[due.weekday()]) == (row["weekday"], row["due_weekday"])


@pytest.mark.parametrize(
    "row", rows("working_days_per_month.csv"), ids=lambda row: f"{row['year']}-{row['month']}"
)
def test_the_working_days_of_every_month(row: dict[str, str]) -> None:
    first = date(int(row["year"]), int(row["month"]), 1)
    month = [first + timedelta(days=n) for n in range(31) if (first + timedelta(days=n)).month == first.month]
    assert sum(is_working_day(day, CLOSED) for day in month) == int(row["working_days_5day_week"])


def test_zero_working_days_are_due_at_once() -> None:
    assert due_day(date(2026, 11, 22), 0, CLOSED) == date(2026, 11, 22)


def test_a_negative_number_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="negative"):
        due_day(date(2026, 11, 22), -1, CLOSED)


@given(
    st.dates(date(2026, 1, 1), date(2027, 6, 30)),
    st.integers(1, 60),
    st.sets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=40),
)
def test_exactly_so_many_working_days_lie_behind_the_day_of_receipt(
    received: date, working_days: int, closed: set[date]
) -> None:
    due = due_day(received, working_days, closed)
    after = [received + timedelta(days=n) for n in range(1, (due - received).days + 1)]
    assert is_working_day(due, closed)
    assert sum(is_working_day(day, closed) for day in after) == working_days


def test_dates_and_times_are_written_in_indonesian() -> None:
    at = datetime(2026, 11, 30, 9, 8, 7, tzinfo=UTC)
    assert long_date(at.date()) == "Senin, 30 November 2026"
    assert plain_date(date(2026, 8, 5)) == "5 Agustus 2026"
    assert long_date(date(2027, 1, 1)) == "Jumat, 1 Januari 2027"
    assert clock_time(at) == "09.08"
    assert clock_time_with_seconds(at) == "09.08.07"
