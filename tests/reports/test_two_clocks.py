"""Times between stations of a site: certain where both clocks were compared with the hub's."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from counter_app.reports.day import day_report
from tests.helpers import stations
from tests.helpers.hubs import SiteHub, drain
from tests.helpers.stations import MONDAY, Station, signed_in

HOUR_S = 3_600


@pytest.mark.parametrize(("is_compared", "certain", "uncertain"), [(True, 1, 0), (False, 0, 1)])
def test_a_wait_between_two_stations_counts_where_their_clocks_were_compared(
    site_centre: SiteHub, counter_three: Station, is_compared: bool, certain: int, uncertain: int
) -> None:
    counter_three.clock.advance_s(-HOUR_S)
    exchange = site_centre.exchange(counter_three.store)
    if is_compared:
        exchange.greet()
    stations.issue(counter_three)
    drain(exchange)

    told = called_at_the_hub(site_centre)

    assert (told["tickets"], told["wait_s"]["n"], told["uncertain"]["wait"]) == (1, certain, uncertain)
    assert told["wait_s"]["median"] in ((60, 61) if is_compared else (None,))


def called_at_the_hub(hub: SiteHub) -> dict[str, Any]:
    """The figures there, a minute after the number was given."""
    assert hub.store is not None
    hub.clock.advance_s(60)
    desk = signed_in(hub.store, hub.clock, counter=3)
    stations.call_next(desk)
    told: dict[str, Any] = desk.ask(partial(day_report, site=hub.store.site, day=MONDAY))
    return told
