"""Papers as PDF (reportlab): 80 mm rolls as long as their words, A5 sheets."""

from __future__ import annotations

import math
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from counter_app.printing import roll, sheet, sheet_blocks
from counter_app.printing.qr import DOT_PT
from counter_app.printing.recovery import recovery_slip
from counter_app.printing.slips import slip_of
from counter_app.printing.typeset import Fonts, stack
from counter_app.printing.wording import FIRST_LANGUAGE, load_wording

if TYPE_CHECKING:
    from counter_app.db.queries.papers import Paper
    from counter_app.printing.blocks import Slip
    from counter_app.printing.recovery import RecoveryFacts
    from counter_app.printing.wording import Wording


class PaperSize(StrEnum):
    """What is in the printer."""

    ROLL_80 = "80mm"
    A5 = "a5"


class PaperPress:
    """Makes PDFs of papers. Built once a thread: it keeps the fonts and the words it has read."""

    def __init__(self) -> None:
        fonts = Fonts()
        self._roll = roll.Roll(fonts)
        self._sheet = sheet.Sheet(fonts)
        self._wordings: dict[str, Wording] = {}

    def pdf(self, paper: Paper, size: PaperSize = PaperSize.ROLL_80) -> bytes:
        """Lay out the paper in its language and return the PDF; the same facts give the same bytes."""
        slip = slip_of(paper, self._words(paper.origin.language))
        return self._on_sheet(slip) if size is PaperSize.A5 else self._on_roll(slip)

    def recovery_sheet(self, facts: RecoveryFacts) -> bytes:
        """Lay out a station's recovery sheet on A5, in Indonesian."""
        return self._on_sheet(recovery_slip(facts, self._words(FIRST_LANGUAGE)))

    def _words(self, language: str) -> Wording:
        if language not in self._wordings:
            self._wordings[language] = load_wording(language)
        return self._wordings[language]

    def _on_roll(self, slip: Slip) -> bytes:
        piece = stack(list(self._roll.pieces(slip)))
        height = math.ceil(piece.height / DOT_PT) * DOT_PT
        buffer, canvas = _canvas(slip, (roll.PAPER, height))
        piece.draw(canvas, roll.MARGIN, height)
        canvas.save()
        return buffer.getvalue()

    def _on_sheet(self, slip: Slip) -> bytes:
        buffer, canvas = _canvas(slip, sheet_blocks.PAPER)
        for page in self._sheet.pages(slip):
            for y, piece in page.placed:
                piece.draw(canvas, sheet_blocks.MARGIN, y)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()


def _canvas(slip: Slip, size: tuple[float, float]) -> tuple[BytesIO, Canvas]:
    """Open a page; invariant leaves out the machine's time, so that equal facts give equal files."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1, pageCompression=1)
    canvas.setTitle(slip.title)
    return buffer, canvas
