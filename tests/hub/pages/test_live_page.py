"""A tracking page hears of changes by server-sent events, and asks by itself where it can't."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from counter_app.hub.app import hub_app
from counter_app.hub.database import hub_engine
from counter_app.hub.pages import Room
from tests.helpers.browser import Browser, browser
from tests.helpers.hubs import Centre, Server, Serving, hub_on, serve
from tests.helpers.public import Public
from tests.helpers.pushes import Pusher, pusher
from tests.helpers.stations import Station, call_next, finish, issue, start

EVENTS = {"accept": "text/event-stream"}


@pytest.fixture
def sender(centre: Centre, counter_three: Station) -> Pusher:
    """Loket 3 sends what it wrote when it is told to."""
    centre.publish()
    return pusher(centre, counter_three.store)


def push(sender: Pusher, centre: Centre, station: Station) -> None:
    assert sender.push(sender.run()).status_code == 200
    centre.clock.now_ms = station.clock.now_ms


class Ear:
    """One open stream; events are taken as they come."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.iter_lines()

    def next(self) -> str:
        """The name of the next event; empty where the stream has ended."""
        return next((line[7:] for line in self._lines if line.startswith("event: ")), "")

    def next_change(self) -> str:
        """Passes over signs of life."""
        while (said := self.next()) == "alive":
            pass
        return said


def beside(centre: Centre, postgres: Server, room: Room) -> Serving:
    """Another worker of the same hub."""
    hub = hub_on(hub_engine(postgres.url), postgres.keys, centre.clock)
    return serve(hub_app(hub, room=room))


@contextmanager
def listening(base: str, code: str) -> Iterator[Ear]:
    with httpx.stream("GET", f"{base}/langsung/{code}", headers=EVENTS, timeout=20) as response:
        yield Ear(response)


def test_who_waits_hears_of_a_call_and_of_the_end(
    centre: Centre, counter_three: Station, sender: Pusher
) -> None:
    first, mine = issue(counter_three), issue(counter_three)
    push(sender, centre, counter_three)
    code = Public(counter_three).visit_code(mine.ticket_id)
    with listening(centre.url, code) as ear:
        assert ear.response.headers["content-type"].startswith("text/event-stream")
        assert ear.response.headers["cache-control"] == "no-store"
        assert ear.next() == "alive"
        call_next(counter_three)
        push(sender, centre, counter_three)
        assert ear.next_change() == "changed", "one fewer ahead"
        for ticket in (first, mine):
            if ticket is mine:
                call_next(counter_three)
            start(counter_three, ticket.ticket_id)
            finish(counter_three, ticket.ticket_id)
        push(sender, centre, counter_three)
        assert ear.next_change() == "changed"
        assert ear.next() == "", "nothing can change any more"


def test_what_happens_to_others_elsewhere_is_only_a_sign_of_life(
    centre: Centre, counter_three: Station, sender: Pusher
) -> None:
    mine = issue(counter_three)
    push(sender, centre, counter_three)
    with listening(centre.url, Public(counter_three).visit_code(mine.ticket_id)) as ear:
        assert [ear.next(), ear.next()] == ["alive", "alive"]
        issue(counter_three, "M01")
        push(sender, centre, counter_three)
        assert ear.next() == "alive"


@pytest.mark.parametrize("code", ["7K3M9QXT2HBDJ", "abc"])
def test_a_code_of_which_nothing_will_come_ends_the_asking(centre: Centre, code: str) -> None:
    """204 tells a browser not to come back."""
    assert httpx.get(f"{centre.url}/langsung/{code}", headers=EVENTS).status_code == 204


def test_only_so_many_streams_are_open_and_a_closed_one_makes_room(
    centre: Centre, postgres: Server, counter_three: Station, sender: Pusher
) -> None:
    mine = issue(counter_three)
    push(sender, centre, counter_three)
    code = Public(counter_three).visit_code(mine.ticket_id)
    serving = beside(centre, postgres, Room(in_all=3, of_one_address=2))
    address = f"{serving.url}/langsung/{code}"
    try:
        with listening(serving.url, code) as first, listening(serving.url, code) as second:
            assert [first.next(), second.next()] == ["alive", "alive"]
            refused = httpx.get(address, headers=EVENTS)
            assert (refused.status_code, refused.headers["retry-after"]) == (503, "60")
        for _ in range(50):
            with listening(serving.url, code) as ear:
                if ear.response.status_code == 200:
                    return
        pytest.fail("no room again")
    finally:
        serving.stop()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("browser")) as made:
        yield made


def until(opened: Browser, script: str) -> Any:
    """Waits in the page itself until a script gives something true, ten seconds at most."""
    return opened.run(
        "new Promise(done => { const since = Date.now(); const look = () => {"
        f"const found = ({script}); if (found || Date.now() - since > 10000) done(found);"
        "else setTimeout(look, 50); }; look(); })"
    )


def test_a_browser_shows_a_call_without_loading_the_page_again(
    opened: Browser, centre: Centre, counter_three: Station, sender: Pusher
) -> None:
    mine = issue(counter_three)
    push(sender, centre, counter_three)
    opened.open(f"{centre.url}/t/{Public(counter_three).visit_code(mine.ticket_id)}?lang=id")
    opened.run("window.mark = 1")
    assert until(opened, "document.body.innerText.includes('Diperbarui begitu ada perubahan.')")
    call_next(counter_three)
    push(sender, centre, counter_three)

    assert until(opened, "document.body.innerText.includes('Silakan menuju loket 3')")
    assert opened.run("window.mark") == 1
    assert "Silakan menuju loket 3" in opened.run("document.getElementById('kabar').textContent")
    assert opened.complaints() == []
    assert opened.axe() == []
    start(counter_three, mine.ticket_id)
    finish(counter_three, mine.ticket_id)
    push(sender, centre, counter_three)
    assert until(opened, "!document.querySelector('.stop')")


def test_where_streams_are_impossible_the_page_asks_by_itself(
    opened: Browser, centre: Centre, postgres: Server, counter_three: Station, sender: Pusher
) -> None:
    mine = issue(counter_three)
    push(sender, centre, counter_three)
    serving = beside(centre, postgres, Room(in_all=0))
    code = Public(counter_three).visit_code(mine.ticket_id)
    opened.open("about:blank")
    opened.run_before(
        "const real = setInterval;"
        "window.setInterval = (act, every) => real(act, (window.every = every) / 100)"
    )
    opened.open(f"{serving.url}/t/{code}?lang=id")
    assert until(opened, "window.every") == 15_000
    assert "Diperbarui sendiri setiap 15 detik." in opened.run("document.body.innerText")
    call_next(counter_three)
    push(sender, centre, counter_three)
    assert until(opened, "document.body.innerText.includes('Silakan menuju loket 3')")
    serving.stop()
