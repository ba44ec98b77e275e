"""The same pages on PostgreSQL, from what a station pushed."""

from __future__ import annotations

import httpx

from tests.helpers.hubs import Centre
from tests.helpers.public import Public, file_incomplete
from tests.helpers.pushes import pusher
from tests.helpers.stations import Station, issue


def test_what_a_station_pushed_is_what_the_public_reads(centre: Centre, counter_three: Station) -> None:
    called = file_incomplete(counter_three)
    waiting = [issue(counter_three, priority=priority) for priority in ("", "", "elderly", "")]
    local = Public(counter_three)
    codes = [local.application_code(called.ticket_id)]
    codes += [local.visit_code(one.ticket_id) for one in waiting]
    before = httpx.get(f"{centre.url}/t/{codes[0]}")
    assert (before.status_code, "belum sampai" in before.text) == (404, True)
    centre.publish()
    sender = pusher(centre, counter_three.store)
    assert sender.push(sender.run()).status_code == 200
    centre.clock.now_ms = counter_three.clock.now_ms
    for code in codes:
        page = httpx.get(f"{centre.url}/t/{code}", headers={"accept-language": "id"})
        assert page.status_code == 200
        assert page.text == local.get(f"/t/{code}").text
