"""A short list of choices, all in sight: arrows choose, Enter does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.ui.models.rows_by_id import ROW_ROLE, RowsById
from counter_app.ui.widgets.choice_row import ChoiceDelegate, ChoiceRow, spoken
from counter_app.ui.widgets.row_list import RowList


class OpenChoices(RowList):
    """As high as its rows; ``name`` is for screen readers.

    Signals: ``chosen(str)`` the key of a row, by Enter or a double click.
    """

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._rows: RowsById[ChoiceRow] = RowsById(identity=lambda row: row.key, words=spoken, parent=self)
        self.setModel(self._rows)
        self.setItemDelegate(ChoiceDelegate(self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.entered.connect(self._choose)
        self.doubleClicked.connect(self._choose)

    def show_rows(self, rows: Sequence[ChoiceRow]) -> None:
        """Offer these; the first is chosen where the chosen one is gone."""
        if tuple(rows) == tuple(self._rows.rows):
            return
        self._rows.replace(rows)
        if not self.currentIndex().isValid() or self.key() not in {row.key for row in rows}:
            self.choose_first()
        self.updateGeometry()

    def choose_first(self) -> None:
        """The first row is chosen, if there is one."""
        index = self._rows.index(0) if self._rows.rowCount() else QModelIndex()
        self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.ClearAndSelect)

    def key(self) -> str:
        """Of the row that is chosen, or nothing."""
        index = self.currentIndex()
        return index.data(ROW_ROLE).key if index.isValid() else ""

    def keys(self) -> tuple[str, ...]:
        """Of all rows, from top to bottom."""
        return tuple(row.key for row in self._rows.rows)

    def sizeHint(self) -> QSize:
        """All rows."""
        height = sum(self.sizeHintForRow(at) for at in range(self._rows.rowCount()))
        return QSize(super().sizeHint().width(), height + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """One row; the rest is reached by the arrows."""
        return QSize(0, min(self.sizeHint().height(), max(0, self.sizeHintForRow(0))))

    @Slot()
    def _choose(self) -> None:
        if self.key():
            self.chosen.emit(self.key())
