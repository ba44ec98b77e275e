"""Pieces as the dots of a print head, without a PDF between: the part of reportlab's canvas that they use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase import pdfmetrics

from counter_app.printing.qr import DOT_PT
from counter_app.settings import resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.ImageFont import FreeTypeFont

WHITE, BLACK = 255, 0
DARK_BELOW = 128
MOST_GLYPHS = 4_096


@dataclass(frozen=True, slots=True)
class Dots:
    """A picture; a set bit is black, the highest bit of a byte is its leftmost dot."""

    width: int
    """A multiple of eight."""
    height: int
    rows: bytes


def stripes(width: int, pattern: int, height: int) -> Dots:
    """Rows of one repeated byte: a rule across the paper."""
    return Dots(width, height, bytes([pattern]) * (width // 8 * height))


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter as dots."""

    mask: Image.Image
    left: int
    """From where the pen stands."""
    top: int
    """From the line that letters stand on; negative = above."""
    width: float
    """To the next letter, as in the PDF."""


class DotFonts:
    """Letters of the fonts of paper, drawn once in each size that was asked for."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[str, float], FreeTypeFont] = {}
        self._glyphs: dict[tuple[str, float, str], Glyph] = {}

    def glyph(self, name: str, points: float, letter: str) -> Glyph:
        """A letter of a font by the name under which it is registered for PDF."""
        key = (name, points, letter)
        if key not in self._glyphs:
            if len(self._glyphs) >= MOST_GLYPHS:  # fitted lines have sizes of their own, day after day
                self._glyphs.clear()
            self._glyphs[key] = self._drawn(name, points, letter)
        return self._glyphs[key]

    def _drawn(self, name: str, points: float, letter: str) -> Glyph:
        font = self._font(name, points)
        left, top, right, bottom = map(round, font.getbbox(letter, anchor="ls"))
        mask = Image.new("L", (max(1, right - left), max(1, bottom - top)), 0)
        ImageDraw.Draw(mask).text((-left, -top), letter, 255, font, anchor="ls")
        width = pdfmetrics.stringWidth(letter, name, points) / DOT_PT
        return Glyph(mask, left, top, width)

    def _font(self, name: str, points: float) -> FreeTypeFont:
        if (name, points) not in self._fonts:
            path = resource(f"fonts/{name}.ttf")
            self._fonts[name, points] = ImageFont.truetype(str(path), points / DOT_PT)
        return self._fonts[name, points]


class DotPath:
    """Lines and boxes, in points."""

    def __init__(self) -> None:
        self.lines: list[list[tuple[float, float]]] = []
        self.boxes: list[tuple[float, float, float, float]] = []

    def moveTo(self, x: float, y: float) -> None:  # noqa: N802 -- reportlab's own names, here and below
        """Begin a line."""
        self.lines.append([(x, y)])

    def lineTo(self, x: float, y: float) -> None:  # noqa: N802
        """Go on with it."""
        self.lines[-1].append((x, y))

    def rect(self, x: float, y: float, width: float, height: float) -> None:
        """A box by its lower left corner."""
        self.boxes.append((x, y, width, height))


class DotCanvas:
    """A page of so many dots across and points down; y goes up from its lower edge, as in PDF."""

    def __init__(self, width: int, height: float, fonts: DotFonts) -> None:
        self._width, self._rows = width, round(height / DOT_PT)
        self._image = Image.new("L", (width, self._rows), WHITE)
        self._pen = ImageDraw.Draw(self._image)
        self._fonts = fonts
        self._font, self._points = "", 0.0
        self._fill = BLACK
        self._thickness = 1
        self._dashes: tuple[float, ...] = ()

    def dots(self) -> Dots:
        """What was drawn, in black and white."""
        darkness = [WHITE] * DARK_BELOW + [BLACK] * (256 - DARK_BELOW)
        return Dots(self._width, self._rows, self._image.point(darkness, "1").tobytes())

    def setFont(self, name: str, points: float) -> None:  # noqa: N802
        """Letters from here on."""
        self._font, self._points = name, points

    def setFillColorRGB(self, red: float, green: float, blue: float) -> None:  # noqa: N802
        """Black or white."""
        self._fill = WHITE if red + green + blue > 1.5 else BLACK  # noqa: PLR2004  the middle

    def setStrokeColorRGB(self, red: float, green: float, blue: float) -> None:  # noqa: N802
        """Lines are black."""

    def setLineWidth(self, points: float) -> None:  # noqa: N802
        """At least one dot."""
        self._thickness = max(1, round(points / DOT_PT))

    def setDash(self, *dashes: float) -> None:  # noqa: N802
        """On and off, in points; nothing = a whole line."""
        self._dashes = dashes

    def setLineCap(self, _cap: int) -> None:  # noqa: N802
        """Dots have no ends."""

    def setLineJoin(self, _join: int) -> None:  # noqa: N802
        """Nor corners."""

    def saveState(self) -> None:  # noqa: N802
        """Every piece sets what it needs."""

    def restoreState(self) -> None:  # noqa: N802
        """As above."""

    def beginPath(self) -> DotPath:  # noqa: N802
        """An empty one."""
        return DotPath()

    def drawString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        """Letter by letter, each where the PDF has it."""
        pen, base = x / DOT_PT, round(self._down(y))
        for letter in text:
            glyph = self._fonts.glyph(self._font, self._points, letter)
            self._image.paste(self._fill, (round(pen) + glyph.left, base + glyph.top), glyph.mask)
            pen += glyph.width

    def roundRect(  # noqa: N802
        self, x: float, y: float, width: float, height: float, radius: float, stroke: int = 1, fill: int = 0
    ) -> None:
        """A field or a frame."""
        box = self._box(x, y, width, height)
        outline = BLACK if stroke else None
        self._pen.rounded_rectangle(
            box, radius / DOT_PT, self._fill if fill else None, outline, self._thickness
        )

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Across or down."""
        half = self._thickness * DOT_PT / 2
        if y1 == y2:
            for begin, end in self._spans(x1, x2):
                self._pen.rectangle(self._box(begin, y1 - half, end - begin, 2 * half), BLACK)
        else:
            self._pen.rectangle(self._box(x1 - half, min(y1, y2), 2 * half, abs(y2 - y1)), BLACK)

    def drawPath(self, path: DotPath, stroke: int = 1, fill: int = 0) -> None:  # noqa: N802
        """Its lines, or its boxes filled."""
        if fill:
            for box in path.boxes:
                self._pen.rectangle(self._box(*box), self._fill)
        if stroke:
            for line in path.lines:
                dots = [(x / DOT_PT, self._down(y)) for x, y in line]
                self._pen.line(dots, BLACK, self._thickness, joint="curve")

    def _spans(self, begin: float, end: float) -> Iterator[tuple[float, float]]:
        if not self._dashes:
            yield begin, end
            return
        on, off = self._dashes
        while begin < end:
            yield begin, min(begin + on, end)
            begin += on + off

    def _down(self, y: float) -> float:
        return self._rows - y / DOT_PT

    def _box(self, x: float, y: float, width: float, height: float) -> tuple[int, int, int, int]:
        """First and last dot in both directions; nothing is thinner than one."""
        left, top = round(x / DOT_PT), round(self._down(y + height))
        right, bottom = round((x + width) / DOT_PT) - 1, round(self._down(y)) - 1
        return left, top, max(left, right), max(top, bottom)
