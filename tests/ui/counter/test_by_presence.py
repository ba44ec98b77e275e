"""The hub does not answer: who stands here is served by the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from counter_app.ui.commands import Scene
from counter_app.ui.counter.by_presence import ByPresence
from counter_app.ui.desk.sync_news import SyncNews
from tests.helpers.scripted_authority import ScriptedAuthority
from tests.helpers.seat import Key, Seat


@dataclass(frozen=True)
class Report:
    """Of the sync thread."""

    last_sent_ms: int | None
    problem: str = ""
    unsent: int = 0
    unsent_since_ms: int | None = None
    new_issuer: int = 0


@pytest.fixture
def authority() -> ScriptedAuthority:
    return ScriptedAuthority()


@pytest.fixture
def news() -> SyncNews:
    return SyncNews()


@pytest.fixture
def seat(tmp_path: Path, authority: ScriptedAuthority, news: SyncNews) -> Iterator[Seat]:
    """Two people wait, and F2 was pressed while the hub is away."""
    made = Seat(tmp_path / "station", authority=authority, sync=news)
    made.begin()
    for _ in range(2):
        made.issue("kia")
    authority.decide_for(made.store)
    made.press(Key.Key_F2)
    yield made
    made.close()


def rail(seat: Seat) -> tuple[str, str, bool]:
    """What is typed, what is known of it, and whether F5 can be pressed."""
    block = seat.window.rail.block
    return block.field.text(), block.title.text(), seat.window.rail.primary.isEnabled()


def current(seat: Seat) -> tuple[str, str] | None:
    found = seat.window.context.current()
    return None if found is None else (found.number, found.service_code)


def scene(seat: Seat) -> Scene:
    return seat.window.scene


def page_says(seat: Seat) -> str:
    return seat.window.feature(ByPresence).page().notice.accessibleName()


def test_the_field_stands_where_the_number_stands_and_the_page_says_since_when(seat: Seat) -> None:
    assert scene(seat) is Scene.PRESENCE
    assert seat.focus() is seat.window.rail.block.field
    assert rail(seat) == ("", "", False)
    assert "08.10" in page_says(seat)
    assert "08.10" in seat.window.waiting.longest.text()


def test_a_number_that_waits_is_found_while_it_is_typed_and_f5_serves_it(seat: Seat) -> None:
    seat.type("b2")
    words, title, is_ready = rail(seat)
    assert (words, is_ready) == ("B2", True)
    assert title
    assert seat.window.waiting.rows.list.currentIndex().row() == 1

    seat.press(Key.Key_F5)

    found = current(seat)
    assert found is not None
    assert (found[0], scene(seat)) == ("B002", Scene.SERVING)


def test_digits_alone_and_enter_are_enough(seat: Seat) -> None:
    seat.type("1")
    seat.press(Key.Key_Return)

    found = current(seat)
    assert found is not None
    assert found[0] == "B001"


def test_an_unknown_number_asks_for_its_service_and_is_served(seat: Seat) -> None:
    seat.type("b147")
    page = seat.window.feature(ByPresence).page()
    assert not page.services.isHidden()
    assert page.history.isHidden()

    seat.press(Key.Key_F5)
    assert seat.focus() is page.services.field
    seat.type("akta lahir")
    seat.press(Key.Key_F5)

    assert current(seat) == ("B147", "B06")
    assert scene(seat) is Scene.SERVING
    seat.press(Key.Key_F12)
    assert (current(seat), scene(seat)) == (None, Scene.PRESENCE)


def test_it_is_finished_like_any_other_and_the_page_is_there_for_the_next_one(seat: Seat) -> None:
    seat.type("b147")
    seat.press(Key.Key_Return)
    seat.press(Key.Key_Return)
    seat.press(Key.Key_F6)
    seat.press(Key.Key_Return)

    assert scene(seat) is Scene.PRESENCE
    assert rail(seat) == ("", "", False)
    rows = seat.window.feature(ByPresence).page().history.list.rows.rows
    assert [row.number for row in rows] == ["B147"]


def test_esc_goes_back_to_the_number_and_then_takes_it_back(seat: Seat) -> None:
    seat.type("b147")
    seat.press(Key.Key_F5)
    seat.press(Key.Key_Escape)
    assert seat.focus() is seat.window.rail.block.field

    seat.press(Key.Key_Escape)

    assert rail(seat) == ("", "", False)


def test_what_is_no_number_here_says_so(seat: Seat) -> None:
    seat.type("xyz")
    assert not rail(seat)[2]

    seat.press(Key.Key_Return)

    assert current(seat) is None
    assert seat.window.toast.words()


def test_a_number_chosen_in_the_line_is_put_into_the_field(seat: Seat) -> None:
    seat.window.waiting.number_wanted.emit("B002")
    seat.settle()

    assert rail(seat)[0] == "B002"
    assert scene(seat) is Scene.PRESENCE


def test_f2_asks_again_with_the_same_press_and_after_somebody_was_served_with_another(
    seat: Seat, authority: ScriptedAuthority
) -> None:
    seat.press(Key.Key_F2)
    assert len({press.key for press in authority.presses}) == 1

    seat.type("1")
    seat.press(Key.Key_F5)
    seat.press(Key.Key_F6)
    seat.press(Key.Key_Return)
    seat.press(Key.Key_F2)

    assert len({press.key for press in authority.presses}) == 2


def test_when_the_hub_answers_again_everything_is_as_before(seat: Seat, authority: ScriptedAuthority) -> None:
    authority.is_away = False

    seat.press(Key.Key_F2)

    assert scene(seat) is Scene.IDLE
    assert "08.10" not in seat.window.waiting.longest.text()


def test_what_reached_the_hub_by_the_sync_thread_ends_it_too(seat: Seat, news: SyncNews) -> None:
    news.report(Report(seat.clock() - 1))
    seat.settle()
    assert scene(seat) is Scene.PRESENCE

    news.report(Report(seat.clock() + 1))
    seat.settle()

    assert scene(seat) is Scene.IDLE


def test_f9_prints_a_paper_of_the_day_again(seat: Seat) -> None:
    seat.type("1")
    seat.press(Key.Key_F5)
    seat.press(Key.Key_F6)
    seat.press(Key.Key_Return)
    seat.window.feature(ByPresence).page().history.go_to_list()
    seat.press(Key.Key_Down)

    seat.press(Key.Key_F9)

    assert "B001" in seat.window.toast.words()
    assert scene(seat) is Scene.PRESENCE
