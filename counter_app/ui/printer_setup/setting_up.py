"""The printer's page at any desk, laid over whatever is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.ui.background import Lanes
from counter_app.ui.commands import Scene, printing
from counter_app.ui.desk.focus_place import FocusPlace
from counter_app.ui.late import Late
from counter_app.ui.printer_setup.printers import Printers

if TYPE_CHECKING:
    from counter_app.ui.printer_setup.page import PrinterPage


class SettingUp(QObject):
    """The page, until Esc or Ctrl+Shift+P; the focus goes back to where it was.

    Signals: ``changed()`` the page is wanted, or not any more.
    """

    changed = Signal()

    def __init__(self, lanes: Lanes, printers: Printers | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes, self._printers = lanes, printers
        self._is_open = False
        self._focus = FocusPlace()
        self.page: Late[PrinterPage] = Late(self._made)

    def runs(self) -> dict[str, Callable[[], None]]:
        """Its keys, by the ids of their commands."""
        return {
            printing.PRINTER_SETUP.id: self.press,
            printing.KEEP_PRINTER.id: lambda: self.page().submit(),
            printing.TRIAL_PAGE.id: lambda: self.page().try_out(),
        }

    def scene(self) -> Scene | None:
        """While it is open."""
        return Scene.PRINTER if self._is_open else None

    def enter(self) -> None:
        """How the printer is reached."""
        self.page().focus_first()

    def close(self) -> bool:
        """Esc; whether it was open."""
        was_open, self._is_open = self._is_open, False
        if was_open:
            self.changed.emit()
            self._focus.go_back()
        return was_open

    @Slot()
    def press(self) -> None:
        """Ctrl+Shift+P opens and closes it, where printers can be set up."""
        if self.close() or self._printers is None:
            return
        self._focus.remember()
        self.page().open()
        self._is_open = True
        self.changed.emit()

    def _made(self) -> PrinterPage:
        from counter_app.ui.printer_setup.page import PrinterPage  # noqa: PLC0415  see Late

        if self._printers is None:
            raise ValueError("no printers can be set up here")
        return PrinterPage(self._lanes, self._printers)
