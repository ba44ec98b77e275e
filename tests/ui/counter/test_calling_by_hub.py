"""F2 at one of several counters: the hub decides, the officer presses the same key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from counter_app.app.syncing import StationSync
from counter_app.domain.catalogue import Site
from counter_app.sync.enrol import enrol_store
from counter_app.sync.hub_link import read_link, write_link
from counter_app.ui.commands import Scene
from counter_app.ui.counter import queue_verbs
from counter_app.ui.desk import move_verbs
from counter_app.ui.desk.sync_news import SyncNews
from tests.helpers.hubs import Centre, drain
from tests.helpers.line import GOOD, Fault, Line
from tests.helpers.seat import Key, Seat
from tests.helpers.stations import ScriptedClock, hall, made_store

SHARED = replace(hall(), main_issuer=3, authority_counter=0)


def seat_at(
    centre: Centre, folder: Path, counter: int, officer: str, site: Site = SHARED
) -> tuple[Seat, StationSync]:
    clock = ScriptedClock()
    store = made_store(folder, counter=counter, clock=clock, seed=counter, at=site)
    enrol_store(store, centre.url, "", centre.code(counter=counter))
    sync = StationSync(store, SyncNews())
    return Seat(folder, counter=counter, officer=officer, clock=clock, store=store, authority=sync), sync


@pytest.fixture
def seats(centre: Centre, tmp_path: Path) -> Iterator[tuple[Seat, Seat]]:
    """Loket 3 has opened the day; Loket 4 hears of it."""
    centre.publish(SHARED)
    three, asked_by_three = seat_at(centre, tmp_path / "3", 3, "P03")
    three.begin()
    send(centre, three)
    four, asked_by_four = seat_at(centre, tmp_path / "4", 4, "P04")
    exchange = centre.again(four.store)
    exchange.greet()
    while exchange.pull():
        pass
    four.sign_in()
    yield three, four
    for seat, asked in ((four, asked_by_four), (three, asked_by_three)):
        seat.close()
        asked.stop()


def send(centre: Centre, seat: Seat) -> None:
    drain(centre.again(seat.store))
    seat.window.feed.ask()
    seat.settle()


def sit(seat: Seat) -> None:
    """The keyboard is this officer's now."""
    seat.window.activateWindow()
    QTest.qWaitForWindowActive(seat.window)
    seat.settle()


def said_above(seat: Seat) -> str:
    """The words of the notice bar."""
    return " ".join(label.text() for label in seat.window.work.notice.findChildren(QLabel))


def number(seat: Seat) -> str:
    screen = seat.window.context.screen
    assert screen is not None
    return screen.current.number if screen.current else ""


def test_two_officers_press_f2_and_two_people_are_called(centre: Centre, seats: tuple[Seat, Seat]) -> None:
    three, four = seats
    sit(three)
    for _ in range(2):
        three.issue("kia")
    three.press(Key.Key_F2)
    sit(four)
    four.press(Key.Key_F2)

    assert [number(three), number(four)] == ["B001", "B002"]
    assert four.window.scene is Scene.CALLED


def test_f6_and_f2_pressed_at_once_reach_the_hub_in_that_order(seats: tuple[Seat, Seat]) -> None:
    three, _ = seats
    sit(three)
    for _ in range(2):
        three.issue("kia")
    three.press(Key.Key_F2)
    three.press(Key.Key_F5)
    actor = three.window.acts.actor
    current = three.window.context.current()
    assert actor is not None
    assert current is not None
    three.window.acts.run(move_verbs.finish(current.ticket_id, current.number))
    three.window.acts.run(queue_verbs.call_next())
    three.settle()

    assert number(three) == "B002"


def test_f12_takes_the_hubs_call_back(seats: tuple[Seat, Seat]) -> None:
    three, _ = seats
    sit(three)
    three.issue("kia")
    three.press(Key.Key_F2)
    three.press(Key.Key_F12)

    assert number(three) == ""
    three.press(Key.Key_F2)
    assert number(three) == "B001"


def test_an_empty_queue_says_so(seats: tuple[Seat, Seat]) -> None:
    _, four = seats
    four.press(Key.Key_F2)

    assert four.window.scene is Scene.IDLE
    assert four.window.toast.words()


def test_while_the_hub_is_away_who_stands_here_is_served(line: Line, seats: tuple[Seat, Seat]) -> None:
    three, _ = seats
    sit(three)
    three.issue("kia")
    link = read_link(three.store.folder)
    assert link is not None
    write_link(three.store.folder, replace(link, url=line.url))
    line.fault = Fault(cut_up=0)
    three.press(Key.Key_F2)

    assert three.window.scene is Scene.PRESENCE
    three.type("1")
    three.press(Key.Key_Return)
    assert (number(three), three.window.scene) == ("B001", Scene.SERVING)

    line.fault = GOOD
    three.press(Key.Key_F12)
    assert number(three) == ""
    three.press(Key.Key_F2)
    assert (number(three), three.window.scene) == ("B001", Scene.CALLED)
