"""Papers as PDF (reportlab): 80 and 58 mm rolls as long as their words, A5 sheets."""

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
from counter_app.printing.wording import FIRST_LANGUAGE, Wordings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from counter_app.db.queries.papers import Paper
    from counter_app.printing.blocks import Slip
    from counter_app.printing.recovery import RecoveryFacts
    from counter_app.printing.typeset import Piece


class PaperSize(StrEnum):
    """What is in the printer."""

    ROLL_80 = "80mm"
    ROLL_58 = "58mm"
    A5 = "a5"


_ROLLS = {PaperSize.ROLL_80: roll.ROLL_80, PaperSize.ROLL_58: roll.ROLL_58}


class PaperPress:
    """Makes PDFs of papers. Built once a thread: it keeps the fonts and the words it has read."""

    def __init__(self) -> None:
        self._fonts = Fonts()
        self._sheet = sheet.Sheet(self._fonts)
        self._wordings = Wordings()

    def pdf(self, paper: Paper, size: PaperSize = PaperSize.ROLL_80) -> bytes:
        """Lay out the paper in its language and return the PDF; the same facts give the same bytes."""
        slip = slip_of(paper, self._wordings.of(paper.origin.language))
        return self._on_sheet(slip) if size is PaperSize.A5 else self._on_roll(slip, _ROLLS[size])

    def roll_pdf(self, slip: Slip, size: PaperSize = PaperSize.ROLL_80) -> bytes:
        """Lay out blocks on a roll."""
        return self._on_roll(slip, _ROLLS[size])

    def recovery_sheet(self, facts: RecoveryFacts) -> bytes:
        """Lay out a station's recovery sheet on A5, in Indonesian."""
        return self._on_sheet(recovery_slip(facts, self._wordings.of(FIRST_LANGUAGE)))

    def _on_roll(self, slip: Slip, paper: roll.RollPaper) -> bytes:
        return roll_page(list(roll.Roll(self._fonts, paper.width).pieces(slip)), paper, slip.title)

    def _on_sheet(self, slip: Slip) -> bytes:
        buffer, canvas = _canvas(slip.title, sheet_blocks.PAPER)
        for page in self._sheet.pages(slip):
            for y, piece in page.placed:
                piece.draw(canvas, sheet_blocks.MARGIN, y)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()


def roll_page(pieces: Sequence[Piece], paper: roll.RollPaper, title: str) -> bytes:
    """One page as long as its pieces, rounded up to whole dots of a thermal head."""
    piece = stack(pieces)
    height = math.ceil(piece.height / DOT_PT) * DOT_PT
    buffer, canvas = _canvas(title, (paper.paper, height))
    piece.draw(canvas, paper.margin, height)
    canvas.showPage()  # else a page of white paper would be none
    canvas.save()
    return buffer.getvalue()


def _canvas(title: str, size: tuple[float, float]) -> tuple[BytesIO, Canvas]:
    """Open a page; invariant leaves out the machine's time, so that equal facts give equal files."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    return buffer, canvas
