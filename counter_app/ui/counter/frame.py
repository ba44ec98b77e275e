"""How the window is laid out: rail, work, waiting, status line, and the toast over the rail's foot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.ui.counter.rail import SIDE, Rail
from counter_app.ui.counter.waiting_column import WIDTH, WaitingColumn
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.work_column import WorkColumn
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Row, Rule
from counter_app.ui.widgets.status_line import StatusLine
from counter_app.ui.widgets.themed import ThemedWidget
from counter_app.ui.widgets.toast import Toast
from counter_app.ui.widgets.training_band import add_training_band

ONE_LINE_FROM = 1.25
"""Zoom from which the waiting are one line at the foot of the rail (MOCKS 3)."""

TOAST_BELOW, TOAST_ABOVE = 16, 8
"""Free below the toast and between it and the buttons; px at 100 %."""

_PLACING = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)

FULL_LINE = 16_777_215
"""Qt's own "as wide as it likes"."""


class CounterFrame(ThemedWidget):
    """The parts in their places; it decides nothing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.rail = Rail()
        self.work = WorkColumn()
        self.waiting = WaitingColumn(desk.letters, desk.store.site.order)
        self.status = StatusLine()
        self.toast = Toast(self)
        self._waiting_rule = Rule(is_upright=True)
        self._has_waiting = False
        self._shows_waiting = False
        self._lay_out(desk)
        for part in (self.toast, self.rail):
            part.installEventFilter(self)
        self.restyle(current_theme())

    def has_one_line(self) -> bool:
        """Whether the waiting are one line in the rail."""
        return current_theme().zoom >= ONE_LINE_FROM

    def set_waiting_wanted(self, is_wanted: bool) -> None:  # noqa: FBT001 - as Qt's own setVisible
        """Whether the page in the middle goes with the column of the waiting."""
        self._has_waiting = is_wanted
        self._arrange()

    def unfold_waiting(self, is_unfolded: bool) -> None:  # noqa: FBT001 - as Qt's own setVisible
        """At high zoom: the list in place of the work, until Esc."""
        self._shows_waiting = is_unfolded
        self._arrange()
        if is_unfolded:
            self.waiting.rows.list.setFocus()

    def is_waiting_unfolded(self) -> bool:
        """Whether the list stands in place of the work."""
        return self._shows_waiting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The toast keeps its place."""
        super().resizeEvent(event)
        self._place_toast()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The toast grows with its words, and gives way to the rail's buttons."""
        if event.type() in _PLACING:
            self._place_toast()
        return super().eventFilter(watched, event)

    def restyle(self, theme: Theme) -> None:
        """Column or line, by zoom."""
        super().restyle(theme)
        if hasattr(self, "_waiting_rule"):
            self._arrange()
            self._place_toast()

    def _lay_out(self, desk: Desk) -> None:
        body = Row()
        for part in (self.rail, Rule(is_upright=True)):
            body.add(part)
        body.add(self.work, stretch=1)
        body.add(self._waiting_rule)
        body.add(self.waiting)
        self._body = body
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        add_training_band(column, desk.store.station)
        column.addWidget(body, 1)
        column.addWidget(self.status)

    def _arrange(self) -> None:
        if not self.has_one_line():
            self._shows_waiting = False
        is_unfolded = self._shows_waiting and self._has_waiting
        is_column = self._has_waiting and not self.has_one_line()
        self.work.setVisible(not is_unfolded)
        self._waiting_rule.setVisible(is_column)
        self.waiting.setVisible(is_column or is_unfolded)
        width = current_theme().px(WIDTH)
        self.waiting.setMinimumWidth(width)
        self.waiting.setMaximumWidth(FULL_LINE if is_unfolded else width)
        self._body.box.setStretchFactor(self.waiting, 1 if is_unfolded else 0)

    def _place_toast(self) -> None:
        """At the foot of the rail; where the buttons leave no room there, down over the status line."""
        theme = current_theme()
        size = self.toast.sizeHint()
        above = self._body.y()
        foot = above + self._body.height() - theme.px(TOAST_BELOW)
        highest = above + self.rail.lowest() + theme.px(TOAST_ABOVE)
        top = max(foot - size.height(), highest)
        top = min(top, self.height() - size.height())
        self.toast.setGeometry(theme.px(SIDE), top, size.width(), size.height())
        self.toast.raise_()
        is_shown = not self.toast.isHidden()
        self.rail.give_way(is_shown)
        self.status.set_place_visible(not (is_shown and top + size.height() > above + self._body.height()))
