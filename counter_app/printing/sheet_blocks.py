"""Each kind of block on an A5 sheet."""

from __future__ import annotations

from typing import assert_never

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
    Step,
    Style,
    ToBring,
    Tracking,
)
from counter_app.printing.qr import QUIET_MODULES, qr_picture
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
    paragraph,
    space,
    stack,
)

MM = 72 / 25.4
PAPER = (148 * MM, 210 * MM)
MARGIN = 11 * MM
WIDTH = PAPER[0] - 2 * MARGIN

TEXT = 0x111418
MUTED = 0x4B5560
RULE = 0x7A8591
HAIR = 0xDDE1E6
PANEL = 0xF3F4F6
"""Tokens of the light set; laser printers print them as greys."""

FACES = {
    Style.NUMBER: Face(700, 66, TEXT),
    Style.TITLE: Face(700, 15, TEXT),
    Style.HOUSE: Face(700, 12, TEXT),
    Style.SECTION: Face(700, 11, TEXT),
    Style.LARGE: Face(400, 11, TEXT),
    Style.LARGE_STRONG: Face(600, 11, TEXT),
    Style.BODY: Face(400, 9, TEXT),
    Style.BODY_STRONG: Face(700, 10, TEXT),
    Style.SMALL: Face(400, 9, TEXT),
    Style.SMALL_STRONG: Face(600, 9, TEXT),
    Style.FINE: Face(400, 8, TEXT),
}
LABEL = Face(400, 9, MUTED)
VALUE = Face(600, 9.5, TEXT)
NOTE = Face(400, 8, MUTED)
PROMISE = Face(700, 13, TEXT)
CODE = Face(700, 13, TEXT)
HEAD = Face(400, 8.5, TEXT)
HEAD_NAME = Face(700, 10, TEXT)
WHITE_ON_BLACK = Face(700, 10, 0xFFFFFF)
QR_SIDE = 30 * MM
"""With the quiet zone."""
VALUE_COLUMN = 77.0
NAME_COLUMN, FORM_END, STATE_COLUMN = 14.5, 255.0, 269.0
FORM_WIDEST = 84.0
SIGN_SIDE = 8.6
SECOND_COLUMN = 189.0
SIGNATURE_WIDTH = WIDTH - SECOND_COLUMN
SIGNATURE_ROOM = 32.0
THUMB_HEIGHT, THUMB_WIDTH = 60.0, 52.0
"""Of the frame for a thumb: 21 by 18 mm."""


class SheetBlocks:
    """Sets blocks for A5 paper; air is the share of the usual white space between them."""

    def __init__(self, fonts: Fonts, air: float) -> None:
        self._fonts = fonts
        self._air = air

    def piece(self, block: Block) -> Piece:  # noqa: C901, PLR0911, PLR0912 -- one line a kind of block
        """Set one block over the width of the paper."""
        match block:
            case Line():
                return paragraph(self._fonts, block.text, FACES[block.style], WIDTH, block.align)
            case Rule():
                return line(WIDTH, 0.6, HAIR if block.kind is RuleKind.HAIR else RULE)
            case Ruler():
                return ruler_piece(WIDTH)
            case Gap():
                return space(max(block.points * self._air, block.least))
            case Bar():
                inner = paragraph(self._fonts, block.text, WHITE_ON_BLACK, WIDTH - 16, Align.CENTRE)
                return boxed(inner, WIDTH, (8, 2.6), 0x000000)
            case Fact():
                return self._fact(block)
            case ToBring():
                return self._to_bring(block)
            case Step():
                return self._step(block)
            case Listed():
                return self._row(block)
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

    def _fact(self, block: Fact) -> Piece:
        label = paragraph(self._fonts, block.label, LABEL, VALUE_COLUMN - 6)
        value = paragraph(self._fonts, block.value, VALUE, WIDTH - VALUE_COLUMN)
        base = VALUE.size * VALUE.ascent - LABEL.size * LABEL.ascent
        return stack(
            [beside((0, stack([space(base), label])), (VALUE_COLUMN, value)), space(2.1 * self._air)]
        )

    def _row(self, block: Listed) -> Piece:
        form_width = min(FORM_WIDEST, self._fonts.width(self._fonts.clean(block.form), LABEL) + 0.1)
        name_width = FORM_END - NAME_COLUMN - form_width - 8
        number = str(block.number) if block.number else ""
        name = [paragraph(self._fonts, block.name, FACES[Style.SMALL], name_width)]
        if block.reason:
            name.append(paragraph(self._fonts, block.reason, NOTE, name_width))
        state_x = STATE_COLUMN + SIGN_SIDE + 3
        row = beside(
            (0, paragraph(self._fonts, number, LABEL, NAME_COLUMN)),
            (NAME_COLUMN, stack(name)),
            (FORM_END - form_width, paragraph(self._fonts, block.form, LABEL, form_width, Align.RIGHT)),
            (STATE_COLUMN, stack([space(2), sign_piece(block.sign, SIGN_SIDE)])),
            (state_x, paragraph(self._fonts, block.state, FACES[Style.SMALL_STRONG], WIDTH - state_x)),
        )
        return stack([space(1.7 * self._air), row, space(1.2 * self._air), line(WIDTH, 0.5, HAIR)])

    def _to_bring(self, block: ToBring) -> Piece:
        """With a state one row of the list; without one a box to tick, the form below the name."""
        if block.state:
            return self._row(Listed(0, block.name, block.form, Sign.BOX, block.state))
        width = WIDTH - NAME_COLUMN
        name = paragraph(self._fonts, block.name, FACES[Style.SMALL_STRONG], width)
        form = paragraph(self._fonts, block.form, LABEL, width)
        box = stack([space(2), sign_piece(Sign.BOX, SIGN_SIDE)])
        return beside((0, box), (NAME_COLUMN, stack([name, form])))

    def _step(self, block: Step) -> Piece:
        number = paragraph(self._fonts, str(block.number), FACES[Style.SMALL_STRONG], NAME_COLUMN)
        words = paragraph(self._fonts, block.text, FACES[Style.SMALL], WIDTH - NAME_COLUMN)
        return stack([beside((0, number), (NAME_COLUMN, words)), space(2 * self._air)])

    def _list_heading(self, block: ListHeading) -> Piece:
        title = paragraph(self._fonts, block.title, FACES[Style.SECTION], WIDTH)
        count = paragraph(self._fonts, block.count, LABEL, WIDTH, Align.RIGHT)
        return stack(
            [beside((0, title), (0, stack([space(2), count]))), space(2), line(WIDTH, 0.8, RULE), space(2)]
        )

    def _tracking(self, block: Tracking) -> Piece:
        picture = qr_picture(block.content)
        module = QR_SIDE / picture.modules
        code = qr_piece(picture, module)
        x = WIDTH + QUIET_MODULES * module - QR_SIDE
        width = x - 8
        words = [
            paragraph(self._fonts, block.heading, FACES[Style.BODY_STRONG], width),
            paragraph(self._fonts, block.how, FACES[Style.SMALL], width),
            paragraph(self._fonts, block.code_label, LABEL, width),
            paragraph(self._fonts, block.code, self._fonts.fitted(block.code, CODE, width, 9), width),
            space(3.5),
            paragraph(self._fonts, block.keep, FACES[Style.SMALL], width),
        ]
        return beside((0, stack([space(3), *words])), (x, code))

    def _letterhead(self, block: Letterhead) -> Piece:
        lines = ((block.upper, HEAD), (block.name, HEAD_NAME), (block.lower, HEAD))
        words = [paragraph(self._fonts, text, face, WIDTH) for text, face in lines if text]
        rules = [line(WIDTH, 1.6, TEXT), space(1.2), line(WIDTH, 0.6, TEXT)]
        air = self._air
        return stack([*words, space(3 + 3 * air), *rules, space(2 + 3 * air)])

    def _promises(self, block: Promises) -> Piece:
        columns = []
        for place, item in enumerate(block.items):
            width = SECOND_COLUMN - 27 if place == 0 else WIDTH - SECOND_COLUMN - 10
            value = self._fonts.fitted(item.value, PROMISE, width, 11)
            words = [
                paragraph(self._fonts, item.label, NOTE, width),
                paragraph(self._fonts, item.value, value, width),
                paragraph(self._fonts, item.note, NOTE, width),
            ]
            columns.append(((SECOND_COLUMN - 10) * place, stack(words)))
        return boxed(beside(*columns), WIDTH, (10, 2 + 4 * self._air), PANEL, radius=2.5)

    def _signatures(self, block: Signatures) -> Piece:
        width = SIGNATURE_WIDTH
        roles = level([paragraph(self._fonts, party.role, LABEL, width) for party in block.parties])
        has_thumb = any(party.mark for party in block.parties)
        height = roles[0].height + THUMB_HEIGHT if has_thumb else SIGNATURE_ROOM
        columns = [
            stack([role, *self._signed(party, height - role.height), self._signer(party, width)])
            for role, party in zip(roles, block.parties, strict=True)
        ]
        row = beside(*((place * SECOND_COLUMN, column) for place, column in enumerate(columns)))
        day = paragraph(self._fonts, block.place_and_day, LABEL, WIDTH)
        return stack([space(5), line(WIDTH, 0.5, HAIR), space(4), day, space(2), row])

    def _signer(self, party: Party, width: float) -> Piece:
        return paragraph(self._fonts, party.name, FACES[Style.SMALL_STRONG], width)

    def _signed(self, party: Party, room: float) -> list[Piece]:
        """Room for a signature over its line, or a frame for a thumb."""
        if not party.mark:
            return [space(room * (0.5 + self._air / 2)), line(SIGNATURE_WIDTH, 0.6, RULE), space(2)]
        words = paragraph(self._fonts, party.mark, NOTE, SIGNATURE_WIDTH - THUMB_WIDTH - 6)
        frame = framed(THUMB_WIDTH, room - 2, 0.6, RULE)
        return [space(2), beside((0, frame), (THUMB_WIDTH + 6, words)), space(2.6)]
