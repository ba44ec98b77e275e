"""What every page of the work column is made of."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

from counter_app.ui.widgets.boxes import SCROLL_BAR, Column, scrolling


class Page(Column):
    """A page whose content scrolls, with room for a foot that does not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.content = Column(margins=(32, 32, 32 - SCROLL_BAR, 24))
        self.area: QScrollArea = scrolling(self.content)
        self.add(self.area, stretch=1)

    def focus_first(self) -> None:
        """Go where work begins."""

    def scroll_up(self) -> None:
        """Show the beginning."""
        self.area.verticalScrollBar().setValue(0)
