"""The reception window: wires keys, acts and fresh screens to rail and page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.db.queries.reception import ReceptionScreen, reception_screen
from counter_app.db.store import Store
from counter_app.domain.entry import EntryRef
from counter_app.domain.errors import Refused
from counter_app.operations.visits import IssuedVisit
from counter_app.ui.commands import RECEPTION_COMMANDS, Command, Scene, printing, told_keys
from counter_app.ui.commands import desk as keys
from counter_app.ui.commands import reception as own_keys
from counter_app.ui.desk import desk_verbs
from counter_app.ui.desk.acts import DeskActs
from counter_app.ui.desk.answers import Answer
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.keys import bind_keys
from counter_app.ui.desk.opening import Opening
from counter_app.ui.desk.own_size import OwnSize
from counter_app.ui.desk.paper_trouble import PaperTrouble
from counter_app.ui.desk.screen_feed import ScreenFeed
from counter_app.ui.desk.work_column import WorkColumn
from counter_app.ui.i18n import text
from counter_app.ui.messages import sentence
from counter_app.ui.mishap import Mishaps
from counter_app.ui.reception import visit_verbs
from counter_app.ui.reception.away import Away
from counter_app.ui.reception.chosen import ChosenVisit, stop_on_the_way
from counter_app.ui.reception.overlays import Overlays
from counter_app.ui.reception.page import ReceptionPage
from counter_app.ui.reception.rail import Before, ReceptionRail
from counter_app.ui.theme import current_theme
from counter_app.ui.widgets.boxes import Row, Rule
from counter_app.ui.widgets.status_line import StatusLine
from counter_app.ui.widgets.themed import ThemedWidget
from counter_app.ui.widgets.training_band import add_training_band

BEFORE_WORK = {
    Scene.SIGN_IN: Before("sign_in.nobody", keys.SIGN_IN),
    Scene.CONNECT: Before("connect.none_yet", keys.CONNECT_NOW),
    Scene.DAY: Before("day.closed", keys.OPEN_DAY),
}


class ReceptionWindow(ThemedWidget):
    """One officer's window at the door. ``ReceptionWindow(desk)``."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self._desk = desk
        self._screen: ReceptionScreen | None = None
        self._undo: Callable[[], None] | None = None
        self._last_tickets: tuple[UUID, ...] = ()
        self.chosen = ChosenVisit()
        self.scene = Scene.SIGN_IN
        self.acts = DeskActs(desk, self)
        self.feed = ScreenFeed(desk, _read, self)
        self.mishaps = Mishaps(desk.store.new_id, self)
        self.opening = Opening(desk, self.acts, self)
        self.sign_in_page, self.day_page = self.opening.sign_in_page, self.opening.day_page()
        self.rail = ReceptionRail()
        self.toast = self.rail.toast
        self.work = WorkColumn()
        self.page = ReceptionPage(desk)
        self.status = StatusLine()
        self.paper_trouble = PaperTrouble(desk, self.acts, self.work, self.status, self)
        self._pages: dict[Scene, QWidget] = {
            Scene.SIGN_IN: self.sign_in_page,
            Scene.DAY: self.day_page,
            Scene.RECEPTION: self.page,
        }
        if desk.finder is not None:
            self._pages[Scene.CONNECT] = self.opening.connect_page()
        self.away = Away(desk, self.acts, self.opening, self)
        self.overlays = Overlays(desk, self, self.acts, self._agency, lambda: self.scene, self.away)
        self._size = OwnSize(desk, self.acts, self)
        self._lay_out()
        self._runs = self._command_table()
        self.setWindowTitle(f"{text('reception.place')} · {desk.store.site.name}")
        self._connect()
        bind_keys(self, RECEPTION_COMMANDS, self._run)
        self.restyle(current_theme())
        self._show()
        self.sign_in_page.focus_first()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the shift, hear nothing more."""
        self.acts.seat.sign_out()
        self.feed.stop()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        for page in self._pages.values():
            self.work.stack.addWidget(page)
        body = Row()
        body.add(self.rail)
        body.add(Rule(is_upright=True))
        body.add(self.work, stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        add_training_band(column, self._desk.store.station)
        column.addWidget(body, 1)
        column.addWidget(self.status)

    def _command_table(self) -> dict[str, Callable[[], None]]:
        return {
            keys.SIGN_IN.id: self.sign_in_page.submit,
            keys.OPEN_DAY.id: self.day_page.submit,
            keys.CONNECT.id: self.opening.open_connect,
            keys.CONNECT_NOW.id: lambda: self.opening.connect_page().submit(),
            own_keys.ISSUE_VISIT.id: self._issue,
            own_keys.PRINT_SHEET.id: self.page.print_sheet,
            keys.PRINT_AGAIN.id: self._print_again,
            printing.PAPER_IS_OUT.id: self.paper_trouble.say_out,
            printing.MOVE_PAPERS.id: self.paper_trouble.move,
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
        self.opening.changed.connect(self._after_opening)
        self.opening.pin_help.said.connect(self._say)
        self.acts.seat.taken_over.connect(self._start_over)
        self.acts.seat.signed_out.connect(self._start_over)
        for failed in (self.feed.failed, self.opening.failed, self.acts.unavailable):
            failed.connect(self.work.show_trouble)
        self.overlays.changed.connect(self._show)
        self.overlays.ready.connect(self._show_rail)
        for told in (self.overlays.finding, self.overlays.moving):
            told.said.connect(self._say)
        self.overlays.finding.failed.connect(self.work.show_trouble)
        for read in (self.overlays.paper, self.overlays.lost_slips, self.overlays.closing):
            read.failed.connect(self.work.show_trouble)
        self.overlays.finding.command_wanted.connect(self._run_wanted)
        self.overlays.finding.service_wanted.connect(self._toggle)
        self.rail.pressed.connect(self._press_primary)
        self.rail.triggered.connect(self._run)
        self.rail.priority.chosen.connect(self._choose_priority)
        self.work.retry_wanted.connect(self._print_again)
        self.paper_trouble.said.connect(self._tell)
        self.toast.undo_requested.connect(self._take_back)
        self.page.toggled.connect(self._toggle)
        self.page.sheet_wanted.connect(self._print_sheet)
        self.page.closed.connect(self._close_transient)
        if self._desk.sync is not None:
            self._desk.sync.arrived.connect(self._show_sync)

    @Slot(object)
    def _run(self, command: Command) -> None:
        """Over what lies on the page a key may mean that page's own."""
        if self.scene in command.scenes:
            self.overlays.own_runs().get(command.id, self._runs[command.id])()

    @Slot(str)
    def _run_wanted(self, command_id: str) -> None:
        """As if its key were pressed."""
        for command in RECEPTION_COMMANDS:
            if command.id == command_id:
                self._run(command)

    @Slot()
    def _press_primary(self) -> None:
        before = self._before()
        self._run(own_keys.ISSUE_VISIT if before is None else before.command)

    # what is shown

    @Slot(object)
    def _take_screen(self, screen: ReceptionScreen) -> None:
        self._screen = screen
        self.overlays.closing.read_again()
        if not screen.business_day:
            self.opening.ask_again()
        self._show()

    @Slot()
    def _after_opening(self) -> None:
        self.feed.ask()
        self._show()

    @Slot()
    def _start_over(self) -> None:
        """Another officer has the desk, or nobody."""
        self._undo, self._last_tickets = None, ()
        self.overlays.start_over()

    def _agency(self) -> str:
        actor, screen = self.acts.actor, self._screen
        return actor.agency if actor is not None and screen is not None and screen.business_day else ""

    def _scene(self) -> Scene:
        over = self.overlays.scene()
        if over is not None:
            return over
        if self.acts.actor is None:
            return self.opening.first_scene()
        if self._screen is None or not self._screen.business_day or not self.opening.is_day_settled:
            return Scene.DAY
        return Scene.RECEPTION

    @Slot()
    def _show(self) -> None:
        scene = self._scene()
        is_new = scene is not self.scene
        self.scene = scene
        self._show_rail()
        self._show_status()
        if is_new:  # else Qt would hand the focus of the page that goes to whatever comes next
            self.rail.primary.setFocus()
        self.work.stack.setCurrentWidget(self._page(scene))
        if is_new:
            self._enter_scene(scene)

    def _page(self, scene: Scene) -> QWidget:
        late = self.overlays.pages().get(scene)
        page = self._pages[scene] if late is None else late()
        if self.work.stack.indexOf(page) < 0:
            self.work.stack.addWidget(page)
        return page

    @Slot()
    def _show_rail(self) -> None:
        before = self._before()
        if before is None:
            self._show_visit()
        else:
            self.rail.show_before(before)

    def _before(self) -> Before | None:
        """What the rail says while no visit is put together."""
        return self.overlays.before(self.scene) or BEFORE_WORK.get(self.scene)

    def _show_visit(self) -> None:
        store, screen = self._desk.store, self._screen
        stops = [stop_on_the_way(code, store.catalogue, store.site) for code in self.chosen.services]
        counted = [(stop, screen.waiting_in(stop.letter) if screen else 0) for stop in stops]
        self.rail.show_visit(counted, own_keys.ISSUE_VISIT)
        if self.rail.priority.key() != self.chosen.priority:
            self.rail.priority.choose(self.chosen.priority)
        self.page.show_added(self.chosen.services)

    def _show_status(self) -> None:
        away, place = self.away.scene(), (text("reception.place"), self._desk.store.site.name)
        actor = None if away else self.acts.actor
        self.work.set_locked(bool(away) and self.acts.actor is not None)
        self.status.set_place(*((actor.officer_name, *place) if actor else place))
        self.status.set_keys([(key, text(words)) for key, words in told_keys(self.scene)])
        if self._screen is not None:
            self.paper_trouble.show_screen(self._screen)
        self._show_sync()

    @Slot()
    def _show_sync(self) -> None:
        self._desk.show_sync(self.status, self.work)

    def _enter_scene(self, scene: Scene) -> None:
        """The first focus is where work goes on."""
        if self.overlays.scene() is not None:
            self.overlays.enter()
        elif scene is Scene.SIGN_IN:
            self.sign_in_page.focus_first()
        elif scene is Scene.CONNECT:
            self.opening.connect_page().focus_first()
        elif scene is Scene.DAY:
            self.day_page.focus_first()
        else:
            self.page.focus_first()

    # what is told

    @Slot(object)
    def _answer(self, answer: Answer) -> None:
        undo = answer.undo
        entries = (undo,) if isinstance(undo, EntryRef) else undo or ()
        back = partial(self.acts.run, desk_verbs.take_back(entries)) if entries else None
        self._tell(answer.sentence, back)

    def _tell(self, words: str, undo: Callable[[], None] | None = None) -> None:
        self._undo = undo
        self.toast.show_message(words, can_undo=undo is not None)

    @Slot(str)
    def _say(self, words: str) -> None:
        """Nothing was done; what F12 takes back stays the same."""
        self.toast.show_message(words, can_undo=False, sign="info")

    @Slot(object)
    def _refuse(self, error: Refused) -> None:
        self._undo = None
        self.toast.show_message(sentence(error).sentence, can_undo=False, sign="warning")
        self.feed.ask()

    # commands

    @Slot(str)
    def _toggle(self, service: str) -> None:
        self.chosen = self.chosen.toggled(service, self._desk.store.catalogue)
        self._show_rail()

    @Slot(str)
    def _choose_priority(self, priority: str) -> None:
        self.chosen = ChosenVisit(self.chosen.services, priority)

    def _issue(self) -> None:
        chosen = self.chosen
        self.acts.run_and_print(visit_verbs.issue_visit(chosen, partial(self._issued, chosen)))

    def _issued(self, chosen: ChosenVisit, visit: IssuedVisit) -> None:
        self._last_tickets = tuple(ticket.ticket_id for ticket in visit.tickets)
        self._next_person()
        numbers = ", ".join(ticket.number for ticket in visit.tickets)
        entries = tuple(ticket.entry for ticket in visit.tickets)
        back = partial(self._take_visit_back, entries, chosen)
        self._tell(text("reception.issued", numbers=numbers), back)

    def _take_visit_back(self, entries: tuple[EntryRef, ...], chosen: ChosenVisit) -> None:
        """F12; what was put together for a visit stands there again."""
        self.acts.run(visit_verbs.take_visit_back(entries).then(partial(self._choose_again, chosen)))

    @Slot(str)
    def _print_sheet(self, service: str) -> None:
        self.acts.run_and_print(visit_verbs.print_sheet(service))

    def _next_person(self) -> None:
        self.chosen = ChosenVisit()
        self._show_rail()
        self.page.start_afresh()

    def _choose_again(self, chosen: ChosenVisit) -> None:
        """What was put together stands in the rail again, unless the next person's visit does."""
        if not self.chosen.services:
            self.chosen = chosen
            self._show_rail()

    def _print_again(self) -> None:
        if self.paper_trouble.retry():
            return
        if self._last_tickets:
            self.acts.run_and_print(visit_verbs.print_visit_again(self._last_tickets))
        else:
            self._tell(text("reception.nothing_printed"))

    @Slot()
    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None and self.toast.can_undo():
            self.toast.hide()
            undo()
        else:
            self._tell(text("done.nothing_to_undo"))

    @Slot()
    def _close_transient(self) -> None:
        """Esc empties the visit, with a way back; without one it closes the toast."""
        if self.overlays.close():
            return
        if self.scene is Scene.CONNECT:
            self.opening.close_connect()
        elif self.scene is not Scene.RECEPTION or self.chosen == ChosenVisit():
            self.toast.hide()
        else:
            chosen = self.chosen
            self._next_person()
            self._tell(text("reception.cleared"), partial(self._put_back, chosen))

    def _put_back(self, chosen: ChosenVisit) -> None:
        self._choose_again(chosen)
        self._tell(text("reception.put_back"))


def _read(store: Store) -> ReceptionScreen:
    return store.read(lambda connection: reception_screen(connection, site=store.site.code))
