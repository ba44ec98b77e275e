"""What a paper is made of, before anybody knows the printer: blocks in reading order.

A block says what something is (a bar, a fact, a paper to bring), never where it stands. Renderers decide:
PDF on a roll or a sheet today, printer commands later.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """The weight of a line among the others; sizes belong to the renderer."""

    NUMBER = "number"
    """The called number: as large as the paper allows, on one line."""
    TITLE = "title"
    HOUSE = "house"
    SECTION = "section"
    LARGE = "large"
    LARGE_STRONG = "large_strong"
    BODY = "body"
    BODY_STRONG = "body_strong"
    SMALL = "small"
    SMALL_STRONG = "small_strong"
    FINE = "fine"


class Align(StrEnum):
    """Where a line stands in its column."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class RuleKind(StrEnum):
    """A line across the paper."""

    DASHED = "dashed"
    SOLID = "solid"
    HAIR = "hair"


class Sign(StrEnum):
    """Drawn signs: the font of paper has none of them."""

    BOX = "box"
    """To be ticked by the applicant."""
    CHECK = "check"
    CROSS = "cross"
    DASH = "dash"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; wraps where it must."""

    text: str
    style: Style
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""

    kind: RuleKind


@dataclass(frozen=True, slots=True)
class Ruler:
    """Millimetres from edge to edge of what the printer reaches."""


@dataclass(frozen=True, slots=True)
class Gap:
    """White space."""

    points: float
    """1/72 inch."""
    least: float = 0.0
    """What a crowded sheet keeps of it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """White words on black: what must not be overlooked on paper without colour."""

    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value."""

    label: str
    value: str
    style: Style = Style.SMALL
    """LARGE for what is read from afar, SMALL else."""


@dataclass(frozen=True, slots=True)
class ToBring:
    """A paper to bring, with a box to tick at home."""

    name: str
    form: str
    state: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way, numbered."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list of papers."""

    number: int
    name: str
    form: str
    sign: Sign
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ListHeading:
    """The heading of the list of papers with its count."""

    title: str
    count: str


@dataclass(frozen=True, slots=True)
class Tracking:
    """The QR code, and the same in words for those without a camera."""

    content: str
    """What the QR holds."""
    heading: str
    how: str
    code_label: str
    """Stands above the code; may be empty."""
    code: str
    """In groups of four."""
    keep: str = ""
    """What to do with this paper; may be empty."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues the paper; empty lines are left out."""

    upper: str
    name: str
    lower: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A figure the applicant may hold us to."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Promises:
    """Promises side by side in one field."""

    items: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """Who signs, in which part."""

    role: str
    name: str
    mark: str = ""
    """Stands in a frame instead of a line for the signature: "Cap jempol"; empty = signed by hand."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Place, day, and room for signatures."""

    place_and_day: str
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Foot:
    """The last line, on every page of a sheet."""

    left: str
    right: str


Block = (
    Line
    | Rule
    | Ruler
    | Gap
    | Bar
    | Fact
    | ToBring
    | Step
    | Listed
    | ListHeading
    | Tracking
    | Letterhead
    | Promises
    | Signatures
)


@dataclass(frozen=True, slots=True)
class Slip:
    """A whole paper, ready for any renderer."""

    title: str
    """For the file and the printer's list of jobs; holds no personal data."""
    blocks: tuple[Block, ...]
    foot: Foot | None = None
    continued: str = ""
    """Heads every page after the first."""
    page_label: str = ""
    """With {n} and {total}; printed only where there is more than one page."""
