"""Reports for the screens: made from this station's store and saved beside its papers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from counter_app.db.store import Store
from counter_app.domain.period import Period
from counter_app.reports.making import Form, made, read_figures
from counter_app.reports.progress import Progress, unheard
from counter_app.reports.saving import save
from counter_app.reports.written import Around

SaveReport = Callable[[Period, str, Progress], Path]
"""A report of a period as "pdf", "xlsx", "csv" or "json"; answers where it lies.

Runs as long as it takes, so on no lane of the window. Raises Refused("report_future"), what ``progress``
raises to cancel, and Unavailable report_disk_full, report_file_open, report_not_written.
"""
_FOLDER = "laporan"


def report_saver(store: Store, folder: Path | None = None) -> SaveReport:
    """How screens get a report; without a folder it is saved in "laporan" of the data folder."""

    def save_report(period: Period, form: str, progress: Progress = unheard) -> Path:
        around = Around(store.site, store.catalogue, store.clock(), store.station.is_training)
        figures = store.read(lambda connection: read_figures(connection, period, around))
        file = made(figures, period, Form(form), around, progress)
        path = (folder or store.folder / _FOLDER) / file.name
        save(path, file.content)
        return path

    return save_report
