"""The counter window: shows the scene that its features want. What each does stands in its own module."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.domain.errors import Refused, Unavailable
from counter_app.ui import commands
from counter_app.ui.commands import WITH_WAITING, Command, Scene, told_keys
from counter_app.ui.commands import desk as keys
from counter_app.ui.counter.calling import Calling
from counter_app.ui.counter.context import CounterContext
from counter_app.ui.counter.feature import Feature
from counter_app.ui.counter.features import FEATURES
from counter_app.ui.counter.frame import CounterFrame
from counter_app.ui.counter.new_ticket import NewTicket
from counter_app.ui.counter.own_day import OwnDay
from counter_app.ui.counter.rail_facts import rail_facts
from counter_app.ui.counter.reading import read_counter
from counter_app.ui.counter.serving import Serving
from counter_app.ui.counter.sitting_down import SittingDown
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.keys import bind_keys
from counter_app.ui.desk.own_size import OwnSize
from counter_app.ui.desk.screen_feed import ScreenFeed
from counter_app.ui.i18n import text
from counter_app.ui.messages import sentence
from counter_app.ui.mishap import Mishaps
from counter_app.ui.theme import Theme

if TYPE_CHECKING:
    from counter_app.ui.counter.called_page import CalledPage
    from counter_app.ui.counter.idle_page import IdlePage
    from counter_app.ui.counter.search_page import SearchPage
    from counter_app.ui.counter.serving_page import ServingPage
    from counter_app.ui.desk.day_page import DayPage

F = TypeVar("F", bound=Feature)

SAID_ON_THE_PAGE = frozenset({"nobody_waiting"})
"""Refusals whose what-to-do the page in the middle says already."""

AHEAD_AFTER_MS = 300
"""The first screen stands by then: while its officer types the PIN, other pages are made, one at a time."""


class CounterWindow(CounterFrame):
    """One officer's window. ``CounterWindow(desk)``; closing it keeps what is half typed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._desk = desk
        self.context = CounterContext(desk, self)
        self.acts = self.context.acts
        self.feed = ScreenFeed(desk, partial(read_counter, counter=desk.number), self)
        self.mishaps = Mishaps(desk.store.new_id, self)
        self._features = {kind: kind(self.context) for kind in FEATURES}
        self._pages: dict[Scene, Callable[[], QWidget]] = {}
        self._owners: dict[Scene, Feature] = {}
        size = OwnSize(desk, self.acts, self)
        self._runs: dict[str, Callable[[], None]] = {
            keys.CLOSE.id: self._close_transient,
            keys.ZOOM_IN.id: size.larger,
            keys.ZOOM_OUT.id: size.smaller,
            keys.ZOOM_NORMAL.id: size.normal,
        }
        for feature in self._features.values():
            self._take_in(feature)
        self.opening = self.feature(SittingDown).opening
        self.sign_in_page = self.opening.sign_in_page
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self.setWindowTitle(f"{text('place.counter', n=desk.number)} · {desk.store.site.name}")
        self._connect()
        bind_keys(self, commands.COMMANDS, self._run)
        self._show()
        self._focus()
        self._ahead.start(AHEAD_AFTER_MS)

    @property
    def scene(self) -> Scene:
        """What is shown in the middle."""
        return self.context.scene

    def feature(self, kind: type[F]) -> F:
        """One of the window's features."""
        found = self._features[kind]
        if not isinstance(found, kind):
            raise TypeError(kind)
        return found

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is half typed, close the shift, hear nothing more."""
        for feature in self._features.values():
            feature.leave()
        self.acts.seat.sign_out()
        self.feed.stop()
        self._ahead.stop()
        super().closeEvent(event)

    def restyle(self, theme: Theme) -> None:
        """At another zoom the waiting are told elsewhere."""
        super().restyle(theme)
        if hasattr(self, "_runs"):
            self._show()

    def _take_in(self, feature: Feature) -> None:
        for scene, page in feature.pages().items():
            self._pages[scene], self._owners[scene] = page, feature
        self._runs |= {command.id: run for command, run in feature.runs().items()}

    @property
    def day_page(self) -> DayPage:
        """Which day it is."""
        return self.opening.day_page()

    @property
    def idle_page(self) -> IdlePage:
        """Nobody in front."""
        return self.feature(OwnDay).page()

    @property
    def called_page(self) -> CalledPage:
        """Somebody is on the way."""
        return self.feature(Calling).page()

    @property
    def serving_page(self) -> ServingPage:
        """Somebody sits here."""
        return self.feature(Serving).page()

    @property
    def search_page(self) -> SearchPage:
        """A service is looked for."""
        return self.feature(NewTicket).page()

    def _page(self, scene: Scene) -> QWidget:
        """The page of a scene, in its place. The tab goes from the work to who waits, then to the toast."""
        page = self._pages[scene]()
        if self.work.stack.indexOf(page) < 0:
            self.work.stack.addWidget(page)
            own = [part for part in page.findChildren(QWidget) if _is_tab_stop(part, page)]
            for before, after in pairwise([*own[-1:], self.waiting.rows.list, self.toast.undo_link()]):
                QWidget.setTabOrder(before, after)
        return page

    @Slot()
    def _make_ahead(self) -> None:
        """One page that was not seen yet; between two of them keys are heard."""
        stack = self.work.stack
        scene = next((one for one, page in self._pages.items() if stack.indexOf(page()) < 0), None)
        if scene is not None:
            self._page(scene)
            self._ahead.start(0)

    def _connect(self) -> None:
        self.feed.arrived.connect(self._take_screen)
        self._ahead.timeout.connect(self._make_ahead)
        self._desk.lanes.crashed.connect(self.mishaps.report)
        self.context.changed.connect(self._show)
        self.context.asked.connect(self.feed.ask)
        self.context.focus_wanted.connect(self._focus)
        self.acts.refused.connect(self._refuse)
        self.acts.seat.taken_over.connect(self._start_over)
        self.acts.succeeded.connect(self.work.trouble_is_over)
        for failed in (self.feed.failed, self.context.failed):
            failed.connect(self.work.show_trouble)
        self.acts.unavailable.connect(self._tell_trouble)
        self.rail.triggered.connect(self._run)
        self.context.command_wanted.connect(self._run_wanted)
        if self._desk.sync is not None:
            self._desk.sync.arrived.connect(self._show_sync)

    def _run(self, command: Command) -> None:
        """In the page that is seen a key may mean that page's own."""
        if self.scene in command.scenes:
            own = self._owners[self.scene].own_runs()
            own.get(command, self._runs[command.id])()

    @Slot(str)
    def _run_wanted(self, command_id: str) -> None:
        """As if its key were pressed."""
        for command in commands.COMMANDS:
            if command.id == command_id:
                self._run(command)

    @Slot(object)
    def _take_screen(self, screen: CounterScreen) -> None:
        self.context.screen = screen
        self._show()

    @Slot()
    def _show(self) -> None:
        wanted = (feature.scene() for feature in self._features.values())
        scene = next(one for one in wanted if one is not None)
        is_new = scene is not self.scene
        self.context.scene = scene
        page = self._page(scene)
        self._show_rail()
        self._show_screen()
        if is_new:  # else Qt would hand the focus of the page that goes to whatever comes next
            self.rail.primary.setFocus()
        self.work.stack.setCurrentWidget(page)
        self.set_waiting_wanted(scene in WITH_WAITING)
        if is_new:
            for feature in self._features.values():
                feature.scene_changed()
            self._focus()

    def _show_rail(self) -> None:
        desk, screen, away = self._desk, self.context.screen, self.feature(SittingDown).away()
        facts = rail_facts(
            away or self.scene, screen, counter=desk.number, catalogue=desk.store.catalogue, zone=desk.zone
        )
        self.rail.show_facts(self._owners[self.scene].rail(facts))
        parts = [text("place.counter", n=desk.number), desk.store.site.name]
        actor = None if away else self.acts.actor
        self.work.set_locked(bool(away) and self.acts.actor is not None)
        self.status.set_place(*([actor.officer_name, *parts] if actor else parts))
        self.status.set_keys([(key, text(words)) for key, words in told_keys(self.scene)])

    def _show_screen(self) -> None:
        screen = self.context.screen
        if screen is None:
            return
        for feature in self._features.values():
            feature.show_screen(screen)
        self._show_sync()

    @Slot()
    def _show_sync(self) -> None:
        self._desk.show_sync(self.status, self.work)

    @Slot()
    def _focus(self) -> None:
        """The first focus is where work goes on."""
        self.rail.primary.setFocus()
        self._owners[self.scene].enter()

    @Slot(object)
    def _refuse(self, error: Refused) -> None:
        told = sentence(error)
        words = told.title if error.code in SAID_ON_THE_PAGE else told.sentence
        self.toast.show_message(words, can_undo=False, sign="warning")
        self.feed.ask()

    @Slot(object)
    def _tell_trouble(self, error: Unavailable) -> None:
        """That the hub is away is said by the page of a free desk."""
        if error.code != "authority_away" or self.context.current() is not None:
            self.work.show_trouble(error)

    @Slot()
    def _start_over(self) -> None:
        """Another officer has the desk: what the former one had opened over the work is closed."""
        for feature in self._features.values():
            feature.close()

    @Slot()
    def _close_transient(self) -> None:
        if not any(feature.close() for feature in self._features.values()):
            self.toast.hide()


def _is_tab_stop(part: QWidget, page: QWidget) -> bool:
    """Not the list that a select opens: that is a window of its own."""
    return bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus) and part.window() is page.window()
