"""Find a service by everyday words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from counter_app.ui.i18n import text
from counter_app.ui.models.rows_by_id import RowsById
from counter_app.ui.widgets.search_list import SearchList
from counter_app.ui.widgets.service_hit_row import HitDelegate, HitRow, spoken


class ServiceSearchList(SearchList[HitRow]):
    """The services found, with fee and time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        rows: RowsById[HitRow] = RowsById(identity=lambda row: row.service.code, words=spoken)
        super().__init__(text("reception.search"), rows, parent)
        self.set_delegate(HitDelegate(self.list))

    def code(self) -> str:
        """The service that is chosen, or nothing."""
        row = self.row()
        return row.service.code if row is not None else ""
