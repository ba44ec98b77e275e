"""Text set in pieces: a piece knows its height and how to draw itself at a place; pieces build pieces."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from counter_app.printing.blocks import Align
from counter_app.settings import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from reportlab.pdfgen.canvas import Canvas

FAMILY = "AtkinsonTabular"
WEIGHTS = (400, 600, 700)
ASCENT = 0.984
"""Of the font's size, from the font's own table; the same for the three weights."""
DESCENT = 0.316
BLACK = 0x111418
"""Text of the A5 receipt; rolls print pure black."""
NO_BREAK = "\N{NO-BREAK SPACE}"
"""Keeps a word and its number on one line."""
MISSING = "?"
"""Stands for a letter that the font does not have and that has no plain form."""
_PLAIN = str.maketrans(
    {"‐": "-", "‑": "-", "‒": "–", "―": "—", "′": "'", "ʼ": "’", "ʻ": "‘", "≥": ">=", "≤": "<=", "→": "->"}
    | {"Đ": "D", "đ": "d", "Ł": "L", "ł": "l", "Œ": "OE", "Ħ": "H", "ħ": "h", "Ŋ": "Ng", "ŋ": "ng"}
)
"""Letters and signs that the font lacks and Unicode does not take apart."""


@dataclass(frozen=True, slots=True)
class Face:
    """Letters of one weight and size (points)."""

    weight: int
    size: float
    colour: int = 0
    """0xRRGGBB."""
    ascent: float = ASCENT
    """From the top of the line to its base, in sizes."""
    descent: float = DESCENT

    @property
    def font(self) -> str:
        """The name under which the font is registered."""
        return f"{FAMILY}-{self.weight}"

    @property
    def line_height(self) -> float:
        """Points from one line to the next."""
        return self.size * (self.ascent + self.descent)


@dataclass(frozen=True, slots=True)
class Piece:
    """Something to print: its height in points, and how to draw it with its upper left corner at (x, y)."""

    height: float
    draw: Callable[[Canvas, float, float], None]


class Fonts:
    """The fonts of paper: measure, wrap and clean text. Build it once; loading takes milliseconds."""

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or resource("fonts")
        self._fonts = {weight: _registered(folder, weight) for weight in WEIGHTS}

    def width(self, text: str, face: Face) -> float:
        """Width of the text on one line, in points."""
        return float(self._fonts[face.weight].stringWidth(text, face.size))

    def clean(self, text: str) -> str:
        """Keep letters the font has: blanks joined, accents it lacks dropped, all else a question mark."""
        composed = unicodedata.normalize("NFC", text).translate(_PLAIN)
        return " ".join(filter(None, "".join(map(self._letter, composed)).split(" ")))

    def wrap(self, text: str, face: Face, width: float) -> list[str]:
        """Cut the text into lines that fit; a word longer than a line is cut inside."""
        lines = [""]
        for word in (
            part for whole in self.clean(text).split(" ") for part in self._parts(whole, face, width)
        ):
            longer = f"{lines[-1]} {word}".strip(" ")
            if lines[-1] and self.width(longer, face) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def fitted(self, text: str, face: Face, width: float, smallest: float) -> Face:
        """Make the letters smaller until the text fits on one line, but not below the smallest size."""
        natural = self.width(self.clean(text), face)
        return face if natural <= width else replace(face, size=max(smallest, face.size * width / natural))

    def _parts(self, word: str, face: Face, width: float) -> Iterator[str]:
        part = ""
        for letter in word:
            if part and self.width(part + letter, face) > width:
                yield part
                part = ""
            part += letter
        yield part

    def _letter(self, letter: str) -> str:
        if letter.isspace():
            return letter if letter == NO_BREAK else " "
        if unicodedata.category(letter) in ("Cc", "Cf", "Cs"):
            return ""
        if self._has(letter):
            return letter
        plain = "".join(
            part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part)
        )
        return plain if plain and all(map(self._has, plain)) else MISSING

    def _has(self, letter: str) -> bool:
        return ord(letter) in self._fonts[WEIGHTS[0]].face.charToGlyph


def _registered(folder: Path, weight: int) -> TTFont:
    name = f"{FAMILY}-{weight}"
    font = TTFont(name, str(folder / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font


def paragraph(fonts: Fonts, text: str, face: Face, width: float, align: Align = Align.LEFT) -> Piece:
    """Set a text in as many lines as it needs; an empty text takes no room."""
    lines = fonts.wrap(text, face, width)
    if lines == [""]:
        return space(0)

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.setFont(face.font, face.size)
        canvas.setFillColorRGB(*_rgb(face.colour))
        for place, line in enumerate(lines):
            base = y - face.size * face.ascent - place * face.line_height
            canvas.drawString(x + _indent(align, width - fonts.width(line, face)), base, line)

    return Piece(len(lines) * face.line_height, draw)


def space(points: float) -> Piece:
    """Leave white room."""
    return Piece(points, lambda _canvas, _x, _y: None)


def stack(pieces: Sequence[Piece]) -> Piece:
    """Put pieces under each other."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        for piece in pieces:
            piece.draw(canvas, x, y)
            y -= piece.height

    return Piece(sum(piece.height for piece in pieces), draw)


def beside(*placed: tuple[float, Piece]) -> Piece:
    """Put pieces side by side, each at its distance from the left, tops in line."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        for offset, piece in placed:
            piece.draw(canvas, x + offset, y)

    return Piece(max(piece.height for _, piece in placed), draw)


def level(pieces: Sequence[Piece]) -> list[Piece]:
    """Give all pieces the height of the highest, white below."""
    height = max(piece.height for piece in pieces)
    return [Piece(height, piece.draw) for piece in pieces]


def middle(piece: Piece, height: float) -> Piece:
    """Put a piece into the vertical middle of a room at least as high as itself."""
    free = max(0.0, (height - piece.height) / 2)
    return Piece(max(height, piece.height), lambda canvas, x, y: piece.draw(canvas, x, y - free))


def boxed(piece: Piece, width: float, padding: tuple[float, float], colour: int, radius: float = 0) -> Piece:
    """Put a piece on a field of colour; padding is (left, top and bottom) in points."""
    left, above = padding
    height = piece.height + 2 * above

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.setFillColorRGB(*_rgb(colour))
        canvas.roundRect(x, y - height, width, height, radius, stroke=0, fill=1)
        piece.draw(canvas, x + left, y - above)

    return Piece(height, draw)


def framed(width: float, height: float, thickness: float, colour: int = 0) -> Piece:
    """Draw an empty frame."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.setLineWidth(thickness)
        canvas.setStrokeColorRGB(*_rgb(colour))
        canvas.roundRect(x, y - height, width, height, 2.5, stroke=1, fill=0)

    return Piece(height, draw)


def line(width: float, thickness: float, colour: int = 0, dashes: tuple[float, float] | None = None) -> Piece:
    """Draw a line from left to right; it takes the room of its thickness."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.setLineWidth(thickness)
        canvas.setStrokeColorRGB(*_rgb(colour))
        canvas.setDash(*(dashes or ()))
        canvas.line(x, y - thickness / 2, x + width, y - thickness / 2)
        canvas.setDash()

    return Piece(thickness, draw)


def _indent(align: Align, free: float) -> float:
    return {Align.LEFT: 0.0, Align.CENTRE: free / 2, Align.RIGHT: free}[align]


def _rgb(colour: int) -> tuple[float, float, float]:
    return (colour >> 16) / 255, (colour >> 8 & 0xFF) / 255, (colour & 0xFF) / 255
