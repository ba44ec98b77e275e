"""The counter window: wires keys, acts and fresh screens to the pages. What each does stands elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget

from counter_app.db.queries.counter import CounterScreen, CurrentTicket
from counter_app.domain.entry import EntryRef
from counter_app.domain.errors import Refused
from counter_app.ui import commands
from counter_app.ui.commands import Command, Scene
from counter_app.ui.counter.acts import Acts
from counter_app.ui.counter.called_page import CalledPage
from counter_app.ui.counter.frame import CounterFrame
from counter_app.ui.counter.idle_page import IdlePage
from counter_app.ui.counter.rail_facts import rail_facts
from counter_app.ui.counter.reading import read_counter
from counter_app.ui.counter.search_page import SearchPage
from counter_app.ui.counter.serving import Serving
from counter_app.ui.counter.waiting_column import waiting_line
from counter_app.ui.desk.answers import Answer
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.keys import bind_keys
from counter_app.ui.desk.opening import Opening
from counter_app.ui.desk.screen_feed import ScreenFeed
from counter_app.ui.i18n import text
from counter_app.ui.icons import IconName
from counter_app.ui.messages import sentence
from counter_app.ui.mishap import Mishaps
from counter_app.ui.theme import Theme
from counter_app.ui.zoom import zoom_by, zoom_normal

SAID_ON_THE_PAGE = frozenset({"nobody_waiting"})
"""Refusals whose what-to-do the page in the middle says already."""

WITH_WAITING = frozenset({Scene.IDLE, Scene.CALLED, Scene.SERVING})


class CounterWindow(CounterFrame):
    """One officer's window. ``CounterWindow(desk)``; closing it keeps what is half typed.

    Signals: ``somebody_came()`` a number appeared while the counter was idle; the desktop's sound is played.
    """

    somebody_came = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._desk = desk
        self._screen: CounterScreen | None = None
        self._undo: EntryRef | None = None
        self._is_searching = False
        self.scene = Scene.SIGN_IN
        self.acts = Acts(desk, self)
        self.feed = ScreenFeed(desk, partial(read_counter, counter=desk.number), self)
        self.mishaps = Mishaps(desk.store.new_id, self)
        self.opening = Opening(desk, self.acts, self)
        self.serving = Serving(desk, self.acts, self._current, self)
        self.sign_in_page, self.day_page = self.opening.sign_in_page, self.opening.day_page
        self.serving_page = self.serving.page
        self.idle_page = IdlePage(desk)
        self.called_page = CalledPage(desk)
        self.search_page = SearchPage(desk)
        self._pages: dict[Scene, QWidget] = {
            Scene.SIGN_IN: self.sign_in_page,
            Scene.DAY: self.day_page,
            Scene.IDLE: self.idle_page,
            Scene.CALLED: self.called_page,
            Scene.SERVING: self.serving_page,
            Scene.SEARCH: self.search_page,
        }
        if self.opening.connect_page is not None:
            self._pages[Scene.CONNECT] = self.opening.connect_page
        for page in self._pages.values():
            self.work.stack.addWidget(page)
        # reading order: the work, then who waits, then what was just done
        QWidget.setTabOrder(self.serving_page.foot.button, self.waiting.rows.list)
        QWidget.setTabOrder(self.waiting.rows.list, self.toast.undo_link())
        self._runs = self._command_table()
        self.setWindowTitle(f"{text('place.counter', n=desk.number)} · {desk.store.site.name}")
        self._connect()
        bind_keys(self, commands.COMMANDS, self._run)
        self._show()
        self.sign_in_page.focus_first()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is half typed, close the shift, hear nothing more."""
        self.serving_page.flush_draft()
        self.acts.sign_out()
        self.feed.stop()
        super().closeEvent(event)

    def restyle(self, theme: Theme) -> None:
        """At another zoom the waiting are told elsewhere."""
        super().restyle(theme)
        if hasattr(self, "_runs"):
            self._show()

    def _command_table(self) -> dict[str, Callable[[], None]]:
        return {
            commands.SIGN_IN.id: self.sign_in_page.submit,
            commands.OPEN_DAY.id: self.day_page.submit,
            commands.CONNECT.id: self.opening.open_connect,
            commands.CONNECT_NOW.id: self._connect_now,
            commands.CALL_NEXT.id: self.acts.call_next,
            commands.NOT_HERE.id: partial(self._on_current, self.acts.mark_no_show),
            commands.START_SERVING.id: partial(self._on_current, self.acts.start_serving),
            commands.FINISH.id: self.serving.finish,
            commands.NEW_TICKET.id: self._new_ticket,
            commands.PRINT_AGAIN.id: self._print_again,
            commands.UNDO.id: self._take_back,
            commands.SUBMIT_PAPERS.id: self.serving.submit,
            commands.CLOSE.id: self._close_transient,
            commands.ZOOM_IN.id: partial(zoom_by, self, 1),
            commands.ZOOM_OUT.id: partial(zoom_by, self, -1),
            commands.ZOOM_NORMAL.id: zoom_normal,
        }

    def _connect(self) -> None:
        self.feed.arrived.connect(self._take_screen)
        self._desk.lanes.crashed.connect(self.mishaps.report)
        self.opening.changed.connect(self._after_opening)
        self.acts.answered.connect(self._tell)
        self.acts.refused.connect(self._refuse)
        self.serving.said.connect(self._say)
        self.acts.succeeded.connect(self.work.trouble_is_over)
        for failed in (
            self.feed.failed,
            self.opening.failed,
            self.serving.failed,
            self.acts.unavailable,
        ):
            failed.connect(self.work.show_trouble)
        self.rail.triggered.connect(self._run_id)
        self.rail.waiting_wanted.connect(partial(self.unfold_waiting, True))
        self.work.retry_wanted.connect(self._print_again)
        self.somebody_came.connect(QApplication.beep)
        self.toast.undo_requested.connect(self._take_back)
        if self._desk.sync is not None:
            self._desk.sync.arrived.connect(self._show_sync)
        self.search_page.issue_wanted.connect(self._issue)
        self.search_page.closed.connect(self._close_transient)

    def _run(self, command: Command) -> None:
        if self.scene in command.scenes:
            self._runs[command.id]()

    @Slot(str)
    def _run_id(self, command_id: str) -> None:
        self._runs[command_id]()

    @Slot(object)
    def _take_screen(self, screen: CounterScreen) -> None:
        known = {row.ticket_id for row in (self._screen or screen).waiting}
        self._screen = screen
        if self.scene is Scene.IDLE and {row.ticket_id for row in screen.waiting} - known:
            self.somebody_came.emit()
        if not screen.business_day:
            self.opening.ask_again()
        self._show()

    @Slot()
    def _after_opening(self) -> None:
        self.feed.ask()
        self._show()

    def _scene(self) -> Scene:
        if self.acts.actor is None:
            return self.opening.first_scene()
        if self._screen is None or not self._screen.business_day or not self.opening.is_day_settled:
            return Scene.DAY
        if self._is_searching:
            return Scene.SEARCH
        if self._screen.current is None:
            return Scene.IDLE
        return Scene.SERVING if self._screen.current.state == "serving" else Scene.CALLED

    def _show(self) -> None:
        scene, screen = self._scene(), self._screen
        is_new = scene is not self.scene
        self.scene = scene
        catalogue, zone = self._desk.store.catalogue, self._desk.zone
        self.rail.show_facts(
            rail_facts(scene, screen, counter=self._desk.number, catalogue=catalogue, zone=zone)
        )
        self._show_place()
        if screen is not None:
            self._show_screen(screen)
        if is_new:  # else Qt would hand the focus of the page that goes to whatever comes next
            self.rail.primary.setFocus()
        self.work.stack.setCurrentWidget(self._pages[scene])
        self.set_waiting_wanted(scene in WITH_WAITING)
        if is_new:
            self._enter_scene(scene)

    def _show_screen(self, screen: CounterScreen) -> None:
        for page in (self.idle_page, self.called_page, self.serving_page):
            if page is self._pages[self.scene]:
                page.show_screen(screen)
        self.waiting.show_screen(screen)
        self.work.show_printer(screen.printer_problem)
        is_line = self.has_one_line() and self.scene in WITH_WAITING
        self.rail.show_waiting(waiting_line(screen) if is_line else "")
        is_well = not screen.printer_problem
        words = "status.printer_ready" if is_well else "place.printer_trouble"
        self.status.set_printer(text(words), is_well=is_well)
        self._show_sync()

    def _connect_now(self) -> None:
        if self.opening.connect_page is not None:
            self.opening.connect_page.submit()

    @Slot()
    def _show_sync(self) -> None:
        self._desk.show_sync(self.status, self.work)

    def _show_place(self) -> None:
        actor = self.acts.actor
        parts = [text("place.counter", n=self._desk.number), self._desk.store.site.name]
        self.status.set_place(*([actor.officer_name, *parts] if actor else parts))

    def _enter_scene(self, scene: Scene) -> None:
        """The first focus is where work goes on; leaving the form keeps what is typed."""
        if scene is not Scene.SERVING:
            self.serving_page.flush_draft()
        if scene in (Scene.IDLE, Scene.CALLED):
            self.rail.primary.setFocus()
            return
        connect = self.opening.connect_page
        for page in (self.sign_in_page, connect, self.day_page, self.serving_page, self.search_page):
            if page is not None and page is self._pages[scene]:
                page.focus_first()

    @Slot(object)
    def _tell(self, answer: Answer) -> None:
        if answer.is_act:
            self._undo = answer.undo
        sign: IconName = "check" if answer.is_act else "info"
        self.toast.show_message(answer.sentence, can_undo=answer.undo is not None, sign=sign)

    @Slot(str)
    def _say(self, words: str) -> None:
        """Nothing was done; this is why, or what to do."""
        self._tell(Answer(words, is_act=False))

    @Slot(object)
    def _refuse(self, error: Refused) -> None:
        told = sentence(error)
        words = told.title if error.code in SAID_ON_THE_PAGE else told.sentence
        self.toast.show_message(words, can_undo=False, sign="warning")
        self.feed.ask()

    def _current(self) -> CurrentTicket | None:
        return self._screen.current if self._screen else None

    def _on_current(self, act: Callable[[UUID, str], None]) -> None:
        current = self._current()
        if current is not None:
            act(current.ticket_id, current.number)

    def _new_ticket(self) -> None:
        if self.scene is Scene.SEARCH:
            if not self.search_page.issue():
                self._say(text("find.choose"))
            return
        self.search_page.open(self._screen)
        self._is_searching = True
        self._show()

    @Slot(str, str)
    def _issue(self, service: str, priority: str) -> None:
        current = self._current()
        visit = current.visit_id if current is not None and current.state == "serving" else None
        self.acts.issue(service, priority, visit, self._close_search)

    def _print_again(self) -> None:
        if self._screen is not None and self._screen.printer_problem:
            self._desk.papers_waiting()
            self._say(text("done.printer_tried"))
            return
        row = self.idle_page.history.selected() if self.scene is Scene.IDLE else self._current()
        if row is None:
            self._say(text("done.choose_row"))
            if self.scene is Scene.IDLE:
                self.idle_page.history.go_to_list()
        else:
            self.acts.print_again(row.ticket_id, row.number)

    @Slot()
    def _take_back(self) -> None:
        if self._undo is not None:
            self.acts.take_back(self._undo)
        else:
            self._say(text("done.nothing_to_undo"))

    @Slot()
    def _close_transient(self) -> None:
        if self.scene is Scene.CONNECT:
            self.opening.close_connect()
        elif self._is_searching:
            self._close_search()
        elif self.is_waiting_unfolded():
            self.unfold_waiting(False)
            self._enter_scene(self.scene)
        elif not self.serving_page.notice.isHidden() and self.scene is Scene.SERVING:
            self.serving_page.close_notice()
        else:
            self.toast.hide()

    def _close_search(self) -> None:
        self._is_searching = False
        self._show()
