"""Who was served at this counter today: one looks back, or selects a row and prints again (F9)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from counter_app.db.queries.counter import CounterScreen, ServedRow
from counter_app.ui.commands.desk import PRINT_AGAIN
from counter_app.ui.commands.papers import CORRECT
from counter_app.ui.counter.history_row import HistoryDelegate, cells, heads, laid_out
from counter_app.ui.figures import rounded_minutes
from counter_app.ui.i18n import text
from counter_app.ui.models.rows_by_id import ROW_ROLE, RowsById
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import SCROLL_BAR, Column, Row
from counter_app.ui.widgets.pieces import paint_pieces
from counter_app.ui.widgets.row_list import RowList
from counter_app.ui.widgets.themed import TextLabel, ThemedWidget

HEAD_HEIGHT = 36


class HistoryHead(ThemedWidget):
    """The words above the columns, with the line below them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(", ".join(heads()))
        self.restyle(current_theme())

    def restyle(self, theme: Theme) -> None:
        """One line."""
        super().restyle(theme)
        self.setFixedHeight(theme.px(HEAD_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw words and line."""
        theme, painter = current_theme(), QPainter(self)
        paint_pieces(painter, theme, laid_out(heads(), QRectF(self.rect()), theme, is_head=True))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))


class HistoryList(RowList):
    """The rows; arrows select."""

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(text("history.title"), parent)
        self._zone = zone
        self.rows: RowsById[ServedRow] = RowsById(
            identity=lambda row: row.ticket_id,
            words=lambda row: ", ".join(self.words_of(row)),
            parent=self,
        )
        self.setModel(self.rows)
        self.setItemDelegate(HistoryDelegate(zone, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def words_of(self, row: ServedRow) -> tuple[str, ...]:
        """The words of a row's five columns."""
        return cells(row, self._zone)


class History(Column):
    """Title, summary, heads and rows; hidden rows are reached by scrolling.

    Signals: ``entered()`` Enter on a row.
    """

    entered = Signal()

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        head = Row()
        head.add(TextLabel(text("history.title"), role="section"))
        head.stretch()
        self.summary = TextLabel(color="muted")
        head.add(self.summary)
        self._heads = HistoryHead()
        self.list = HistoryList(zone)
        self.list.entered.connect(self.entered)
        self.nobody = TextLabel(text("idle_waiting.nobody_served"), color="muted")
        words = text("correct.keys", again=PRINT_AGAIN.key, correct=CORRECT.key)
        self.keys = TextLabel(words, color="muted", wrap=True)
        above = Column(margins=(0, 0, SCROLL_BAR, 0))
        above.add(head)
        above.space(8)
        above.add(self.nobody)
        above.add(self.keys)
        above.add(self._heads)
        self.add(above)
        self.add(self.list, stretch=1)

    def show_screen(self, screen: CounterScreen) -> None:
        """Take a fresh reading; the selected row stays selected."""
        self.list.rows.replace(screen.served)
        served = screen.served_count
        median = rounded_minutes(screen.served_median_s) if screen.served_median_s is not None else 0
        self.summary.setText(text("history.summary", n=served, minutes=median) if served else "")
        self.nobody.setVisible(not screen.served)
        self.keys.setVisible(bool(screen.served))
        self._heads.setVisible(bool(screen.served))
        has_rows = Qt.FocusPolicy.StrongFocus if screen.served else Qt.FocusPolicy.NoFocus
        self.list.setFocusPolicy(has_rows)

    def go_to_list(self) -> None:
        """Where a number is chosen, if there is any; the arrows go on from there."""
        if self.list.rows.rowCount():
            self.list.setFocus()

    def selected(self) -> ServedRow | None:
        """The row that F9 is about."""
        index = self.list.selectionModel().currentIndex()
        if not index.isValid() or not self.list.selectionModel().isSelected(index):
            return None
        row: ServedRow = index.data(ROW_ROLE)
        return row
