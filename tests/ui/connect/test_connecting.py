"""Hubungkan loket by keys: who answers is compared by a person before a code is told to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from counter_app.domain.errors import Refused, Unavailable
from counter_app.ui.commands import Scene
from counter_app.ui.connect.hub import FoundHub, NearbyHub
from counter_app.ui.connect.page import ConnectPage
from counter_app.ui.desk.sync_news import SyncNews
from tests.helpers.front_desk import FrontDesk
from tests.helpers.seat import CONTROL, Key, Seat


class HubOnTheTable:
    """A hub that takes one code."""

    def __init__(self, news: SyncNews) -> None:
        self.asked: list[str] = []
        self.is_away = False
        self.near: tuple[NearbyHub, ...] = ()
        self._news = news

    def nearby(self) -> tuple[NearbyHub, ...]:
        return self.near

    def look(self, address: str) -> FoundHub:
        self.asked.append(f"look {address}")
        if self.is_away:
            raise Unavailable("hub_unreachable", reason="refused")
        return FoundHub(address, "PEM", "A1B2 C3D4")

    def enrol(self, hub: FoundHub, code: str) -> None:
        self.asked.append(f"enrol {hub.address} {code}")
        if code != "482913":
            raise Refused("enrol_code_wrong")
        self._news.is_linked = True


@pytest.fixture
def news(dressed: None) -> SyncNews:
    return SyncNews()


@pytest.fixture
def hub(news: SyncNews) -> HubOnTheTable:
    return HubOnTheTable(news)


@pytest.fixture
def ends() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def seat(tmp_path: Path, hub: HubOnTheTable, news: SyncNews, ends: ExitStack) -> Seat:
    made = Seat(tmp_path / "counter", sync=news, finder=hub)
    ends.callback(made.close)
    return made


@pytest.fixture
def door(tmp_path: Path, hub: HubOnTheTable, news: SyncNews, ends: ExitStack) -> FrontDesk:
    made = FrontDesk(tmp_path / "reception", sync=news, finder=hub)
    ends.callback(made.close)
    return made


def page(desk: Seat | FrontDesk) -> ConnectPage:
    return desk.window.opening.connect_page()


def connect(desk: Seat | FrontDesk, code: str = "482 913") -> None:
    desk.press(Key.Key_H, CONTROL)
    desk.type("192.168.1.5:8443")
    page(desk).code.setFocus()
    desk.type(code)
    desk.press(Key.Key_Return)


@pytest.mark.parametrize("name", ["seat", "door"])
def test_a_station_is_connected_by_keys_alone(
    name: str, request: pytest.FixtureRequest, hub: HubOnTheTable
) -> None:
    desk: Seat | FrontDesk = request.getfixturevalue(name)
    connect(desk)
    assert hub.asked == ["look https://192.168.1.5:8443"], "the code is told to nobody yet"
    assert page(desk).fingerprint.text() == "A1B2 C3D4"
    desk.press(Key.Key_Return)
    assert hub.asked[1:] == ["enrol https://192.168.1.5:8443 482913"]
    assert page(desk).notice.accessibleName() == "Loket ini terhubung"
    desk.press(Key.Key_Return)
    scene: Callable[[], Scene] = lambda: desk.window.scene  # noqa: E731 - asked twice
    assert scene() is Scene.SIGN_IN
    desk.press(Key.Key_H, CONTROL)
    assert scene() is Scene.SIGN_IN, "a station belongs to one hub"


def test_a_wrong_code_is_told_in_words_and_can_be_typed_again(seat: Seat, hub: HubOnTheTable) -> None:
    connect(seat, "111111")
    seat.press(Key.Key_Return)
    assert "salah" in page(seat).notice.accessibleName()
    page(seat).code.line_edit.selectAll()
    seat.type("482913")
    seat.press(Key.Key_Return)
    assert hub.asked[-1].endswith("482913")


def test_a_hub_that_is_away_is_told_in_words(seat: Seat, hub: HubOnTheTable) -> None:
    hub.is_away = True
    connect(seat)
    assert page(seat).notice.accessibleName() == "Pusat loket tidak terjangkau."


def test_what_is_missing_stands_at_its_field(seat: Seat, hub: HubOnTheTable) -> None:
    seat.press(Key.Key_H, CONTROL)
    seat.press(Key.Key_Return)
    assert page(seat).address.error() == "Isi alamat pusat loket."
    seat.type("192.168.1.5")
    seat.press(Key.Key_Return)
    assert page(seat).code.error() == "Isi enam angka dari layar pusat loket."
    assert hub.asked == []


def test_another_address_is_compared_anew(seat: Seat, hub: HubOnTheTable) -> None:
    connect(seat)
    page(seat).address.setFocus()
    seat.type("0")
    assert page(seat).fingerprint.isHidden()
    seat.press(Key.Key_Return)
    assert [one.split()[0] for one in hub.asked] == ["look", "look"]


def test_esc_goes_back_to_signing_in(door: FrontDesk) -> None:
    door.press(Key.Key_H, CONTROL)
    assert door.window.work.stack.currentWidget() is page(door)
    door.press(Key.Key_Escape)
    assert door.window.work.stack.currentWidget() is door.window.sign_in_page


def test_without_a_finder_nothing_is_offered(tmp_path: Path, dressed: None, ends: ExitStack) -> None:
    seat = Seat(tmp_path / "alone")
    ends.callback(seat.close)
    assert seat.window.sign_in_page.connect_button.isHidden()
    seat.press(Key.Key_H, CONTROL)
    assert seat.window.scene is Scene.SIGN_IN


def test_the_only_hub_of_the_network_need_not_be_typed(seat: Seat, hub: HubOnTheTable) -> None:
    hub.near = (NearbyHub("https://192.168.1.5:8443", "PC-DUKCAPIL-1"),)
    seat.press(Key.Key_H, CONTROL)
    seat.settle()

    assert page(seat).address.text() == "192.168.1.5:8443"
    assert page(seat).notice.accessibleName() == "Pusat loket ditemukan: PC-DUKCAPIL-1"
    seat.type("482913")
    seat.press(Key.Key_Return)
    assert hub.asked == ["look https://192.168.1.5:8443"]


def test_of_two_hubs_somebody_says_which(seat: Seat, hub: HubOnTheTable) -> None:
    hub.near = (NearbyHub("https://192.168.1.5:8443", "A"), NearbyHub("https://192.168.1.6:8443", "B"))
    seat.press(Key.Key_H, CONTROL)
    seat.settle()

    assert page(seat).address.text() == ""
