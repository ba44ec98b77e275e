"""The same pages on PostgreSQL, from what a station pushed."""

from __future__ import annotations

import httpx
import pytest
from fastapi.testclient import TestClient

from counter_app.hub.app import hub_app
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


@pytest.mark.parametrize(
    ("address", "status"),
    [("/nowhere", 404), ("/BLU/nowhere/else", 404), ("/t/", 404), ("/v2/hello", 404), ("/v11", 404)],
)
def test_an_address_that_leads_nowhere_answers_a_page(centre: Centre, address: str, status: int) -> None:
    page = httpx.get(f"{centre.url}{address}", headers={"accept-language": "en"})

    assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert '<html lang="en">' in page.text
    assert "Halaman tidak ditemukan" in httpx.get(f"{centre.url}{address}?lang=id").text


def test_what_a_page_can_not_do_is_told_in_a_page_too(centre: Centre) -> None:
    page = httpx.post(f"{centre.url}/layanan")

    assert (page.status_code, page.headers["allow"]) == (405, "GET")
    assert page.text.startswith("<!doctype html>")


@pytest.mark.parametrize("address", ["/v1", "/v1/", "/v1/nowhere", "/v1/t/7K3M9QXT2HBDJ"])
def test_a_program_that_asks_amiss_gets_json(centre: Centre, address: str) -> None:
    answer = httpx.get(f"{centre.url}{address}")

    assert (answer.status_code, answer.json()["kind"]) == (404, "not_found")


def test_a_mistake_of_ours_is_told_calmly(centre: Centre) -> None:
    app = hub_app(centre.hub)
    for address in ("/mistake", "/v1/mistake"):
        app.add_api_route(address, lambda: 1 // 0)
    client = TestClient(app, raise_server_exceptions=False)

    page, answer = client.get("/mistake?lang=id"), client.get("/v1/mistake")

    assert (page.status_code, answer.status_code, answer.json()["kind"]) == (500, 500, "internal")
    assert "Kesalahan ini sudah dicatat." in page.text
    assert "ZeroDivision" not in page.text + answer.text
