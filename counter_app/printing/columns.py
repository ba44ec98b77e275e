"""Words in the printer's own letters: every letter is equally wide, so a line is a number of columns."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from counter_app.domain.thermal import PICTURE
from counter_app.printing.blocks import Align
from counter_app.printing.commands import PLAIN, Look

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIKE = str.maketrans(
    {"\N{NO-BREAK SPACE}": " ", "\N{NON-BREAKING HYPHEN}": "-", "\N{HYPHEN}": "-", "\N{SOFT HYPHEN}": ""}
)
"""Signs that look the same on paper."""
KEEP = "\ufdd0"
"""Stands for a blank that keeps a word and its number on one line, while lines are cut."""


@dataclass(frozen=True, slots=True)
class Span:
    """Letters of one look."""

    text: str
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class Row:
    """One line of paper."""

    spans: tuple[Span, ...]
    align: Align = Align.LEFT

    @property
    def line_dots(self) -> int:
        """Height, with the space to the next."""
        return max((span.look.line_dots for span in self.spans), default=PLAIN.line_dots)


class Columns:
    """Cuts words to the width of a head."""

    def __init__(self, dots: int) -> None:
        self._dots = dots

    def count(self, look: Look) -> int:
        """How many letters stand in a line."""
        return self._dots // look.letter_dots

    def fitted(self, text: str, look: Look) -> Look:
        """As many times larger as the text still fits on one line, up to eight."""
        times = min(8, self._dots // (Look().letter_dots * max(1, len(plain(text)))))
        return replace(look, width=max(1, times), height=max(1, times))

    def rows(self, text: str, look: Look, align: Align = Align.LEFT, hang: str = "") -> list[Row]:
        """A text in as many lines as it needs; ``hang`` stands before the first, blanks before the rest."""
        lines = list(wrapped(text, self.count(look) - len(hang)))
        heads = (" " * len(hang) if place else hang for place in range(len(lines)))
        return [Row((Span(head + line, look),), align) for head, line in zip(heads, lines, strict=True)]

    def bar(self, text: str, look: Look) -> list[Row]:
        """White on black from edge to edge, in the middle."""
        width = self.count(look)
        lines = [line.center(width) for line in wrapped(text, width - 2)]
        return [Row((Span(line, replace(look, is_white=True)),)) for line in lines]

    def pair(self, label: str, value: str, looks: tuple[Look, Look]) -> list[Row]:
        """A label left and its value right; under each other where the line is too short for both."""
        label, value = plain(label), plain(value)
        free = self.count(looks[0]) - len(label) - len(value)
        if free >= 2:  # noqa: PLR2004  two blanks keep them apart
            return [Row((Span(label + " " * free, looks[0]), Span(value, looks[1])))]
        return [*self.rows(label, looks[0]), *self.rows(value, looks[1])]


def plain(text: str) -> str:
    """Composed letters, single blanks, nothing that commands a printer."""
    composed = unicodedata.normalize("NFC", text).translate(_LIKE)
    kept = (
        " " if letter.isspace() else letter
        for letter in composed
        if letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cf", "Cs")
    )
    return " ".join("".join(kept).split())


def wrapped(text: str, columns: int) -> Iterator[str]:
    """Lines of a text; a word longer than a line is cut inside, an empty text has none."""
    line = ""
    for word in plain(text.replace("\N{NO-BREAK SPACE}", KEEP)).split():
        for part in _parts(word, columns):
            if line and len(line) + 1 + len(part) > columns:
                yield line.replace(KEEP, " ")
                line = part
            else:
                line = f"{line} {part}".strip()
    if line:
        yield line.replace(KEEP, " ")


def _parts(word: str, columns: int) -> list[str]:
    return [word[start : start + columns] for start in range(0, len(word), columns)]


def is_written(rows: list[Row], code_page: str) -> bool:
    """Whether the printer has every letter; it has none where all are drawn."""
    if code_page == PICTURE:
        return False
    try:
        "".join(span.text for row in rows for span in row.spans).encode(code_page)
    except UnicodeEncodeError:
        return False
    return True
