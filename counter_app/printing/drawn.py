"""Slips and single blocks as pictures for a print head: the same setting as on PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_app.printing.dots import Dots, dots_of
from counter_app.printing.pdf import roll_page
from counter_app.printing.qr import DOT_PT
from counter_app.printing.roll import Roll, RollPaper
from counter_app.printing.typeset import Fonts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from counter_app.domain.thermal import Head
    from counter_app.printing.blocks import Block, Slip
    from counter_app.printing.typeset import Piece


class Drawn:
    """Draws; the fonts are loaded with the first picture."""

    def __init__(self) -> None:
        self._fonts: Fonts | None = None

    def slip(self, slip: Slip, head: Head) -> Dots:
        """The whole slip."""
        return _picture(list(self._roll(head).pieces(slip)), head)

    def blocks(self, blocks: Sequence[Block], head: Head) -> Dots:
        """Some blocks under each other."""
        return _picture(list(map(self._roll(head).piece, blocks)), head)

    def _roll(self, head: Head) -> Roll:
        if self._fonts is None:
            self._fonts = Fonts()
        return Roll(self._fonts, head.dots * DOT_PT)


def _picture(pieces: Sequence[Piece], head: Head) -> Dots:
    if not any(piece.height for piece in pieces):
        return Dots(head.dots, 0, b"")
    width = head.dots * DOT_PT
    return dots_of(roll_page(pieces, RollPaper(width, width), ""), head.dots)
