"""Blocks on a roll of thermal paper, 80 or 58 mm wide: black only, as long as its words."""

from __future__ import annotations

from dataclasses import dataclass
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
    Party,
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
from counter_app.printing.qr import qr_picture
from counter_app.printing.signs import qr_piece, ruler_piece, sign_piece
from counter_app.printing.typeset import (
    Face,
    Fonts,
    Piece,
    beside,
    boxed,
    framed,
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
ENDS = 14.0
"""White above the first and below the last line, in points."""
QR_INSET = -2 * MM
"""The quiet zone reaches into the margin, so that the code itself stands nearly flush."""
NARROWEST_BESIDE = 28 * MM
"""Where less is left beside the QR code, its words stand below it."""
SIGN_COLUMN = 16.0

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
SIGNATURE_ROOM, THUMB_HEIGHT, THUMB_WIDTH = 34.0, 60.0, 52.0
"""Of what is signed by hand and of the frame for a thumb: 21 by 18 mm."""
NAME = Face(600, 11)
CODE = Face(700, 10.4)
WHITE_ON_BLACK = Face(700, 11, colour=0xFFFFFF)
VALUE_WEIGHT = {Style.LARGE: Face(700, 11)}


@dataclass(frozen=True, slots=True)
class RollPaper:
    """A roll, in points."""

    paper: float
    """Width of the paper."""
    width: float
    """What the head reaches."""

    @property
    def margin(self) -> float:
        """White on each side."""
        return (self.paper - self.width) / 2


ROLL_80 = RollPaper(80 * MM, 72 * MM)
ROLL_58 = RollPaper(58 * MM, 48 * MM)


class Roll:
    """Sets blocks as wide as the head of the printer reaches."""

    def __init__(self, fonts: Fonts, width: float = ROLL_80.width) -> None:
        self._fonts = fonts
        self._width = width
        self._rules = {
            RuleKind.DASHED: line(width, 0.8, dashes=(1.5, 1.5)),
            RuleKind.SOLID: line(width, 0.8),
            RuleKind.HAIR: line(width, 0.4),
        }

    def pieces(self, slip: Slip) -> Iterator[Piece]:
        """Set the slip's blocks from top to bottom."""
        yield space(ENDS)
        yield from map(self.piece, slip.blocks)
        if slip.foot:
            yield space(4)
            yield self._text(slip.foot.left, Style.SMALL_STRONG, Align.CENTRE)
            yield self._text(slip.foot.right, Style.FINE, Align.CENTRE)
        yield space(ENDS)

    def piece(self, block: Block) -> Piece:  # noqa: C901, PLR0911, PLR0912 -- one line a kind of block
        """Set one block."""
        match block:
            case Line():
                return self._line(block)
            case Rule():
                return self._rules[block.kind]
            case Ruler():
                return ruler_piece(self._width)
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

    def _text(self, text: str, style: Style, align: Align = Align.LEFT, width: float = 0) -> Piece:
        return paragraph(self._fonts, text, FACES[style], width or self._width, align)

    def _line(self, block: Line) -> Piece:
        face = FACES[block.style]
        if block.style in SMALLEST:
            face = self._fonts.fitted(block.text, face, self._width, SMALLEST[block.style])
        return paragraph(self._fonts, block.text, face, self._width, block.align)

    def _bar(self, block: Bar) -> Piece:
        face = self._fonts.fitted(block.text, WHITE_ON_BLACK, self._width - 12, SMALLEST_BAR)
        inner = paragraph(self._fonts, block.text, face, self._width - 12, Align.CENTRE)
        return boxed(inner, self._width, (6, 3.2), 0x000000)

    def _fact(self, block: Fact) -> Piece:
        """One row where both fit, the value flush right; else the value under its label."""
        label_face = FACES[block.style]
        value_face = VALUE_WEIGHT.get(block.style, Face(600, label_face.size))
        label_width = self._fonts.width(self._fonts.clean(block.label), label_face)
        value_width = self._fonts.width(self._fonts.clean(block.value), value_face)
        label = paragraph(self._fonts, block.label, label_face, self._width)
        if label_width + 8 + value_width <= self._width:
            value = paragraph(self._fonts, block.value, value_face, self._width, Align.RIGHT)
            row = beside((0, label), (0, value))
        else:
            row = stack([label, paragraph(self._fonts, block.value, value_face, self._width)])
        return stack([row, space(1.4)])

    def _item(self, sign: Sign, name: str, notes: list[tuple[str, int]]) -> Piece:
        width = self._width - SIGN_COLUMN
        words = [paragraph(self._fonts, name, NAME, width)]
        words += [paragraph(self._fonts, text, Face(weight, 9), width) for text, weight in notes]
        box = stack([space(3.2), sign_piece(sign, 10.5)])
        return beside((0, box), (SIGN_COLUMN, stack(words)))

    def _step(self, block: Step) -> Piece:
        words = self._text(block.text, Style.BODY, width=self._width - SIGN_COLUMN)
        row = beside((0, self._text(str(block.number), Style.BODY_STRONG)), (SIGN_COLUMN, words))
        return stack([row, space(2.5)])

    def _listed(self, block: Listed) -> Piece:
        state = f"{block.state}: {block.reason}" if block.reason else block.state
        return self._item(block.sign, f"{block.number}. {block.name}", [(f"{state} · {block.form}", 600)])

    def _list_heading(self, block: ListHeading) -> Piece:
        title = self._text(block.title, Style.SECTION)
        return stack([title, self._text(block.count, Style.SMALL), space(2), self._rules[RuleKind.SOLID]])

    def _tracking(self, block: Tracking) -> Piece:
        picture = qr_picture(block.content)
        code = qr_piece(picture, picture.thermal_module_pt)
        beside_x = QR_INSET + code.height
        if self._width - beside_x < NARROWEST_BESIDE:
            centred = beside(((self._width - code.height) / 2, code))
            row = stack([centred, *self._tracking_words(block, self._width, Align.CENTRE)])
        else:
            words = stack(self._tracking_words(block, self._width - beside_x, Align.LEFT))
            row = beside((QR_INSET, code), (beside_x, middle(words, code.height)))
        keep = [space(4), self._text(block.keep, Style.SMALL)] if block.keep else []
        return stack([space(4), row, *keep, space(4)])

    def _tracking_words(self, block: Tracking, width: float, align: Align) -> list[Piece]:
        face = self._fonts.fitted(block.code, CODE, width, 8)
        return [
            self._text(block.heading, Style.BODY_STRONG, align, width),
            space(2),
            self._text(block.how, Style.SMALL, align, width),
            space(4),
            self._text(block.code_label, Style.SMALL, align, width),
            paragraph(self._fonts, block.code, face, width, align),
        ]

    def _letterhead(self, block: Letterhead) -> Piece:
        lines = (
            (block.upper, Style.SMALL),
            (block.name, Style.LARGE_STRONG),
            (block.lower, Style.SMALL),
        )
        words = [self._text(text, style, Align.CENTRE) for text, style in lines if text]
        return stack([*words, space(5), self._rules[RuleKind.DASHED], space(6)])

    def _promises(self, block: Promises) -> Piece:
        pieces = [self._rules[RuleKind.SOLID], space(5)]
        for item in block.items:
            pieces += [
                self._text(item.label, Style.SMALL),
                self._text(item.value, Style.SECTION),
                self._text(item.note, Style.SMALL),
                space(5),
            ]
        return stack([*pieces, self._rules[RuleKind.SOLID]])

    def _signed(self, party: Party, room: float, width: float) -> list[Piece]:
        """Room for a signature over its line, or a frame for a thumb."""
        if not party.mark:
            return [space(room), line(width, 0.8), space(2)]
        words = self._text(party.mark, Style.FINE, width=width)
        return [words, space(2), framed(THUMB_WIDTH, room - words.height - 2, 0.8), space(2.8)]

    def _signatures(self, block: Signatures) -> Piece:
        half = self._width / 2 - 6
        roles = level([self._text(party.role, Style.SMALL, width=half) for party in block.parties])
        room = THUMB_HEIGHT if any(party.mark for party in block.parties) else SIGNATURE_ROOM
        parties = [
            stack(
                [
                    role,
                    *self._signed(party, room, half),
                    self._text(party.name, Style.SMALL_STRONG, width=half),
                ]
            )
            for role, party in zip(roles, block.parties, strict=True)
        ]
        columns = beside(*((place * (half + 12), party) for place, party in enumerate(parties)))
        day = self._text(block.place_and_day, Style.SMALL)
        return stack(
            [
                self._rules[RuleKind.DASHED],
                space(5),
                day,
                space(2),
                columns,
                space(6),
                self._rules[RuleKind.DASHED],
            ]
        )
