"""One applicant, from F8 to the day's figure, played on the real window by key presses.

The words are the officer's; the clock is scripted, so that the figures are the same on every machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import Connection, func, select

from counter_app.db.queries.counter import CounterScreen
from counter_app.db.queries.day import open_day_number
from counter_app.db.store import Store
from counter_app.db.tables import PRINT_JOB
from counter_app.domain.errors import Unavailable
from counter_app.operations.print_jobs import PRINTED
from counter_app.ui.commands import Scene
from counter_app.ui.counter.window import CounterWindow
from counter_app.ui.reception.window import ReceptionWindow

STORY_BEGINS = "2026-11-23T09:31:07+08:00"
"""Monday morning in Atambua, as in the pictures of the plan."""
PATIENCE_S = 20.0
_STEP_MS = 5
_REST_MS = 100


class ScriptedClock:
    """A clock that stands still until the story lets time pass."""

    def __init__(self, begins: str) -> None:
        self._now_ms = int(datetime.fromisoformat(begins).timestamp()) * 1000

    def __call__(self) -> int:
        """UTC milliseconds."""
        return self._now_ms

    def pass_s(self, seconds: int) -> None:
        """Time goes by."""
        self._now_ms += seconds * 1000


StoryWindow = CounterWindow | ReceptionWindow


class Hands(QObject):
    """Presses keys on whatever has the focus, as a person would, and waits for the window to answer."""

    def __init__(self, window: StoryWindow, store: Store) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._screen: CounterScreen | None = None
        window.feed.arrived.connect(self._see)

    @Slot(object)
    def _see(self, screen: object) -> None:
        if isinstance(screen, CounterScreen):
            self._screen = screen

    def take_seat(self) -> None:
        """From now on keys go to this window."""
        self._window.raise_()
        self._window.activateWindow()
        QTest.qWaitForWindowActive(self._window)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key."""
        QTest.keyClick(self._target(), key, modifier)

    def type(self, words: str) -> None:
        """Letters, one after the other."""
        QTest.keyClicks(self._target(), words)

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def rest(self) -> None:
        """Lets the window draw what it has heard."""
        QTest.qWait(_REST_MS)

    def until(self, what: str, is_so: Callable[[], bool]) -> None:
        """Waits for the window. Raises Unavailable("story_stuck", what=…) when it never comes."""
        give_up = time.monotonic() + PATIENCE_S
        while not is_so():
            if time.monotonic() > give_up:
                raise Unavailable("story_stuck", what=what)
            QTest.qWait(_STEP_MS)

    def until_scene(self, scene: Scene) -> None:
        """Waits until the window shows a scene."""
        self.until(f"scene {scene}", lambda: self._window.scene is scene)

    def until_paper(self, number: int, state: str) -> None:
        """Waits until the checklist shows a requirement in a state."""
        self.until(f"paper {number} {state}", lambda: self._shows(number, state))

    def _shows(self, number: int, state: str) -> bool:
        current = self._screen.current if self._screen else None
        return current is not None and any(
            row.number == number and row.state == state and row.applies is not None
            for row in current.checklist
        )

    def until_waiting(self, tickets: int) -> None:
        """Waits until the list shows so many waiting tickets: another station's arrive with the sync."""
        self.until(
            f"{tickets} waiting", lambda: self._screen is not None and len(self._screen.waiting) == tickets
        )

    def until_day_is_open(self) -> None:
        """Waits until this station knows of the open business day."""
        site = self._store.site.code
        self.until(
            "an open day",
            lambda: self._store.read(lambda connection: open_day_number(connection, site)) is not None,
        )

    def until_printed(self, papers: int) -> None:
        """Waits until so many papers came out."""
        self.until(f"{papers} papers", lambda: self._store.read(_papers_out) >= papers)


def _papers_out(connection: Connection) -> int:
    return connection.execute(
        select(func.count()).select_from(PRINT_JOB).where(PRINT_JOB.c.state == PRINTED)
    ).scalar_one()


def play(counter: Hands, reception: Hands, clock: ScriptedClock, picture: Callable[[str], None]) -> None:
    """The whole story. ``picture`` is called with a name at the moment that shows most of a window."""
    sign_in_and_open_the_day(counter)
    sign_in_at_the_door(reception)
    issue_for_a_lost_card(reception, picture)
    counter.take_seat()
    counter.until_waiting(1)
    clock.pass_s(11 * 60)
    call_and_start(counter, clock)
    clock.pass_s(4 * 60)
    fill_the_form(counter)
    judge_the_papers(counter, picture)
    clock.pass_s(6 * 60)
    complete_the_papers(counter)
    clock.pass_s(2 * 60)
    finish(counter)


def sign_in_and_open_the_day(hands: Hands) -> None:
    """An officer of Disdukcapil sits down at Loket 3; today is Monday."""
    hands.take_seat()
    hands.until_scene(Scene.SIGN_IN)
    hands.press(Qt.Key.Key_Tab)
    hands.type("3333")
    hands.press(Qt.Key.Key_Return)
    hands.until_scene(Scene.DAY)
    hands.press(Qt.Key.Key_Return)
    hands.until_scene(Scene.IDLE)


def sign_in_at_the_door(hands: Hands) -> None:
    """The reception sits down; the day is open already."""
    hands.until_day_is_open()
    hands.take_seat()
    hands.until_scene(Scene.SIGN_IN)
    hands.press(Qt.Key.Key_Tab)
    hands.type("7001")
    hands.press(Qt.Key.Key_Return)
    hands.until_scene(Scene.RECEPTION)


def issue_for_a_lost_card(hands: Hands, picture: Callable[[str], None]) -> None:
    """Somebody comes who lost the ID card: everyday words, Enter adds, F8 prints the slip."""
    hands.type("ktp hilang")
    hands.press(Qt.Key.Key_Return)
    hands.rest()
    picture("reception")
    hands.press(Qt.Key.Key_F8)
    hands.until_printed(1)


def call_and_start(hands: Hands, clock: ScriptedClock) -> None:
    """F2 calls, the person comes, F5 starts."""
    hands.press(Qt.Key.Key_F2)
    hands.until_scene(Scene.CALLED)
    clock.pass_s(40)
    hands.press(Qt.Key.Key_F5)
    hands.until_scene(Scene.SERVING)


def fill_the_form(hands: Hands) -> None:
    """NIK, name, date of birth, phone; Enter goes to the next field."""
    for words in ("5304121708900001", "Contoh Pemohon", "17 8 1990", "0812 3456 7890"):
        hands.type(words)
        hands.press(Qt.Key.Key_Return)


def judge_the_papers(hands: Hands, picture: Callable[[str], None]) -> None:
    """The family card is there; the police letter applies and is missing; the card is not damaged."""
    for letter, number, state in (
        ("a", 1, "present"), ("y", 2, "unchecked"), ("k", 2, "missing"), ("t", 3, "not_applicable"),
    ):  # fmt: skip
        hands.type(letter)
        hands.until_paper(number, state)
    hands.rest()
    picture("counter")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.until_printed(1)


def complete_the_papers(hands: Hands) -> None:
    """The missing letter was fetched: A, and the receipt prints."""
    hands.type("a")
    hands.until_paper(2, "present")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.until_printed(2)


def finish(hands: Hands) -> None:
    """F6."""
    hands.press(Qt.Key.Key_F6)
    hands.until_scene(Scene.IDLE)
