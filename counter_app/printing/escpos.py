"""Slips for thermal printers: commands with the printer's letters, or pictures where it lacks one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import TYPE_CHECKING, assert_never

from counter_app.domain.thermal import CODE_PAGES, NATIVE, PICTURE
from counter_app.printing import commands
from counter_app.printing.blocks import (
    Align,
    Bar,
    Block,
    Fact,
    Gap,
    Letterhead,
    Line,
    Listed,
    ListHeading,
    Promises,
    Rule,
    RuleKind,
    Ruler,
    Sign,
    Signatures,
    Slip,
    Step,
    Style,
    ToBring,
    Tracking,
)
from counter_app.printing.columns import Columns, Row, Span, is_written
from counter_app.printing.commands import Look
from counter_app.printing.dots import Dots, stripes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from counter_app.domain.thermal import ThermalSettings
    from counter_app.printing.drawn import Drawn

BOLD = Look(is_bold=True)
TALL = Look(height=2)
TALL_BOLD = Look(height=2, is_bold=True)
LOOKS = {
    Style.NUMBER: BOLD,
    Style.TITLE: Look(width=2, height=2, is_bold=True),
    Style.HOUSE: TALL_BOLD,
    Style.SECTION: TALL_BOLD,
    Style.LARGE: TALL,
    Style.LARGE_STRONG: TALL_BOLD,
    Style.BODY: commands.PLAIN,
    Style.BODY_STRONG: BOLD,
    Style.SMALL: commands.PLAIN,
    Style.SMALL_STRONG: BOLD,
    Style.FINE: Look(is_small=True),
}
RULES = {RuleKind.DASHED: (0xF0, 2), RuleKind.SOLID: (0xFF, 2), RuleKind.HAIR: (0xFF, 1)}
"""Pattern of eight dots, and height."""
SIGNS = {Sign.BOX: "[ ] ", Sign.CHECK: "[v] ", Sign.CROSS: "[x] ", Sign.DASH: "[-] "}
ALIGNED = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
QR_MODULE_DOTS = 6
"""0.75 mm at 203 dots an inch (MOCKS 4)."""
QR_QUIET_DOTS = 4 * QR_MODULE_DOTS
SIGNATURE_DOTS, THUMB_DOTS = 96, 208
"""White for a hand and for a thumb; a printer's own characters draw no frame."""


@dataclass(frozen=True, slots=True)
class White:
    """Paper without anything."""

    dots: int


@dataclass(frozen=True, slots=True)
class NativeQr:
    """A QR code that the printer draws."""

    content: str


Part = Row | White | Dots | NativeQr
Words = Line | Bar | Fact | ToBring | Listed | Step
"""Blocks that can be said in the printer's letters."""


class Escpos:
    """Makes commands of slips for one printer."""

    def __init__(self, printer: ThermalSettings, drawn: Drawn) -> None:
        self._printer = printer
        self._drawn = drawn
        self._columns = Columns(printer.head.dots)

    def commands(self, slip: Slip) -> bytes:
        """The whole slip, from setting the printer to the cut."""
        code_page = CODE_PAGES.get(self._printer.code_page, 0)
        written = b"".join(self._written(part) for part in self._parts(slip))
        ending = commands.ending(has_cutter=self._printer.has_cutter)
        return commands.beginning(self._printer.head, code_page) + written + ending

    def _parts(self, slip: Slip) -> Iterator[Part]:
        if self._printer.code_page == PICTURE:
            yield from self._all_drawn(slip)
            return
        for block in slip.blocks:
            yield from self._block(block)
        if slip.foot:
            yield from self._or_drawn(Line(slip.foot.left, Style.SMALL_STRONG, Align.CENTRE))
            yield from self._or_drawn(Line(slip.foot.right, Style.FINE, Align.CENTRE))

    def _all_drawn(self, slip: Slip) -> Iterator[Part]:
        """One picture; where the printer draws the code, one before it and one after."""
        head = self._printer.head
        if self._printer.qr != NATIVE:
            yield self._drawn.slip(slip, head)
            return
        for is_code, blocks in groupby(slip.blocks, lambda block: isinstance(block, Tracking)):
            if is_code:
                yield from chain.from_iterable(map(self._block, blocks))
            else:
                yield self._drawn.blocks(list(blocks), head)
        if slip.foot:
            yield self._drawn.slip(replace(slip, blocks=()), head)

    def _block(self, block: Block) -> list[Part]:
        """What is no words at all, or words that stand in places, is drawn; fields are several lines."""
        match block:
            case Rule():
                return [stripes(self._printer.head.dots, *RULES[block.kind])]
            case Gap():
                return [White(self._dots(block.points))]
            case Tracking():
                return self._tracking(block)
            case Signatures() | Ruler():
                return [self._drawn.blocks([block], self._printer.head)]
            case Promises() | ListHeading() | Letterhead():
                return [part for one in _unfolded(block) for part in self._block(one)]
            case _:
                return self._or_drawn(block)

    def _or_drawn(self, block: Words) -> list[Part]:
        """The block in the printer's letters; as a picture where one is missing."""
        rows = self._rows(block)
        if is_written(rows, self._printer.code_page):
            return [*rows]
        return [self._drawn.blocks([block], self._printer.head)]

    def _rows(self, block: Words) -> list[Row]:
        columns = self._columns
        match block:
            case Line():
                rows = self._line(block)
            case Bar():
                rows = columns.bar(block.text, TALL_BOLD)
            case Fact():
                look = LOOKS[block.style]
                rows = columns.pair(block.label, block.value, (look, replace(look, is_bold=True)))
            case ToBring():
                rows = self._item(Sign.BOX, block.name, ((block.form, commands.PLAIN), (block.state, BOLD)))
            case Listed():
                state = f"{block.state}: {block.reason}" if block.reason else block.state
                note = (f"{state} · {block.form}", commands.PLAIN)
                rows = self._item(block.sign, f"{block.number}. {block.name}", (note,))
            case Step():
                rows = columns.rows(block.text, commands.PLAIN, hang=f"{block.number}".ljust(4))
            case _:
                assert_never(block)
        return rows

    def _line(self, block: Line) -> list[Row]:
        look = LOOKS[block.style]
        if block.style is Style.NUMBER:
            look = self._columns.fitted(block.text, look)
        return self._columns.rows(block.text, look, block.align)

    def _item(self, sign: Sign, name: str, notes: tuple[tuple[str, Look], ...]) -> list[Row]:
        rows = self._columns.rows(name, BOLD, hang=SIGNS[sign])
        for text, look in notes:
            rows += self._columns.rows(text, look, hang=" " * len(SIGNS[sign]))
        return rows

    def _tracking(self, block: Tracking) -> list[Part]:
        """Code above, words below; where we draw the code, all of it as on the mock, side by side."""
        if self._printer.qr != NATIVE:
            return [self._drawn.blocks([block], self._printer.head)]
        parts: list[Part] = [White(QR_QUIET_DOTS), NativeQr(block.content), White(QR_QUIET_DOTS)]
        words = (
            (block.heading, Style.BODY_STRONG),
            (block.how, Style.SMALL),
            (f"{block.code_label} {block.code}", Style.LARGE_STRONG),
            (block.keep, Style.SMALL),
        )
        for text, style in words:
            parts += self._or_drawn(Line(text, style, Align.CENTRE))
        return [*parts, White(8)]

    def _dots(self, points: float) -> int:
        return round(points * self._printer.head.dpi / 72)

    def _written(self, part: Part) -> bytes:
        match part:
            case Row():
                return self._row(part)
            case White():
                return commands.feed(part.dots)
            case Dots():
                return commands.aligned("left") + commands.picture(part)
            case NativeQr():
                return commands.aligned("center") + commands.qr(part.content, QR_MODULE_DOTS)
            case _:
                assert_never(part)

    def _row(self, row: Row) -> bytes:
        spans = b"".join(self._span(span) for span in row.spans)
        head = commands.aligned(ALIGNED[row.align]) + commands.line_space(row.line_dots)
        return head + spans + b"\n"

    def _span(self, span: Span) -> bytes:
        return commands.dressed(span.look) + span.text.encode(self._printer.code_page)


def _unfolded(block: Promises | ListHeading | Letterhead) -> Iterator[Block]:
    """A field of several lines as the lines that it is made of."""
    match block:
        case Letterhead():
            yield Line(block.upper, Style.SMALL, Align.CENTRE)
            yield Line(block.name, Style.LARGE_STRONG, Align.CENTRE)
            yield Line(block.lower, Style.SMALL, Align.CENTRE)
            yield from (Gap(5), Rule(RuleKind.DASHED), Gap(6))
        case ListHeading():
            yield Line(block.title, Style.SECTION)
            yield Line(block.count, Style.SMALL)
            yield Rule(RuleKind.SOLID)
        case Promises():
            yield from (Rule(RuleKind.SOLID), Gap(5))
            for item in block.items:
                yield Line(item.label, Style.SMALL)
                yield Line(item.value, Style.SECTION)
                yield Line(item.note, Style.SMALL)
                yield Gap(5)
            yield Rule(RuleKind.SOLID)
        case _:
            assert_never(block)
