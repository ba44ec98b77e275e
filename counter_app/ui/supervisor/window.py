"""The supervisor's window: wires keys, acts and fresh readings to the screens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from counter_app.db.queries.hall import HallScreen, hall_screen
from counter_app.db.store import Store
from counter_app.domain.entry import EntryRef
from counter_app.domain.errors import Refused
from counter_app.ui.commands import SUPERVISING, SUPERVISOR_COMMANDS, Command, Scene, told_keys
from counter_app.ui.commands import desk as keys
from counter_app.ui.commands import supervisor as own_keys
from counter_app.ui.desk.acts import DeskActs
from counter_app.ui.desk.answers import Answer
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.keys import bind_keys
from counter_app.ui.desk.opening import Opening
from counter_app.ui.desk.own_size import OwnSize
from counter_app.ui.desk.screen_feed import CONCERNS, ScreenFeed
from counter_app.ui.figures import clock_time, day_in_words
from counter_app.ui.i18n import text
from counter_app.ui.messages import sentence
from counter_app.ui.mishap import Mishaps
from counter_app.ui.reception.away import Away
from counter_app.ui.reception.rail import Before
from counter_app.ui.supervisor import hall_verbs
from counter_app.ui.supervisor.acts import HallAct
from counter_app.ui.supervisor.figuring import Figuring
from counter_app.ui.supervisor.frame import SupervisorFrame
from counter_app.ui.supervisor.hall_page import HallPage
from counter_app.ui.supervisor.overlays import Overlays
from counter_app.ui.supervisor.report_screen import ReportScreen

REST_MS = 1_000
"""A full hall commits several times a second; nobody reads faster."""
TAB_SCENES = (Scene.HALL, Scene.FIGURES, Scene.REPORTS)
"""In the order of the tabs."""
HALL_CONCERNS = CONCERNS | {"counter", "shift", "station", "incident"}


class SupervisorWindow(SupervisorFrame):
    """One supervisor's window. ``SupervisorWindow(desk)``."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._desk = desk
        self._undo: EntryRef | None = None
        self._tab = Scene.HALL
        self._screen: HallScreen | None = None
        self.scene = Scene.SIGN_IN
        self.acts = DeskActs(desk, self)
        self.feed = ScreenFeed(desk, _read, self, concerns=HALL_CONCERNS, rest_ms=REST_MS)
        self.mishaps = Mishaps(desk.store.new_id, self)
        self.opening = Opening(desk, self.acts, self)
        self.sign_in_page = self.opening.sign_in_page
        self.hall = HallPage(desk)
        self.figuring = Figuring(desk, lambda: self.acts.actor, self)
        self.reports = ReportScreen(desk.reports, self)
        self._pages: dict[Scene, QWidget] = {Scene.SIGN_IN: self.sign_in_page, Scene.HALL: self.hall}
        if desk.finder is not None:
            self._pages[Scene.CONNECT] = self.opening.connect_page()
        for page in self._pages.values():
            self.work.stack.addWidget(page)
        away = Away(desk, self.acts, self.opening, self)
        self.overlays = Overlays(desk, self, self.acts, self._agency, lambda: self.scene, away)
        self._size = OwnSize(desk, self.acts, self)
        self._runs = self._command_table()
        self.setWindowTitle(f"{text('hall.place')} · {desk.store.site.name}")
        self._connect()
        bind_keys(self, SUPERVISOR_COMMANDS, self._run)
        self._show()
        self.sign_in_page.focus_first()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the shift, hear nothing more."""
        self.acts.seat.sign_out()
        self.feed.stop()
        self.reports.reporting.stop()
        super().closeEvent(event)

    def _command_table(self) -> dict[str, Callable[[], None]]:
        return {
            keys.SIGN_IN.id: self.sign_in_page.submit,
            keys.CONNECT.id: self.opening.open_connect,
            keys.CONNECT_NOW.id: lambda: self.opening.connect_page().submit(),
            own_keys.VIEW_HALL.id: lambda: self._view(Scene.HALL),
            own_keys.VIEW_DAY.id: lambda: self._view(Scene.FIGURES),
            own_keys.VIEW_REPORTS.id: lambda: self._view(Scene.REPORTS),
            own_keys.PRINT_REPORT.id: self._print_day,
            own_keys.MAKE_REPORT.id: lambda: self.reports.page().submit(),
            own_keys.DAY_BEFORE.id: lambda: self.figuring.move(-1),
            own_keys.DAY_AFTER.id: lambda: self.figuring.move(1),
            keys.UNDO.id: self._take_back,
            keys.CLOSE.id: self._close_transient,
            keys.ZOOM_IN.id: self._size.larger,
            keys.ZOOM_OUT.id: self._size.smaller,
            keys.ZOOM_NORMAL.id: self._size.normal,
            **self.overlays.runs(),
        }

    def _connect(self) -> None:
        self.feed.arrived.connect(self._take_screen)
        self._desk.lanes.crashed.connect(self.mishaps.report)
        self.acts.answered.connect(self._answer)
        self.acts.refused.connect(self._refuse)
        self.acts.succeeded.connect(self.work.trouble_is_over)
        self.acts.seat.taken_over.connect(self._start_over)
        self.opening.changed.connect(self._after_opening)
        self.opening.pin_help.said.connect(self._say)
        self.overlays.changed.connect(self._show)
        self.overlays.finding.said.connect(self._say)
        self.overlays.finding.command_wanted.connect(self._run_wanted)
        for failed in (
            self.feed.failed, self.opening.failed, self.acts.unavailable, self.overlays.failed,
            self.figuring.failed,
        ):  # fmt: skip
            failed.connect(self.work.show_trouble)
        self.rail.pressed.connect(self._press_primary)
        self.tabs.chosen.connect(self._choose_tab)
        self.toast.undo_requested.connect(self._take_back)
        self.hall.wanted.connect(self._do)
        self.reports.said.connect(self._say)
        self.figuring.print_wanted.connect(self._print_day)
        self.reports.crashed.connect(self.mishaps.report)
        if self._desk.sync is not None:
            self._desk.sync.arrived.connect(self._show_status)

    def _run(self, command: Command) -> None:
        if self.scene in command.scenes and command.id in self._runs:
            self._runs[command.id]()

    @Slot(str)
    def _run_wanted(self, command_id: str) -> None:
        """As if its key were pressed."""
        for command in SUPERVISOR_COMMANDS:
            if command.id == command_id:
                self._run(command)

    @Slot()
    def _press_primary(self) -> None:
        over = self.overlays.primary(self.scene)
        self._runs[(over or self._before())[1].id]()

    # what is shown

    @Slot(object)
    def _take_screen(self, screen: HallScreen) -> None:
        self._screen = screen
        self.hall.show_screen(screen)
        self.overlays.closing.hear()
        self.figuring.hear(screen, is_seen=self.scene is Scene.FIGURES)
        self._show_status()

    @Slot()
    def _after_opening(self) -> None:
        self.feed.ask()
        self._show()

    @Slot()
    def _start_over(self) -> None:
        """Another supervisor has the desk."""
        self._undo = None
        self.overlays.start_over()

    def _agency(self) -> str:
        return self.acts.actor.agency if self.acts.actor is not None else ""

    def _scene(self) -> Scene:
        over = self.overlays.scene()
        if over is not None:
            return over
        return self._tab if self.acts.actor is not None else self.opening.first_scene()

    @Slot()
    def _show(self) -> None:
        scene = self._scene()
        is_new = scene is not self.scene
        self.scene = scene
        self.reports.is_seen = scene is Scene.REPORTS
        self.show_tabs(scene in SUPERVISING)
        self._show_rail()
        self._show_status()
        self.work.stack.setCurrentWidget(self._page(scene))
        if is_new:
            self._enter_scene(scene)

    def _page(self, scene: Scene) -> QWidget:
        pages: dict[Scene, Callable[[], QWidget]] = {
            **self.overlays.pages(), Scene.FIGURES: self.figuring.page, Scene.REPORTS: self.reports.page,
        }  # fmt: skip
        late = pages.get(scene)
        page = self._pages[scene] if late is None else late()
        if self.work.stack.indexOf(page) < 0:
            self.work.stack.addWidget(page)
        return page

    def _show_rail(self) -> None:
        if self.scene in SUPERVISING:
            self.tabs.show_present(TAB_SCENES.index(self.scene))
            return
        title, command = self.overlays.primary(self.scene) or self._before()
        self.rail.show_before(Before(title, command))
        self.say_before(text(title))

    def _before(self) -> tuple[str, Command]:
        if self.scene is Scene.CONNECT:
            return "connect.none_yet", keys.CONNECT_NOW
        return "sign_in.nobody", keys.SIGN_IN

    @Slot()
    def _show_status(self) -> None:
        away, site = self.overlays.away.scene(), self._desk.store.site
        actor = None if away else self.acts.actor
        self.work.set_locked(bool(away) and self.acts.actor is not None)
        self.status.set_place(
            *((actor.officer_name, site.name) if actor else (text("hall.place"), site.name))
        )
        self.status.set_keys([(key, text(words)) for key, words in told_keys(self.scene)])
        self._desk.show_sync(self.status, self.work)
        if self._screen is not None:
            self._show_reading(self._screen)

    def _show_reading(self, screen: HallScreen) -> None:
        day = day_in_words(date.fromisoformat(screen.business_day)) if screen.business_day else ""
        self.tabs.show_time(day or text("hall.closed_day"), clock_time(screen.now_ms, self._desk.zone))
        heard, known = sum(not one.is_silent for one in screen.stations), len(screen.stations)
        if known:
            self.status.set_printer(text("status.stations", n=heard, total=known), is_well=heard == known)

    def _enter_scene(self, scene: Scene) -> None:
        """The first focus is where work goes on."""
        if self.overlays.scene() is not None:
            self.overlays.enter()
        elif scene is Scene.SIGN_IN:
            self.sign_in_page.focus_first()
        elif scene is Scene.CONNECT:
            self.opening.connect_page().focus_first()
        elif scene is Scene.FIGURES:
            self.figuring.enter()
        elif scene is Scene.REPORTS:
            self.reports.enter(self.figuring.day)
        else:
            self.hall.focus_first()

    # what is told

    @Slot(object)
    def _answer(self, answer: Answer) -> None:
        self._undo = answer.undo if isinstance(answer.undo, EntryRef) else None
        self.toast.show_message(answer.sentence, can_undo=self._undo is not None)

    @Slot(str)
    def _say(self, words: str) -> None:
        self.toast.show_message(words, can_undo=False, sign="info")

    @Slot(object)
    def _refuse(self, error: Refused) -> None:
        self.toast.show_message(sentence(error).sentence, can_undo=False, sign="warning")
        self.feed.ask()

    # commands

    @Slot(int)
    def _choose_tab(self, at: int) -> None:
        self._run(own_keys.TABS[at])

    def _view(self, scene: Scene) -> None:
        self._tab = scene
        self._show()

    @Slot()
    def _print_day(self) -> None:
        self.reports.print_day(self.figuring.day)

    @Slot(object, str, str)
    def _do(self, act: HallAct, reason: str, note: str) -> None:
        self.acts.run(act.verb(reason, note).then(self._done))

    def _done(self) -> None:
        self.hall.acted()
        self.feed.ask()  # what one did oneself is seen at once

    @Slot()
    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None and self.toast.can_undo():
            self.toast.hide()
            self.acts.run(hall_verbs.take_back(undo).then(self.feed.ask))
        else:
            self.toast.show_message(text("done.nothing_to_undo"), can_undo=False)

    @Slot()
    def _close_transient(self) -> None:
        """Esc: what lies over the screens, then what is open on the screen, then the toast."""
        is_closed = self.overlays.close() or (self.scene is Scene.HALL and self.hall.back())
        is_closed = is_closed or self.reports.reporting.cancel()
        if is_closed:
            return
        if self.scene is Scene.CONNECT:
            self.opening.close_connect()
        else:
            self.toast.hide()


def _read(store: Store) -> HallScreen:
    return store.read(
        lambda connection: hall_screen(
            connection, catalogue=store.catalogue, site=store.site, now_ms=store.clock(),
            own_no=store.own.replica_no,
        )
    )  # fmt: skip
