"""Rules of the simulated hall, without one."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.simulation import (
    arrival_seconds,
    arrivals_of,
    build_habits,
    pace,
    service_s,
    shared_out,
    tickets_by_day,
)
from counter_app.settings import resource
from tests.helpers.recount import recounted

WARSAW = Path(__file__).parents[1] / "data" / "warsaw_two_offices.csv.gz"
WITH_LETTERS = st.dictionaries(st.sampled_from("ABCDEFGH"), st.floats(0.1, 500), min_size=1)


def table() -> list[dict[str, str]]:
    with resource("history/arrivals.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_table_of_arrivals_is_that_of_the_two_real_offices() -> None:
    days: Counter[int] = Counter()
    issued: Counter[tuple[int, int]] = Counter()
    real: set[str] = set()
    for office in ("UD_Bemowo", "USC_Klopotowskiego"):
        for day, counted in recounted(WARSAW, office).items():
            real.add(day)
            for hour, tickets in counted.issued.items():
                issued[date.fromisoformat(day).weekday(), hour] += tickets
    days.update(date.fromisoformat(day).weekday() for day in real)

    derived = {place: round(tickets / days[place[0]], 1) for place, tickets in issued.items()}
    assert {(int(row["weekday"]), int(row["hour"])): float(row["tickets"]) for row in table()} == derived


def test_the_shipped_habits_are_shares_of_a_thousand() -> None:
    path = resource("history/habits.toml")
    habits = build_habits(tomllib.loads(path.read_text("utf-8")), path.name)

    chance = Random(1)
    drawn = Counter(habits.priority(chance) for _ in range(20_000))
    assert 0.10 < 1 - drawn[""] / 20_000 < 0.12
    assert 0.05 < sum(habits.does("no_show", chance) for _ in range(20_000)) / 20_000 < 0.07
    assert habits.weight("DISDUKCAPIL") > habits.weight("SAMSAT") > habits.weight("nobody's")


@given(st.integers(1, 5_000), st.lists(st.integers(0, 4), min_size=1, max_size=60), st.integers())
def test_the_days_have_together_exactly_the_tickets_that_were_asked_for(
    tickets: int, weekdays: list[int], seed: int
) -> None:
    split = tickets_by_day(tickets, weekdays, arrivals_of(table()), Random(seed))

    assert (sum(split), len(split)) == (tickets, len(weekdays))
    assert min(split) >= 0


def test_more_people_come_on_a_monday_and_before_noon() -> None:
    arrivals, chance = arrivals_of(table()), Random(1)
    split = tickets_by_day(100_000, [0, 1, 2, 3, 4], arrivals, chance)
    seconds = arrival_seconds(10_000, 0, (8, 15), arrivals, chance)

    assert split[0] == max(split)
    assert seconds == sorted(seconds)
    assert seconds[0] >= 8 * 3600
    assert seconds[-1] < 15 * 3600
    assert sum(at < 12 * 3600 for at in seconds) > 5_000


@given(WITH_LETTERS, st.integers(1, 50))
def test_every_queue_is_served_and_no_counter_is_idle(loads: dict[str, float], counters: int) -> None:
    served = shared_out(loads, counters)

    assert len(served) == counters
    assert all(served)
    assert {letter for letters in served for letter in letters} == set(loads)


@given(WITH_LETTERS, st.integers(1, 50))
def test_service_is_shortened_where_there_are_too_few_counters_and_never_made_longer(
    loads: dict[str, float], counters: int
) -> None:
    queues = shared_out(loads, counters)
    found = pace(loads, queues, 420)

    assert 0 < found <= 1
    assert pace({letter: 2 * load for letter, load in loads.items()}, queues, 420) <= found


def test_service_takes_about_its_usual_minutes() -> None:
    chance = Random(1)
    drawn = [service_s(10, 1.0, chance) for _ in range(5_000)]

    assert min(drawn) >= 45
    assert 540 < sum(drawn) / len(drawn) < 660
