"""Laporan (6) and Ctrl+P: from the wish to the file, and what is said of it on whichever screen is seen."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from counter_app.domain.errors import CounterError
from counter_app.domain.period import Period, one_day
from counter_app.ui.figures import day_in_words
from counter_app.ui.i18n import text
from counter_app.ui.late import Late
from counter_app.ui.messages import sentence
from counter_app.ui.supervisor.report_maker import ReportMaker
from counter_app.ui.supervisor.reporting import Reporting

if TYPE_CHECKING:
    from counter_app.ui.supervisor.reports_page import ReportsPage


class ReportScreen(QObject):
    """Signals: ``said(str)`` for a toast, while the page of reports is not seen; ``crashed(Exception)``."""

    said = Signal(str)
    crashed = Signal(object)

    def __init__(self, maker: ReportMaker | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reporting = Reporting(maker, self)
        self.is_seen = False
        self.page: Late[ReportsPage] = Late(self._made_page)
        self._day = ""
        self.reporting.printed.connect(self._tell_printed)
        self.reporting.failed.connect(self._tell_failed)
        self.reporting.crashed.connect(self.crashed)

    def enter(self, day: date) -> None:
        """The page is seen from now on; the day that was looked at last is proposed."""
        self.page().show_day(day)
        self.page().focus_first()

    def print_day(self, day: date) -> None:
        """Ctrl+P: what is chosen on the page, where it is seen; else the day that is looked at."""
        if self.is_seen:
            self.page().print_day()
            return
        self._day = day_in_words(day)
        self.said.emit(text("report_screen.printing", day=self._day))
        self._print(one_day(day))

    def _made_page(self) -> ReportsPage:
        from counter_app.ui.supervisor.reports_page import ReportsPage  # noqa: PLC0415  see Late

        page, reporting = ReportsPage(), self.reporting
        page.wanted.connect(self._make)
        page.print_wanted.connect(self._print)
        page.cancel_wanted.connect(reporting.cancel)
        reporting.progressed.connect(page.show_progress)
        reporting.ended.connect(page.show_ended)
        reporting.made.connect(page.show_made)
        reporting.printed.connect(page.show_printed)
        return page

    @Slot(object, str)
    def _make(self, period: Period, form: str) -> None:
        if self._begins():
            self.reporting.make(period, form)

    @Slot(object)
    def _print(self, period: Period) -> None:
        if self._begins():
            self.reporting.make(period, "pdf", is_printed=True)

    def _begins(self) -> bool:
        if not self.reporting.is_offered:
            self.said.emit(text("report_screen.not_here"))
            return False
        if self.page.made is not None and not self.reporting.is_busy:
            self.page().show_started()
        return True

    @Slot(object)
    def _tell_printed(self, _file: Path) -> None:
        if not self.is_seen:
            self.said.emit(text("report_screen.done", day=self._day))

    @Slot(object)
    def _tell_failed(self, error: CounterError) -> None:
        words = sentence(error).sentence
        if self.is_seen:
            self.page().show_failed(words)
        else:
            self.said.emit(words)
