"""Eyes for papers: read the words of a PDF, scan its QR as a thermal print, look for words that overflow."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pypdfium2
import zxingcpp

from counter_app.printing.pdf import PaperSize

HEAD_DPI = 203
DARK_BELOW = 128
_MM = 72 / 25.4
MARGIN_PT = {PaperSize.ROLL_80: 4 * _MM, PaperSize.ROLL_58: 5 * _MM, PaperSize.A5: 7 * _MM}
"""White at each side that the printer can't reach, or that looks better white."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One printed character with its box in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in millimetres."""
    document = pypdfium2.PdfDocument(pdf)
    return [
        (width / 72 * 25.4, height / 72 * 25.4) for width, height in (page.get_size() for page in document)
    ]


def text_of(pdf: bytes) -> str:
    """All words of the paper, with single blanks."""
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def squeezed(text: str) -> str:
    """The text without blanks and hyphens, to find what was wrapped (PDFium hides a line's last hyphen)."""
    return re.sub(r"[\s\ufffe\x02-]+", "", text)


def scan(pdf: bytes) -> list[str]:
    """What a phone reads from a black-and-white print of 203 dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        picture = page.render(scale=HEAD_DPI / 72, grayscale=True).to_pil()
        print_out = picture.point([0 if grey < DARK_BELOW else 255 for grey in range(256)])
        found += [code.text for code in zxingcpp.read_barcodes(print_out)]
    return found


def letters(pdf: bytes) -> list[list[Letter]]:
    """Every visible character of each page."""
    document = pypdfium2.PdfDocument(pdf)
    return [_page_letters(page.get_textpage()) for page in document]


def _page_letters(text: object) -> list[Letter]:
    page: pypdfium2.PdfTextPage = text
    boxes = ((page.get_text_range(place, 1), page.get_charbox(place)) for place in range(page.count_chars()))
    return [Letter(char, *box) for char, box in boxes if char.strip() and box[2] > box[0]]


def outside(pdf: bytes, margin_pt: float) -> list[Letter]:
    """Characters that reach over the margins."""
    document = pypdfium2.PdfDocument(pdf)
    over = []
    for page, found in zip(document, letters(pdf), strict=True):
        width, height = page.get_size()
        over += [
            one
            for one in found
            if one.left < margin_pt - 1
            or one.right > width - margin_pt + 1
            or one.bottom < margin_pt - 1
            or one.top > height - margin_pt + 1
        ]
    return over


def overlapping(pdf: bytes) -> list[tuple[str, str]]:
    """Pairs of characters that share over a third of the smaller one; a j reaches under its neighbour."""
    return [pair for page in letters(pdf) for pair in _overlaps(page)]


def _overlaps(page: list[Letter]) -> list[tuple[str, str]]:
    by_left = sorted(page, key=lambda one: one.left)
    widest = max((one.right - one.left for one in page), default=0.0)
    found = []
    for place, one in enumerate(by_left):
        for other in by_left[place + 1 :]:
            if other.left > one.left + widest:
                break
            if _shared(one, other) > 0.35 * min(_area(one), _area(other)):
                found.append((one.text, other.text))
    return found


def _shared(one: Letter, other: Letter) -> float:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.top, other.top) - max(one.bottom, other.bottom)
    return max(0.0, width) * max(0.0, height)


def _area(one: Letter) -> float:
    return (one.right - one.left) * (one.top - one.bottom)


def out_of_order(text: str, *parts: str) -> str:
    """The first part that does not stand in the text after the ones before it; empty where all do."""
    rest = squeezed(text)
    for part in parts:
        _, found, rest = rest.partition(squeezed(part))
        if not found:
            return part
    return ""
