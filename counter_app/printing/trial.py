"""The trial page: shows how wide a printer prints, which letters it has, and whether its code can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter_app.domain.thermal import PICTURE
from counter_app.printing.blocks import (
    Align,
    Bar,
    Block,
    Fact,
    Gap,
    Line,
    Rule,
    RuleKind,
    Ruler,
    Slip,
    Style,
    ToBring,
    Tracking,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from counter_app.domain.thermal import ThermalSettings
    from counter_app.printing.wording import Wording

LETTERS = "á é í ó ú ã õ ç ñ ü × · – — “ ”"
"""What names and texts of the region need beside plain letters."""
SAMPLE_NUMBER = "B012"
SAMPLE_CODE = "4T8R-6WZC-1NPV-Z"
SHORT_URL = "https://mpp.contoh.go.id"


@dataclass(frozen=True, slots=True)
class TrialFacts:
    """What stands on a trial page."""

    site: str
    place: str
    """Loket 3, or the reception."""
    printer: str
    """Its address or name."""
    at: datetime
    public_base_url: str = ""


def trial_slip(facts: TrialFacts, printer: ThermalSettings | None, words: Wording) -> Slip:
    """Lay out the page; without thermal settings it is a page of a system's printer."""
    return Slip(title=words.say("trial.title"), blocks=tuple(_blocks(facts, printer, words)))


def _blocks(facts: TrialFacts, printer: ThermalSettings | None, words: Wording) -> Iterator[Block]:
    yield Line(words.say("trial.title"), Style.TITLE, Align.CENTRE)
    yield Line(f"{facts.site} · {facts.place}", Style.SMALL, Align.CENTRE)
    yield Gap(4)
    yield Ruler()
    yield Line(words.say("trial.ruler"), Style.SMALL, Align.CENTRE)
    yield Gap(4)
    yield Fact(words.say("trial.printer"), facts.printer)
    if printer is not None:
        is_drawn = printer.code_page == PICTURE
        yield Fact(words.say("trial.roll"), printer.roll)
        yield Fact(words.say("trial.letters"), words.say("trial.picture") if is_drawn else printer.code_page)
    yield Gap(4)
    yield Rule(RuleKind.DASHED)
    yield Gap(4)
    yield Line(words.say("trial.all_read"), Style.BODY_STRONG)
    yield from (Line(letters, Style.BODY) for letters in dict.fromkeys((_own_letters(printer), LETTERS)))
    yield Line(SAMPLE_NUMBER, Style.NUMBER, Align.CENTRE)
    yield Bar(words.say("trial.bar"))
    yield Gap(4)
    yield ToBring(words.say("trial.box"), words.say("trial.box_form"), "")
    yield Gap(4)
    yield Rule(RuleKind.DASHED)
    yield Tracking(
        content=facts.public_base_url or SHORT_URL,
        heading=words.say("trial.scan"),
        how=words.say("trial.leads", address=facts.public_base_url or SHORT_URL),
        code_label=words.say("slip.code"),
        code=SAMPLE_CODE,
    )
    yield Rule(RuleKind.DASHED)
    yield Gap(4)
    yield Line(words.say("trial.cut"), Style.SMALL, Align.CENTRE)
    yield Line(f"{words.long_day(facts.at)} · {words.second(facts.at)}", Style.FINE, Align.CENTRE)


def _own_letters(printer: ThermalSettings | None) -> str:
    """Those of the sample that the printer claims to have: what stands on the paper instead is the proof."""
    if printer is None or printer.code_page == PICTURE:
        return LETTERS
    known = (letter for letter in LETTERS.split() if _has(printer.code_page, letter))
    return " ".join(known)


def _has(code_page: str, letter: str) -> bool:
    try:
        letter.encode(code_page)
    except UnicodeEncodeError:
        return False
    return True
