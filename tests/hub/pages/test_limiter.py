"""How often an address may ask."""

from __future__ import annotations

from typing import Any, cast

import pytest
from fastapi.testclient import TestClient
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from counter_app.hub.pages.limiter import Limit, Limiter, counted_as
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


def behind(station: Station, peer: str) -> TestClient:
    """The pages as they are asked by ``peer``, where one proxy stands at 10.0.0.5."""
    public = Public(station, limit=Limit(per_second=0.5, burst=1))
    served: Any = ProxyHeadersMiddleware(cast("Any", public.app), ["10.0.0.5"])
    return TestClient(served, client=(peer, 40_000))


def asked(client: TestClient, forwarded: str) -> int:
    return client.get("/", headers={"x-forwarded-for": forwarded}).status_code


def test_who_a_trusted_proxy_asks_for_is_counted(station: Station) -> None:
    proxy = behind(station, "10.0.0.5")
    assert asked(proxy, "203.0.113.1") == 200
    assert asked(proxy, "203.0.113.2") == 200
    assert asked(proxy, "6.6.6.6, 203.0.113.2") == 429  # what stands left is written by who asks


def test_nobody_else_is_believed_whom_he_asks_for(station: Station) -> None:
    stranger = behind(station, "203.0.113.9")
    assert asked(stranger, "203.0.113.1") == 200
    assert asked(stranger, "203.0.113.2") == 429


@pytest.mark.parametrize(
    ("peer", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("no address", "no address"),
    ],
)
def test_what_an_address_is_counted_as(peer: str, counted: str) -> None:
    assert counted_as(peer) == counted


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
