"""Reports for the supervisor's screens: made, saved and printed; nothing is loaded before it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from counter_app.app.printing import StationPrinters
from counter_app.db.store import Store
from counter_app.domain.period import Period
from counter_app.settings import THERMAL


class ReportDesk:
    """``ui.supervisor.report_maker.ReportMaker`` over a store and its printers."""

    def __init__(self, store: Store, printers: StationPrinters, folder: Path | None = None) -> None:
        self._store = store
        self._printers = printers
        self._folder = folder

    def save(self, period: Period, form: str, heard: Callable[[int], None]) -> Path:
        """Makes and saves a report; raises what ``app.reports`` says."""
        from counter_app.app.reports import report_saver  # noqa: PLC0415  no start waits for it

        return report_saver(self._store, self._folder)(period, form, heard)

    def print_out(self, file: Path) -> None:
        """To the printer that has A4: the office's, where slips go to a thermal one."""
        station = self._store.station
        name = station.office_printer if station.printer == THERMAL else station.printer
        self._printers.by_name(name).print_paper(file.read_bytes(), file.stem)
