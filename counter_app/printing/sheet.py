"""A slip on A5 sheets: as many pages as the list needs, closer set where that saves a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter_app.printing.blocks import Align, Block, Foot, Gap, ListHeading, Slip, Tracking
from counter_app.printing.sheet_blocks import LABEL, MARGIN, NOTE, PAPER, RULE, WIDTH, SheetBlocks
from counter_app.printing.typeset import Fonts, Piece, beside, line, paragraph, space, stack

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP = PAPER[1] - MARGIN
BOTTOM = MARGIN + 13
"""Above the foot line."""
AIRS = (1.0, 0.5, 0.25)
"""Shares of the usual white space, tried in this order."""


@dataclass(frozen=True, slots=True)
class Page:
    """Pieces with the height of their upper edge above the bottom of the page, in points."""

    placed: tuple[tuple[float, Piece], ...]


class Sheet:
    """Sets blocks for A5 paper. A single block higher than a page (some 2,500 letters) would be cut."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._settings = [SheetBlocks(fonts, air) for air in AIRS]

    def pages(self, slip: Slip) -> list[Page]:
        """Cut the slip into pages: rows stay whole, a heading keeps its first row, the end stays together."""
        pages = min((self._cut(slip, setting) for setting in self._settings), key=len)
        if slip.foot:
            for number, page in enumerate(pages, start=1):
                page.append(self._foot(slip.foot, slip.page_label, number, len(pages)))
        return [Page(tuple(page)) for page in pages]

    def _cut(self, slip: Slip, setting: SheetBlocks) -> list[list[tuple[float, Piece]]]:
        pages, y = [self._head(slip, 0)], TOP
        for piece in _groups(slip.blocks, setting):
            if y - piece.height < BOTTOM and pages[-1]:
                pages.append(self._head(slip, len(pages)))
                y = TOP - sum(head.height for _, head in pages[-1])
            pages[-1].append((y, piece))
            y -= piece.height
        return pages

    def _head(self, slip: Slip, pages_before: int) -> list[tuple[float, Piece]]:
        if not pages_before or not slip.continued:
            return []
        words = paragraph(self._fonts, slip.continued, LABEL, WIDTH)
        return [(TOP, stack([words, space(3), line(WIDTH, 0.6, RULE), space(10)]))]

    def _foot(self, foot: Foot, page_label: str, number: int, total: int) -> tuple[float, Piece]:
        page = f" · {page_label.format(n=number, total=total)}" if total > 1 and page_label else ""
        right = paragraph(self._fonts, foot.right + page, NOTE, WIDTH, Align.RIGHT)
        room = WIDTH - self._fonts.width(self._fonts.clean(foot.right + page), NOTE) - 12
        left = paragraph(self._fonts, foot.left, NOTE, room)
        row = beside((0, left), (0, right))
        return MARGIN - 8 + row.height, row


def _groups(blocks: tuple[Block, ...], setting: SheetBlocks) -> Iterator[Piece]:
    """Pieces that pages must not cut: a heading with its first row, the tracking with the signatures."""
    held: list[Piece] = []
    for block in blocks:
        held.append(setting.piece(block))
        if not isinstance(block, ListHeading | Gap | Tracking):
            yield stack(held)
            held = []
    if held:
        yield stack(held)
