"""The pages as a browser draws them: nothing for axe to find, nothing wider than a phone, nothing blocked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn

from tests.helpers.browser import Browser, browser
from tests.helpers.public import PARENT, Public, crowded_station, file_complete
from tests.helpers.stations import call_next, check, finish, issue, serve, submit

PHONE, SMALL_PHONE, DESKTOP = (390, 844), (320, 568), (1366, 768)
STATES = ("present", "original_shown", "missing", "to_follow", "rejected", "waived")


@dataclass(frozen=True)
class Street:
    """A running hub with one page of every kind, and a browser in front of it."""

    browser: Browser
    base: str
    addresses: dict[str, str]


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    folder = tmp_path_factory.mktemp("street")
    with browser(folder / "profile") as opened:
        station = crowded_station(folder / "station")
        public = Public(station)
        with _served(public) as base:
            yield Street(opened, base, _addresses(public))
        station.store.close()


class _served:  # noqa: N801  # a context manager reads as a word
    def __init__(self, public: Public) -> None:
        config = uvicorn.Config(public.app, port=0, log_level="error", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run)

    def __enter__(self) -> str:
        self._thread.start()
        deadline = time.monotonic() + 20
        while not self._server.started and time.monotonic() < deadline:
            self._thread.join(0.01)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    def __exit__(self, *_error: object) -> None:
        self._server.should_exit = True
        self._thread.join(20)


def _addresses(public: Public) -> dict[str, str]:
    station = public.station
    crowded = serve(station, "B06")
    for paper in station.store.catalogue.services["B06"].requirements:
        state = STATES[paper.number % len(STATES)]
        note = "Contoh catatan" if state in STATES[4:] else ""
        check(station, crowded.ticket_id, paper.number, state, "other" if note else "", note)
    submit(station, crowded.ticket_id, PARENT)
    finish(station, crowded.ticket_id)
    complete = file_complete(station)
    called, waiting = issue(station, "B06"), issue(station, "B06")
    issue(station, "M01", visit_id=waiting.visit_id)
    call_next(station)
    codes = {
        "incomplete, longest name, fifteen papers": public.application_code(crowded.ticket_id),
        "complete": public.application_code(complete.ticket_id),
        "called": public.visit_code(called.ticket_id),
        "waiting, two tickets": public.visit_code(waiting.ticket_id),
        "ended": public.visit_code(crowded.ticket_id),
    }
    return {name: f"/t/{code}" for name, code in codes.items()} | {
        "correction": f"/t/{codes['complete']}/1",
        "unknown code": "/t/7K3M9QXT2HBDJ",
        "wrong code": "/t/abc",
        "field": "/",
        "agencies": "/BLU/layanan",
        "found": "/BLU/layanan?q=ktp+hilang",
        "nothing found": "/BLU/layanan?q=xyzzyqwrt",
        "service": "/BLU/layanan/B06",
        "fee with a note": "/BLU/layanan/D01",
        "no page": "/nowhere/layanan",
    }


def _each(street: Street, language: str, look: Callable[[str], None]) -> None:
    for name, address in street.addresses.items():
        street.browser.open(f"{street.base}{address}{'&' if '?' in address else '?'}lang={language}")
        look(name)


def test_axe_sees_what_is_wrong(street: Street) -> None:
    street.browser.open("data:text/html,<p style='color:%23ccc;background:%23fff'>pale</p><img src='x'>")
    found = {one.split(":")[0] for one in street.browser.axe()}
    assert {"color-contrast", "image-alt", "html-has-lang", "document-title"} <= found


@pytest.mark.parametrize(
    ("size", "dark", "language"),
    [(PHONE, False, "id"), (PHONE, True, "en"), (DESKTOP, False, "en"), (DESKTOP, True, "id")],
    ids=["phone-light", "phone-dark", "desktop-light", "desktop-dark"],
)
def test_axe_finds_nothing(street: Street, size: tuple[int, int], dark: bool, language: str) -> None:
    street.browser.look(*size, dark=dark)
    found: list[str] = []
    _each(street, language, lambda name: found.extend(f"{name}: {one}" for one in street.browser.axe()))
    assert found == []


@pytest.mark.parametrize("size", [SMALL_PHONE, PHONE, (683, 384), DESKTOP], ids=str)
def test_no_page_is_wider_than_its_screen(street: Street, size: tuple[int, int]) -> None:
    """683 px are the desktop at 200 %, 320 px the narrowest phone (WCAG 1.4.10)."""
    street.browser.look(*size)
    wide: dict[str, int] = {}
    for language in ("id", "en"):
        _each(street, language, lambda name: wide.update({name: street.browser.overflow_px()}))
        assert {name: px for name, px in wide.items() if px > 0} == {}


def test_the_policy_blocks_nothing_that_a_page_needs(street: Street) -> None:
    complaints: list[str] = []
    _each(street, "id", lambda _name: complaints.extend(street.browser.complaints()))
    answers = ("404", "400", "503")  # no such page, no such code, no stream here
    assert [one for one in complaints if not any(status in one for status in answers)] == []
    assert street.browser.run("document.fonts.check('17px Atkinson')") is True


def test_letters_at_twice_their_size_still_fit_a_phone(street: Street) -> None:
    """WCAG 1.4.4: text alone enlarged to 200 %."""
    street.browser.look(*PHONE)
    wide: dict[str, int] = {}

    def enlarged(name: str) -> None:
        street.browser.run("document.documentElement.style.fontSize = '200%'")
        wide[name] = street.browser.overflow_px()

    _each(street, "id", enlarged)
    assert {name: px for name, px in wide.items() if px > 0} == {}


def test_every_link_and_button_is_large_enough_for_a_finger(street: Street) -> None:
    """WCAG 2.5.8: 24 px, or so much room around."""
    street.browser.look(*PHONE)
    small: list[str] = []
    script = """[...document.querySelectorAll('a:not(.skip),button,input:not([type=hidden])')]
        .filter(one => one.getBoundingClientRect().height < 20).map(one => one.outerHTML)"""
    _each(street, "id", lambda name: small.extend(f"{name}: {one}" for one in street.browser.run(script)))
    assert small == []


def test_pictures_can_be_taken(street: Street, tmp_path: Path) -> None:
    street.browser.look(*PHONE, scale=2)
    street.browser.open(street.base + street.addresses["complete"])
    street.browser.picture(tmp_path / "tracking.png")
    assert (tmp_path / "tracking.png").read_bytes()[:4] == b"\x89PNG"
