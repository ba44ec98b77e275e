"""How papers begin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from counter_app.printing import words_of_facts as told
from counter_app.printing.blocks import Align, Bar, Block, Gap, Line, Rule, RuleKind, Slip, Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from counter_app.db.queries.papers import PaperCorrection, PaperOrigin, PaperSite
    from counter_app.printing.wording import Wording


BELOW_BARS = 3.7
"""Black never touches the letterhead below it."""


def reprint_bar(origin: PaperOrigin, words: Wording) -> Iterator[Block]:
    """A copy says that it is one, and who asked for it."""
    if origin.copy > 1:
        yield Bar(words.say("slip.reprint", n=origin.copy, officer=origin.officer))
        yield Gap(6, BELOW_BARS)


def correction_bar(correction: PaperCorrection | None, words: Wording) -> Iterator[Block]:
    """A paper that replaces one which is out says so, and which one it is; that is no copy."""
    if correction is not None:
        yield Bar(f"{words.say('slip.correction', n=correction.number)}, {words.say('slip.void')}")
        yield Gap(6, BELOW_BARS)


def marked_for_training(slip: Slip, words: Wording) -> Slip:
    """A paper of a practice station says so above everything, on every page."""
    mark = words.say("slip.training")
    continued = f"{mark} · {slip.continued}" if slip.continued else mark
    return replace(slip, blocks=(Bar(mark), Gap(6, BELOW_BARS), *slip.blocks), continued=continued)


def house(site: PaperSite, words: Wording) -> Iterator[Block]:
    """The name of the building."""
    yield Line(words.say("slip.mall"), Style.HOUSE, Align.CENTRE)
    place = ", ".join(part for part in (told.place_name(site), site.regency) if part)
    yield Line(place, Style.SMALL, Align.CENTRE)
    yield Gap(5)
    yield Rule(RuleKind.DASHED)
    yield Gap(6)
