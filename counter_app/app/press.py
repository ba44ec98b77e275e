"""Makes papers of print jobs. Loaded with the first paper: reportlab and its fonts cost 70 ms of a start."""

from __future__ import annotations

from counter_app.app.printing import size_of
from counter_app.db.queries.paper_facts import Printing, paper_facts
from counter_app.db.queries.papers import Paper
from counter_app.db.queries.sheet_facts import sheet_facts
from counter_app.db.store import Store
from counter_app.domain.thermal import ThermalSettings
from counter_app.operations.print_jobs import SHEET, OpenJob
from counter_app.printing.drawn import Drawn
from counter_app.printing.escpos import Escpos
from counter_app.printing.pdf import PaperPress, PaperSize
from counter_app.printing.slips import slip_of
from counter_app.printing.wording import Wordings
from counter_app.printing.worker import PrintJob


class Press:
    """Makes the paper of a job from what the database says now; one for the printing thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._paper_press = PaperPress()
        self._wordings = Wordings()
        self._drawn = Drawn()

    def paper(self, job: PrintJob, speaks: ThermalSettings | None) -> bytes:
        """The paper as PDF in the size that the station's printer has, or as a thermal printer's commands."""
        facts = self._facts(job)
        if speaks is not None:
            slip = slip_of(facts, self._wordings.of(facts.origin.language))
            return Escpos(speaks, self._drawn).commands(slip)
        size = size_of(self._store.station, job.paper)
        return self._paper_press.pdf(facts, PaperSize.A5 if size == PaperSize.A5 else PaperSize.ROLL_80)

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
            is_training=store.station.is_training,
        )
