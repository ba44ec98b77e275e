"""Two counters and no IT staff: a PC becomes the hub, another connects, the plug is pulled and put back.

What is pressed is what docs/manual/dua-loket.md says.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from counter_app.app.network import THIS_PC, Network
from counter_app.app.printing import folder_printer
from counter_app.app.site_hub import SiteHub
from counter_app.app.window import application, counter_window
from counter_app.db.queries.counter import CounterScreen
from counter_app.db.store import Store
from counter_app.db.tables import TICKET
from counter_app.domain.ticket import TicketPhase
from counter_app.ui.commands import Scene
from counter_app.ui.counter.site_hub import SiteHub as HubFeature
from counter_app.ui.counter.window import CounterWindow
from tests.helpers.seat import CONTROL, SHIFT, Hands, Key
from tests.helpers.served import free_port
from tests.helpers.stations import PINS, ScriptedClock, Station, hall, is_clean, made_store, screen

pytestmark = pytest.mark.slow
SITE = replace(hall(), main_issuer=3, authority_counter=3)


class Counter(Hands):
    """A real window with everything behind it: sync, hub, printing."""

    window: CounterWindow

    def __init__(self, stack: ExitStack, store: Store, officer: str, network: Network) -> None:
        self.store, self.officer = store, officer
        self.woken, self.is_over = 0, False
        opened = stack.enter_context(counter_window(store, folder_printer(store), network))
        self.lanes, self.window = opened.lanes, opened.window
        self.sit_down(self.window, (1366, 768))

    def at_it(self) -> None:
        """This officer's turn at the one keyboard of the test."""
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)

    def begin(self) -> None:
        self.at_it()
        self.window.sign_in_page.officer.set_key(self.officer)
        self.window.sign_in_page.pin.setFocus()
        self.type(PINS[self.officer])
        self.press(Key.Key_Return)
        if self.window.scene is Scene.DAY:
            self.press(Key.Key_Return)
        self.wait_until(lambda: self.window.scene is Scene.IDLE)

    def issue(self, words: str) -> None:
        self.at_it()
        self.press(Key.Key_F8)
        self.type(words)
        self.press(Key.Key_Return)

    def next(self) -> str:
        """F2; answers who is called."""
        self.at_it()
        self.press(Key.Key_F2)
        self.wait_until(lambda: self.window.scene is Scene.CALLED)
        return self.in_hand()

    def serve_to_the_end(self) -> None:
        self.at_it()
        self.press(Key.Key_F5)
        self.wait_until(lambda: self.window.scene is Scene.SERVING)
        self.press(Key.Key_F6)
        self.wait_until(lambda: self.window.scene is Scene.OUTCOME)
        self.press(Key.Key_F6)
        self.wait_until(lambda: self.window.scene is Scene.IDLE)

    def serve_by_presence(self, number: str) -> None:
        """F2 while the hub is silent: who stands there is typed."""
        self.at_it()
        self.press(Key.Key_F2)
        self.wait_until(lambda: self.window.scene is Scene.PRESENCE)
        self.type(number)
        self.wait_until(self.window.rail.primary.isEnabled)
        self.press(Key.Key_F5)
        self.wait_until(lambda: self.window.scene is Scene.SERVING)
        self.press(Key.Key_F6)
        self.wait_until(lambda: self.window.scene is Scene.OUTCOME)
        self.press(Key.Key_F6)
        self.wait_until(lambda: self.window.scene is Scene.PRESENCE)

    def hub(self) -> SiteHub:
        """What the composition root has put behind the page."""
        found = self.window.feature(HubFeature).desk.site_hub
        assert isinstance(found, SiteHub)
        return found

    def phases(self) -> dict[str, int]:
        rows = self.store.read(
            lambda connection: connection.execute(select(TICKET.c.number, TICKET.c.phase)).all()
        )
        return {row.number: row.phase for row in rows}

    def in_hand(self) -> str:
        current = self.screen().current
        return "" if current is None else current.number

    def screen(self) -> CounterScreen:
        actor = self.window.acts.actor
        assert actor is not None
        return screen(Station(self.store, ScriptedClock(), actor))

    def waiting(self) -> list[str]:
        return [one.number for one in self.screen().waiting]


@pytest.fixture
def counters(tmp_path: Path, qapp: QApplication) -> Iterator[tuple[Counter, Counter]]:
    """Loket 3 and Loket 4 of the population office."""
    application("id")
    with ExitStack() as stack:
        made = []
        clock, network = ScriptedClock(), replace(THIS_PC, port=free_port())
        for number, officer in ((3, "P03"), (4, "P04")):
            store = made_store(tmp_path / str(number), counter=number, clock=clock, seed=number, at=SITE)
            stack.callback(store.close)
            made.append(Counter(stack, store, officer, network))
        yield made[0], made[1]


def test_two_counters_share_a_queue_and_a_pulled_plug_is_a_non_event(
    counters: tuple[Counter, Counter],
) -> None:
    three, four = counters
    connect(three, four)
    for _ in range(5):
        three.issue("kia")
    numbers = three.waiting()
    four.wait_until(lambda: four.waiting() == numbers)

    assert [three.next(), four.next()] == numbers[:2]
    three.serve_to_the_end()
    four.serve_to_the_end()

    pull_the_plug(three)
    four.serve_by_presence(numbers[2])
    plug_in_again(three)
    three.wait_until(lambda: three.waiting() == numbers[3:])
    four.wait_until(lambda: four.waiting() == numbers[3:])

    assert [four.next(), three.next()] == numbers[3:]
    four.serve_to_the_end()
    three.serve_to_the_end()
    four.wait_until(lambda: four.phases() == three.phases())
    assert set(three.phases().values()) == {TicketPhase.FINISHED}
    assert is_clean(three.store)
    assert is_clean(four.store)


def pull_the_plug(three: Counter) -> None:
    """Only the hub: the PC at which it runs goes on working."""
    assert three.hub().stop()


def plug_in_again(three: Counter) -> None:
    three.hub().start()


def connect(three: Counter, four: Counter) -> None:
    """The manual's page, step by step."""
    three.begin()
    three.press(Key.Key_H, CONTROL | SHIFT)
    three.press(Key.Key_Return)
    page = three.window.feature(HubFeature).page()
    three.wait_until(lambda: page.shown.is_answering)
    page.code.select.set_key(next(str(at) for at, one in enumerate(page.shown.free) if one.counter == 4))
    three.press(Key.Key_Return)
    three.wait_until(page.code.digits.isVisible)
    address, digits = f"http://127.0.0.1:{three.store.station.hub_port}", page.code.digits.text()
    four.at_it()
    four.press(Key.Key_H, CONTROL)
    connecting = four.window.opening.connect_page()
    connecting.address.setText(address)
    connecting.code.setFocus()
    four.type(digits)
    four.press(Key.Key_Return)
    four.wait_until(lambda: connecting.notice.accessibleName() == "Pusat loket menjawab")
    four.press(Key.Key_Return)
    four.wait_until(lambda: connecting.notice.accessibleName() == "Loket ini terhubung")
    four.press(Key.Key_Return)
    four.begin()
    three.at_it()
    three.wait_until(lambda: len(page.shown.stations) == 2)
    three.press(Key.Key_Escape)
