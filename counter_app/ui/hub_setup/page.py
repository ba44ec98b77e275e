"""Pusat loket: make this PC the hub of its site, connect the next station, see who is connected."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from counter_app.domain.errors import CounterError
from counter_app.ui.background import Lanes
from counter_app.ui.commands.hub import TURN_OFF_HUB
from counter_app.ui.desk.page import Page
from counter_app.ui.figures import clock_time
from counter_app.ui.hub_setup.parts import CodePart, Fact, station_row
from counter_app.ui.hub_setup.switch import ConnectedStation, HubPlace, HubShown, HubSwitch, ShownCode
from counter_app.ui.i18n import text
from counter_app.ui.messages import sentence
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Row
from counter_app.ui.widgets.buttons import SecondaryButton
from counter_app.ui.widgets.notice import NoticeBar
from counter_app.ui.widgets.themed import TextLabel

T = TypeVar("T")
NOWHERE = "–"
ONE_COLUMN_FROM = 1.5
LOOK_EVERY_MS = 2_000
"""While the page is seen: who connects shall appear while both people look."""


class SiteHubPage(Page):
    """Enter makes this PC the hub, and then a code for the next station.

    Signals: ``changed()`` what Enter does is another thing now.
    """

    changed = Signal()
    _told = Signal()

    def __init__(
        self, lanes: Lanes, switch: HubSwitch, zone: ZoneInfo, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._lanes, self._switch, self._zone = lanes, switch, zone
        self.shown = HubShown()
        self._is_asking = self._is_told = False
        self._sure_of: object = None
        self._listed: tuple[ConnectedStation, ...] = ()
        self.about = TextLabel(text("site_hub.text_off"), color="muted", wrap=True)
        self.notice = NoticeBar()
        self.address = Fact(text("site_hub.address"))
        self.fingerprint = Fact(text("site_hub.fingerprint"))
        self.code = CodePart()
        self.stations = Column(gap=4)
        self.off_button = SecondaryButton(text(TURN_OFF_HUB.text), TURN_OFF_HUB.key)
        self._facts = Row(gap=48)
        self._head = TextLabel(text("site_hub.stations"), role="heading")
        self._while_on = self._laid_out()
        self.content.set_gap(16)
        title = TextLabel(text("site_hub.title"), role="display", wrap=True)
        for part in (title, self.about, self.notice, self._while_on):
            self.content.add(part)
        self.content.stretch()
        self._again = QTimer(self, interval=LOOK_EVERY_MS)
        self._again.timeout.connect(self.look)
        self.off_button.clicked.connect(self.turn_off)
        self._told.connect(self.look)
        lanes.crashed.connect(self._let_go)
        self.code.select.chosen.connect(self._forget_question)
        switch.subscribe(self._told.emit)
        self.restyle(current_theme())
        self._show(self.shown)

    def _laid_out(self) -> Column:
        on = Column(gap=16)
        self._facts.add(self.address)
        self._facts.add(self.fingerprint)
        self._facts.stretch()
        last = Row()
        last.add(self.off_button)
        last.stretch()
        for part in (
            self._facts,
            self.code,
            self._head,
            self.stations,
            last,
        ):
            on.add(part)
        return on

    def showEvent(self, event: QShowEvent) -> None:
        """Look, and go on looking."""
        super().showEvent(event)
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self._again.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, wherever the focus is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            super().keyPressEvent(event)

    def restyle(self, theme: Theme) -> None:
        """Large letters take the two facts below each other."""
        super().restyle(theme)
        if hasattr(self, "_facts"):
            is_narrow = theme.zoom >= ONE_COLUMN_FROM
            self._facts.box.setDirection(
                QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
            )
            self._facts.set_gap(16 if is_narrow else 48)

    def focus_first(self) -> None:
        """What the next code is for; while there is no hub, the rail's button has the focus."""
        if self.shown.is_answering:
            self.code.setFocus()

    def open(self) -> None:
        """No code and no question of an earlier time."""
        self._forget_question()
        self.code.forget()
        self.look()

    def _forget_question(self) -> None:
        self._sure_of, self._is_told = None, False
        self.notice.hide()

    def _is_sure(self, of: object, what: str) -> bool:
        """Asked once; the same key again means yes."""
        if self._sure_of == of:
            self._forget_question()
            return True
        self._sure_of = of
        self.notice.show_notice("warning", text(f"site_hub.{what}"), text(f"site_hub.{what}_text"))
        return False

    @Slot()
    def look(self) -> None:
        """How it is now."""
        self._lanes.read(lambda _store: self._switch.shown(), self._show, self._fail, topic="site_hub")

    @Slot()
    def submit(self) -> None:
        """Enter."""
        place = self.code.place()
        if not self.shown.is_on:
            self._forget_question()
            self.notice.show_notice("info", text("site_hub.starting"), "")
            self._ask(self._switch.turn_on, self._turned)
        elif place is not None and self.shown.is_answering:
            self._make_code(place, self.code.name())

    def _make_code(self, place: HubPlace, name: str) -> None:
        if not place.is_taken or self._is_sure(place, "replace"):
            self._forget_question()
            self._ask(partial(self._switch.make_code, place, name), partial(self._show_code, name))

    @Slot()
    def turn_off(self) -> None:
        """The others call no longer then: asked once."""
        if self.shown.is_on and self._is_sure("off", "sure"):
            self._ask(self._switch.turn_off, self._turned)

    def _ask(self, act: Callable[[], T], done: Callable[[T], None]) -> None:
        if self._is_asking:
            return
        self._is_asking = True
        self._lanes.ask(lambda _store: act(), partial(self._answered, done), self._refuse)

    def _answered(self, done: Callable[[T], None], outcome: T) -> None:
        self._is_asking = False
        done(outcome)

    @Slot(object)
    def _let_go(self, _mistake: object) -> None:
        """Told by the window; the next key is heard."""
        self._is_asking = False

    def _turned(self, _nothing: object) -> None:
        self._forget_question()
        self.code.forget()
        self.look()

    def _show_code(self, name: str, code: ShownCode) -> None:
        self.code.show_code(code.digits, name, clock_time(code.good_until_ms, self._zone))
        QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(self.code))

    def _show(self, shown: HubShown) -> None:
        before, self.shown = self.shown, shown
        self.about.setText(text("site_hub.text_on" if shown.is_on else "site_hub.text_off"))
        self._while_on.setVisible(shown.is_on)
        for part in (self._facts, self.code, self._head, self.stations):
            part.setVisible(shown.is_answering)
        self.address.show_fact(shown.addresses[:2] or (NOWHERE,))
        self.fingerprint.show_fact((shown.fingerprint,))
        self.fingerprint.setVisible(bool(shown.fingerprint))
        self.code.offer(shown.free)
        self._list(shown.stations)
        self._tell_trouble(shown)
        if (before.is_on, before.is_answering) != (shown.is_on, shown.is_answering):
            self.changed.emit()
        if shown.is_answering and not before.is_answering and self.isVisible():
            self.focus_first()

    def _list(self, stations: tuple[ConnectedStation, ...]) -> None:
        if stations != self._listed:
            self._listed = stations
            self.stations.clear()
            for one in stations:
                self.stations.add(station_row(one, self._zone))

    def _tell_trouble(self, shown: HubShown) -> None:
        if self._sure_of is not None or self._is_told or self._is_asking:
            return
        if shown.problem is not None:
            told = sentence(shown.problem)
            self.notice.show_notice("error", told.title, told.action)
        elif shown.is_on and not shown.is_answering:
            self.notice.show_notice("info", text("site_hub.starting"), "")
        elif shown.is_on and not shown.addresses:
            self.notice.show_notice("warning", text("site_hub.no_network"), text("site_hub.no_network_do"))
        else:
            self.notice.hide()

    def _refuse(self, error: CounterError) -> None:
        """Stands until the next key: looking again does not take it away."""
        self._is_asking, self._is_told = False, True
        self._fail(error)

    def _fail(self, error: CounterError) -> None:
        told = sentence(error)
        self.notice.show_notice("error", told.title, told.action)
