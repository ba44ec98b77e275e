"""Slips and single blocks as pictures for a print head: set as on PDF."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

from counter_app.printing.dots import DotCanvas, DotFonts, Dots
from counter_app.printing.qr import DOT_PT
from counter_app.printing.roll import Roll
from counter_app.printing.typeset import Fonts, stack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

    from counter_app.domain.thermal import Head
    from counter_app.printing.blocks import Block, Slip
    from counter_app.printing.typeset import Piece


class Drawn:
    """Draws; the fonts are loaded with the first picture."""

    def __init__(self) -> None:
        self._fonts: Fonts | None = None
        self._dot_fonts = DotFonts()

    def slip(self, slip: Slip, head: Head) -> Dots:
        """The whole slip."""
        return self._picture(list(self._roll(head).pieces(slip)), head)

    def blocks(self, blocks: Sequence[Block], head: Head) -> Dots:
        """Some blocks under each other."""
        return self._picture(list(map(self._roll(head).piece, blocks)), head)

    def _roll(self, head: Head) -> Roll:
        if self._fonts is None:
            self._fonts = Fonts()
        return Roll(self._fonts, head.dots * DOT_PT)

    def _picture(self, pieces: Sequence[Piece], head: Head) -> Dots:
        piece = stack(pieces)
        height = math.ceil(piece.height / DOT_PT) * DOT_PT
        canvas = DotCanvas(head.dots, height, self._dot_fonts)
        piece.draw(cast("Canvas", canvas), 0, height)  # it has all that pieces ask of one
        return canvas.dots()
