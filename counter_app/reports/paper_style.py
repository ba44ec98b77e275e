"""Letters, colours and measures of a report on A4 (mock report-day-a4), in points."""

from __future__ import annotations

from functools import cache

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from counter_app.settings import resource

WIDTH, HEIGHT = A4
MARGIN = 51.0
INNER = WIDTH - 2 * MARGIN
REGULAR, SEMIBOLD, BOLD = "Report-400", "Report-600", "Report-700"

INK = HexColor(0x111418)
MUTED = HexColor(0x4B5560)
LINE = HexColor(0x7A8591)
HAIR = HexColor(0xDDE1E6)
PANEL = HexColor(0xF3F4F6)
BRAND = HexColor(0x1D4F91)
WARNING = HexColor(0x8A4B00)


@cache
def register_fonts() -> None:
    """Makes the fonts of paper known: figures of one width (MOCKS 3)."""
    for name in (REGULAR, SEMIBOLD, BOLD):
        weight = name.rpartition("-")[2]
        pdfmetrics.registerFont(TTFont(name, str(resource(f"fonts/AtkinsonTabular-{weight}.ttf"))))


def style(
    size: float, leading: float, *, font: str = REGULAR, colour: Color = INK, before: float = 0
) -> ParagraphStyle:
    """Letters of one sort."""
    return ParagraphStyle(
        f"{font}-{size}", fontName=font, fontSize=size, leading=leading, textColor=colour,
        spaceBefore=before, splitLongWords=1,
    )  # fmt: skip


TITLE = style(22, 28, font=BOLD)
SMALL = style(8.5, 12, colour=MUTED)
BODY = style(9, 12)
BODY_BOLD = style(9, 12, font=SEMIBOLD)
HEAD = style(8.5, 11, font=SEMIBOLD, colour=MUTED)
HEAD_RIGHT = ParagraphStyle("head-right", parent=HEAD, alignment=TA_RIGHT)
SECTION = style(12, 16, font=BOLD)
SECTION.keepWithNext = 1
NOTE = style(8, 11, colour=MUTED)
CALLED_OUT = style(11, 15, font=SEMIBOLD)
