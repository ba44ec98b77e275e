"""Rows of lists as pieces: words and signs with their boxes, laid out first and painted after.

Laying out apart from painting lets a test ask whether any words are cut.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from counter_app.ui.icons import IconName, paint_icon
from counter_app.ui.theme import Role, Theme
from counter_app.ui.widgets.drawing import MIDDLE_LEFT

SIGN = 16
"""Side of a sign, px at 100 %."""

MEASURED = 4096
"""Measures of words that are kept: a list measures each of its rows anew whenever one of them changes."""

WRAPPED = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a box of a row, or a sign."""

    box: QRectF
    words: str
    role: Role = "body"
    color: str = "text"
    align: Qt.AlignmentFlag = MIDDLE_LEFT
    is_wrapped: bool = False
    may_be_elided: bool = False
    """Only where the whole text is the row's tool tip and accessible name."""
    sign: IconName | None = None


@lru_cache(MEASURED)
def width_of(theme: Theme, words: str, role: Role = "body") -> float:
    """How wide words are in one line, px."""
    return QFontMetricsF(theme.font(role)).horizontalAdvance(words)


@lru_cache(MEASURED)
def height_of(theme: Theme, words: str, width: float, role: Role = "body") -> float:
    """How high words are when wrapped into a width: whole lines of the role, px."""
    metrics = QFontMetricsF(theme.font(role))
    box = metrics.boundingRect(QRectF(0, 0, width, 10_000), WRAPPED, words)
    lines = max(1, round(box.height() / metrics.lineSpacing()))
    return float(lines * theme.line_height(role))


def is_cut(theme: Theme, piece: Piece) -> bool:
    """Whether the words do not fit their box."""
    if piece.sign is not None or piece.may_be_elided:
        return False
    if piece.is_wrapped:
        longest = max((width_of(theme, word, piece.role) for word in piece.words.split()), default=0.0)
        is_too_high = height_of(theme, piece.words, piece.box.width(), piece.role) > piece.box.height() + 1
        return is_too_high or longest > piece.box.width() + 1
    return width_of(theme, piece.words, piece.role) > piece.box.width() + 1


def paint_pieces(painter: QPainter, theme: Theme, pieces: Iterable[Piece]) -> None:
    """Paint what was laid out."""
    for piece in pieces:
        if piece.sign is not None:
            paint_icon(painter, piece.sign, piece.box, theme.color(piece.color))
            continue
        font = theme.font(piece.role)
        painter.setFont(font)
        painter.setPen(theme.color(piece.color))
        words = piece.words
        if piece.may_be_elided:
            words = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, piece.box.width())
        flags = int(piece.align) | (WRAPPED if piece.is_wrapped else int(Qt.TextFlag.TextSingleLine))
        painter.drawText(piece.box, flags, words)
