"""The recovery sheet: the key of a station's database on paper, for the safe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter_app.printing.blocks import (
    Align,
    Bar,
    Block,
    Fact,
    Foot,
    Gap,
    Letterhead,
    Line,
    Slip,
    Style,
    Tracking,
)

if TYPE_CHECKING:
    from datetime import date

    from counter_app.printing.wording import Wording

_GROUP = 4
_GROUPS_A_LINE = 4


@dataclass(frozen=True, slots=True)
class RecoveryFacts:
    """What the sheet tells."""

    site: str
    """The building's name: "MPP Timor Atambua"."""
    kind: str
    """counter, reception or supervisor."""
    counter: int
    """Its number; 0 where the station is no counter."""
    day: date
    """When the sheet is made, on the site's calendar."""
    key: bytes
    """Of the database."""
    replica_id: bytes
    """Names the log that this station writes now."""


def recovery_slip(facts: RecoveryFacts, words: Wording) -> Slip:
    """The sheet as blocks; its title holds no secret."""
    station = words.say(f"recovery.{facts.kind}", n=facts.counter)
    blocks: tuple[Block, ...] = (
        Letterhead("", facts.site, station),
        Line(words.say("recovery.title"), Style.TITLE),
        Gap(4),
        Bar(words.say("recovery.secret")),
        Gap(4),
        Line(words.say("recovery.why"), Style.BODY),
        Gap(8),
        Fact(words.say("recovery.station"), station),
        Fact(words.say("recovery.day"), words.long_day(facts.day)),
        Fact(words.say("recovery.replica"), " ".join(in_groups(facts.replica_id))),
        Gap(8),
        Line(words.say("recovery.key"), Style.SECTION),
        Gap(4),
        *(Line(line, Style.TITLE, Align.CENTRE) for line in key_lines(facts.key)),
        Gap(12),
        _scanned(facts, words),
    )
    return Slip(
        words.say("recovery.file", station=station), blocks, Foot(words.say("recovery.keep"), facts.site)
    )


def _scanned(facts: RecoveryFacts, words: Wording) -> Tracking:
    return Tracking(
        content=facts.key.hex().upper(),
        heading=words.say("recovery.how_heading"),
        how=words.say("recovery.how"),
        code_label=words.say("recovery.command_label"),
        code="counter-app key restore",
        keep=words.say("recovery.after"),
    )


def key_lines(key: bytes) -> list[str]:
    """The key as people type it: lines of four groups of four signs."""
    groups = in_groups(key)
    starts = range(0, len(groups), _GROUPS_A_LINE)
    return ["  ".join(groups[start : start + _GROUPS_A_LINE]) for start in starts]


def in_groups(raw: bytes) -> list[str]:
    """Bytes as groups of four hexadecimal digits."""
    digits = raw.hex().upper()
    return [digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP)]
