"""Signs drawn as lines in a 16-unit box, stroke 1.9, round ends: the font of paper has none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_app.printing.blocks import Sign
from counter_app.printing.qr import DOT_PT
from counter_app.printing.typeset import Piece

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from counter_app.printing.qr import QrPicture

_MM = 72 / 25.4
_UNITS = 16
_STROKE = 1.9
_STROKES: dict[Sign, tuple[tuple[tuple[float, float], ...], ...]] = {
    Sign.BOX: (((1, 1), (15, 1), (15, 15), (1, 15), (1, 1)),),
    Sign.CHECK: (((2, 8.5), (6, 12.5), (14, 3.5)),),
    Sign.CROSS: (((3, 3), (13, 13)), ((13, 3), (3, 13))),
    Sign.DASH: (((3, 8), (13, 8)),),
}
"""Polylines, y downwards."""


def sign_piece(sign: Sign, side: float) -> Piece:
    """Draw a sign in a square of this side in points, in black."""
    scale = side / _UNITS

    def draw(canvas: Canvas, x: float, y: float) -> None:
        path = canvas.beginPath()
        for stroke in _STROKES[sign]:
            path.moveTo(x + stroke[0][0] * scale, y - stroke[0][1] * scale)
            for right, down in stroke[1:]:
                path.lineTo(x + right * scale, y - down * scale)
        canvas.saveState()
        canvas.setStrokeColorRGB(0, 0, 0)
        canvas.setLineWidth(_STROKE * scale)
        canvas.setLineCap(1)
        canvas.setLineJoin(0 if sign is Sign.BOX else 1)
        canvas.drawPath(path)
        canvas.restoreState()

    return Piece(side, draw)


def qr_piece(picture: QrPicture, module: float) -> Piece:
    """Draw a QR code with its quiet zone, a module this wide in points: one path, so that no seams show.

    Its corner moves to the next dot of a thermal head, so that modules of whole dots stay equally wide.
    """

    def draw(canvas: Canvas, x: float, y: float) -> None:
        x, y = (round(place / DOT_PT) * DOT_PT for place in (x, y))
        path = canvas.beginPath()
        for run in picture.runs:
            path.rect(x + run.column * module, y - (run.row + 1) * module, run.length * module, module)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawPath(path, stroke=0, fill=1)

    return Piece(picture.modules * module, draw)


def ruler_piece(width: float) -> Piece:
    """A tick each millimetre, longer at five and ten, between lines at both ends."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.saveState()
        canvas.setStrokeColorRGB(0, 0, 0)
        canvas.setLineWidth(DOT_PT)
        ticks = round(width / _MM)
        for tick in range(ticks + 1):
            across = min(max(x + tick * width / ticks, x + DOT_PT / 2), x + width - DOT_PT / 2)
            canvas.line(across, y, across, y - _tick(tick))
        canvas.line(x, y - DOT_PT / 2, x + width, y - DOT_PT / 2)
        canvas.restoreState()

    return Piece(_tick(0) + 1, draw)


def _tick(millimetre: int) -> float:
    return 12.0 if millimetre % 10 == 0 else 8.0 if millimetre % 5 == 0 else 5.0
