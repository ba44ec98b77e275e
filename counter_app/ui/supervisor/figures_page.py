"""Hari ini: five figures, two plots, and the same figures as a table. Of any date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from counter_app.domain.errors import Refused
from counter_app.domain.identity import parse_birth_date
from counter_app.ui.commands.supervisor import DAY_AFTER, DAY_BEFORE, PRINT_REPORT
from counter_app.ui.figures import clock_time, day_in_words
from counter_app.ui.i18n import text
from counter_app.ui.supervisor.day_plot import DayPlot
from counter_app.ui.supervisor.day_tables import (
    VIEWS,
    Around,
    DayReading,
    hours_with_work,
    table_of,
)
from counter_app.ui.supervisor.day_tiles import DayTiles
from counter_app.ui.supervisor.figure_table import FigureTable, Table
from counter_app.ui.supervisor.heat_map import HeatMap, heat
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import SCROLL_BAR, Column, Row, scrolling
from counter_app.ui.widgets.buttons import SecondaryButton
from counter_app.ui.widgets.reason_edit import EscapableEdit
from counter_app.ui.widgets.select import Select
from counter_app.ui.widgets.themed import TextLabel

TALL_FROM = 1.25
"""Zoom from which the plots stand below each other and the page scrolls."""
NARROW = 1_200
"""Width, px at 100 %, below which it is so too: beside the rail of a counter."""
UNBOUND = 16_777_215
DATE_WIDTH = 132


@dataclass(frozen=True, slots=True)
class Shown:
    """Which day is shown, and how it stands."""

    day: date
    is_today: bool
    now_ms: int
    holidays: Mapping[date, str]
    today: date


class FiguresPage(Column):
    """``show_reading`` with each reading.

    Signals: ``day_wanted(date)`` another day was typed; ``moved(int)`` so many days on or back;
    ``print_wanted()``.
    """

    day_wanted = Signal(object)
    moved = Signal(int)
    print_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._reading: DayReading | None = None
        self._around: Around | None = None
        self.title, self.remark = TextLabel(role="section"), TextLabel(color="muted", wrap=True)
        self.date = EscapableEdit()
        self.before = SecondaryButton(text(DAY_BEFORE.text), DAY_BEFORE.key)
        self.after = SecondaryButton(text(DAY_AFTER.text), DAY_AFTER.key)
        self.tiles = DayTiles()
        self.plot = DayPlot()
        self.heat = HeatMap()
        self.view = Select(text("figures.show"), [(view, text(f"figures.by_{view}")) for view in VIEWS])
        self.table = FigureTable(text("figures.table"))
        self._lay_out()
        self.view.chosen.connect(self._show_view)
        self.date.returnPressed.connect(self._go)
        self.before.clicked.connect(lambda: self.moved.emit(-1))
        self.after.clicked.connect(lambda: self.moved.emit(1))
        self.restyle(current_theme())

    def focus_first(self) -> None:
        """What the table shows; the table itself comes next."""
        self.view.setFocus()

    def show_day(self, shown: Shown) -> None:
        """Which day it is, before its figures have come."""
        until = text("day.title", time=clock_time(shown.now_ms, self._around.zone)) if self._around else ""
        self.title.setText(until if shown.is_today and until else day_in_words(shown.day))
        self.date.setPlaceholderText(f"{shown.day.day} {shown.day.month} {shown.day.year}")
        self._shown = shown

    def show_reading(self, shown: Shown, reading: DayReading, around: Around) -> None:
        """The figures of the day; the table shows what was chosen last."""
        self._reading, self._around = reading, around
        self.show_day(shown)
        figures = reading.figures
        self.remark.setText(self._remark(shown, reading))
        self.remark.setVisible(bool(self.remark.text()))
        self.tiles.show_reading(reading)
        self.heat.show_heat(heat(figures.heat, hours_with_work(figures)), figures.limit_min)
        self._plots.setVisible(bool(figures.total.tickets))
        self._show_view(self.view.key())

    def show_text(self, words: str) -> None:
        """Nothing to show yet, or nothing at all."""
        self.remark.setText(words)
        self.remark.show()

    def restyle(self, theme: Theme) -> None:
        """Beside each other; where there is less room below, all in one that scrolls."""
        super().restyle(theme)
        if hasattr(self, "_area"):
            self.date.setFixedWidth(theme.px(DATE_WIDTH))
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In one screen nothing is higher than the window: the table scrolls for itself."""
        super().resizeEvent(event)
        self._arrange()

    def _is_tall(self) -> bool:
        theme = current_theme()
        return theme.zoom >= TALL_FROM or self.width() < theme.px(NARROW)

    def _arrange(self) -> None:
        is_tall = self._is_tall()
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for part in (self._plots, self.tiles, self._head_row):
            part.box.setDirection(down if is_tall else across)
        self.table.unfold(is_tall)
        self._whole.setMaximumHeight(UNBOUND if is_tall else self.height())

    # layout

    def _lay_out(self) -> None:
        self._whole = Column(margins=(24, 16, 24 - SCROLL_BAR, 12))
        for part, room in (
            (self._head(), 4),
            (self.remark, 8),
            (self.tiles, 16),
            (self._plot_row(), 8),
        ):
            self._whole.add(part)
            self._whole.space(room)
        self._whole.add(self._table_head())
        self._whole.add(self.table, stretch=1)
        self._area = scrolling(self._whole)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.add(self._area, stretch=1)

    def _head(self) -> QWidget:
        label = TextLabel(text("figures.go_to"), color="muted")
        label.setBuddy(self.date)
        self.date.setAccessibleName(text("figures.go_to"))
        self._controls = Row(gap=8)
        self._controls.stretch()
        self.print_button = SecondaryButton(text(PRINT_REPORT.text), PRINT_REPORT.key)
        self.print_button.clicked.connect(self.print_wanted)
        for part in (self.before, self.after, label, self.date, self.print_button):
            self._controls.add(part)
        self._head_row = Row(gap=8, margins=(0, 0, SCROLL_BAR, 0))
        self._head_row.add(self.title)
        self._head_row.add(self._controls, stretch=1)
        return self._head_row

    def _plot_row(self) -> QWidget:
        self._plots = Row(gap=40, margins=(0, 0, SCROLL_BAR, 0))
        right = Column(gap=8)
        head = Row(gap=8)
        head.add(TextLabel(text("day.heat"), role="heading"))
        head.stretch()
        head.add(TextLabel(text("day.heat_axes"), color="muted"))
        right.add(head)
        right.add(self.heat)
        right.stretch()
        self._plots.add(self.plot, stretch=1)
        self._plots.add(right, stretch=1)
        return self._plots

    def _table_head(self) -> QWidget:
        head = Row(gap=8, margins=(0, 0, SCROLL_BAR, 0))
        label = TextLabel(text("figures.show"), color="muted")
        label.setBuddy(self.view)
        head.add(label)
        head.add(self.view)
        head.stretch()
        return head

    # what is shown

    def _remark(self, shown: Shown, reading: DayReading) -> str:
        parts = []
        if shown.day in shown.holidays:
            parts.append(text("figures.holiday", name=shown.holidays[shown.day]))
        if shown.day > shown.today:
            parts.append(text("figures.future"))
        elif not reading.figures.total.tickets:
            parts.append(text("figures.empty"))
        if reading.note:
            parts.append(text("day_end.noted", note=reading.note))
        uncertain = sum(reading.figures.total.uncertain.values())
        if uncertain:
            parts.append(text("figures.uncertain", n=uncertain))
        return " ".join(parts)

    @Slot(str)
    def _show_view(self, view: str) -> None:
        """The table, and at its left the plot that belongs to it."""
        if self._reading is None or self._around is None:
            self.table.show_table(Table(("",), ()))
            return
        self.table.show_table(table_of(view, self._reading, self._around))
        self.table.unfold(self._is_tall())
        self.plot.show_view(view, self._reading, self._around.zone)

    @Slot()
    def _go(self) -> None:
        try:
            day = parse_birth_date(self.date.text())
        except Refused:
            self.show_text(text("day.date_wrong"))
            return
        self.date.clear()
        self.day_wanted.emit(day)
