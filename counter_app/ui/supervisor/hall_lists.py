"""The lists at the right of the hall: queues by longest wait, and who did not come."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QWidget

from counter_app.db.queries.hall import HallScreen, HallTicket
from counter_app.ui.figures import clock_time
from counter_app.ui.i18n import text
from counter_app.ui.models.rows_by_id import ROW_ROLE, RowsById
from counter_app.ui.supervisor.acts import SubjectKey, queue_key, ticket_key
from counter_app.ui.supervisor.queue_row import HEIGHT, QueueDelegate, QueueRow, head_pieces, heads, queue_row
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import SCROLL_BAR, Column, Row
from counter_app.ui.widgets.choice_row import ChoiceDelegate, ChoiceRow, spoken
from counter_app.ui.widgets.pieces import paint_pieces
from counter_app.ui.widgets.row_list import RowList
from counter_app.ui.widgets.themed import TextLabel, ThemedWidget


class QueueHead(ThemedWidget):
    """The words above the columns, with the line below them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(", ".join(heads()))
        self.restyle(current_theme())

    def restyle(self, theme: Theme) -> None:
        """One line."""
        super().restyle(theme)
        self.setFixedHeight(theme.px(HEIGHT + 4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw words and line."""
        theme, painter = current_theme(), QPainter(self)
        paint_pieces(painter, theme, head_pieces(QRectF(self.rect()), theme))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))


class QueueTable(Column):
    """Queues in which somebody waits, the longest wait first.

    Signals: ``chosen(SubjectKey)`` Enter on a row.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.rows: RowsById[QueueRow] = RowsById(
            identity=lambda row: row.letter, words=lambda row: row.spoken(), parent=self
        )
        self.list = _listed(text("sup.queue"), self.rows)
        self.list.setItemDelegate(QueueDelegate(self.list))
        self.nobody = TextLabel(text("hall.nobody_waits"), color="muted", wrap=True)
        head = Column(margins=(0, 0, SCROLL_BAR, 0))
        self.head = QueueHead()
        head.add(TextLabel(text("sup.queue"), role="section"))
        head.add(self.nobody)
        head.add(self.head)
        self.add(head)
        self.add(self.list, stretch=1)
        self.list.entered.connect(self._enter)

    def show_screen(self, screen: HallScreen) -> None:
        """Take a fresh reading; the selected row stays selected."""
        shown = [queue_row(one, screen.now_ms) for one in screen.queues if one.waiting or one.absent]
        self.rows.replace(shown)
        self.nobody.setVisible(not shown)
        self.head.setVisible(bool(shown))
        self.list.setFocusPolicy(_policy(is_empty=not shown))

    def share(self) -> int:
        """Of the height that the lists have together; without rows it needs none."""
        return 5 if self.rows.rowCount() else 0

    def unfold(self, is_unfolded: bool) -> None:  # noqa: FBT001 - as Qt's own setVisible
        """As high as its rows at least; else it scrolls."""
        self.list.setMinimumHeight(_height_of(self.list) if is_unfolded else 0)

    @Slot()
    def _enter(self) -> None:
        self.chosen.emit(queue_key(self.list.currentIndex().data(ROW_ROLE).letter))


class AbsentList(Column):
    """Who did not come when called, the latest first; hidden while there is nobody.

    Signals: ``chosen(SubjectKey)`` Enter on a row.
    """

    chosen = Signal(object)

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._zone = zone
        self._tickets: dict[str, SubjectKey] = {}
        self.rows: RowsById[ChoiceRow] = RowsById(identity=lambda row: row.key, words=spoken, parent=self)
        self.list = _listed(text("hall.absent"), self.rows)
        self.list.setItemDelegate(_absent_delegate(self.list))
        self.count = TextLabel(role="section")
        head = Row(margins=(0, 0, SCROLL_BAR, 8))
        head.add(TextLabel(text("hall.absent"), role="section"))
        head.stretch()
        head.add(self.count)
        self.add(head)
        self.add(self.list, stretch=1)
        self.list.entered.connect(self._enter)

    def show_screen(self, screen: HallScreen) -> None:
        """Take a fresh reading; the selected row stays selected."""
        self._tickets = {one.ticket_id.hex: ticket_key(one.ticket_id) for one in screen.absent}
        self.rows.replace([self._row(one) for one in screen.absent])
        self.count.setText(str(len(screen.absent)))
        self.setVisible(bool(screen.absent))

    def share(self) -> int:
        """Of the height that the lists have together; without rows it needs none."""
        return 3 if self.rows.rowCount() else 0

    def unfold(self, is_unfolded: bool) -> None:  # noqa: FBT001 - as Qt's own setVisible
        """As high as its rows at least; else it scrolls."""
        self.list.setMinimumHeight(_height_of(self.list) if is_unfolded else 0)

    def _row(self, ticket: HallTicket) -> ChoiceRow:
        where = text("hall.absent_row", n=ticket.counter, time=clock_time(ticket.since_ms, self._zone))
        return ChoiceRow(ticket.ticket_id.hex, ticket.number, ticket.service_name, where)

    @Slot()
    def _enter(self) -> None:
        key = self._tickets.get(self.list.currentIndex().data(ROW_ROLE).key)
        if key is not None:
            self.chosen.emit(key)


def _absent_delegate(view: RowList) -> QStyledItemDelegate:
    return ChoiceDelegate(view)


def _listed(name: str, rows: RowsById[QueueRow] | RowsById[ChoiceRow]) -> RowList:
    view = RowList(name)
    view.setModel(rows)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    return view


def _height_of(view: RowList) -> int:
    """Of all rows."""
    return sum(view.sizeHintForRow(at) for at in range(view.model().rowCount())) + 2


def _policy(*, is_empty: bool) -> Qt.FocusPolicy:
    return Qt.FocusPolicy.NoFocus if is_empty else Qt.FocusPolicy.StrongFocus
