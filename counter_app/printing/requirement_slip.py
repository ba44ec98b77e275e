"""The requirement sheet as blocks: what it costs, how long it takes, what to bring, where to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_app.domain.money import FeeKind
from counter_app.printing import words_of_facts as told
from counter_app.printing.blocks import (
    Align,
    Bar,
    Block,
    Fact,
    Gap,
    Line,
    Rule,
    RuleKind,
    Slip,
    Step,
    Style,
    ToBring,
)
from counter_app.printing.heads import house

if TYPE_CHECKING:
    from collections.abc import Iterator

    from counter_app.db.queries.papers import PaperStop, PaperToBring, SheetPaper
    from counter_app.printing.wording import Wording


def requirement_slip(paper: SheetPaper, words: Wording) -> Slip:
    """Lay out the sheet; nothing unverified looks official on it."""
    return Slip(
        title=f"{paper.service_code} {paper.stop.service}",
        blocks=tuple(_blocks(paper, words)),
        continued=words.say("receipt.continued", title=paper.stop.service),
    )


def _blocks(paper: SheetPaper, words: Wording) -> Iterator[Block]:
    yield from house(paper.site, words)
    yield Line(paper.stop.service, Style.TITLE)
    yield Line(paper.agency, Style.SMALL)
    yield Gap(6)
    yield from _fee(paper, words)
    yield from _time(paper, words)
    yield Gap(4)
    yield Rule(RuleKind.DASHED)
    yield from _papers(paper, words)
    yield Rule(RuleKind.DASHED)
    yield from _steps(paper, words)
    yield Rule(RuleKind.DASHED)
    yield Gap(4)
    yield Line(words.say("slip.no_money"), Style.BODY_STRONG, Align.CENTRE)
    if paper.site.complaints:
        complaints = words.say("receipt.complaints", channel=paper.site.complaints)
        yield Line(complaints, Style.SMALL, Align.CENTRE)
    yield Gap(4)
    yield Line(_made(paper, words), Style.FINE, Align.CENTRE)


def _fee(paper: SheetPaper, words: Wording) -> Iterator[Block]:
    """In a black bar only what may be told as official."""
    if not told.is_tellable(paper.fee):
        yield Line(words.say("slip.fee_ask"), Style.LARGE_STRONG)
        yield Gap(4)
        return
    fee = {
        FeeKind.FREE: words.say("receipt.free"),
        FeeKind.AMOUNT: paper.fee.amount,
        FeeKind.FORMULA: words.say("receipt.by_rule").upper(),
    }[paper.fee.kind]
    yield Bar(words.say("sheet.fee", fee=fee))
    yield Gap(2)
    yield Line(_basis(paper, words), Style.SMALL, Align.CENTRE)
    yield Line(paper.fee.note, Style.SMALL, Align.CENTRE)
    yield Gap(4)


def _basis(paper: SheetPaper, words: Wording) -> str:
    key = "sheet.free_basis" if paper.fee.kind is FeeKind.FREE else "sheet.fee_basis"
    basis = told.flat(paper.fee.basis)
    return words.say(key, basis=basis) if basis else words.say(f"{key}_plain")


def _time(paper: SheetPaper, words: Wording) -> Iterator[Block]:
    if not paper.time.is_verified:
        yield Fact(words.say("sheet.ready_in"), words.say("sheet.ask"), Style.LARGE)
        return
    yield Fact(words.say("sheet.ready_in"), told.duration(words, paper.time), Style.LARGE)
    yield Fact(words.say("sheet.counted_from"), words.say("sheet.complete_papers"))


def _papers(paper: SheetPaper, words: Wording) -> Iterator[Block]:
    yield Gap(5)
    yield Line(words.say("sheet.papers"), Style.SECTION)
    if not paper.requirements:
        yield Line(words.say("sheet.no_papers"), Style.BODY)
    elif not paper.are_requirements_verified:
        yield Line(words.say("sheet.unverified"), Style.SMALL_STRONG)
    for one in paper.requirements:
        yield Gap(4)
        yield ToBring(one.name, _form(one, words), "")
    yield Gap(8)


def _form(paper: PaperToBring, words: Wording) -> str:
    form = told.form_sheets(words, paper)
    return f"{form}, {paper.condition}" if paper.condition else form


def _steps(paper: SheetPaper, words: Wording) -> Iterator[Block]:
    steps = paper.steps or tuple(_way(paper, words))
    yield Gap(5)
    yield Line(words.say("sheet.steps"), Style.SECTION)
    yield Gap(2)
    for number, step in enumerate(steps, start=1):
        yield Step(number, step)
    yield Gap(5)


def _way(paper: SheetPaper, words: Wording) -> Iterator[str]:
    """From door to document, where the agency wrote nothing of its own."""
    for when, stop in paper.before:
        beginning = when[:1].upper() + when[1:]
        yield words.say("sheet.step_before", when=beginning, service=stop.service, where=_where(stop, words))
    if paper.queue:
        yield words.say("sheet.step_queue", letter=paper.queue)
    if paper.stop.counters:
        yield words.say("sheet.step_hand_in", n=words.either(paper.stop.counters))
    yield words.say("sheet.step_keep" if paper.site.public_base_url else "sheet.step_keep_plain")


def _where(stop: PaperStop, words: Wording) -> str:
    if not stop.counters:
        return stop.agency
    return f"{stop.agency}, {words.say('sheet.counter', n=words.either(stop.counters))}"


def _made(paper: SheetPaper, words: Wording) -> str:
    at = paper.origin.printed_at
    when = f"{words.day(at)} {words.minute(at)}"
    return words.say("sheet.made", version=paper.catalogue_version, when=when)
