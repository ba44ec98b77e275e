"""All counters of the hall: one cell a counter, one row a zone; one tab stop, arrows inside."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from counter_app.db.queries.hall import HallCounter, HallScreen
from counter_app.domain.catalogue import Site
from counter_app.ui.i18n import text
from counter_app.ui.supervisor.counter_cell import HEIGHT, WIDTH, CounterCell, cell_face
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import scrolling
from counter_app.ui.widgets.themed import TextLabel, ThemedWidget

LABEL, GAP, EDGE = 68, 8, 2
"""Room for the zone's name, between cells, above and below all; px at 100 %."""


class CounterGrid(ThemedWidget):
    """The cells; which one is chosen outlives every reading.

    Signals: ``entered(int)`` Enter, or a press, on the counter with this number; ``moved(QWidget)``.
    """

    entered = Signal(int)
    moved = Signal(object)

    def __init__(self, site: Site, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.cells = {one.number: CounterCell(one.number, self) for one in site.counters}
        numbers = {one.number: one.zone for one in site.counters}
        self._zones = [
            (TextLabel(text("hall.zone", n=zone_.number), color="muted", parent=self),
             [cell for number, cell in self.cells.items() if numbers[number] == zone_.number])
            for zone_ in site.zones
            if zone_.number in numbers.values()
        ]  # fmt: skip
        for cell in self.cells.values():
            cell.clicked.connect(self._enter)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._choose(next((cells[0].number for _, cells in self._zones if cells), 0))
        self.restyle(current_theme())

    def show_screen(self, screen: HallScreen) -> None:
        """Take a fresh reading."""
        for counter in screen.counters:
            self._show(counter, screen.now_ms)

    def chosen(self) -> int:
        """Number of the counter that is chosen; 0 = the hall has none."""
        return self._chosen

    def focus_chosen(self) -> None:
        """Go to the counter that is chosen."""
        if self._chosen in self.cells:
            self.cells[self._chosen].setFocus()

    def choose(self, number: int) -> None:
        """Go to a counter."""
        self._choose(number)
        self.focus_chosen()
        if number in self.cells:
            self.moved.emit(self.cells[number])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next cell in their direction."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        number = self._beside(*step)
        if number:
            self.choose(number)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The grid itself never keeps the focus."""
        super().focusInEvent(event)
        self.focus_chosen()

    def sizeHint(self) -> QSize:
        """As high as all zones."""
        return QSize(0, self._height)

    def minimumSizeHint(self) -> QSize:
        """Room for the zone's name and one cell."""
        theme = current_theme()
        return QSize(theme.px(LABEL + WIDTH), self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self._place()

    def restyle(self, theme: Theme) -> None:
        """Measure anew."""
        super().restyle(theme)
        self._place()

    def _show(self, counter: HallCounter, now_ms: int) -> None:
        cell = self.cells.get(counter.number)
        if cell is not None:
            cell.show_face(cell_face(counter, now_ms, self._zone))

    def _choose(self, number: int) -> None:
        self._chosen = number
        for cell in self.cells.values():
            is_chosen = cell.number == number
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_chosen else Qt.FocusPolicy.ClickFocus)

    @Slot()
    def _enter(self) -> None:
        cell = self.sender()
        if isinstance(cell, CounterCell):
            self._choose(cell.number)
            self.entered.emit(cell.number)

    def _place(self) -> None:
        theme = current_theme()
        left, gap, edge = theme.px(LABEL), theme.px(GAP), theme.px(EDGE)
        width, height = theme.px(WIDTH), theme.px(HEIGHT)
        columns = max(1, (self.width() - left + gap) // (width + gap))
        top = edge
        for label, cells in self._zones:
            label.setGeometry(0, top, left, theme.line_height())
            for at, cell in enumerate(cells):
                row, column = divmod(at, columns)
                x = left + column * (width + gap)
                cell.setGeometry(QRect(x, top + row * (height + gap), width, height))
            top += -(-len(cells) // columns) * (height + gap)
        self._height = top + edge
        self.setFixedHeight(self._height)

    def _beside(self, across: int, down: int) -> int:
        """The nearest cell in a direction; 0 = there is none."""
        here = self.cells[self._chosen].geometry().center()
        found: list[tuple[int, int]] = []
        for number, cell in self.cells.items():
            there = cell.geometry().center() - here
            ahead = there.x() * across + there.y() * down
            aside = abs(there.x() * down) + abs(there.y() * across)
            is_in_line = aside < cell.height() if across else True
            if ahead > 0 and is_in_line:
                found.append((ahead * (1 if across else 10) + aside, number))
        return min(found)[1] if found else 0


_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def scrolling_grid(grid: CounterGrid) -> QScrollArea:
    """The grid in an area that follows the chosen cell."""
    area = scrolling(grid)
    grid.moved.connect(area.ensureWidgetVisible)
    return area
