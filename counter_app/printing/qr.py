"""QR codes as rows of dark runs, sized for the dots of a thermal print head."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import qrcode

QUIET_MODULES = 4
"""White border on each side (ISO/IEC 18004)."""
SIDE_MM = 30.0
"""Aimed-at side with the quiet zone; the real side follows from whole dots a module."""
HEAD_DPI = 203
"""Dots an inch of the usual thermal print head (8 a millimetre)."""
DOT_PT = 72 / HEAD_DPI
"""One dot of that head in points."""


@dataclass(frozen=True, slots=True)
class Run:
    """Dark modules side by side, counted from the upper left corner of the quiet zone."""

    row: int
    column: int
    length: int


@dataclass(frozen=True, slots=True)
class QrPicture:
    """A QR code with its quiet zone."""

    modules: int
    """Of one side, quiet zone included."""
    runs: tuple[Run, ...]

    @property
    def thermal_module_pt(self) -> float:
        """Side of a module in points, in whole dots of a thermal head: all come out equally wide."""
        return max(1, round(SIDE_MM / 25.4 * HEAD_DPI / self.modules)) * DOT_PT


def qr_picture(content: str) -> QrPicture:
    """Encode the text at level M in the smallest version that holds it."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(content)
    code.make(fit=True)
    matrix = code.get_matrix()
    runs = tuple(run for row, cells in enumerate(matrix) for run in _dark_runs(row, cells))
    return QrPicture(len(matrix) + 2 * QUIET_MODULES, runs)


def _dark_runs(row: int, cells: list[bool]) -> list[Run]:
    runs, column = [], QUIET_MODULES
    for is_dark, group in groupby(cells):
        length = len(list(group))
        if is_dark:
            runs.append(Run(row + QUIET_MODULES, column, length))
        column += length
    return runs
