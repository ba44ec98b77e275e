"""A page as the dots of a print head: black or white, nothing between."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2

from counter_app.printing.qr import HEAD_DPI

DARK_BELOW = 128
POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Dots:
    """A picture; a set bit is black, the highest bit of a byte is its leftmost dot."""

    width: int
    """A multiple of eight."""
    height: int
    rows: bytes


def dots_of(pdf: bytes, width: int) -> Dots:
    """The one page of a PDF, cut to the width of the head in dots."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        grey = document[0].render(scale=HEAD_DPI / POINTS_PER_INCH, grayscale=True).to_pil()
    finally:
        document.close()
    black = grey.crop((0, 0, width, grey.height)).point([255] * DARK_BELOW + [0] * (256 - DARK_BELOW), "1")
    return Dots(width, black.height, black.tobytes())


def stripes(width: int, pattern: int, height: int) -> Dots:
    """Rows of one repeated byte: a rule across the paper."""
    return Dots(width, height, bytes([pattern]) * (width // 8 * height))
