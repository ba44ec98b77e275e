"""The papers of a desk as blocks: facts in, blocks out, no printer, no file, no database."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from counter_app.db.queries.papers import MissingPaper, Paper, ReceiptPaper, SheetPaper, TicketPaper
from counter_app.domain.applicant import THUMBPRINT
from counter_app.domain.checklist import TO_BRING_STATES, RequirementState
from counter_app.domain.identity import mask_nik
from counter_app.domain.tracking_code import grouped, tracking_url
from counter_app.printing import words_of_facts as told
from counter_app.printing.blocks import (
    Align,
    Bar,
    Block,
    Fact,
    Foot,
    Gap,
    Letterhead,
    Line,
    Listed,
    ListHeading,
    Party,
    Promises,
    Rule,
    RuleKind,
    Signatures,
    Slip,
    Style,
    ToBring,
    Tracking,
)
from counter_app.printing.heads import correction_bar, house, marked_for_training, reprint_bar
from counter_app.printing.requirement_slip import requirement_slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from counter_app.db.queries.papers import (
        PaperApplicant,
        PaperCorrection,
        PaperOrigin,
        PaperRequirement,
    )
    from counter_app.printing.wording import Wording

_PEMDA = "pemda"


def slip_of(paper: Paper, words: Wording) -> Slip:
    """Lay out any paper as blocks; one of a practice station says so."""
    slip = _slip_of(paper, words)
    return marked_for_training(slip, words) if paper.origin.is_training else slip


def _slip_of(paper: Paper, words: Wording) -> Slip:
    match paper:
        case TicketPaper():
            return ticket_slip(paper, words)
        case MissingPaper():
            return missing_slip(paper, words)
        case ReceiptPaper():
            return receipt(paper, words)
        case SheetPaper():
            return requirement_slip(paper, words)
        case _:
            assert_never(paper)


def ticket_slip(paper: TicketPaper, words: Wording) -> Slip:
    """The number, where to go, how many are ahead, and the code of the visit."""
    return Slip(title=paper.number, blocks=tuple(_ticket_blocks(paper, words)))


def missing_slip(paper: MissingPaper, words: Wording) -> Slip:
    """Only what is missing, why, and that the second trip needs no new queue."""
    return Slip(title=paper.application_number, blocks=tuple(_missing_blocks(paper, words)))


def receipt(paper: ReceiptPaper, words: Wording) -> Slip:
    """All that was received, what it costs, when it is ready, and the code of the application."""
    complaints = (
        words.say("receipt.complaints", channel=paper.site.complaints) if paper.site.complaints else ""
    )
    return Slip(
        title=paper.application_number,
        blocks=tuple(_receipt_blocks(paper, words)),
        foot=Foot(
            left=f"{words.say('slip.no_money')} {complaints}".strip(),
            right=words.say("receipt.print_no", n=paper.origin.copy),
        ),
        continued=" · ".join(_continued(paper, words)),
        page_label=words.say("receipt.page", n="{n}", total="{total}"),
    )


def _continued(paper: ReceiptPaper, words: Wording) -> Iterator[str]:
    """Each page alone says which paper it belongs to."""
    yield words.say("receipt.continued", title=words.say("receipt.title"))
    yield paper.application_number
    if paper.correction is not None:
        yield words.say("slip.correction", n=paper.correction.number)


def _ticket_blocks(paper: TicketPaper, words: Wording) -> Iterator[Block]:
    yield from reprint_bar(paper.origin, words)
    yield from house(paper.site, words)
    yield Line(paper.agency, Style.LARGE_STRONG, Align.CENTRE)
    yield Line(paper.service, Style.LARGE, Align.CENTRE)
    yield Line(paper.number, Style.NUMBER, Align.CENTRE)
    yield from _where(paper, words)
    yield from _priority(paper.priority, words)
    if paper.ahead is not None:
        yield Gap(6)
        yield Fact(words.say("slip.ahead"), _people(words, paper.ahead), Style.LARGE)
    yield Gap(4)
    yield Rule(RuleKind.DASHED)
    yield _tracking(paper, words, "slip.track_queue", "slip.scan")
    yield Rule(RuleKind.DASHED)
    yield Gap(4)
    yield Line(words.say("slip.please_wait"), Style.BODY_STRONG, Align.CENTRE)
    yield Line(words.say("slip.missed"), Style.SMALL, Align.CENTRE)
    yield Gap(4)
    yield from _ticket_dates(paper, words)


def _ticket_dates(paper: TicketPaper, words: Wording) -> Iterator[Block]:
    origin, zone = paper.origin, paper.site.zone_label
    issued = f"{words.second(paper.issued_at)} {zone}"
    parts = [words.long_day(paper.issued_at), issued, *_counter(words, origin.counter)]
    yield Line(" · ".join(parts), Style.FINE, Align.CENTRE)
    if origin.copy > 1:
        when = f"{words.day(origin.printed_at)}, {words.second(origin.printed_at)} {zone}"
        yield Line(words.say("slip.reprinted", when=when), Style.FINE, Align.CENTRE)


def _where(paper: TicketPaper, words: Wording) -> Iterator[Block]:
    parts = [words.say("slip.counter", n=words.either(paper.counters))] if paper.counters else []
    if paper.zone is not None:
        parts.append(words.say("slip.zone", n=paper.zone))
    if parts:
        yield Line(" · ".join(parts), Style.LARGE_STRONG, Align.CENTRE)


def _priority(key: str, words: Wording) -> Iterator[Block]:
    if words.knows(f"priority.{key}"):
        yield Gap(6)
        yield Bar(words.say("slip.priority", **{"class": words.say(f"priority.{key}")}))


def _missing_blocks(paper: MissingPaper, words: Wording) -> Iterator[Block]:
    yield from reprint_bar(paper.origin, words)
    yield from correction_bar(paper.correction, words)
    yield from house(paper.site, words)
    yield Line(words.say("slip.missing_title"), Style.TITLE, Align.CENTRE)
    yield Line(paper.service, Style.LARGE, Align.CENTRE)
    yield Gap(6)
    yield Fact(words.say("slip.application_no"), paper.application_number)
    yield from _applicant_facts(paper.applicant, words)
    yield from _corrected(paper.correction, (), words)
    yield Gap(4)
    yield Rule(RuleKind.SOLID)
    yield from _to_bring(paper.requirements, words)
    yield Gap(5)
    yield Bar(words.say("slip.no_queue", n=paper.counter))
    yield Gap(2)
    yield Line(words.say("slip.show"), Style.SMALL, Align.CENTRE)
    yield Gap(2)
    yield Line(told.time_sentence(words, paper.time), Style.SMALL, Align.CENTRE)
    yield Gap(4)
    yield Rule(RuleKind.DASHED)
    yield _tracking(paper, words, "slip.track", "slip.scan_missing")
    yield Rule(RuleKind.DASHED)
    yield Gap(4)
    fee = f"{told.fee_sentence(words, paper.fee)} {words.say('slip.no_money')}"
    yield Line(fee, Style.SMALL_STRONG, Align.CENTRE)
    yield Line(told.fee_remark(paper.fee), Style.SMALL, Align.CENTRE)
    yield Gap(4)
    yield Line(_printed(paper.origin, words), Style.FINE, Align.CENTRE)


def _to_bring(papers: tuple[PaperRequirement, ...], words: Wording) -> Iterator[Block]:
    missing = [paper for paper in papers if paper.state in TO_BRING_STATES]
    here = sum(paper.state in told.HERE_STATES for paper in papers)
    yield Gap(5)
    yield Line(words.count("slip.bring", len(missing)), Style.SECTION)
    for paper in missing:
        yield Gap(4)
        yield ToBring(paper.name, told.form_sheets(words, paper), _why(paper, words))
    yield Gap(8)
    yield Rule(RuleKind.SOLID)
    if here:
        yield Gap(3)
        word = words.number_word(here)
        yield Line(words.count(_rest(papers), here, word=word), Style.BODY)


def _rest(papers: tuple[PaperRequirement, ...]) -> str:
    """What was only shown went home again: nobody may read that we have it."""
    is_shown = any(paper.state is RequirementState.ORIGINAL_SHOWN for paper in papers)
    return "slip.settled_rest" if is_shown else "slip.have_rest"


def _why(paper: PaperRequirement, words: Wording) -> str:
    if paper.state is RequirementState.REJECTED:
        return words.say("slip.rejected", reason=told.reason_words(words, paper))
    return words.say("slip.to_follow" if paper.state is RequirementState.TO_FOLLOW else "slip.not_brought")


def _receipt_blocks(paper: ReceiptPaper, words: Wording) -> Iterator[Block]:
    yield from reprint_bar(paper.origin, words)
    yield from correction_bar(paper.correction, words)
    yield Letterhead(
        upper=paper.site.letterhead if paper.agency_class == _PEMDA else "",
        name=paper.agency.upper(),
        lower=words.say("receipt.mall", place=told.place_name(paper.site)),
    )
    yield Line(words.say("receipt.title"), Style.TITLE)
    yield Line(paper.service, Style.LARGE_STRONG)
    yield Gap(6)
    yield from _receipt_facts(paper, words)
    yield Gap(9)
    promises = told.time_promise(words, paper.time, paper.due), told.fee_promise(words, paper.fee)
    yield Promises(promises)
    yield Gap(8)
    yield from _list_of_papers(paper.requirements, words)
    yield Gap(6)
    yield _receipt_tracking(paper, words)
    yield _signatures(paper, words)


def _receipt_facts(paper: ReceiptPaper, words: Wording) -> Iterator[Block]:
    at = paper.received_at
    received = f"{words.long_day(at)}, {words.minute(at)} {paper.site.zone_label}"
    yield Fact(words.say("slip.application_no"), paper.application_number)
    yield Fact(words.say("receipt.received"), received)
    yield from _applicant_facts(paper.applicant, words)
    for label, value in paper.extra:
        yield Fact(label, value)
    if paper.product:
        yield Fact(words.say("receipt.product"), paper.product)
    yield from _corrected(paper.correction, paper.own_labels, words)


def _list_of_papers(papers: tuple[PaperRequirement, ...], words: Wording) -> Iterator[Block]:
    here = sum(paper.state in told.HERE_STATES for paper in papers)
    yield ListHeading(words.say("receipt.list"), words.say("receipt.count", n=here, total=len(papers)))
    for place, paper in enumerate(papers, start=1):
        yield Listed(
            number=place,
            name=paper.name,
            form=told.form_words(words, paper),
            sign=told.sign_of(paper.state),
            state=words.say(f"state.{paper.state}"),
            reason=told.reason_words(words, paper),
        )


def _receipt_tracking(paper: ReceiptPaper, words: Wording) -> Tracking:
    address = paper.site.public_base_url.partition("://")[2] or paper.site.public_base_url
    return Tracking(
        content=tracking_url(paper.site.public_base_url, paper.tracking_code, _ending(paper)),
        heading=words.say("receipt.track"),
        how=words.say("receipt.type_code", address=address) if address else words.say("receipt.code_only"),
        code_label="",
        code=grouped(paper.tracking_code),
        keep=words.say(f"receipt.keep_{_shown(paper.applicant)}", n=paper.counter),
    )


def _shown(applicant: PaperApplicant) -> str:
    """What identifies the applicant at the collection: the paper that was shown at the desk."""
    kinds = {"nik": "ktp", "passport": "passport", "plb": "plb", "kitas": "kitas"}
    return kinds.get(applicant.identity_kind, "alone")


def _ending(paper: TicketPaper | MissingPaper | ReceiptPaper) -> int:
    """What the QR code ends in; first prints and ticket slips have no ending."""
    return 0 if isinstance(paper, TicketPaper) or paper.correction is None else paper.correction.number


def _signatures(paper: ReceiptPaper, words: Wording) -> Signatures:
    return Signatures(
        place_and_day=f"{paper.site.town}, {words.day(paper.received_at)}",
        parties=(
            Party(
                words.say("receipt.applicant"),
                paper.applicant.name,
                words.say("receipt.thumbprint") if paper.applicant.signs_with == THUMBPRINT else "",
            ),
            Party(words.say("receipt.officer", n=paper.counter), paper.received_by),
        ),
    )


def _tracking(paper: TicketPaper | MissingPaper, words: Wording, heading: str, how: str) -> Tracking:
    has_page = bool(paper.site.public_base_url)
    return Tracking(
        content=tracking_url(paper.site.public_base_url, paper.tracking_code, _ending(paper)),
        heading=words.say(heading if has_page else "slip.code_heading"),
        how=words.say(how if has_page else "slip.code_only"),
        code_label=words.say("slip.code") if has_page else "",
        code=grouped(paper.tracking_code),
    )


def _applicant_facts(applicant: PaperApplicant, words: Wording) -> Iterator[Block]:
    if applicant.name:
        yield Fact(words.say("slip.applicant"), applicant.name)
    if applicant.identity_number and words.knows(f"identity.{applicant.identity_kind}"):
        kind = words.say(f"identity.{applicant.identity_kind}")
        yield Fact(kind, mask_nik(applicant.identity_number))
    if applicant.companion:
        relation = words.say(f"relation.{applicant.companion_relation or 'other'}")
        value = words.say("slip.companion_value", name=applicant.companion, relation=relation)
        yield Fact(words.say("slip.companion"), value)


def _corrected(
    correction: PaperCorrection | None, own: tuple[tuple[str, str], ...], words: Wording
) -> Iterator[Block]:
    """When and what was put right, so that nobody need lay two papers side by side."""
    if correction is not None:
        at = correction.corrected_at
        what = told.corrected_words(words, correction.fields, dict(own))
        when = f"{words.day(at)}, {words.minute(at)}"
        yield Fact(words.say("slip.corrected"), words.say("slip.corrected_value", when=when, what=what))


def _people(words: Wording, ahead: int) -> str:
    return words.count("slip.people", ahead) if ahead else words.say("slip.nobody")


def _counter(words: Wording, number: int | None) -> list[str]:
    return [] if number is None else [words.say("slip.counter", n=number)]


def _printed(origin: PaperOrigin, words: Wording) -> str:
    when = f"{words.day(origin.printed_at)} {words.minute(origin.printed_at)}"
    return " · ".join([when, *_counter(words, origin.counter), origin.officer])
