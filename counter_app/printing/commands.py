"""What a thermal printer understands: ESC/POS as bytes, with the constants of python-escpos.

Only its ``constants`` are imported here: the rest of that package costs a second (docs/decisions).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from escpos.constants import (
    CODEPAGE_CHANGE,
    DC4,
    DLE,
    ESC,
    FS,
    GS,
    HW_INIT,
    LINESPACING_FUNCS,
    RT_STATUS,
    S_RASTER_N,
    SET_FONT,
    TXT_SIZE,
    TXT_STYLE,
)

if TYPE_CHECKING:
    from counter_app.domain.thermal import Head
    from counter_app.printing.dots import Dots

LINE_SPACE = bytes(LINESPACING_FUNCS[180])
"""ESC 3 n; n counts in the unit that GS P has set: one dot of the head."""
ASK_STATE = tuple(bytes(RT_STATUS) + bytes([n]) for n in (1, 2, 3, 4))
"""DLE EOT 1 to 4: the printer, why it is offline, errors, paper. Answered at once, past the buffer."""
ASK_WHEN_DONE = bytes(GS) + b"r\x01"
"""GS r 1: answered in its turn, so only after all that was sent before is on paper."""
FORGET_REST = bytes(DLE + DC4) + b"\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: throw away what is in the buffers; printers that don't know it ignore it."""
NO_REPORTS = bytes(GS) + b"a\x00"
"""GS a 0: speak only when asked."""
TALLEST_BAND = 120
"""Rows of a picture in one command: small printers have small buffers."""
LONGEST_FEED = 255
QR_MEDIUM = b"\x31"
"""Level M."""


@dataclass(frozen=True, slots=True)
class Look:
    """How letters are printed."""

    width: int = 1
    """1 to 8 times."""
    height: int = 1
    is_bold: bool = False
    is_small: bool = False
    """Font B, 9 dots wide; else font A, 12 dots."""
    is_white: bool = False
    """White on black."""

    @property
    def letter_dots(self) -> int:
        """Width of one letter."""
        return (9 if self.is_small else 12) * self.width

    @property
    def line_dots(self) -> int:
        """From one line to the next; white on black leaves no seam."""
        letter = (17 if self.is_small else 24) * self.height
        return letter if self.is_white else letter + 6


PLAIN = Look()


def beginning(head: Head, code_page: int) -> bytes:
    """Every setting that matters, whatever the last one left behind."""
    return b"".join(
        (
            bytes(HW_INIT),
            NO_REPORTS,
            bytes(FS) + b".",  # letters of one byte: some printers start in Chinese
            bytes(CODEPAGE_CHANGE) + bytes([code_page]),
            bytes(GS) + b"P" + bytes([head.dpi, head.dpi]),
            bytes(GS) + b"L\x00\x00",
            bytes(GS) + b"W" + head.dots.to_bytes(2, "little"),
            bytes(TXT_STYLE["smooth"][True]),
        )
    )


def clearing(head: Head) -> bytes:
    """Throw away what broke off: the buffers, and a picture that waits for the rest of its rows.

    A printer that waits for nothing passes over the zeros.
    """
    return FORGET_REST + bytes(TALLEST_BAND * head.dots // 8)


def dressed(look: Look) -> bytes:
    """Letters from here on look so."""
    return b"".join(
        (
            bytes(SET_FONT(b"\x01" if look.is_small else b"\x00")),
            bytes(TXT_SIZE) + bytes([(look.width - 1) << 4 | (look.height - 1)]),
            bytes(TXT_STYLE["bold"][look.is_bold]),
            bytes(TXT_STYLE["invert"][look.is_white]),
        )
    )


def aligned(name: str) -> bytes:
    """Lines and pictures from here on stand left, center or right."""
    return bytes(TXT_STYLE["align"][name])


def line_space(dots: int) -> bytes:
    """From one line to the next."""
    return LINE_SPACE + bytes([min(dots, LONGEST_FEED)])


def feed(dots: int) -> bytes:
    """White paper."""
    whole, rest = divmod(max(0, dots), LONGEST_FEED)
    steps = [LONGEST_FEED] * whole + ([rest] if rest else [])
    return b"".join(bytes(ESC) + b"J" + bytes([step]) for step in steps)


def picture(dots: Dots) -> bytes:
    """GS v 0, in bands that fit small buffers."""
    across = dots.width // 8
    bands = range(0, dots.height, TALLEST_BAND)
    return b"".join(_band(dots.rows[top * across : (top + TALLEST_BAND) * across], across) for top in bands)


def _band(rows: bytes, across: int) -> bytes:
    size = across.to_bytes(2, "little") + (len(rows) // across).to_bytes(2, "little")
    return bytes(S_RASTER_N) + size + rows


def qr(content: str, module_dots: int) -> bytes:
    """GS ( k: model 2, level M, drawn by the printer where the line is."""
    data = content.encode("utf-8")
    functions = (
        b"\x31\x41\x32\x00",
        b"\x31\x43" + bytes([module_dots]),
        b"\x31\x45" + QR_MEDIUM,
        b"\x31\x50\x30" + data,
        b"\x31\x51\x30",
    )
    return b"".join(bytes(GS) + b"(k" + len(one).to_bytes(2, "little") + one for one in functions)


def ending(*, has_cutter: bool) -> bytes:
    """Feed to the blade and cut, leaving a point; without a blade feed to where one tears."""
    return bytes(GS) + b"VB\x00" if has_cutter else bytes(ESC) + b"d\x05"
