"""The figures of days come from the journal's tickets, day by day, and are asked of an index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_app.db.prepared import Prepared
from counter_app.db.queries.compared import Comparison, comparison
from counter_app.db.queries.figures import (
    _INCIDENTS,
    _ON_PAPER,
    _PAPERS,
    _SITTINGS,
    _TICKETS,
    PeriodFigures,
    period_figures,
)
from counter_app.domain.figures import Grouping
from tests.helpers import stations
from tests.helpers.plans import plan
from tests.helpers.stations import MONDAY, MORNING, Station

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = stations.open_station(tmp_path / "station")
    yield made
    made.store.close()


def figures(station: Station, first: date = MONDAY, last: date | None = None) -> PeriodFigures:
    services = station.store.catalogue.services
    return station.ask(
        lambda it: period_figures(
            it, site=station.store.site, first=first, last=last or first, services=services
        )
    )


def compared(station: Station, day: date) -> Comparison:
    return station.ask(lambda it: comparison(it, site=station.store.site, day=day))


def next_day(station: Station) -> None:
    stations.close_day(station)
    station.clock.set(MORNING + timedelta(days=1))
    stations.open_day(station, TUESDAY)


def test_a_day_is_told_by_all_that_it_can_be_told_by(station: Station) -> None:
    served = stations.serve(station)
    station.clock.advance_s(300)
    stations.finish(station, served.ticket_id)

    told = figures(station)

    assert {by: [group.key for group in groups] for by, groups in told.groups.items()} == {
        Grouping.QUEUE: ["B"],
        Grouping.SERVICE: ["B02"],
        Grouping.AGENCY: ["DISDUKCAPIL"],
        Grouping.COUNTER: [3],
        Grouping.OFFICER: ["P03"],
        Grouping.PRIORITY: [""],
        Grouping.KIND: [station.store.catalogue.services["B02"].kind],
        Grouping.DAY: [20261123],
    }
    assert [(one.hour, one.issued, one.called) for one in told.hours] == [(8, 1, 1)]
    assert [(one.queue, one.hour) for one in told.heat] == [("B", 8)]
    assert (told.total.tickets, told.limit_min, told.incidents) == (1, 30, 0)


def test_papers_complete_at_the_first_visit_are_counted_among_those_judged(station: Station) -> None:
    whole = stations.serve(station)
    stations.show_all_papers(station, whole.ticket_id)
    stations.submit(station, whole.ticket_id)
    stations.finish(station, whole.ticket_id)
    stations.serve(station)

    assert (figures(station).first_time.n, figures(station).first_time.percent) == (1, 100)


def test_several_days_are_told_together_and_one_by_one(station: Station) -> None:
    stations.issue(station)
    next_day(station)
    stations.issue(station)
    stations.issue(station)

    told = figures(station, MONDAY, TUESDAY)

    assert told.total.tickets == 3
    assert [(one.key, one.figures.tickets) for one in told.groups[Grouping.DAY]] == [
        (20261123, 1),
        (20261124, 2),
    ]
    assert told.moments == ()


def test_a_day_without_tickets_is_empty_and_no_mistake(station: Station) -> None:
    told = figures(station, date(2031, 1, 1))

    assert (told.total.tickets, told.hours, told.moments, told.first_time.percent) == (0, (), (), None)


def test_a_day_is_compared_with_the_one_before_and_says_which(station: Station) -> None:
    stations.issue(station)
    next_day(station)

    told = compared(station, TUESDAY)

    assert told.before_day == MONDAY
    assert told.before is not None
    assert (told.before.tickets, told.week_ago, told.usual, told.usual_days) == (1, None, None, 0)


def test_the_usual_monday_is_the_median_of_the_mondays_that_had_tickets(station: Station) -> None:
    stations.issue(station)

    told = compared(station, MONDAY + timedelta(days=14))

    assert (told.week_ago, told.usual_days) == (None, 1)
    assert told.usual is not None
    assert told.usual.tickets == 1


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (_TICKETS, "ticket USING INDEX ix_ticket_day"),
        (
            _ON_PAPER,
            "visit USING COVERING INDEX ix_visit_paper",
        ),
        (
            _PAPERS,
            "application USING INDEX ix_application_day",
        ),
        (_SITTINGS, "shift USING INDEX ix_shift_day"),
        (_INCIDENTS, "ticket USING COVERING INDEX ix_ticket_day"),
    ],
)
def test_a_days_figures_ask_the_index_of_its_days(station: Station, statement: Prepared, index: str) -> None:
    asked = {"site": "BLU", "first": 20261101, "last": 20261130}

    steps = station.ask(lambda it: plan(it, statement, asked))

    assert f"SEARCH {index} (site=? AND business_day>? AND business_day<?)" in steps
