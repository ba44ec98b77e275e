"""The reception's seat: a real station, its window offscreen, and keys to press."""

from __future__ import annotations

from pathlib import Path

from counter_app.db.store import Store
from counter_app.ui.connect.hub import HubFinder
from counter_app.ui.desk.sync_news import SyncNews
from counter_app.ui.reception.window import ReceptionWindow
from tests.helpers.seat import Hands, Key
from tests.helpers.stations import PINS, ScriptedClock, made_store


class FrontDesk(Hands):
    """One reception with a person's hands."""

    window: ReceptionWindow

    def __init__(
        self,
        folder: Path,
        *,
        clock: ScriptedClock | None = None,
        store: Store | None = None,
        sync: SyncNews | None = None,
        finder: HubFinder | None = None,
        size: tuple[int, int] = (1366, 768),
    ) -> None:
        self.clock = clock or ScriptedClock()
        made = store or made_store(folder, kind="reception", counter=0, clock=self.clock)
        super().__init__(made)
        self.sync = sync
        self.window = ReceptionWindow(self.desk(0, sync, finder))
        self.sit_down(self.window, size)

    def sign_in(self, officer: str = "R01") -> None:
        """By keys, as an officer does."""
        self.window.sign_in_page.officer.set_key(officer)
        self.window.sign_in_page.pin.setFocus()
        self.type(PINS[officer])
        self.press(Key.Key_Return)

    def begin(self) -> None:
        """Signed in, the day open."""
        self.sign_in()
        self.press(Key.Key_Return)

    def add(self, words: str) -> None:
        """Everyday words, Enter."""
        self.type(words)
        self.press(Key.Key_Return)
