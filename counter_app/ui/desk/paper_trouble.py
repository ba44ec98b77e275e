"""What is told of printing in every window, and what F9 and its neighbours do about it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.db.queries.printing import PaperInDoubt
from counter_app.ui.desk import desk_verbs
from counter_app.ui.desk.acts import DeskActs
from counter_app.ui.desk.desk import Desk
from counter_app.ui.desk.work_column import PrinterNews, WorkColumn
from counter_app.ui.i18n import text
from counter_app.ui.widgets.status_line import StatusLine


class PrintingScreen(Protocol):
    """The part of a screen that tells of printing."""

    @property
    def printer_problem(self) -> str:
        """Code of what keeps papers inside, or empty."""

    @property
    def paper_in_doubt(self) -> PaperInDoubt | None:
        """May be out already."""


class PaperTrouble(QObject):
    """One window's own. ``retry`` is asked first when F9 is pressed.

    Signals: ``said(str)`` a sentence for the toast.
    """

    said = Signal(str)

    def __init__(
        self, desk: Desk, acts: DeskActs, work: WorkColumn, status: StatusLine, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._acts, self._work, self._status = desk, acts, work, status
        self._problem = ""
        self._doubt: PaperInDoubt | None = None
        work.paper_is_out_wanted.connect(self.say_out)
        work.move_wanted.connect(self.move)

    def show_screen(self, screen: PrintingScreen) -> None:
        """Take a fresh reading: trouble above the work, how the printer is below it."""
        self._problem, self._doubt = screen.printer_problem, screen.paper_in_doubt
        self._work.show_printer(PrinterNews(self._problem, self._doubt, can_move=bool(self._other())))
        printers = self._desk.printers
        if self._problem:
            self._status.set_printer(text("place.printer_trouble"), is_well=False)
        elif self._doubt is not None:
            self._status.set_printer(text("printer.doubt_status"), is_well=False)
        elif printers is not None and printers.is_paper_low():
            self._status.set_printer(text("printer.paper_low"), is_well=False)
        else:
            self._status.set_printer(text("status.printer_ready"))

    def retry(self) -> bool:
        """F9: what is in doubt is printed again, what is stuck is tried again; False where all is well."""
        if self._doubt is not None:
            self._acts.run_and_print(desk_verbs.print_doubtful_again(self._doubt))
            return True
        if self._problem:
            self._desk.papers_waiting()
            self.said.emit(text("done.printer_tried"))
        return bool(self._problem)

    @Slot()
    def say_out(self) -> None:
        """The doubtful paper is there."""
        if self._doubt is not None:
            self._acts.run(desk_verbs.say_printed(self._doubt))
        else:
            self.said.emit(text("printer.nothing_in_doubt"))

    @Slot()
    def move(self) -> None:
        """What waits goes to the other printer."""
        other = self._other()
        if not other:
            self.said.emit(text("printer.no_other"))
        elif not self._problem:
            self.said.emit(text("printer.nothing_waits"))
        else:
            self._acts.run_and_print(desk_verbs.move_papers(other))

    def _other(self) -> str:
        return self._desk.printers.other() if self._desk.printers is not None else ""
