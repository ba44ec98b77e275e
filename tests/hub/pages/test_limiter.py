"""How often an address may ask."""

from __future__ import annotations

import pytest

from counter_app.hub.pages.limiter import Limit, Limiter, client_address
from tests.helpers.public import Public, words
from tests.helpers.stations import ScriptedClock, Station


def test_who_asks_too_often_is_told_when_to_come_back(station: Station) -> None:
    public = Public(station, limit=Limit(per_second=0.5, burst=3))
    assert [public.get("/").status_code for _ in range(3)] == [200, 200, 200]
    refused = public.get("/")
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "2"
    assert "Coba lagi dalam 2 detik." in words(refused)
    assert "default-src 'none'" in refused.headers["content-security-policy"]
    station.clock.advance_s(2)
    assert public.get("/").status_code == 200


def test_the_header_of_a_proxy_is_believed_only_where_one_is_configured(station: Station) -> None:
    open_to_all = Public(station, limit=Limit(per_second=0.5, burst=1))
    assert open_to_all.get("/", x_forwarded_for="10.0.0.1").status_code == 200
    assert open_to_all.get("/", x_forwarded_for="10.0.0.2").status_code == 429
    behind = Public(station, limit=Limit(per_second=0.5, burst=1), trusted_proxies=1)
    assert behind.get("/", x_forwarded_for="10.0.0.1").status_code == 200
    assert behind.get("/", x_forwarded_for="10.0.0.2").status_code == 200
    assert behind.get("/", x_forwarded_for="6.6.6.6, 10.0.0.2").status_code == 429


@pytest.mark.parametrize(
    ("forwarded", "proxies", "counted"),
    [
        ([], 0, "192.0.2.1"),
        (["203.0.113.9"], 0, "192.0.2.1"),
        (["203.0.113.9"], 1, "203.0.113.9"),
        (["1.1.1.1, 203.0.113.9", "10.0.0.1"], 2, "203.0.113.9"),
        (["203.0.113.9"], 2, "192.0.2.1"),
        (["no address"], 1, "192.0.2.1"),
        (["2001:db8:1:2:3:4:5:6"], 1, "2001:db8:1:2::/64"),
    ],
)
def test_what_an_address_is_counted_as(forwarded: list[str], proxies: int, counted: str) -> None:
    assert client_address("192.0.2.1", forwarded, proxies) == counted


def test_tokens_come_back_with_time_but_never_more_than_a_burst() -> None:
    clock = ScriptedClock()
    limiter = Limiter(Limit(per_second=1, burst=2), clock)
    assert [limiter.wait_s("a") for _ in range(3)] == [0, 0, 1]
    clock.advance_s(3600)
    assert [limiter.wait_s("a") for _ in range(3)] == [0, 0, 1]


def test_a_clock_that_goes_back_gives_and_takes_nothing() -> None:
    clock = ScriptedClock()
    limiter = Limiter(Limit(per_second=1, burst=2), clock)
    limiter.wait_s("a")
    clock.advance_s(-3600)
    assert [limiter.wait_s("a") for _ in range(2)] == [0, 1]


def test_memory_is_bounded_whoever_asks() -> None:
    limiter = Limiter(Limit(addresses=100), ScriptedClock())
    for number in range(1000):
        limiter.wait_s(f"10.0.{number // 256}.{number % 256}")
    assert len(limiter) == 100
