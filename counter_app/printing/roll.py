"""Blocks on a roll of thermal paper, 80 mm wide: black only, as long as its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

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
    Sign,
    Signatures,
    Slip,
    Step,
    Style,
    ToBring,
    Tracking,
)
from counter_app.printing.qr import qr_picture
from counter_app.printing.signs import qr_piece, sign_piece
from counter_app.printing.typeset import (
    Face,
    Fonts,
    Piece,
    beside,
    boxed,
    level,
    line,
    middle,
    paragraph,
    space,
    stack,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

MM = 72 / 25.4
PAPER = 80 * MM
MARGIN = 4 * MM
WIDTH = PAPER - 2 * MARGIN
"""72 mm: what the heads of 80 mm printers reach."""
ENDS = 14.0
"""White above the first and below the last line, in points."""
QR_INSET = -2 * MM
"""The quiet zone reaches into the margin, so that the code itself stands nearly flush."""
SIGN_COLUMN = 16.0
HALF = WIDTH / 2 - 6

FACES = {
    Style.NUMBER: Face(700, 66, ascent=0.77, descent=0.19),
    Style.TITLE: Face(700, 16),
    Style.HOUSE: Face(700, 12),
    Style.SECTION: Face(700, 12),
    Style.LARGE: Face(400, 11),
    Style.LARGE_STRONG: Face(700, 11),
    Style.BODY: Face(400, 10),
    Style.BODY_STRONG: Face(700, 10),
    Style.SMALL: Face(400, 9),
    Style.SMALL_STRONG: Face(600, 9),
    Style.FINE: Face(400, 8),
}
SMALLEST = {Style.NUMBER: 28.0, Style.FINE: 7.2}
"""These shrink to stay on one line, down to here."""
SMALLEST_BAR = 9.2
NAME = Face(600, 11)
CODE = Face(700, 10.4)
WHITE_ON_BLACK = Face(700, 11, colour=0xFFFFFF)
VALUE_WEIGHT = {Style.LARGE: Face(700, 11)}
RULES = {
    RuleKind.DASHED: line(WIDTH, 0.8, dashes=(1.5, 1.5)),
    RuleKind.SOLID: line(WIDTH, 0.8),
    RuleKind.HAIR: line(WIDTH, 0.4),
}


class Roll:
    """Sets blocks for 80 mm paper."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts

    def pieces(self, slip: Slip) -> Iterator[Piece]:
        """Set the slip's blocks from top to bottom."""
        yield space(ENDS)
        yield from map(self._piece, slip.blocks)
        if slip.foot:
            yield space(4)
            yield self._text(slip.foot.left, Style.SMALL_STRONG, Align.CENTRE)
            yield self._text(slip.foot.right, Style.FINE, Align.CENTRE)
        yield space(ENDS)

    def _piece(self, block: Block) -> Piece:  # noqa: C901, PLR0911, PLR0912 -- one line a kind of block
        match block:
            case Line():
                return self._line(block)
            case Rule():
                return RULES[block.kind]
            case Gap():
                return space(block.points)
            case Bar():
                return self._bar(block)
            case Fact():
                return self._fact(block)
            case ToBring():
                return self._item(Sign.BOX, block.name, [(block.form, 400), (block.state, 600)])
            case Step():
                return self._step(block)
            case Listed():
                return stack([space(4), self._listed(block)])
            case ListHeading():
                return self._list_heading(block)
            case Tracking():
                return self._tracking(block)
            case Letterhead():
                return self._letterhead(block)
            case Promises():
                return self._promises(block)
            case Signatures():
                return self._signatures(block)
            case _:
                assert_never(block)

    def _text(self, text: str, style: Style, align: Align = Align.LEFT, width: float = WIDTH) -> Piece:
        return paragraph(self._fonts, text, FACES[style], width, align)

    def _line(self, block: Line) -> Piece:
        face = FACES[block.style]
        if block.style in SMALLEST:
            face = self._fonts.fitted(block.text, face, WIDTH, SMALLEST[block.style])
        return paragraph(self._fonts, block.text, face, WIDTH, block.align)

    def _bar(self, block: Bar) -> Piece:
        face = self._fonts.fitted(block.text, WHITE_ON_BLACK, WIDTH - 12, SMALLEST_BAR)
        inner = paragraph(self._fonts, block.text, face, WIDTH - 12, Align.CENTRE)
        return boxed(inner, WIDTH, (6, 3.2), 0x000000)

    def _fact(self, block: Fact) -> Piece:
        """One row where both fit, the value flush right; else the value under its label."""
        label_face = FACES[block.style]
        value_face = VALUE_WEIGHT.get(block.style, Face(600, label_face.size))
        label_width = self._fonts.width(self._fonts.clean(block.label), label_face)
        value_width = self._fonts.width(self._fonts.clean(block.value), value_face)
        label = paragraph(self._fonts, block.label, label_face, WIDTH)
        if label_width + 8 + value_width <= WIDTH:
            value = paragraph(self._fonts, block.value, value_face, WIDTH, Align.RIGHT)
            row = beside((0, label), (0, value))
        else:
            row = stack([label, paragraph(self._fonts, block.value, value_face, WIDTH)])
        return stack([row, space(1.4)])

    def _item(self, sign: Sign, name: str, notes: list[tuple[str, int]]) -> Piece:
        width = WIDTH - SIGN_COLUMN
        words = [paragraph(self._fonts, name, NAME, width)]
        words += [paragraph(self._fonts, text, Face(weight, 9), width) for text, weight in notes]
        box = stack([space(3.2), sign_piece(sign, 10.5)])
        return beside((-0.6, box), (SIGN_COLUMN, stack(words)))

    def _step(self, block: Step) -> Piece:
        words = self._text(block.text, Style.BODY, width=WIDTH - SIGN_COLUMN)
        row = beside((0, self._text(str(block.number), Style.BODY_STRONG)), (SIGN_COLUMN, words))
        return stack([row, space(2.5)])

    def _listed(self, block: Listed) -> Piece:
        state = f"{block.state}: {block.reason}" if block.reason else block.state
        return self._item(block.sign, f"{block.number}. {block.name}", [(f"{state} · {block.form}", 600)])

    def _list_heading(self, block: ListHeading) -> Piece:
        title = self._text(block.title, Style.SECTION)
        return stack([title, self._text(block.count, Style.SMALL), space(2), RULES[RuleKind.SOLID]])

    def _tracking(self, block: Tracking) -> Piece:
        picture = qr_picture(block.content)
        code = qr_piece(picture, picture.thermal_module_pt)
        beside_x = QR_INSET + code.height
        width = WIDTH - beside_x
        words = [
            self._text(block.heading, Style.BODY_STRONG, width=width),
            space(2),
            self._text(block.how, Style.SMALL, width=width),
            space(4),
            self._text(block.code_label, Style.SMALL, width=width),
            self._code(block.code, width),
        ]
        row = beside((QR_INSET, code), (beside_x, middle(stack(words), code.height)))
        keep = [space(4), self._text(block.keep, Style.SMALL)] if block.keep else []
        return stack([space(4), row, *keep, space(4)])

    def _code(self, code: str, width: float) -> Piece:
        face = self._fonts.fitted(code, CODE, width, 8)
        return paragraph(self._fonts, code, face, width)

    def _letterhead(self, block: Letterhead) -> Piece:
        lines = (
            (block.upper, Style.SMALL),
            (block.name, Style.LARGE_STRONG),
            (block.lower, Style.SMALL),
        )
        words = [self._text(text, style, Align.CENTRE) for text, style in lines if text]
        return stack([*words, space(5), RULES[RuleKind.DASHED], space(6)])

    def _promises(self, block: Promises) -> Piece:
        pieces = [RULES[RuleKind.SOLID], space(5)]
        for item in block.items:
            pieces += [
                self._text(item.label, Style.SMALL),
                self._text(item.value, Style.SECTION),
                self._text(item.note, Style.SMALL),
                space(5),
            ]
        return stack([*pieces, RULES[RuleKind.SOLID]])

    def _signatures(self, block: Signatures) -> Piece:
        roles = level([self._text(party.role, Style.SMALL, width=HALF) for party in block.parties])
        parties = [
            stack(
                [
                    role,
                    space(34),
                    line(HALF, 0.8),
                    space(2),
                    self._text(party.name, Style.SMALL_STRONG, width=HALF),
                ]
            )
            for role, party in zip(roles, block.parties, strict=True)
        ]
        columns = beside(*((place * (HALF + 12), party) for place, party in enumerate(parties)))
        day = self._text(block.place_and_day, Style.SMALL)
        return stack(
            [RULES[RuleKind.DASHED], space(5), day, space(2), columns, space(6), RULES[RuleKind.DASHED]]
        )
