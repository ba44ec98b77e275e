"""Reads ESC/POS as a printer does and draws what would come out; shares no code with what writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Protocol

import qrcode
from PIL import Image, ImageDraw, ImageFont, ImageOps

from counter_app.settings import resource

WHITE, BLACK = 255, 0
CODE_PAGES = {0: "cp437", 2: "cp850", 3: "cp860", 19: "cp858", 16: "cp1252"}
CELLS = {0: (12, 24), 1: (9, 17)}
ESC, FS, GS, DLE = 0x1B, 0x1C, 0x1D, 0x10


class Machine(Protocol):
    """What carries out the commands."""

    def print_rows(self, rows: Image.Image) -> None:
        """Some rows of dots; as wide as the head."""

    def cut(self) -> None:
        """The blade."""

    def answer_paper(self) -> None:
        """GS r 1."""


@dataclass(frozen=True)
class Letters:
    """How letters look now."""

    font: int = 0
    across: int = 1
    down: int = 1
    is_bold: bool = False
    is_white: bool = False


@dataclass
class Mode:
    """Everything that a command can set."""

    letters: Letters = field(default_factory=Letters)
    align: int = 0
    line_space: int = 34
    code_page: str = "cp437"
    unit: int = 406
    """Vertical motion units an inch."""
    is_chinese: bool = True
    """As many cheap printers are when switched on: letters above 127 are halves of a character."""


class Interpreter:
    """Runs until ``take`` raises EOFError. ``unknown`` holds commands that it does not know."""

    def __init__(self, take: Callable[[int], bytes], machine: Machine, dots: int, dpi: int = 203) -> None:
        self._take, self._machine, self._dots, self._dpi = take, machine, dots, dpi
        self._mode = Mode()
        self._line: list[tuple[str, Letters]] = []
        self._qr: dict[str, bytes | int] = {}
        self.unknown: list[bytes] = []
        self.lines: list[str] = []
        """What was printed as letters, line by line."""
        self.overflows = 0
        """Lines that were longer than the head is wide."""

    def run(self) -> None:
        """One command after the other."""
        while True:
            try:
                self.step()
            except EOFError:
                return

    def step(self) -> None:
        """One command, or one letter."""
        self._one(self._take(1)[0])

    def reset(self) -> None:
        """Somebody threw away the buffers."""
        self._line.clear()

    def _one(self, first: int) -> None:
        match first:
            case 0x1B:
                self._escape(self._take(1)[0])
            case 0x1D:
                self._group(self._take(1)[0])
            case 0x1C:
                self._mode.is_chinese = self._take(1) != b"."
            case 0x10:
                self._real_time(self._take(1)[0])
            case 0x0A:
                self._end_line()
            case 0x00:
                """Nothing."""
            case _ if first >= 0x20:
                self._letter(first)
            case _:
                self.unknown.append(bytes([first]))

    def _letter(self, byte: int) -> None:
        is_half = byte > 0x7F and self._mode.is_chinese
        text = "\N{REPLACEMENT CHARACTER}" if is_half else bytes([byte]).decode(self._mode.code_page)
        self._line.append((text, self._mode.letters))

    def _escape(self, command: int) -> None:
        mode = self._mode
        match chr(command):
            case "@":
                self._mode, self._line = Mode(), []
            case "t":
                mode.code_page = CODE_PAGES[self._take(1)[0]]
            case "3":
                mode.line_space = self._to_dots(self._take(1)[0])
            case "J":
                self._feed(self._to_dots(self._take(1)[0]))
            case "d":
                for _ in range(self._take(1)[0]):
                    self._feed(mode.line_space)
            case "a":
                mode.align = self._take(1)[0] & 3
            case "E":
                self._look(is_bold=bool(self._take(1)[0] & 1))
            case "M":
                self._look(font=self._take(1)[0] & 1)
            case _:
                self.unknown.append(bytes([ESC, command]))

    def _group(self, command: int) -> None:
        match chr(command):
            case "!":
                size = self._take(1)[0]
                self._look(across=(size >> 4) + 1, down=(size & 7) + 1)
            case "B":
                self._look(is_white=bool(self._take(1)[0] & 1))
            case "P":
                self._mode.unit = self._take(2)[1]
            case "a" | "b":
                self._take(1)
            case "L" | "W":
                assert int.from_bytes(self._take(2), "little") == (0 if command == ord("L") else self._dots)
            case "v":
                self._raster()
            case "(":
                self._long()
            case "V":
                assert self._take(2)[0] in b"AB"
                self._machine.cut()
            case "r":
                self._take(1)
                self._machine.answer_paper()
            case _:
                self.unknown.append(bytes([GS, command]))

    def _look(self, **changes: Any) -> None:
        self._mode.letters = replace(self._mode.letters, **changes)

    def _real_time(self, command: int) -> None:
        """Done already when it arrived; here only passed over."""
        self._take({0x04: 1, 0x14: 8}.get(command, 0))

    def _raster(self) -> None:
        head = self._take(6)
        assert head[:2] == b"0\0", "GS v 0, normal size"
        across, rows = int.from_bytes(head[2:4], "little"), int.from_bytes(head[4:], "little")
        picture = Image.frombytes("1", (across * 8, rows), self._take(across * rows)).convert("L")
        self._paste(ImageOps.invert(picture))

    def _long(self) -> None:
        assert self._take(1) == b"k"
        size = int.from_bytes(self._take(2), "little")
        data = self._take(size)
        assert data[0] == 0x31
        match data[1]:
            case 0x41:
                assert data[2] == 0x32, "model 2"
            case 0x43:
                self._qr["module"] = data[2]
            case 0x45:
                assert data[2] == 0x31, "level M"
            case 0x50:
                self._qr["content"] = data[3:]
            case 0x51:
                self._print_qr()
            case _:
                self.unknown.append(b"GS(k" + data[:2])

    def _print_qr(self) -> None:
        content, module = self._qr["content"], self._qr["module"]
        assert isinstance(content, bytes)
        assert isinstance(module, int)
        code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
        code.add_data(content)
        code.make(fit=True)
        matrix = code.get_matrix()
        small = Image.new("L", (len(matrix), len(matrix)), WHITE)
        for y, row in enumerate(matrix):
            for x, is_dark in enumerate(row):
                small.putpixel((x, y), BLACK if is_dark else WHITE)
        self._paste(small.resize((small.width * module, small.height * module), Image.Resampling.NEAREST))

    def _to_dots(self, units: int) -> int:
        return round(units * self._dpi / self._mode.unit)

    def _feed(self, dots: int) -> None:
        if dots:
            self._machine.print_rows(Image.new("L", (self._dots, dots), WHITE))

    def _paste(self, picture: Image.Image) -> None:
        assert picture.width <= self._dots, "wider than the head"
        rows = Image.new("L", (self._dots, picture.height), WHITE)
        rows.paste(picture, (self._left(picture.width), 0))
        self._machine.print_rows(rows)

    def _left(self, width: int) -> int:
        return (0, (self._dots - width) // 2, self._dots - width)[self._mode.align]

    def _end_line(self) -> None:
        line, self._line = self._line, []
        if line:
            self.lines.append("".join(text for text, _ in line))
        cells = [_cell(text, letters) for text, letters in line]
        width = sum(cell.width for cell in cells)
        if width > self._dots:
            self.overflows += 1
        tallest = max((cell.height for cell in cells), default=0)
        rows = Image.new("L", (self._dots, max(tallest, self._mode.line_space)), WHITE)
        x = self._left(min(width, self._dots))
        for cell in cells:
            rows.paste(cell, (x, tallest - cell.height))
            x += cell.width
        self._machine.print_rows(rows)


@lru_cache(maxsize=4096)
def _cell(text: str, letters: Letters) -> Image.Image:
    """One letter in its box, in black and white as a head prints it."""
    width, height = CELLS[letters.font]
    box = (width * letters.across, height * letters.down)
    tall = height * letters.down
    cell = Image.new("L", (round(tall * 0.72), tall), WHITE)
    weight = 700 if letters.is_bold else 400
    font = ImageFont.truetype(str(resource(f"fonts/AtkinsonTabular-{weight}.ttf")), tall)
    ImageDraw.Draw(cell).text((cell.width / 2, tall * 0.8), text, BLACK, font, anchor="ms")
    black = cell.resize(box).point([BLACK] * 150 + [WHITE] * 106)
    return ImageOps.invert(black) if letters.is_white else black


@dataclass(frozen=True)
class PrintedSlip:
    """A piece of paper."""

    picture: Image.Image
    is_cut: bool
    """Ended by the blade; else torn off, or still hanging in the printer."""
    lines: tuple[str, ...] = ()
    """Its letters; pictures have none."""


class Tray:
    """A machine without faults; keeps what came out."""

    def __init__(self, dots: int) -> None:
        self._dots = dots
        self._rows: list[Image.Image] = []
        self.slips: list[PrintedSlip] = []
        self.lines: list[str] = []

    def print_rows(self, rows: Image.Image) -> None:
        self._rows.append(rows)

    def cut(self) -> None:
        self.end(is_cut=True)

    def answer_paper(self) -> None:
        """Nobody asked."""

    def end(self, *, is_cut: bool) -> None:
        """The paper that hangs out is taken off."""
        if not self._rows:
            return
        height = sum(rows.height for rows in self._rows)
        paper = Image.new("L", (self._dots, height), WHITE)
        y = 0
        for rows in self._rows:
            paper.paste(rows, (0, y))
            y += rows.height
        self.slips.append(PrintedSlip(paper, is_cut, tuple(self.lines)))
        self._rows, self.lines[:] = [], []


@dataclass(frozen=True)
class Printed:
    """What came out of some bytes."""

    slips: list[PrintedSlip]
    unknown: list[bytes]
    overflows: int


def printed(data: bytes, dots: int = 576, dpi: int = 203) -> Printed:
    """Print bytes on a printer without faults."""
    place = 0

    def take(count: int) -> bytes:
        nonlocal place
        if place + count > len(data):
            raise EOFError
        place += count
        return data[place - count : place]

    tray = Tray(dots)
    interpreter = Interpreter(take, tray, dots, dpi)
    interpreter.lines = tray.lines
    interpreter.run()
    tray.end(is_cut=False)
    return Printed(tray.slips, interpreter.unknown, interpreter.overflows)
