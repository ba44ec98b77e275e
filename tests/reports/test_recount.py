"""Two real offices: every day's report equals a recount that shares no code with the program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counter_app.db.store import Store, open_store
from counter_app.operations.replaying.file import read_map
from counter_app.operations.replaying.replay import replay
from counter_app.reports.day import day_report
from counter_app.settings import resource
from tests.helpers.recount import Counted, median, p90, recounted
from tests.helpers.stations import catalogue, hall

WARSAW = Path(__file__).parents[1] / "data" / "warsaw_two_offices.csv.gz"
SMALL, LARGE = "USC_Klopotowskiego", "UD_Bemowo"


@pytest.fixture(scope="module", params=[SMALL, LARGE])
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, dict[str, Counted]]]:
    """An office's history in a folder of ours, and the recount of its file."""
    folder = tmp_path_factory.mktemp("office") / "station"
    form = read_map(resource("history/warsaw_two_offices.toml"))
    replay(WARSAW, form, folder, office=request.param, shipped=catalogue(), officer=hall().officers[0])
    store = open_store(folder)
    yield store, recounted(WARSAW, request.param)
    store.close()


def report_of(store: Store, day: str) -> dict[str, Any]:
    return store.read(lambda read: day_report(read, site=store.site, day=date.fromisoformat(day)))


def test_every_day_of_both_offices_equals_its_recount(office: tuple[Store, dict[str, Counted]]) -> None:
    store, days = office
    assert len(days) == 16
    for day, counted in days.items():
        report = report_of(store, day)
        told = {name: report["wait_s"][name] for name in ("n", "median", "p90", "max")}
        assert (day, report["tickets"]) == (day, counted.tickets)
        assert (day, told) == (
            day,
            {
                "n": counted.tickets, "median": median(counted.waits_s), "p90": p90(counted.waits_s),
                "max": max(counted.waits_s),
            },
        )  # fmt: skip
        hours = [
            (one["hour"], one["issued"], one["called"], one["wait_s"]["median"], one["wait_s"]["p90"])
            for one in report["by_hour"]
            if one["issued"] or one["called"]
        ]
        assert (day, hours) == (day, counted.hours())


def test_every_day_tells_its_queues_and_invents_nothing(office: tuple[Store, dict[str, Counted]]) -> None:
    store, days = office
    for day, counted in days.items():
        report = report_of(store, day)
        assert sorted(one["tickets"] for one in report["by_queue"]) == sorted(counted.queues.values())
        assert (report["called"], report["no_show"], report["finished"]) == (counted.tickets, 0, 0)
        assert (report["serve_s"]["n"], report["walk_s"]["n"]) == (0, 0)


def test_the_recount_counts_as_a_person_would() -> None:
    assert [median(one) for one in ([], [7], [1, 2], [3, 1, 2], [1, 2, 3, 10])] == [None, 7, 2, 2, 3]
    assert [p90(one) for one in ([], [7], range(1, 11), range(1, 12), range(1, 101))] == [None, 7, 9, 10, 90]
