"""A table of figures: a name and numbers a row, the same that the plots show, for keys and screen readers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from counter_app.ui.models.rows_by_id import ROW_ROLE, RowsById
from counter_app.ui.theme import Theme, current_theme
from counter_app.ui.widgets.boxes import SCROLL_BAR, Column
from counter_app.ui.widgets.drawing import MIDDLE_RIGHT
from counter_app.ui.widgets.pieces import SIGN, Piece, paint_pieces, width_of
from counter_app.ui.widgets.row_ground import on_ground
from counter_app.ui.widgets.row_list import RowList
from counter_app.ui.widgets.themed import ThemedWidget

HEIGHT, INSIDE, LEAD, BETWEEN, RING, SIGN_GAP = 36, 8, 40, 24, 3, 6


@dataclass(frozen=True, slots=True)
class Figure:
    """The words of one cell."""

    words: str
    is_over: bool = False
    """Over its limit: a sign, and the colour of a warning."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: a short mark that may be empty, a name, figures."""

    lead: str
    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Words above the columns (the name's first), and rows."""

    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]

    def spoken(self, row: TableRow) -> str:
        """The whole row, each figure behind the word above it."""
        named = zip(self.heads[1:], row.figures, strict=True)
        lead = f"{row.lead}, " if row.lead else ""
        return f"{lead}{row.name}: " + ", ".join(f"{head} {figure.words}" for head, figure in named)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns stand, for one table at one width; px."""

    lead: int
    rights: tuple[int, ...]
    """Right edges of the columns of figures."""
    widths: tuple[int, ...]


def measured(table: Table, width: int, theme: Theme) -> Columns:
    """Each column of figures as wide as its widest words; the name has the rest."""
    px = theme.px
    widths = []
    for at, head in enumerate(table.heads[1:]):
        cells = [_width(row.figures[at], theme) for row in table.rows]
        widths.append(round(max([width_of(theme, head, "strong"), *cells])) + 2)
    rights, right = [], width - px(INSIDE)
    for one in reversed(widths):
        rights.append(right)
        right -= one + px(BETWEEN)
    lead = px(LEAD) if any(row.lead for row in table.rows) else 0
    return Columns(lead, tuple(reversed(rights)), tuple(widths))


def _width(figure: Figure, theme: Theme) -> float:
    sign = theme.px(SIGN + SIGN_GAP) if figure.is_over else 0
    return width_of(theme, figure.words, "strong" if figure.is_over else "body") + sign


def laid_out(row: TableRow, columns: Columns, box: QRectF, theme: Theme) -> tuple[Piece, ...]:
    """The pieces of a row."""
    left = box.left() + theme.px(INSIDE)
    pieces = [Piece(QRectF(left, box.top(), columns.lead, box.height()), row.lead, "strong")]
    pieces.append(_name(row.name, columns, box, theme, "body", "text"))
    for figure, right, width in zip(row.figures, columns.rights, columns.widths, strict=True):
        pieces += _figure(figure, QRectF(box.left() + right - width, box.top(), width, box.height()), theme)
    return tuple(pieces)


def head_pieces(table: Table, columns: Columns, box: QRectF, theme: Theme) -> tuple[Piece, ...]:
    """The pieces of the heads."""
    figures = zip(table.heads[1:], columns.rights, columns.widths, strict=True)
    return (
        _name(table.heads[0], columns, box, theme, "strong", "muted"),
        *(
            Piece(
                QRectF(box.left() + right - width, box.top(), width, box.height()),
                head, "strong", "muted", MIDDLE_RIGHT,
            )
            for head, right, width in figures
        ),
    )  # fmt: skip


def _name(words: str, columns: Columns, box: QRectF, theme: Theme, role: str, color: str) -> Piece:
    left = box.left() + theme.px(INSIDE) + columns.lead
    first = columns.rights[0] - columns.widths[0] if columns.rights else box.width()
    right = box.left() + first - theme.px(INSIDE)
    strong = role == "strong"
    return Piece(
        QRectF(left, box.top(), max(0.0, right - left), box.height()),
        words, "strong" if strong else "body", color, may_be_elided=True,
    )  # fmt: skip


def _figure(figure: Figure, box: QRectF, theme: Theme) -> list[Piece]:
    if not figure.is_over:
        return [Piece(box, figure.words, align=MIDDLE_RIGHT)]
    side = theme.px(SIGN)
    left = box.right() - width_of(theme, figure.words, "strong") - theme.px(SIGN_GAP) - side
    sign = QRectF(left, box.top() + (box.height() - side) / 2, side, side)
    return [
        Piece(box, figure.words, "strong", "warning", MIDDLE_RIGHT),
        Piece(sign, "", color="warning", sign="warning"),
    ]


class FigureHead(ThemedWidget):
    """The words above the columns, with the line below them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = Table(("",), ())
        self.restyle(current_theme())

    def show_table(self, table: Table) -> None:
        """Another table's heads."""
        self._table = table
        self.setAccessibleName(", ".join(table.heads))
        self.update()

    def pieces(self, theme: Theme) -> tuple[Piece, ...]:
        """Words with their boxes."""
        columns = measured(self._table, self.width(), theme)
        return head_pieces(self._table, columns, QRectF(self.rect()), theme)

    def restyle(self, theme: Theme) -> None:
        """One line."""
        super().restyle(theme)
        self.setFixedHeight(theme.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw words and line."""
        theme, painter = current_theme(), QPainter(self)
        paint_pieces(painter, theme, self.pieces(theme))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))


class FigureList(RowList):
    """The rows; measured anew with every table and width."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.table = Table(("",), ())
        self.rows: RowsById[TableRow] = RowsById(
            identity=lambda row: (row.lead, row.name), words=self._spoken, parent=self
        )
        self.setModel(self.rows)
        self.setItemDelegate(FigureDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._columns: Columns | None = None

    def show_table(self, table: Table) -> None:
        """Other rows; one of the same name stays selected."""
        self.table, self._columns = table, None
        self.rows.replace(table.rows)
        is_empty = not table.rows
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if is_empty else Qt.FocusPolicy.StrongFocus)
        self.viewport().update()

    def _spoken(self, row: TableRow) -> str:
        return self.table.spoken(row)

    def columns(self, theme: Theme) -> Columns:
        """Where the columns stand now."""
        if self._columns is None:
            self._columns = measured(self.table, self.viewport().width(), theme)
        return self._columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other columns."""
        super().resizeEvent(event)
        self._columns = None

    def pieces_of(self, row: TableRow, box: QRectF, theme: Theme) -> tuple[Piece, ...]:
        """A row laid out."""
        return laid_out(row, self.columns(theme), box, theme)

    def restyle(self) -> None:
        """Another zoom."""
        self._columns = None
        self.scheduleDelayedItemsLayout()


class FigureDelegate(QStyledItemDelegate):
    """Paints the rows."""

    def __init__(self, view: FigureList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """36 high."""
        return QSize(0, current_theme().px(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground by state, pieces, hair line, ring."""
        theme, box = current_theme(), QRectF(option.rect)
        with on_ground(painter, option, box):
            paint_pieces(painter, theme, self._view.pieces_of(index.data(ROW_ROLE), box, theme))


class FigureTable(Column):
    """Heads over rows."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.head, self.list = FigureHead(), FigureList(name)
        place = Column(margins=(0, 0, SCROLL_BAR, 0))
        place.add(self.head)
        self.add(place)
        self.add(self.list, stretch=1)

    def show_table(self, table: Table) -> None:
        """Take another table."""
        self.head.show_table(table)
        self.list.show_table(table)

    def unfold(self, is_unfolded: bool) -> None:  # noqa: FBT001 - as Qt's own setVisible
        """As high as its rows at least; else it scrolls."""
        least = 3 if not is_unfolded else max(1, self.list.rows.rowCount())
        self.list.setMinimumHeight(least * current_theme().px(HEIGHT) + 2)

    def restyle(self, theme: Theme) -> None:
        """Another zoom."""
        super().restyle(theme)
        if hasattr(self, "list"):
            self.list.restyle()
