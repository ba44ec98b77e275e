"""A list model whose rows are frozen values with an identity."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""Role under which a view's delegate finds the row itself."""


class RowsById(QAbstractListModel, Generic[Row]):
    """Rows that are replaced by a newer reading without losing what points at them.

    ``identity`` names a row over time; ``words`` is what a screen reader says of it and its tool tip.
    """

    def __init__(
        self,
        *,
        identity: Callable[[Row], Hashable],
        words: Callable[[Row], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._identity = identity
        self._words = words
        self._rows: list[Row] = []

    @property
    def rows(self) -> Sequence[Row]:
        """The rows as they stand."""
        return tuple(self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows there are; none below a row."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """The row for the delegate, its words for everybody else."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        is_spoken = role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        )
        return self._words(row) if is_spoken else None

    def row_of(self, identity: Hashable) -> int:
        """Where the row with this identity stands; -1 = not here."""
        return next((at for at, row in enumerate(self._rows) if self._identity(row) == identity), -1)

    def replace(self, rows: Sequence[Row]) -> None:
        """Take a newer reading: rows gone are removed, new ones put in, the others moved and kept."""
        wanted = {self._identity(row) for row in rows}
        for at in reversed(range(len(self._rows))):
            if self._identity(self._rows[at]) not in wanted:
                self._remove(at)
        for at, row in enumerate(rows):
            self._put(at, row)

    def _remove(self, at: int) -> None:
        self.beginRemoveRows(QModelIndex(), at, at)
        del self._rows[at]
        self.endRemoveRows()

    def _put(self, at: int, row: Row) -> None:
        here = self.row_of(self._identity(row))
        if here < 0:
            self.beginInsertRows(QModelIndex(), at, at)
            self._rows.insert(at, row)
            self.endInsertRows()
            return
        if here != at:
            self.beginMoveRows(QModelIndex(), here, here, QModelIndex(), at)
            self._rows.insert(at, self._rows.pop(here))
            self.endMoveRows()
        if self._rows[at] != row:
            self._rows[at] = row
            index = self.index(at)
            self.dataChanged.emit(index, index)
