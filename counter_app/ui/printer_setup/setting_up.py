"""The printer's page at any desk, laid over whatever is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from counter_app.ui.background import Lanes
from counter_app.ui.commands import Scene, printing
from counter_app.ui.desk.overlay import Overlay
from counter_app.ui.late import Late
from counter_app.ui.printer_setup.printers import Printers

if TYPE_CHECKING:
    from counter_app.ui.printer_setup.page import PrinterPage


class SettingUp(Overlay):
    """The page, until Esc or Ctrl+Shift+P."""

    def __init__(self, lanes: Lanes, printers: Printers | None, parent: QObject | None = None) -> None:
        self.page: Late[PrinterPage] = Late(self._made)
        super().__init__(Scene.PRINTER, self.page, parent)
        self._lanes, self._printers = lanes, printers

    def runs(self) -> dict[str, Callable[[], None]]:
        """Its keys, by the ids of their commands."""
        return {
            printing.PRINTER_SETUP.id: self.press,
            printing.KEEP_PRINTER.id: lambda: self.page().submit(),
            printing.TRIAL_PAGE.id: lambda: self.page().try_out(),
        }

    @Slot()
    def press(self) -> None:
        """Ctrl+Shift+P opens and closes it, where printers can be set up."""
        if self.close() or self._printers is None:
            return
        self._remember_focus()
        self.page().open()
        self._lay_over()

    def _made(self) -> PrinterPage:
        from counter_app.ui.printer_setup.page import PrinterPage  # noqa: PLC0415  see Late

        if self._printers is None:
            raise ValueError("no printers can be set up here")
        return PrinterPage(self._lanes, self._printers)
