"""A centre tells the figures of all its sites, one row each, as each site tells its own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from counter_app.db.store import create_store
from counter_app.domain.catalogue import Site
from counter_app.domain.period import month_of, one_day
from counter_app.reports.day import day_report
from counter_app.reports.making import Form, ReportFile
from counter_app.reports.sites import read_sites, sites_made
from counter_app.settings import new_station
from tests.helpers import stations
from tests.helpers.hubs import Centre, drain
from tests.helpers.stations import MONDAY, ScriptedClock, Station, catalogue, refusal, scripted_sources


@pytest.fixture
def neighbour(tmp_path: Path) -> Iterator[Station]:
    """Counter 3 of Timor Tengah Utara."""
    clock = ScriptedClock()
    other = replace(stations.site(), code="TTU", name="MPP Kefamenanu")
    sources = scripted_sources(clock, 9)
    store = create_store(tmp_path / "ttu", new_station("TTU", "counter", 3), catalogue(), other, sources)
    made = stations.signed_in(store, clock)
    stations.open_day(made, MONDAY)
    yield made
    store.close()


@pytest.fixture
def two_sites(centre: Centre, counter_three: Station, neighbour: Station) -> Centre:
    """Belu served one after ten minutes; Kefamenanu gave two numbers."""
    issued = stations.issue(counter_three)
    counter_three.clock.advance_s(600)
    stations.call_next(counter_three)
    stations.start(counter_three, issued.ticket_id)
    stations.finish(counter_three, issued.ticket_id)
    stations.issue(neighbour)
    stations.issue(neighbour)
    for store in (counter_three.store, neighbour.store):
        drain(centre.exchange(store))
        centre.publish(store.site)
    return centre


def report(centre: Centre, form: Form) -> ReportFile:
    sites = [site for _, site in centre.hub.catalogues().values()]
    period, now_ms = one_day(MONDAY), centre.clock()
    figures = centre.ask(partial(read_sites, sites=sites, period=period, now_ms=now_ms))
    return sites_made(figures, sites, period, form, now_ms)


def test_each_site_has_a_row_with_the_figures_that_it_tells_itself(
    two_sites: Centre, counter_three: Station
) -> None:
    own = counter_three.ask(partial(day_report, site=counter_three.store.site, day=MONDAY))

    told = json.loads(report(two_sites, Form.JSON).content)

    assert [(row["site"], row["tickets"]) for row in told["sites"]] == [("BLU", 1), ("TTU", 2)]
    assert {key: own[key] for key in told["sites"][0]} == told["sites"][0]


def test_the_csv_and_the_paper_have_the_same_rows(two_sites: Centre) -> None:
    text = report(two_sites, Form.CSV).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))

    assert [(row["site"], row["name"], row["tickets"]) for row in rows] == [
        ("", "", "3"),
        ("BLU", "MPP Timor Atambua", "1"),
        ("TTU", "MPP Kefamenanu", "2"),
    ]
    assert report(two_sites, Form.PDF).content.startswith(b"%PDF")
    assert report(two_sites, Form.XLSX).content.startswith(b"PK")


def test_a_hub_without_sites_and_a_month_to_come_are_refused(centre: Centre) -> None:
    sites = [stations.site()]
    later = month_of(MONDAY.replace(year=2027))

    def asked(places: list[Site]) -> object:
        return centre.ask(partial(read_sites, sites=places, period=later, now_ms=centre.clock()))

    assert refusal(lambda: asked([])).code == "no_sites"
    assert refusal(lambda: asked(sites)).code == "report_future"
