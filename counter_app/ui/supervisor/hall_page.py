"""Ruang layanan: the hall as it stands at the left, what needs a look and the queues at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from counter_app.db.queries.hall import HallScreen
from counter_app.ui.desk.desk import Desk
from counter_app.ui.i18n import text
from counter_app.ui.supervisor.act_panel import ActPanel
from counter_app.ui.supervisor.acts import Elsewhere, HallAct, Subject, SubjectKey, counter_key, subject_of
from counter_app.ui.supervisor.attention import QUICK_REASON, Attention, attentions
from counter_app.ui.supervisor.attention_list import AttentionList
from counter_app.ui.supervisor.counter_grid import CounterGrid, scrolling_grid
from counter_app.ui.supervisor.hall_lists import AbsentList, QueueTable
from counter_app.ui.supervisor.head_figures import HeadFigures
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import SCROLL_BAR, Column, Row, Rule, scrolling
from counter_app.ui.widgets.themed import TextLabel

LEFT_STRETCH, RIGHT_STRETCH = 880, 486
TALL_FROM = 1.5
"""Zoom from which there is one column (MOCKS 3)."""
UNBOUND = 16_777_215
"""Qt's own "as high as it likes"."""
TOAST_ROOM = 92
"""Kept free at the foot of the right column."""


class HallPage(Column):
    """``show_screen`` with each reading. Signals: ``wanted(HallAct, str, str)`` an act, reason, note."""

    wanted = Signal(object, str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._limit_min = desk.store.site.order.ageing_limit_min
        self._screen: HallScreen | None = None
        self._opened_from: QWidget | None = None
        self.figures = HeadFigures(self._limit_min)
        self.grid = CounterGrid(desk.store.site, desk.zone)
        self.attention = AttentionList()
        self.queues = QueueTable()
        self.absent = AbsentList(desk.zone)
        self.panel = ActPanel()
        self._head = self._figures_and_rule()
        self._grid_area = scrolling_grid(self.grid)
        self._panel_area = scrolling(self.panel)
        self._panel_area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._right = QStackedWidget()
        self._rule = Rule(is_upright=True)
        self._left, self._body, self._whole = self._left_column(), Row(), Column()
        self._body.add(self._left, stretch=LEFT_STRETCH)
        self._body.add(self._rule)
        self._body.add(self._right_column(), stretch=RIGHT_STRETCH)
        self._whole.add(self._body, stretch=1)
        self._area = scrolling(self._whole)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.add(self._area, stretch=1)
        self._connect()
        self.restyle(current_theme())

    def focus_first(self) -> None:
        """The counter that was chosen last."""
        self.grid.focus_chosen()

    def show_screen(self, screen: HallScreen) -> None:
        """Take a fresh reading: what is selected, open or scrolled stays."""
        self._screen = screen
        self.figures.show_screen(screen)
        self.grid.show_screen(screen)
        self.attention.show_told(attentions(screen, self._limit_min, self._desk.zone))
        self.queues.show_screen(screen)
        self.absent.show_screen(screen)
        self._unfold(current_theme())
        if self.panel.key is not None:
            self.panel.show_subject(self._subject_of(screen, self.panel.key))

    @Slot()
    def back(self) -> bool:
        """Esc: from reasons to acts, from acts to the lists; whether there was anything."""
        if self.panel.key is None:
            return False
        if not self.panel.close_step():
            self._show_lists()
        return True

    def acted(self) -> None:
        """What was wanted is done: back to the lists."""
        self.panel.close_step()
        self.panel.close_step()
        self._show_lists()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side nothing is higher than the window: each list scrolls for itself."""
        super().resizeEvent(event)
        self._bound(current_theme())

    def restyle(self, theme: Theme) -> None:
        """Side by side; at high zoom below each other, all in one that scrolls."""
        super().restyle(theme)
        if not hasattr(self, "_area"):
            return
        is_tall = theme.zoom >= TALL_FROM
        up, across = QBoxLayout.Direction.BottomToTop, QBoxLayout.Direction.LeftToRight
        self._body.box.setDirection(up if is_tall else across)
        self._rule.setVisible(not is_tall)
        (self._whole if is_tall else self._left).box.insertWidget(0, self._head)
        self._head.set_margins((24, 20, 24, 12) if is_tall else (0, 0, SCROLL_BAR, 8))
        self._bound(theme)
        self._unfold(theme)

    def _bound(self, theme: Theme) -> None:
        self._whole.setMaximumHeight(UNBOUND if theme.zoom >= TALL_FROM else self.height())

    def _unfold(self, theme: Theme) -> None:
        """At high zoom every list is as high as its rows; else each scrolls in the room that it has."""
        is_tall = theme.zoom >= TALL_FROM
        self._grid_area.setMinimumHeight(self.grid.sizeHint().height() if is_tall else 0)
        self._panel_area.setMinimumHeight(self.panel.sizeHint().height() if is_tall else 0)
        for part in (self.attention, self.queues, self.absent):
            part.unfold(is_tall)
            self._lists.box.setStretchFactor(part, part.share())

    def _figures_and_rule(self) -> Column:
        head = Column()
        head.add(self.figures)
        head.space(12)
        head.add(Rule("line"))
        return head

    def _left_column(self) -> Column:
        column = Column(margins=(24, 20, 24 - SCROLL_BAR, 0))
        column.add(self._grid_area, stretch=1)
        column.add(TextLabel(text("hall.keys"), color="muted", wrap=True))
        column.space(8)
        return column

    def _right_column(self) -> QWidget:
        self._lists = lists = Column(gap=16)
        lists.add(self.attention)
        lists.add(self.queues)
        lists.add(self.absent)
        self._right.addWidget(lists)
        self._right.addWidget(self._panel_area)
        place = Column(margins=(24, 20, 24 - SCROLL_BAR, 0))
        place.add(self._right, stretch=1)
        place.space(TOAST_ROOM)
        return place

    def _connect(self) -> None:
        self.grid.entered.connect(self._open_counter)
        self.queues.chosen.connect(self._open)
        self.absent.chosen.connect(self._open)
        self.attention.pressed.connect(self._press)
        self.panel.wanted.connect(self.wanted)
        self.panel.closed.connect(self.back)
        self.panel.reached.connect(self._reveal)

    @Slot(int)
    def _open_counter(self, number: int) -> None:
        self._open(counter_key(number))

    @Slot(object)
    def _open(self, key: SubjectKey) -> None:
        if self._screen is None:
            return
        subject = self._subject_of(self._screen, key)
        if subject is not None:
            self._opened_from = self.window().focusWidget()
            self._right.setCurrentWidget(self._panel_area)
            self.panel.open(subject)
            self._area.ensureWidgetVisible(self.panel, 0, 0)

    def _subject_of(self, screen: HallScreen, key: SubjectKey) -> Subject | None:
        store = self._desk.store
        letters = {queue.agency: queue.letter for queue in store.site.queues}
        elsewhere = tuple(
            Elsewhere(code, one.name, letters[one.agency])
            for code, one in store.catalogue.services.items()
            if one.agency in letters
        )
        return subject_of(screen, key, self._desk.zone, elsewhere)

    @Slot(object)
    def _press(self, told: Attention) -> None:
        """The button does what it says at once; without an act it opens the row."""
        act: HallAct | None = told.act
        if act is not None:
            self.wanted.emit(act, QUICK_REASON, "")
        elif told.subject is not None:
            self._open(told.subject)

    @Slot(object)
    def _reveal(self, part: QWidget) -> None:
        """In one column what comes last may lie below; it is laid out by then."""
        for area in (self._panel_area, self._area):
            QTimer.singleShot(0, self, partial(area.ensureWidgetVisible, part, 0, 60))

    def _show_lists(self) -> None:
        self._right.setCurrentIndex(0)
        back, self._opened_from = self._opened_from, None
        if back is not None and back.isVisible():
            back.setFocus()
        else:
            self.focus_first()
