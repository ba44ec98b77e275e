"""Who waits, on the right: the order in which they will be called."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QWidget

from counter_app.db.queries.counter import CounterScreen
from counter_app.db.queries.waiting import WaitingRow
from counter_app.domain.catalogue import OrderPolicy
from counter_app.ui.commands.queue import CHOOSE_NUMBER
from counter_app.ui.counter.numbers import is_due
from counter_app.ui.counter.waiting_row import HEIGHT, WaitingDelegate, spoken
from counter_app.ui.figures import minutes_between
from counter_app.ui.i18n import text
from counter_app.ui.models.rows_by_id import ROW_ROLE, RowsById
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import Column, Row, Rule
from counter_app.ui.widgets.buttons import SecondaryButton
from counter_app.ui.widgets.row_list import RowList
from counter_app.ui.widgets.sign import Sign
from counter_app.ui.widgets.themed import TextLabel, ThemedWidget

WIDTH = 296
MORE_ROOM = 32
"""Below the list for how many are not in sight, px at 100 %."""


class WaitingList(RowList):
    """The rows; arrows move, Enter asks for the number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(text("waiting.title"), parent)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class WaitingRows(ThemedWidget):
    """Whole rows only, and how many more there are below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now_ms = 0
        self.model: RowsById[WaitingRow] = RowsById(
            identity=lambda row: row.ticket_id, words=lambda row: spoken(row, self._now_ms), parent=self
        )
        self.list = WaitingList(self)
        self._delegate = WaitingDelegate(self.list)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.more = TextLabel(color="muted", parent=self)
        self.list.verticalScrollBar().valueChanged.connect(self._count_more)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_rows(self, rows: tuple[WaitingRow, ...], now_ms: int) -> None:
        """Take a fresh reading; selection and scroll stay with their people."""
        top = self._top_row()
        self._now_ms = self._delegate.now_ms = now_ms
        self.model.replace(rows)
        self._lay_out()
        if top is not None and (at := self.model.row_of(top.ticket_id)) >= 0:
            self.list.verticalScrollBar().setValue(at)
        self.list.viewport().update()
        self._count_more()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many whole rows as there is room for."""
        super().resizeEvent(event)
        self._lay_out()

    def restyle(self, theme: Theme) -> None:
        """Measure the rows anew."""
        super().restyle(theme)
        self._lay_out()

    def _top_row(self) -> WaitingRow | None:
        at = self.list.verticalScrollBar().value()
        return self.model.rows[at] if 0 < at < len(self.model.rows) else None

    def _lay_out(self) -> None:
        if not hasattr(self, "more"):
            return
        theme = current_theme()
        row, room = theme.px(HEIGHT), theme.px(MORE_ROOM)
        count = len(self.model.rows)
        seen = count if count * row <= self.height() else max(1, (self.height() - room) // row)
        self.list.setGeometry(0, 0, self.width(), seen * row)
        line = theme.line_height()
        self.more.setGeometry(0, seen * row + room - line, self.width(), line)
        self._count_more()

    @Slot()
    def _count_more(self) -> None:
        row = current_theme().px(HEIGHT)
        last_seen = self.list.verticalScrollBar().value() + self.list.height() // row
        below = max(0, len(self.model.rows) - last_seen)
        self.more.setText(text("waiting.more", n=below) if below else "")


class WaitingColumn(Column):
    """Title, count, longest wait, rows, who is aside, and the rule of the order.

    Signals: ``number_wanted(str)`` a given number, or any where none is chosen.
    """

    number_wanted = Signal(str)

    def __init__(self, letters: tuple[str, ...], order: OrderPolicy, parent: QWidget | None = None) -> None:
        super().__init__(margins=(24, 32, 24, 16), parent=parent)
        self._letters = letters
        self._stale = ""
        head = Row()
        head.add(TextLabel(text("waiting.title"), role="section"))
        head.stretch()
        self.count = TextLabel("0", role="section")
        head.add(self.count)
        self.longest = TextLabel(color="muted")
        self.rows = WaitingRows()
        for part, room in ((head, 4), (self.longest, 12), (Rule("line"), 0)):
            self.add(part)
            if room:
                self.space(room)
        self.add(self.rows, stretch=1)
        self.due = TextLabel(role="strong", color="warning", wrap=True)
        self._due_row = Row(gap=6)
        self._due_row.add(Sign("warning", "warning"))
        self._due_row.add(self.due, stretch=1)
        self.aside = TextLabel(color="muted", wrap=True)
        self.number = SecondaryButton(text(CHOOSE_NUMBER.text), CHOOSE_NUMBER.key)
        words = text("waiting.order", priority=order.priority_per_round, regular=order.regular_per_round)
        foot = Column(gap=8, margins=(0, 8, 0, 0))
        foot.add(self._due_row)
        foot.add(self.aside)
        foot.add(self.number)
        self._by_site = words
        self.order = TextLabel(words, color="muted")
        foot.add(self.order)
        self.add(foot)
        self.rows.list.entered.connect(self._want_chosen)
        self.number.clicked.connect(self._want_any)

    def show_screen(self, screen: CounterScreen) -> None:
        """Take a fresh reading."""
        self.count.setText(str(len(screen.waiting)))
        self.longest.setText(self._stale or self._sub_line(screen))
        self.rows.show_rows(screen.waiting, screen.now_ms)
        for label, words in ((self.due, due_line(screen)), (self.aside, aside_line(screen))):
            label.setText(words)
        self._due_row.setVisible(bool(self.due.text()))
        self.aside.setVisible(bool(self.aside.text()))

    def show_stale(self, since: str) -> None:
        """Since a time ("10.41") nobody knows whether this still holds; empty = it does."""
        self._stale = text("waiting.stale", time=since) if since else ""
        self.order.setText(text("waiting.order_hub") if since else self._by_site)

    def choose(self, ticket_id: UUID | None) -> None:
        """Mark who was typed elsewhere; nobody where it is None."""
        at = self.rows.model.row_of(ticket_id) if ticket_id is not None else -1
        index = self.rows.model.index(at) if at >= 0 else QModelIndex()
        self.rows.list.setCurrentIndex(index)

    @Slot()
    def _want_chosen(self) -> None:
        row = self.rows.list.currentIndex().data(ROW_ROLE)
        self.number_wanted.emit(row.number if row is not None else "")

    @Slot()
    def _want_any(self) -> None:
        self.number_wanted.emit("")

    def _sub_line(self, screen: CounterScreen) -> str:
        if screen.waiting:
            return text("waiting.longest", n=longest_wait(screen))
        if len(self._letters) == 1:
            return text("waiting.empty", letter=self._letters[0])
        return text("idle_waiting.empty_queues", letters=", ".join(self._letters))


def longest_wait(screen: CounterScreen) -> int:
    """Minutes that the person who came first has waited; 0 when nobody waits."""
    return max((minutes_between(row.issued_at_ms, screen.now_ms) for row in screen.waiting), default=0)


def due_line(screen: CounterScreen) -> str:
    """Who is held and should be back by now."""
    due = [row.number for row in screen.parked if is_due(row, screen.now_ms)]
    return text("aside.overdue", number=", ".join(due)) if due else ""


def aside_line(screen: CounterScreen) -> str:
    """How many are held or did not come; empty where nobody is."""
    parked, absent = len(screen.parked), len(screen.absent)
    if parked and absent:
        return text("aside.both", parked=parked, absent=absent)
    if parked:
        return text("aside.parked", n=parked)
    return text("aside.absent", n=absent) if absent else ""


def waiting_line(screen: CounterScreen) -> str:
    """Who waits, in one line for the foot of the rail."""
    if screen.parked:
        return text("aside.rail", n=len(screen.waiting), parked=len(screen.parked))
    if not screen.waiting:
        return text("place.waiting_none")
    return text("place.waiting_line", n=len(screen.waiting), minutes=longest_wait(screen))
