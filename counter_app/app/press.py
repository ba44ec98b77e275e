"""Makes papers of print jobs. Loaded with the first paper: reportlab and its fonts cost 70 ms of a start."""

from __future__ import annotations

from counter_app.db.queries.paper_facts import Printing, paper_facts
from counter_app.db.queries.papers import Paper
from counter_app.db.queries.sheet_facts import sheet_facts
from counter_app.db.store import Store
from counter_app.operations.print_jobs import SHEET, OpenJob
from counter_app.printing.pdf import PaperPress, PaperSize
from counter_app.printing.worker import PrintJob


class Press:
    """Makes the PDF of a job from what the database says now; one for the printing thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._paper_press = PaperPress()

    def pdf(self, job: PrintJob) -> bytes:
        """The paper as bytes, in the size that the station's printer has."""
        station = self._store.station
        sizes = {"receipt": station.receipt_paper, SHEET: station.sheet_paper}
        is_a5 = sizes.get(job.paper) == PaperSize.A5
        return self._paper_press.pdf(self._facts(job), PaperSize.A5 if is_a5 else PaperSize.ROLL_80)

    def _facts(self, job: PrintJob) -> Paper:
        printing = self._printing(job)
        if job.paper == SHEET:
            return sheet_facts(job.title, printing)
        return self._store.read(
            lambda connection: paper_facts(connection, job.paper, job.entity_id, printing)
        )

    def _printing(self, job: PrintJob) -> Printing:
        store = self._store
        code = job.officer if isinstance(job, OpenJob) else ""
        name = next((one.name for one in store.site.officers if one.code == code), code)
        return Printing(
            catalogue=store.catalogue,
            site=store.site,
            counter=store.station.counter,
            language=store.station.language,
            officer=name,
            copy=job.copy,
            now_ms=store.clock(),
        )
