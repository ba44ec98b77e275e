"""Making a PC the hub of its site, by keyboard alone."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import Refused
from counter_app.ui.commands import Scene
from counter_app.ui.commands.hub import MAKE_CODE, TURN_ON_HUB
from counter_app.ui.counter.site_hub import SiteHub
from counter_app.ui.hub_setup.page import SiteHubPage
from counter_app.ui.hub_setup.switch import HubPlace
from tests.helpers.scripted_hub import ON
from tests.helpers.seat import CONTROL, SHIFT, Key, Seat


@pytest.fixture
def page(seat: Seat) -> SiteHubPage:
    """Ctrl+Shift+H at an idle counter."""
    seat.press(Key.Key_H, CONTROL | SHIFT)
    assert seat.window.scene is Scene.SITE_HUB
    return seat.window.feature(SiteHub).page()


def is_on(seat: Seat) -> bool:
    return seat.site_hub.state.is_on


def turned_on(seat: Seat) -> None:
    seat.press(Key.Key_Return)
    seat.settle()


def test_enter_makes_this_pc_the_hub_and_shows_address_and_eight_characters(
    seat: Seat, page: SiteHubPage
) -> None:
    assert seat.window.feature(SiteHub)._setup.primary() is TURN_ON_HUB

    turned_on(seat)

    assert page.address.words() == "192.168.1.5:8443"
    assert page.fingerprint.words() == "A1B2 C3D4"
    assert seat.window.feature(SiteHub)._setup.primary() is MAKE_CODE


def test_enter_then_makes_a_code_for_the_chosen_station(seat: Seat, page: SiteHubPage) -> None:
    turned_on(seat)
    seat.press(Key.Key_Down)

    seat.press(Key.Key_Return)

    assert page.code.digits.text() == "482 913"
    assert "Loket 4" in page.code.good.text()
    assert "08.20" in page.code.good.text()


def test_another_choice_takes_the_code_away(seat: Seat, page: SiteHubPage) -> None:
    turned_on(seat)
    seat.press(Key.Key_Return)

    seat.press(Key.Key_Down)

    assert not page.code.digits.isVisible()


def test_a_station_that_connects_appears_and_the_code_stays(seat: Seat, page: SiteHubPage) -> None:
    turned_on(seat)
    seat.press(Key.Key_Return)

    seat.site_hub.change(stations=ON.stations[:1])
    seat.settle()

    assert page.stations.box.count() == 1
    assert page.code.digits.isVisible()


def test_it_ends_only_when_it_was_asked_twice(seat: Seat, page: SiteHubPage) -> None:
    turned_on(seat)

    seat.press(Key.Key_U, CONTROL | SHIFT)
    assert is_on(seat)
    seat.press(Key.Key_U, CONTROL | SHIFT)
    seat.settle()

    assert not is_on(seat)
    assert not page.address.isVisible()


def test_a_station_of_another_hub_is_told_so(seat: Seat, page: SiteHubPage) -> None:
    seat.site_hub.refusal = Refused("hub_elsewhere")

    turned_on(seat)

    page.look()
    seat.settle()
    assert page.notice.isVisible(), "looking again does not take it away"
    assert not page.shown.is_on


def test_escape_goes_back_to_the_work(seat: Seat, page: SiteHubPage) -> None:
    seat.press(Key.Key_Escape)

    assert seat.window.scene is Scene.IDLE


def test_a_code_that_was_used_is_gone(seat: Seat, page: SiteHubPage) -> None:
    turned_on(seat)
    seat.press(Key.Key_Return)

    seat.site_hub.change(free=ON.free[1:])
    seat.settle()

    assert not page.code.digits.isVisible()
    assert page.code.name() == "Loket 4"


def test_a_counter_whose_pc_is_replaced_is_asked_about_once(seat: Seat, page: SiteHubPage) -> None:
    turned_on(seat)
    seat.press(Key.Key_End)
    assert page.code.select.currentText() == "Loket 2, PC pengganti"

    seat.press(Key.Key_Return)
    assert not page.code.digits.isVisible()
    assert page.notice.isVisible()
    seat.press(Key.Key_Return)

    assert page.code.digits.isVisible()
    seat.site_hub.change(free=(*ON.free[:1], HubPlace("counter", 2)))
    seat.settle()
    assert page.code.digits.isVisible(), "the place is free now, and the code is for it"
