"""A catalogue comes whole or not at all: until then the one before stays in force."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.sync.exchange import Exchange
from tests.helpers.hubs import Centre, drain
from tests.helpers.stations import Station, failure, issue, site
from tests.helpers.weather import CUT, DOWN, TORN, Sky, under

NEW = replace(site(), name="MPP Timor Atambua Baru")
NEWER = replace(site(), name="MPP Timor Atambua Lagi")


def over(centre: Centre, station: Station, sky: Sky) -> Exchange:
    made = centre.again(station.store)
    under(made._client, sky)
    return made


@pytest.mark.parametrize("kind", [CUT, TORN, DOWN])
def test_a_catalogue_that_is_cut_on_the_way_leaves_the_one_before(
    centre: Centre, counter_three: Station, kind: str
) -> None:
    centre.enrol(counter_three.store)
    sky, before = Sky(), counter_three.store.site.name
    exchange = over(centre, counter_three, sky)
    digest = centre.publish(NEW)
    sky.forecast([kind], digest)

    assert failure(exchange.greet).code in {"line_disturbed", "hub_unreachable"}
    assert counter_three.store.site.name == before
    assert issue(counter_three).number == "B001"
    drain(exchange)
    assert counter_three.store.site.name == NEW.name


def test_of_two_that_are_published_in_one_moment_the_newer_one_is_in_force(
    centre: Centre, counter_three: Station
) -> None:
    centre.enrol(counter_three.store)
    sky = Sky()
    exchange = over(centre, counter_three, sky)
    sky.forecast([TORN], centre.publish(NEW))
    failure(exchange.greet)
    centre.publish(NEWER)
    drain(exchange)

    assert counter_three.store.site.name == NEWER.name
