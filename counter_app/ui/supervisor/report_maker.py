"""What the composition root hands the supervisor's screens: reports as files, and paper from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from counter_app.domain.period import Period

Heard = Callable[[int], None]
"""Is told 0 … 100; what it raises ends the work."""


class ReportMaker(Protocol):
    """Called from a thread of its own, since a month takes seconds."""

    def save(self, period: Period, form: str, heard: Heard) -> Path:
        """Makes a report ("pdf", "xlsx", "csv" or "json") and answers where it lies.

        Raises Refused("report_future"), what ``heard`` raises, and Unavailable report_disk_full,
        report_file_open, report_not_written.
        """

    def print_out(self, file: Path) -> None:
        """Prints a PDF where A4 lies. Raises Unavailable: printer_missing, printer_failed, folder_full."""
