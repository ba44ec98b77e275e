"""How the supervisor's window is laid out: tabs or rail, the page, the status line, and the toast over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.ui.commands.supervisor import TABS
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.work_column import WorkColumn
from counter_app.ui.i18n import text
from counter_app.ui.reception.rail import ReceptionRail
from counter_app.ui.supervisor.hall_page import TALL_FROM
from counter_app.ui.supervisor.tabs import ScreenTabs
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Row, Rule
from counter_app.ui.widgets.status_line import StatusLine
from counter_app.ui.widgets.themed import ThemedWidget
from counter_app.ui.widgets.toast import Toast
from counter_app.ui.widgets.training_band import add_training_band

_SIDE, _BELOW = 24, 8
_PLACING = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)


class SupervisorFrame(ThemedWidget):
    """The parts in their places; it decides nothing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.tabs = ScreenTabs(desk.store.site.name, TABS)
        self.rail = ReceptionRail()
        self.work = WorkColumn()
        self.status = StatusLine()
        self.toast = Toast(self)
        self._rail_rule = Rule(is_upright=True)
        body = Row()
        body.add(self.rail)
        body.add(self._rail_rule)
        body.add(self.work, stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        add_training_band(column, desk.store.station)
        for part, stretch in ((self.tabs, 0), (body, 1), (self.status, 0)):
            column.addWidget(part, stretch)
        self.toast.installEventFilter(self)
        self.restyle(current_theme())

    def show_tabs(self, are_shown: bool) -> None:  # noqa: FBT001 - as Qt's own setVisible
        """Tabs over the supervisor's screens; the rail beside all other pages."""
        self.tabs.setVisible(are_shown)
        self.rail.setVisible(not are_shown)
        self._rail_rule.setVisible(not are_shown)
        self._place_toast()

    def say_before(self, title: str) -> None:
        """The rail's first line."""
        self.rail.state.setText(text("hall.place"))
        self.rail.title.setText(title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The toast keeps its place."""
        super().resizeEvent(event)
        self._place_toast()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The toast grows with its words."""
        if watched is self.toast and event.type() in _PLACING:
            self._place_toast()
        return super().eventFilter(watched, event)

    def restyle(self, theme: Theme) -> None:
        """Measure anew."""
        super().restyle(theme)
        if hasattr(self, "_rail_rule"):
            self._place_toast()

    def _place_toast(self) -> None:
        """At the foot of the right column, which keeps room for it; in one column the page gives way."""
        theme, size = current_theme(), self.toast.sizeHint()
        is_in_the_way = theme.zoom >= TALL_FROM and not self.toast.isHidden()
        self.work.set_margins((0, 0, 0, size.height() / theme.zoom + 2 * _BELOW if is_in_the_way else 0))
        left = self.width() - size.width() - theme.px(_SIDE)
        top = self.height() - self.status.height() - size.height() - theme.px(_BELOW)
        self.toast.setGeometry(left, top, size.width(), size.height())
        self.toast.raise_()
