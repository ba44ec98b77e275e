"""Pages are made when they are seen, or ahead of it: no start waits for them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from counter_app.ui.counter.serving import Serving
from tests.helpers.seat import Seat


def pages(seat: Seat) -> list[QWidget | None]:
    stack = seat.window.work.stack
    return [stack.widget(place) for place in range(stack.count())]


def next_stop(part: QWidget) -> QWidget:
    following = part.nextInFocusChain()
    assert following is not None
    return following


def test_a_start_makes_only_the_page_that_is_seen(empty_seat: Seat) -> None:
    assert pages(empty_seat) == [empty_seat.window.sign_in_page]
    assert empty_seat.window.feature(Serving).page.made is None


def test_the_other_pages_are_made_while_the_officer_types_the_pin(empty_seat: Seat) -> None:
    window = empty_seat.window
    focus = empty_seat.focus()
    empty_seat.wait_until(lambda: window.feature(Serving).page.made in pages(empty_seat))

    assert window.work.stack.currentWidget() is window.sign_in_page
    assert empty_seat.focus() is focus
    assert window.sign_in_page.isAncestorOf(focus)


def test_the_tab_goes_from_the_papers_to_who_waits_then_to_the_toast(seat: Seat) -> None:
    window = seat.window
    foot, waiting = window.serving_page.foot.button, window.waiting.rows.list
    seat.wait_until(lambda: window.serving_page in pages(seat) and window.search_page in pages(seat))
    stops = [foot, waiting, window.toast.undo_link(), window.rail.primary]
    order: list[QWidget] = []
    part: QWidget = foot
    while len(order) < len(stops):
        if part in stops:
            order.append(part)
        part = next_stop(part)

    assert order == stops, "round and round"
